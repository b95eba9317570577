"""What no feed may carry: a grade steers supervision and is no public rating of a firm."""

from __future__ import annotations

import re

_FIELDS = frozenset({"general_credit_class", "static_score", "risk_points", "rating", "score", "level"})
"""Fields of registers that hold a grade or what makes one."""

_WORDS = re.compile(
    r"(^|_)(grade|grades|graded|rating|score|risk_level|risk_class|credit_class|credit_level|credit_rating)(_|$)"
)
_WORDS_ZH = re.compile(
    r"风险等级|风险分级|风险分类|信用等级|信用分类|信用风险|信用评级|信用评价|综合等级|分级结果|评级|风险分值|得分"
)


def unpublishable(name: str, grades: frozenset[str] = frozenset()) -> bool:
    """Whether a name is that of a grade, of a class of credit, or of the points that make one.

    Args:
        name: a field, a column, a code or a heading.
        grades: names of grades.

    Examples:
        >>> [unpublishable(one) for one in ("general_credit_class", "风险等级", "CF_RISK_LEVEL", "organiser_level", "资质等级")]
        [True, True, True, False, False]
        >>> unpublishable("food_risk", frozenset({"food_risk"}))
        True
    """
    bare = name.strip().casefold()
    last = bare.rpartition(".")[2]
    return (
        last in _FIELDS
        or last in {one.casefold() for one in grades}
        or bool(_WORDS.search(re.sub(r"[\s.\-/]+", "_", bare)))
        or bool(_WORDS_ZH.search(name))
    )
