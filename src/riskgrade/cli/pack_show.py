"""A pack as it is shown."""

from __future__ import annotations

from typing import Any

from .screen import Screen
from .visits_text import often


def show_pack(screen: Screen, told: dict[str, Any]) -> None:
    """Show everything a pack says.

    Args:
        screen: where.
        told: what `pack_text` gave.
    """
    screen.line(
        f"{told['id']} {told['version']}: {told['title']['en']}",
        f"{told['id']} {told['version']}：{told['title']['zh']}",
    )
    screen.line(
        f"in force {told['from'] or '…'} – {told['to'] or '…'}", f"有效期 {told['from'] or '…'} – {told['to'] or '…'}"
    )
    if told["subject"]:
        screen.line(f"grades the rows of {told['subject']}", f"评级主体：{told['subject']}")
    if told["where"]:
        screen.line(f"in scope where {told['where']}", f"适用范围：{told['where']}")
    calendar = told["calendar"]
    if calendar:
        days, cites = f"{calendar['from']} – {calendar['to']}", ", ".join(calendar["cite"])
        screen.line(
            f"working days of {calendar['country']} verified {days} ({cites})",
            f"工作日：{calendar['country']}，已核实 {days}（{cites}）",
        )
    counts = ", ".join(f"{name} {count}" for name, count in told["evidence"].items())
    screen.line(f"citations by evidence: {counts or '—'}", f"引用（按证据类别）：{counts or '—'}")
    _registers(screen, told["registers"])
    _facts(screen, told["facts"])
    _parameters(screen, told["parameters"])
    _rules(screen, told["rules"])
    _grades(screen, told["grades_of"])
    _ranks(screen, told["ranks"])
    _calibration(screen, told["calibration"])
    _sources(screen, told["sources"])
    _changes(screen, told)


def _registers(screen: Screen, registers: dict[str, Any]) -> None:
    words = (("register", "名册"), ("key", "主键"), ("fields", "字段"))
    rows = [(name, one["key"], ", ".join(one["fields"])) for name, one in registers.items()]
    screen.table(screen.pick("Registers", "名册"), [screen.pick(*word) for word in words], rows)


def _facts(screen: Screen, facts: dict[str, Any]) -> None:
    words = (("fact", "事实"), ("from", "来自"), ("value", "取值"))
    rows = []
    for name, one in facts.items():
        parts = [one.get("value", "")]
        if "where" in one:
            parts.append(f"where {one['where']}")
        if "within" in one:
            parts.append(f"within {one['within']}")
        rows.append((name, one.get("from", ""), "; ".join(parts)))
    if rows:
        screen.table(screen.pick("Facts", "事实"), [screen.pick(*word) for word in words], rows)


def _parameters(screen: Screen, parameters: dict[str, Any]) -> None:
    words = (("parameter", "参数"), ("from", "起"), ("to", "止"), ("value", "取值"), ("cite", "依据"))
    rows = []
    for name, versions in parameters.items():
        for one in versions:
            value = next((str(one[form]) for form in ("value", "table", "bins") if form in one), "")
            rows.append((name, one.get("from", "…"), one.get("to", "…"), value, ", ".join(one.get("cite", ()))))
    if rows:
        screen.table(screen.pick("Parameters", "参数"), [screen.pick(*word) for word in words], rows)


def _rules(screen: Screen, rules: list[dict[str, Any]]) -> None:
    screen.line("Rules", "规则")
    for one in rules:
        title = screen.pick(one["title"]["en"], one["title"]["zh"])
        screen.line(f"  {one['id']}  {title}", f"  {one['id']}  {title}")
        if one["when"] is not None:
            screen.line(f"      when  {one['when']}", f"      条件  {one['when']}")
            screen.line(f"            {one['text']['en']}", f"            {one['text']['zh']}")
        screen.line(f"      then  {one['then']['en']}", f"      结果  {one['then']['zh']}")
        cites = ", ".join(f"{cite['text']} ({cite['evidence']})" for cite in one["cite"])
        screen.line(f"      cite  {cites}", f"      依据  {cites}")


def _grades(screen: Screen, grades: dict[str, Any]) -> None:
    for name, one in grades.items():
        title = screen.pick(one["title"]["en"], one["title"]["zh"]) or name
        head = screen.pick(
            f"Grade {name}: {title} (rests on {one['rests_on']})", f"等级 {name}：{title}（证据：{one['rests_on']}）"
        )
        said = one["inspections"]
        headings = [screen.pick("level", "级别"), screen.pick("meaning", "含义")]
        rows = [[level, screen.pick(label["en"], label["zh"])] for level, label in one["levels"].items()]
        if said is not None:
            headings.append(screen.pick("inspections", "检查次数"))
            for row in rows:
                row.append(screen.pick(*often(said["levels"][row[0]])))
        screen.table(head, headings, rows)
        _how(screen, one, grades)
        if said is not None:
            cites = ", ".join(f"{cite['text']} ({cite['evidence']})" for cite in said["cite"])
            screen.line(f"inspections: {cites}", f"检查次数依据：{cites}")


def _how(screen: Screen, one: dict[str, Any], grades: dict[str, Any]) -> None:
    """Where a grade's level comes from: bands of its score, other packs or two other grades, and what says so."""
    for band in one["bands"]:
        limit = f"≤ {band['up_to']}" if band.get("up_to") else f"≥ {band['at_least']}" if band.get("at_least") else "…"
        screen.line(
            f"  score {limit}: {band['level']}  {_cited(band)}", f"  得分 {limit}：{band['level']}  {_cited(band)}"
        )
    if one["packs"]:
        packs = ", ".join(one["packs"])
        screen.line(
            f"  taken from the first in whose scope the subject is: {packs}", f"  取自首个适用的规则包：{packs}"
        )
    matrix = one["matrix"]
    if matrix is not None:
        rows, columns = (list(grades[matrix[side]]["levels"]) for side in ("rows", "columns"))
        body = [[level, *cells] for level, cells in zip(rows, matrix["cells"], strict=True)]
        screen.table(f"{matrix['rows']} × {matrix['columns']}", ["", *columns], body)
    if not one["bands"]:
        screen.line(f"  cite  {_cited(one)}", f"  依据  {_cited(one)}")


def _cited(one: dict[str, Any]) -> str:
    return ", ".join(f"{cite['text']} ({cite['evidence']})" for cite in one["cite"])


def _sources(screen: Screen, sources: list[dict[str, Any]]) -> None:
    words = (("source", "来源"), ("title", "标题"), ("number", "文号"), ("evidence", "证据"))
    rows = []
    for one in sources:
        title = one.get("title", {})
        rows.append(
            (one["id"], screen.pick(title.get("en", ""), title.get("zh", "")), one.get("number"), one["evidence"])
        )
    if rows:
        screen.table(screen.pick("Sources", "来源"), [screen.pick(*word) for word in words], rows)


def _ranks(screen: Screen, ranks: dict[str, Any]) -> None:
    words = (("rank", "排名"), ("meaning", "含义"), ("by", "依据数值"), ("first", "居首"), ("cite", "依据"))
    first = {"high": screen.pick("the largest", "最大者"), "low": screen.pick("the smallest", "最小者")}
    rows = []
    for name, one in ranks.items():
        cites = ", ".join(f"{cite['text']} ({cite['evidence']})" for cite in one["cite"])
        rows.append((name, screen.pick(one["label"]["en"], one["label"]["zh"]), one["of"], first[one["best"]], cites))
    if rows:
        screen.table(screen.pick("Ranks", "排名"), [screen.pick(*word) for word in words], rows)


def _calibration(screen: Screen, grades: dict[str, Any]) -> None:
    """What data may move, and what no calibration undoes."""
    words = (("value", "取值"), ("declared", "原值"), ("least", "下限"), ("most", "上限"), ("cite", "依据"))
    for name, one in grades.items():
        rows = [
            (found["path"], found["declared"], found["low"], found["high"], _cited(found)) for found in one["movable"]
        ]
        title = screen.pick(f"What data may move of {name}", f"{name} 可校准的取值")
        screen.table(title, [screen.pick(*word) for word in words], rows, numbers=(1, 2, 3))
        floors = ", ".join(one["floors"])
        screen.line(f"floors: {floors or '—'}", f"底线规则：{floors or '—'}")


def _changes(screen: Screen, told: dict[str, Any]) -> None:
    if not told["changes"]:
        return
    screen.line("Changes to the packs it uses", "对所引用规则包的改动")
    words = {"added": "新增", "replaced": "替换", "removed": "移除"}
    for one in told["changes"]:
        origin = f" ({one['origin']})" if one["origin"] else ""
        screen.line(
            f"  {one['what']} {one['kind']} {one['name']}{origin}",
            f"  {words[one['what']]} {one['kind']} {one['name']}{origin}",
        )
        for line in one["lines"]:
            text = f"      {line['key']}: {line['before']}  ->  {line['after']}"
            screen.line(text, text)
