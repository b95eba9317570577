"""What a conclusion is called: by the rule that comes to it, or, of several rules, by what one of them says it is called."""

from __future__ import annotations

from datetime import date

import pytest

from riskgrade.explain.vocabulary import Vocabulary
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.report import sample

ONE = "- {id: often, title: {zh: 多次, en: often}, when: failed >= 2, then: {conclude: repeated}, cite: act-3}\n"
NAMED = "{conclude: repeated, called: {zh: 屡犯, en: a repeated failure}}"


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ("", "多次", "often"),
        (
            "- {id: big, title: {zh: 大, en: big}, when: area > 20, then: {conclude: repeated}, cite: act-3}\n",
            "“多次”等2种情形之一",
            "one of 2 grounds such as “often”",
        ),
        (
            f"- {{id: big, title: {{zh: 大, en: big}}, when: area > 20, then: {NAMED}, cite: act-3}}\n",
            "屡犯",
            "a repeated failure",
        ),
    ],
)
def test_what_a_conclusion_is_called(tmp_path, more, zh, en):
    files = dict(sample.PACK)
    assert ONE in files["rules.yaml"]
    files["rules.yaml"] = files["rules.yaml"].replace(ONE, ONE + more)
    pack = load_pack(sample.write_pack(tmp_path, files))
    registers = load_registers({"firms": sample.FIRMS}, pack.registers)
    words = Vocabulary(Grader(pack, registers, Moment.of(date(2023, 12, 31))).own, "")
    assert (words.label("repeated").zh, words.label("repeated").en) == (zh, en)
