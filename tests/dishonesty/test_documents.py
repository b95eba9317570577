"""The Word documents: what they must say, what is left empty, and that no record can break or run anything."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.dishonesty.content import document_of
from riskgrade.dishonesty.documents import DocumentMaker, checked_kinds
from riskgrade.dishonesty.documents_case import CaseStanding, standing
from riskgrade.dishonesty.documents_clause import clause_zh
from riskgrade.dishonesty.documents_plan import read_plan
from riskgrade.dishonesty.error import IncompleteDraftError, ListingError
from riskgrade.pack.diagnostics import PackError
from tests.dishonesty.packs import copied
from tests.dishonesty.word import changed, drafts, header, lines, maker, text

DRAFTED = ("notice", "approval", "decision")
LATER = ("removal", "repair", "refusal")
DECIDED = CaseStanding(
    "decided", {"seriousness": "符合。持续四个月（认定人：甲）"}, number="合成列〔2024〕1号", day="2024-01-11"
)


@pytest.mark.parametrize("kind", DRAFTED)
@pytest.mark.parametrize("level", ["candidate", "manual"])
def test_a_document_says_every_part_of_its_draft(kind, level):
    draft, model = drafts()[level], maker().plan.model.kinds[kind]
    said = text(maker().make(draft, kind))
    assert model.title.zh in said
    wanted = [one.text.zh for one in draft.reason.statements]
    wanted += [words.zh for one in draft.basis for words in (one.title, one.clause_title)]
    if kind == "notice":
        # The five working days stand in parameters.yaml.
        wanted += ["可以在被告知后5个工作日内要求听证", "陈述、申辩"]
    if kind == "decision":
        wanted += [one.text.zh for one in (*draft.measures, *draft.removal.conditions, *draft.removal.procedure)]
        for one in draft.remedies:
            assert (one.text.zh in said) == (one.id in ("reconsideration", "litigation", "correction"))
    if kind == "approval":
        wanted += [factor.label.zh for factor in draft.factors]
        wanted += [flag.text.zh for flag in draft.flags]
        wanted += [unknown.why.zh for unknown in draft.unknown]
    assert [words for words in wanted if words not in said] == []


@pytest.mark.parametrize("kind", DRAFTED)
def test_number_seal_and_day_are_left_empty_and_it_is_marked_as_a_draft(kind):
    content = maker().make(drafts()["candidate"], kind)
    blanks, said = maker().plan.model.blanks, lines(content)
    assert "草稿" in header(content)
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert 'string="草 稿"' in file.read("word/header1.xml").decode()
    if kind != "approval":
        assert blanks.number in said
        assert blanks.day in said
        assert f"合成区市场监管局{blanks.seal}" in said
    assert blanks.seriousness in "\n".join(said)


def test_what_the_rules_left_open_is_a_blank_and_not_a_conclusion():
    blank = maker().plan.model.blanks.uncertain
    assert blank in text(maker().make(drafts()["manual"], "decision"))
    assert blank not in text(maker().make(drafts()["candidate"], "decision"))


@pytest.mark.parametrize("kind", DRAFTED)
def test_no_number_of_a_clause_stands_as_the_machine_writes_it(kind):
    for one in ("candidate", "manual"):
        said = text(maker().make(drafts()[one], kind))
        assert "《市场监督管理严重违法失信名单管理办法》（国家市场监督管理总局令第44号）第二条" in said
        assert "第五条第（三）项第1目" in said or one == "manual"
        for cite in drafts()[one].basis:
            assert re.search(rf"(?<![0-9]){re.escape(cite.clause)}[ “]", said) is None


@pytest.mark.parametrize(
    ("source", "number", "written"),
    [
        ("o44", "5", "第五条"),
        ("o44", "5-2-3", "第五条第（二）项第3目"),
        ("fsl", "125-2", "第一百二十五条第二款"),
        ("gov49", "8", "第（八）项"),
        # deeper than the source's forms, not of figures alone, of another source: as it is
        ("o44", "5-2-3-1", " 5-2-3-1"),
        ("o44", "5-a", " 5-a"),
        ("o44", "05", " 05"),
        ("m2016", "27-2", " 27-2"),
        ("o44", "heavier", ""),
    ],
)
def test_how_the_number_of_a_clause_is_written(source, number, written):
    cite = drafts()["candidate"].basis[0].model_copy(update={"cite": f"{source}-{number}", "clause": number})
    assert clause_zh(cite, maker().plan.model.clauses) == written


@pytest.mark.parametrize("kind", DRAFTED)
def test_every_clause_that_was_not_read_is_marked(kind):
    draft = drafts()["candidate"]
    said, forms = lines(maker().make(draft, kind)), maker().plan.model.clauses
    notes = [one for one in said if re.match(r"\[\d+\] ", one)]
    assert [int(one[1:].partition("]")[0]) for one in notes] == list(range(1, len(notes) + 1))
    cites = [*draft.basis, *(cite for one in draft.reason.statements for cite in one.cites)]
    for cite in cites:
        (note,) = [
            one for one in notes if cite.title.zh in one and f"{clause_zh(cite, forms)}“{cite.clause_title.zh}”" in one
        ]
        assert note.endswith(f"：{cite.mark.zh}，使用前须核对原文") == (cite.evidence != "text")
    # Each note is called for, and nothing calls for one that is not there.
    called = {int(one) for line in said if line not in notes for one in re.findall(r"\[(\d+)\]", line)}
    assert called == set(range(1, len(notes) + 1))


@pytest.mark.parametrize(
    ("kind", "part", "missing"),
    [
        ("decision", {"remedies": "statement"}, "remedies"),
        ("decision", {"removal": "one_year"}, "conditions of removal"),
        ("notice", {"remedies": "reconsideration"}, "rights"),
    ],
)
def test_a_document_without_a_mandatory_part_is_refused_by_name(kind, part, missing):
    body = document_of(drafts()["candidate"])
    kept: dict[str, Any]
    if "remedies" in part:
        kept = {"remedies": [one for one in body["remedies"] if one["id"] == part["remedies"]]}
    else:
        blank = [one | {"text": {"zh": " ", "en": "x"}} for one in body["removal"]["conditions"]]
        kept = {"removal": body["removal"] | {"conditions": blank}}
    with pytest.raises(IncompleteDraftError) as told:
        maker().make(changed(**kept), kind)
    assert told.value.missing == (missing,)
    assert told.value.record_id == "CF1"
    assert missing in told.value.en
    assert "缺少" in told.value.zh


def test_a_penalty_without_its_number_makes_no_document():
    body = document_of(drafts()["candidate"])["penalty"]
    fields = {name: one for name, one in body["fields"].items() if name != "decision_no"}
    with pytest.raises(IncompleteDraftError, match=r"penalty\.decision_no"):
        maker().make(changed(penalty=body | {"fields": fields}), "notice")


@pytest.mark.parametrize("kind", LATER)
def test_removal_and_repair_are_made_of_a_decided_entry_only(kind):
    draft = drafts()["candidate"]
    for case in (None, CaseStanding("approved"), CaseStanding("revoked"), CaseStanding("withdrawn")):
        with pytest.raises(ListingError):
            maker().make(draft, kind, case)
    content = maker().make(draft, kind, DECIDED)
    said = text(content)
    assert "合成列〔2024〕1号" in said
    assert "2024年1月11日" in said
    assert "对本决定不服的，可以自知道本决定之日起60日内申请行政复议" in said
    # Its own number and day are nobody's yet.
    assert maker().plan.model.blanks.number in lines(content)
    assert "草稿" in header(content)


@pytest.mark.parametrize(("kind", "ground", "made"), [
    ("removal", "term", True), ("removal", "early", False), ("repair", "early", True), ("repair", "term", False),
])  # fmt: skip
def test_the_ground_of_a_removal_and_its_document_agree(kind, ground, made):
    case = CaseStanding("removed", number="合成列1号", day="2024-01-11", ground=ground, removed_on="2027-01-11")
    if made:
        assert header(maker().make(drafts()["candidate"], kind, case)) == ""
        assert kind in maker().kinds(case)
    else:
        with pytest.raises(ListingError, match=ground):
            maker().make(drafts()["candidate"], kind, case)
        assert kind not in maker().kinds(case)


def test_only_a_decision_that_was_made_loses_the_mark_and_has_its_number():
    draft = drafts()["candidate"]
    for state in ("draft", "noticed", "heard", "approved"):
        content = maker().make(draft, "decision", CaseStanding(state))
        assert "草稿" in header(content)
        assert maker().plan.model.blanks.number in lines(content)
    content = maker().make(draft, "decision", DECIDED)
    assert header(content) == ""
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert "草" not in file.read("word/header1.xml").decode()
    said = lines(content)
    assert {"合成列〔2024〕1号", "2024年1月11日"} <= set(said)
    assert "关于性质、情节和社会危害：符合。持续四个月（认定人：甲）" in said
    assert "（盖章）" in "\n".join(said)


def test_what_was_concluded_on_an_earlier_draft_is_not_said():
    event = {"act": "conclude", "by": "甲", "data": {"point": "seriousness", "finding": True, "reason": "旧"}}
    assert standing({"state": "draft", "seriousness": None, "seriousness_by": None}, [event]).concluded == {}


def test_after_a_no_there_is_nothing_to_tell_the_party():
    event = {"act": "conclude", "by": "甲", "data": {"point": "seriousness", "finding": False, "reason": "情节轻微"}}
    case = standing({"state": "draft", "seriousness": "no", "seriousness_by": "甲"}, [event])
    assert maker().kinds(case) == ["approval"]
    assert "不符合。情节轻微（认定人：甲）" in text(maker().make(drafts()["candidate"], "approval", case))
    for kind in ("notice", "decision"):
        with pytest.raises(ListingError, match="not so"):
            maker().make(drafts()["candidate"], kind, case)


HOSTILE = [
    "</w:t></w:r></w:p><w:p><w:r><w:t>x",
    "{{ 7 * 7 }}{% for a in b %}{# c #}",
    "{_{ x }_} {%p endfor %} {{r y }}",
    "a\x00b\x08c\x0bd\x1f\ufffe\uffff\ud800e",
    "第一行\n第二行\r\n\t第三行\u2028x\x85y",
    "甲" * 5000,
    "W" * 5000,
    "&amp;<![CDATA[x]]><!-- y --><?z?>&#x0;",
    "\u202e反向\u2066\ufeff\u200b",
]


@pytest.mark.parametrize("kind", DRAFTED)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_record_breaks_a_document_or_runs_in_it(kind, hostile):
    draft = drafts()["candidate"]
    plain, made = maker().make(draft, kind), maker().make(_with(draft, hostile), kind)
    assert len(lines(made)) == len(lines(plain))
    visible = re.sub(
        r"[\x00-\x1f\x7f-\x9f\s\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", "", hostile
    )
    assert visible in re.sub(r"\s", "", text(made))


@given(st.text(min_size=1, max_size=60))
def test_any_text_makes_a_document_that_opens(hostile):
    made = maker().make(_with(drafts()["candidate"], f"甲{hostile}"), "notice")
    assert lines(made)[0] == "列入严重违法失信名单事先告知书"


def _with(draft, hostile):
    """A draft whose party and facts are a text of somebody's own; its id is not worked out anew, for halves of characters have no bytes."""

    def value(one):
        return one.model_copy(update={"text": one.text.model_copy(update={"zh": hostile})})

    facts = tuple(value(one) for one in draft.reason.facts)
    party = draft.party.model_copy(update={"name": value(draft.party.name)})
    return draft.model_copy(update={"party": party, "reason": draft.reason.model_copy(update={"facts": facts})})


def test_identity_numbers_and_masked_names_do_not_come_out():
    body = document_of(drafts()["candidate"])
    party = body["party"]
    party["name"] |= {"masked": True, "text": {"zh": "甲**", "en": "甲**"}}
    party["uscc"]["text"] = {"zh": "510100199001011234", "en": "x"}
    body["reason"]["facts"][0]["text"]["zh"] = "法定代表人（身份证51010019900101123X）在场"
    for kind in DRAFTED:
        said = text(maker().make(changed(party=party, reason=body["reason"]), kind))
        assert "19900101" not in said
        assert "甲**〔姓名已遮蔽，送达前由承办人补全〕" in said


def test_the_same_draft_gives_the_same_bytes():
    again = DocumentMaker(read_plan(maker().plan.pack))
    for kind in DRAFTED:
        content = maker().make(drafts()["candidate"], kind)
        assert content == again.make(drafts()["candidate"], kind)
        with zipfile.ZipFile(BytesIO(content)) as file:
            assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_kind_that_is_none_is_refused_by_name():
    with pytest.raises(ListingError, match="'nope' is no document"):
        checked_kinds(maker().plan, ["notice", "nope"])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cite: o44-21}", "}", "cite:"),
        ("cite: o44-21}", "cite: o99-21}", "o99-21"),
        ("ids: [stop, deceit]", "ids: [stop, deceive]", "deceive"),
        ("template: templates/refusal.docx", "template: templates/none.docx", "templates/none.docx"),
        ("template: templates/refusal.docx", "template: ../../secret.docx", "inside the pack"),
        ("only: [decided, published]\n", "only: [listed]\n", "listed"),
        ("{litigation_months}个月", "{litigation_years}年", "litigation_years"),
        ("of: consent,", "of: consents,", "consent"),
        ("  o45: [", "  o45x: [", "o45"),
        ('  o45: ["第{words}条"]', "  o45: [第一条]", "{words}"),
    ],
)
def test_mistakes_in_the_file_are_told_with_their_line(tmp_path, old, new, told):
    with pytest.raises(PackError) as error:
        read_plan(copied(tmp_path, ("documents.yaml", old, new)))
    assert told in str(error.value)
    assert "documents.yaml:" in str(error.value)


def test_a_pack_without_documents_says_so(tmp_path):
    pack = copied(tmp_path)
    (tmp_path / pack.id / "documents.yaml").unlink()
    with pytest.raises(ListingError, match=r"documents\.yaml"):
        read_plan(pack)
