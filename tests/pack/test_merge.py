"""`use`, `replace`, `remove`: what an overlay has, in which order, and what it may not do silently."""

from datetime import date

import pytest

from riskgrade.pack.diagnostics import DiagnosticCode, PackError
from riskgrade.pack.load import load_pack
from riskgrade.pack.merge import merge
from riskgrade.pack.parts import FACTS, PARAMETERS, REGISTERS, RULES, read_parts
from tests.pack.documents import GOOD, lay_out


def test_an_overlay_replaces_in_place_and_adds_at_the_end(tmp_path):
    pack = load_pack(lay_out(GOOD, "overlay", tmp_path))
    assert [rule.id for rule in pack.rules] == ["points.deduction", "repeat", "up.repeat", "local"]
    assert pack.rules[2].step == (1, 2)
    assert pack.parameters["limit"].versions[0].payload == 1
    assert "weights" not in pack.parameters
    assert "by_area" in pack.parameters
    assert pack.subject == "firms"
    assert pack.where is not None


def test_a_part_remembers_who_wrote_it(tmp_path):
    parts = merge(read_parts(lay_out(GOOD, "overlay", tmp_path)))
    assert parts.items[PARAMETERS]["limit"].origin == "shop"
    assert parts.items[REGISTERS]["firms"].origin == "country"
    assert parts.items[RULES]["repeat"].document.file == "country/rules.yaml"


def test_two_packs_may_share_a_base(tmp_path):
    parts = merge(read_parts(lay_out(GOOD, "diamond", tmp_path)))
    assert list(parts.items[FACTS]) == ["left_fact", "right_fact"]
    assert parts.items[REGISTERS]["firms"].origin == "root"


def lay(tmp_path, name, pack, **files):
    folder = tmp_path / name
    folder.mkdir()
    head = f"id: {name}\nversion: '1'\ntitle: {name}\nsources: [{{id: {name}-act, title: x, evidence: text}}]\n"
    (folder / "pack.yaml").write_text(head + pack)
    for kind, text in files.items():
        (folder / f"{kind}.yaml").write_text(text)
    return folder


FIRMS = "firms: {key: id, fields: {id: {type: code}, area: {type: int}, kind: {type: text}}}\n"


def codes(caught):
    return [one.code for one in caught.value.diagnostics]


def test_remove_takes_every_part_of_that_name(tmp_path):
    lay(
        tmp_path, "low", "subject: firms\n", registers=FIRMS, facts="x: {value: area}\n",
        rules="- {id: x, when: known(area), then: {flag: seen}, cite: low-act}\n",
    )  # fmt: skip
    pack = load_pack(lay(tmp_path, "high", "use: low\nremove: x\n"))
    assert (pack.facts, pack.rules) == ((), ())


def test_rules_of_another_subject_are_not_taken_over(tmp_path):
    other = FIRMS + "visits: {key: id, fields: {id: {type: code}}}\n"
    lay(
        tmp_path, "low", "subject: visits\n", registers=other, facts="x: {value: '1'}\n",
        rules="- {id: r, when: x > 0, then: {flag: seen}, cite: low-act}\n",
    )  # fmt: skip
    pack = load_pack(lay(tmp_path, "high", "use: low\nsubject: firms\n"))
    assert (pack.facts, pack.rules, sorted(pack.registers)) == ((), (), ["firms", "visits"])


def test_two_scopes_clash_unless_the_pack_says_its_own(tmp_path):
    lay(tmp_path, "one", "subject: firms\nwhere: kind == 'a'\n", registers=FIRMS)
    lay(tmp_path, "two", "subject: firms\nwhere: kind == 'b'\n", registers=FIRMS)
    with pytest.raises(PackError, match="differ in `where`") as caught:
        load_pack(lay(tmp_path, "high", "use: [one, two]\n"))
    assert codes(caught) == [DiagnosticCode.NAME_CLASH]
    assert load_pack(lay(tmp_path, "own", "use: [one, two]\nwhere: known(kind)\n")).where is not None


def test_a_circle_is_found_whatever_the_folders_are_called(tmp_path):
    folder = lay(tmp_path, "one", "use: two\n")
    lay(tmp_path, "two", "use: renamed\n")
    folder.rename(tmp_path / "renamed")
    with pytest.raises(PackError, match="one -> two -> one"):
        load_pack(tmp_path / "renamed")


def test_a_used_pack_is_never_looked_for_in_the_working_folder(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    lay(tmp_path / "here", "low", "")
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(PackError, match="no pack 'low'"):
        load_pack(lay(tmp_path / "there", "high", "use: low\n"))


@pytest.mark.parametrize("name", ["''", ".", "..", "../there", "x/y", "'a\\b'", "x" * 300])
def test_a_used_pack_is_a_plain_name(tmp_path, name):
    with pytest.raises(PackError) as caught:
        load_pack(lay(tmp_path, "high", f"use: {name}\n"))
    assert codes(caught) == [DiagnosticCode.UNKNOWN_PACK]
    assert caught.value.diagnostics[0].file == "high/pack.yaml"


def calendar(to, cite):
    return f"calendar: {{country: CN, from: 2021-01-01, to: {to}, cite: {cite}}}\n"


def test_the_calendar_comes_with_the_pack_that_is_used(tmp_path):
    lay(tmp_path, "low", calendar("2024-12-31", "low-act-1"))
    pack = load_pack(lay(tmp_path, "high", "use: low\nsubject: firms\n", registers=FIRMS))
    assert pack.calendar is not None
    assert (pack.calendar.last, [one.text for one in pack.calendar.cites]) == (date(2024, 12, 31), ["low-act-1"])
    own = "use: low\nsubject: firms\n" + calendar("2025-12-31", "high-act-2")
    (tmp_path / "high").rename(tmp_path / "before")
    pack = load_pack(lay(tmp_path, "high", own, registers=FIRMS))
    assert pack.calendar is not None
    assert pack.calendar.last == date(2025, 12, 31)


def test_two_calendars_that_differ_are_not_chosen_between(tmp_path):
    lay(tmp_path, "low", calendar("2024-12-31", "low-act-1"))
    lay(tmp_path, "other", calendar("2025-12-31", "other-act-1"))
    folder = lay(tmp_path, "high", "use: [low, other]\nsubject: firms\n", registers=FIRMS)
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert codes(caught) == [DiagnosticCode.NAME_CLASH]
    assert "`calendar:`" in str(caught.value)


RANK = "ranks: {place: {of: area, best: high, cite: base-act}, other: {of: area, best: low, cite: base-act}}\n"


def test_ranks_come_with_the_pack_that_is_used_and_can_be_replaced_and_removed(tmp_path):
    lay(tmp_path, "base", f"subject: firms\n{RANK}", registers=FIRMS)
    mine = "use: [base]\nreplace: [place]\nremove: [other]\nranks: {place: {of: area, best: low, cite: own-act}}\n"
    (rank,) = load_pack(lay(tmp_path, "own", mine)).ranks
    assert (rank.name, rank.high, rank.cites[0].text) == ("place", False, "own-act")
    assert [one.name for one in load_pack(lay(tmp_path, "same", "use: [base]\n")).ranks] == ["place", "other"]
