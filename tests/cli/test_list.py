"""`riskgrade list calendar`, `term` and `removal`: what they print, and what they refuse."""

import json

import pytest

from riskgrade.cli.list import COMMANDS
from tests.dishonesty.penalties import FIRM, listing, penalty


def written(folder, **registers):
    for name, rows in registers.items():
        heads = list(dict.fromkeys(key for row in rows for key in row))
        lines = [",".join(heads), *(",".join(str(row.get(head, "")) for head in heads) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_group_lists_its_commands(riskgrade):
    done = riskgrade("list", "--help")
    assert done.status == 0
    for name in COMMANDS:
        assert name in done.out


@pytest.mark.parametrize("name", ["draft", "calendar", "term", "removal"])
def test_help_is_in_both_languages(riskgrade, name):
    done = riskgrade("list", name, "--help")
    assert done.status == 0
    assert any("一" <= character <= "鿿" for character in done.out)


def test_the_term(riskgrade):
    done = riskgrade("list", "term", "--listed-on", "2023-06-01", "--json")
    assert done.status == 0
    assert (done.json["term_end"], done.json["early_removal_from"]) == ("2026-06-01", "2024-06-01")
    assert {one["cite"] for one in done.json["cites"]} == {"o44-16", "o44-21"}


def test_the_term_with_a_longer_ban_has_no_early_removal_and_says_null(riskgrade):
    done = riskgrade("list", "term", "--listed-on", "2023-06-01", "--ban-until", "2028-06-01", "--json")
    assert done.json["term_end"] == "2028-06-01"
    assert done.json["early_removal_from"] is None
    assert '"early_removal_from": null' in done.out


def test_a_later_heavier_penalty_bars_early_removal(riskgrade):
    done = riskgrade("list", "term", "--listed-on", "2023-06-01", "--heavier-penalty-on", "2023-09-01", "--json")
    assert done.json["early_removal_from"] is None
    assert done.json["early_removal_barred_by"] == "later_heavier_penalty"


def test_the_calendar(riskgrade):
    done = riskgrade("list", "calendar", "--decided-on", "2023-09-20", "--json")
    assert done.status == 0
    assert (done.json["publish_by"], done.json["push_by"], done.json["accept_by"]) == ("2023-10-24", None, None)
    assert done.json["due"][0]["cites"][0]["evidence"] == "recalled"


def test_the_calendar_across_provinces_and_of_a_removal(riskgrade):
    across = riskgrade("list", "calendar", "--decided-on", "2023-09-20", "--across-provinces", "--json").json
    assert (across["push_by"], across["publish_by"]) == ("2023-10-10", None)
    received = riskgrade("list", "calendar", "--received-on", "2023-09-28", "--json").json
    assert (received["publish_by"], received["across_provinces"]) == ("2023-10-18", True)
    removal = riskgrade("list", "calendar", "--applied-on", "2023-09-28", "--accepted-on", "2023-10-08", "--json").json
    assert (removal["accept_by"], removal["decide_by"]) == ("2023-10-08", "2023-10-27")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_days_are_shown_with_their_clause_and_its_mark(riskgrade, language):
    term = riskgrade("list", "term", "--listed-on", "2023-06-01", "--language", language)
    calendar = riskgrade("list", "calendar", "--decided-on", "2023-09-20", "--language", language)
    mark = {"en": "recalled", "zh": "凭记忆"}[language]
    assert "2026-06-01" in term.out
    assert "2023-10-24" in calendar.out
    assert mark in term.out
    assert mark in "".join(calendar.out.split())


def test_text_is_told_apart_from_json(riskgrade):
    done = riskgrade("list", "removal", "--listed-on", "2023-06-01", "--as-of", "2024-06-01")
    assert done.status == 1
    assert "not known" in done.out
    assert done.err == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["calendar"], "--decided-on"),
        (["calendar", "--decided-on", "2026-12-20"], "2026-12-31"),
        (["calendar", "--decided-on", "20.9.2023"], "2023-12-31"),
        (["calendar", "--decided-on", "2023-09-20", "--received-on", "2023-09-01"], "received_on"),
        (["term", "--listed-on", "2020-01-01"], "2021-09-01"),
        (["term", "--listed-on", "2023-06-01", "--ban-until", "2022-06-01"], "2022-06-01"),
        (["term", "--listed-on", "2023-06-01", "--pack", "us-nyc"], "us-nyc"),
        (["removal", "--as-of", "2024-06-01"], "--listed-on"),
        (["removal", "--as-of", "2024-06-01", "--listed-on", "2024-06-02"], "2024-06-02"),
        (
            ["removal", "--as-of", "2024-06-01", "--listed-on", "2023-06-01", "--no-ban", "--ban-until", "2025-01-01"],
            "ban_until",
        ),
        (["removal", "--as-of", "2024-06-01", "--listed-on", "2023-06-01", "--void-reason", "alterd"], "altered"),
        (["removal", "--as-of", "2024-06-01", "--listed-on", "2023-06-01", "--voided-on", "2024-01-01"], "void_reason"),
        (["removal", "X", "--as-of", "2024-06-01"], "--listed-on"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_message(refused, given, words):
    english, chinese = refused("list", *given)
    assert words in english
    assert chinese


def test_removal_from_days(riskgrade):
    given = ["--listed-on", "2023-06-01", "--no-ban", "--no-heavier-penalty", "--performed-on", "2023-07-01"]
    unknown = riskgrade("list", "removal", "--as-of", "2024-06-01", *given, "--json")
    assert unknown.status == 1
    (one,) = unknown.json["entries"]
    assert one["outcome"] == "unknown"
    assert {each["id"]: each["state"] for each in one["conditions"]}["harm_removed"] == "unknown"
    met = riskgrade("list", "removal", "--as-of", "2024-06-01", *given, "--harm-removed-on", "2023-07-01", "--json")
    assert met.json["entries"][0]["outcome"] == "eligible"


def test_a_fallen_penalty_is_to_be_withdrawn_and_is_something_to_look_at(riskgrade):
    given = [
        "--listed-on",
        "2023-06-01",
        "--as-of",
        "2024-01-02",
        "--void-reason",
        "judgment_revoked",
        "--voided-on",
        "2023-12-28",
    ]
    done = riskgrade("list", "removal", *given, "--json")
    assert done.status == 1
    assert (done.json["entries"][0]["outcome"], done.json["entries"][0]["withdraw_by"]) == ("withdraw", "2024-01-03")
    altered = riskgrade("list", "removal", *given[:4], "--void-reason", "变更", "--json")
    assert altered.status == 1
    assert len(altered.json["entries"][0]["findings"]) == 1


def test_removal_from_registers(riskgrade, tmp_path):
    rows = [penalty("1", performed_on="2023-10-01", harm_removed_on="2023-10-02")]
    folder = written(tmp_path, penalties=rows, listings=[listing()])
    done = riskgrade("list", "removal", FIRM, "--registers", folder, "--as-of", "2024-09-20", "--json")
    assert done.status == 0
    (one,) = done.json["entries"]
    assert (one["record_id"], one["outcome"], one["penalties"]) == ("L1", "eligible", ["1"])
    performed = next(each for each in one["conditions"] if each["id"] == "performed")
    assert performed["from"] == [{"register": "penalties", "record_id": "1", "field": "performed_on"}]
    shown = riskgrade("list", "removal", FIRM, "--registers", folder, "--as-of", "2024-09-20", "--language", "zh")
    assert "可以" in shown.out or "符合" in shown.out


def test_json_is_one_document_and_the_same_twice(riskgrade):
    given = ["list", "removal", "--listed-on", "2023-06-01", "--as-of", "2024-06-01", "--json"]
    first, second = riskgrade(*given), riskgrade(*given)
    assert first.out == second.out
    json.loads(first.out)
