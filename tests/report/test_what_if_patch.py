"""What if the pack had other numbers, for one firm: before and after."""

from typing import Any

import pytest

import riskgrade as rg
from riskgrade.pack.diagnostics import PackError

ROWS = {"inspections": [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]}


def test_before_and_after():
    found: Any = rg.what_if("1", ROWS, "us-nyc", "2014-12-31", patch={"grades.grade.bands.A.up_to": 12})
    assert (found.before.levels, found.levels) == ({"grade": "A"}, {"grade": "B"})
    assert found.decision_id is None
    assert found.before.decision_id == rg.score("1", ROWS, "us-nyc", "2014-12-31", engine="reference").decision_id
    assert found.explanation.pack_version == found.grader.pack.version
    assert found.grader.pack.version.partition("+")[2].startswith("patch.")


def test_a_wrong_path_is_told():
    with pytest.raises(PackError, match="did you mean 'up_to'"):
        rg.what_if("1", ROWS, "us-nyc", "2014-12-31", patch={"grades.grade.bands.A.upto": 12})
