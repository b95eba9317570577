"""The model card: what a calibration is, written from the artefact and never by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .artefact_model import Artefact, Outcome
from .gate import GATES


def card_of(artefact: Artefact, language: str = "zh") -> str:
    """The card as Markdown.

    Args:
        artefact: the calibration.
        language: ``zh`` or ``en``.
    """
    return _Card(artefact, language).text()


class _Card:
    def __init__(self, artefact: Artefact, language: str) -> None:
        self.one, self.language = artefact, language

    def pick(self, en: str, zh: str) -> str:
        return zh if self.language == "zh" else en

    def text(self) -> str:
        one, data = self.one, self.one.data
        days = one.effective
        effect = self.pick("no day", "尚无") if days is None else f"{days.from_} – {days.to}"
        result = (
            self.pick("values are moved as below", "按下表变动取值")
            if one.outcome is Outcome.CALIBRATED
            else self.pick("the declared values stand, for a gate failed", "有关卡未通过，维持原值")
        )
        facts = [
            (self.pick("Pack and grade", "规则包与等级"), f"{one.pack.id} {one.pack.version} / {one.grade}"),
            (self.pick("Result", "结论"), result),
            (self.pick("State; in effect", "状态；生效期间"), f"{one.state}; {effect}"),
            (self.pick("Made by", "编制"), f"{_line(one.author)} ({one.made_at})"),
            *(
                (str(change.state), f"{_line(change.by)} ({change.at}): {_line(change.reason)}")
                for change in one.history
            ),
            (self.pick("In the place of", "取代"), one.supersedes or "–"),
            ("sha256", one.sha256),
        ]
        parts = [
            f"# {self.pick('Calibration', '校准')} {one.pack.id} / {one.grade}",
            "\n".join(f"- {name}: {value}" for name, value in facts),
            self._use(),
            f"## {self.pick('What moves', '变动内容')}",
            self._values(),
            f"## {self.pick('Gates', '关卡')}",
            self._gates(),
            f"## {self.pick('What it was fitted on', '所用数据')}",
            self.pick(
                f"{data.observations:,} observations of {data.subjects:,} subjects from {data.first} to {data.last}, of which "
                f"{data.events:,} with the event `{_line(data.outcome)}` within {data.horizon} (embargo {data.embargo}); outcomes "
                f"known to {data.known_to}. Strata: {', '.join(map(_line, data.strata)) or 'none asked for'}. Fingerprint: {data.sha256}.",
                f"{data.first} 至 {data.last} 的 {data.observations:,} 条观测，涉及 {data.subjects:,} 个主体，其中 {data.events:,} 条在 "
                f"{data.horizon} 内发生“{_line(data.outcome)}”（隔离期 {data.embargo}）；结果已知至 {data.known_to}。"
                f"分层：{'、'.join(map(_line, data.strata)) or '未要求'}。数据指纹：{data.sha256}。",
            ),
            self._folds(),
            f"## {self.pick('What was seen at each level', '各等级的实际发生情况')}",
            self._levels(),
            f"## {self.pick('From score to probability', '分值与发生概率')}",
            self.pick(
                "For people to read; no grade reads it. It says how often the event was found among those looked at, not how "
                "often it happens.",
                "仅供人员参考，评级不读取。表示在被检查对象中发现的频率，不等于实际发生率。",
            ),
            self._blocks(),
        ]
        return "\n\n".join(parts) + "\n"

    def _use(self) -> str:
        one = self.one
        vetoes, steps = ", ".join(one.vetoes) or "–", ", ".join(one.steps) or "–"
        return self.pick(
            f"No level differs from the declared one by more than {one.max_notch}, and none is better than what these vetoes say: "
            f"{vetoes}. Where one of these steps holds, no level is better than the declared one: {steps}. Levels that are withheld, "
            "provisional or excluded are not calibrated. A level steers supervision; it is no public rating.",
            f"级别与原级别相差不超过 {one.max_notch} 级，且不优于下列底线规则：{vetoes}。下列上调规则成立时，级别不优于原级别：{steps}。"
            "暂缓、暂定或不评级的，不作校准。级别用于监管安排，不是公开评价。",
        )

    def _values(self) -> str:
        heads = (
            ("path", "declared", "from", "to", "value")
            if self.language == "en"
            else ("取值", "原值", "下限", "上限", "现值")
        )
        rows = [
            (
                f"`{one.path}`",
                one.declared,
                one.low,
                one.high,
                f"**{one.value}**" if one in self.one.moved else one.value,
            )
            for one in (*self.one.weights, *self.one.cutpoints)
        ]
        return _table(heads, rows)

    def _gates(self) -> str:
        heads = ("gate", "figure", "limit", "") if self.language == "en" else ("关卡", "数值", "界限", "")
        rows = []
        for one in self.one.gates:
            gate = GATES[one.name]
            verdict = self.pick("passed", "通过") if one.passed else self.pick("**failed**", "**未通过**")
            absent = (
                self.pick("not asked for", "未要求") if gate.optional else self.pick("nothing to measure", "无从计量")
            )
            figure = absent if one.figure is None else _short(one.figure)
            rows.append(
                (self.pick(gate.en, gate.zh), figure, f"{'≥' if gate.least else '≤'} {_short(one.limit)}", verdict)
            )
        return _table(heads, rows)

    def _folds(self) -> str:
        heads = (
            ("day", "learnt from until", "cases", "events", "log-loss declared", "log-loss")
            if self.language == "en"
            else ("评级日", "学习截至", "样本", "事件", "原对数损失", "对数损失")
        )
        rows = [
            (f"{one.day}{self.pick(' (kept for the end)', '（留作最后检验）') if one.signed_off else ''}", one.train_to, one.cases,
             one.events, _short(one.log_loss_declared), _short(one.log_loss))
            for one in self.one.folds
        ]  # fmt: skip
        return _table(heads, rows)

    def _levels(self) -> str:
        heads = (
            ("level", "cases", "events", "rate", "95 %")
            if self.language == "en"
            else ("等级", "样本", "事件", "发生率", "95%区间")
        )
        rows = [
            (_line(one.level), one.cases, one.events, _short(one.rate), f"{_short(one.low)} – {_short(one.high)}")
            for one in self.one.table.levels
        ]
        return _table(heads, rows)

    def _blocks(self) -> str:
        heads = (
            ("score", "probability", "cases", "events") if self.language == "en" else ("分值", "概率", "样本", "事件")
        )
        return _table(
            heads, [(one.score, _short(one.probability), one.cases, one.events) for one in self.one.table.blocks]
        )


def _short(figure: str) -> str:
    """A figure to four decimals.

    Examples:
        >>> _short("0.123456789"), _short("4.000000000")
        ('0.1235', '4')
    """
    return f"{round(Decimal(figure), 4).normalize():f}"


def _line(text: str) -> str:
    """A text on one line that cannot break a table or begin anything in Markdown."""
    return "".join(one if one.isprintable() and one not in "|<>`" else " " for one in text)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
