"""The hash of a pack: of what it says, not of how it is laid out."""

import re

import pytest

from riskgrade.pack.holiday_library import working_numbers
from riskgrade.pack.load import load_pack
from tests.pack.documents import GOOD, lay_out

KINDS = ("pack", "registers", "facts", "parameters", "rules", "grades")


def pack_hash(folder):
    return load_pack(folder).sha256


def test_comments_layout_and_folder_do_not_matter(write, base):
    before = pack_hash(write())
    texts = {kind: "# a remark\n" + base(kind).replace(": {", ":   {") + "\n\n# another\n" for kind in KINDS}
    assert pack_hash(write("elsewhere", **texts)) == before


def test_the_order_of_keys_does_not_matter_but_that_of_rules_does(write, base):
    before = pack_hash(write())
    lines = base("facts").splitlines()
    assert pack_hash(write(facts="\n".join(reversed(lines)))) == before
    first, second, third = base("rules").splitlines()
    assert pack_hash(write(rules="\n".join([third, first, second]))) != before


NUMBERS = [
    (kind, found.span())
    for kind in ("registers", "facts", "parameters", "rules", "grades")
    for found in re.finditer(
        r"(?<![\w.-])\d+(?![\w.-])", (GOOD.parent / "base" / f"{kind}.yaml").read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize(("kind", "span"), NUMBERS)
def test_any_number_matters(write, base, kind, span):
    text = base(kind)
    changed = text[: span[0]] + str(int(text[slice(*span)]) + 1) + text[span[1] :]
    assert pack_hash(write(**{kind: changed})) != pack_hash(write())


def test_a_citation_matters(write, base):
    assert pack_hash(write(rules=base("rules").replace("act-7", "act-9"))) != pack_hash(write())


def test_the_evidence_of_a_source_matters(write, base):
    assert pack_hash(write(pack=base("pack").replace("evidence: text", "evidence: inferred"))) != pack_hash(write())


def test_a_rank_matters(write, base):
    ranked = base("pack") + "ranks: {place: {of: failures, best: low, cite: act-1}}\n"
    found = {pack_hash(write(pack=text)) for text in (base("pack"), ranked, ranked.replace("low", "high"))}
    assert len(found) == 3


def test_a_pack_it_is_composed_of_matters(tmp_path):
    folder = lay_out(GOOD, "composed", tmp_path)
    before = load_pack(folder)
    assert set(before.used) == {"shops", "canteens"}
    grades = tmp_path / "canteens" / "grades.yaml"
    grades.write_text(grades.read_text().replace("100", "101"))
    assert pack_hash(folder) != before.sha256


def test_a_pack_it_uses_matters(tmp_path):
    folder = lay_out(GOOD, "overlay", tmp_path)
    before = pack_hash(folder)
    facts = tmp_path / "country" / "facts.yaml"
    facts.write_text(facts.read_text().replace("12 months", "11 months"))
    assert pack_hash(folder) != before


def test_which_grade_of_a_matrix_is_the_rows_matters(tmp_path):
    folder = lay_out(GOOD, "composed", tmp_path)
    before = pack_hash(folder)
    grades = folder / "grades.yaml"
    text = grades.read_text()
    turned = text.replace("{one: [A, B, C], two: [A, B, C]}", "{two: [A, B, C], one: [A, B, C]}")
    assert turned != text
    grades.write_text(turned)
    assert pack_hash(folder) != before


def test_working_days_matter(write, base, monkeypatch):
    def hashed(to):
        return pack_hash(
            write(pack=base("pack") + f"calendar: {{country: CN, from: 2021-01-01, to: {to}, cite: act-1}}\n")
        )

    plain, before = pack_hash(write()), hashed("2026-12-31")
    assert len({plain, before, hashed("2026-12-30")}) == 3
    assert hashed("2026-12-31") == before
    # A library that knows other days makes another pack of the same words.
    monkeypatch.setattr("riskgrade.pack.compile_calendar.working_numbers", lambda *asked: working_numbers(*asked)[1:])
    assert hashed("2026-12-31") != before
