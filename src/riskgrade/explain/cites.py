"""Citations in the words of their sources."""

from __future__ import annotations

from collections.abc import Iterable

from ..pack.model import Pack
from ..pack.register_model import Label
from ..pack.source_model import Citation
from .rule_content import Cite


def cites_of(cites: Iterable[Citation], pack: Pack) -> tuple[Cite, ...]:
    """The clauses that something of a pack rests on.

    Args:
        cites: its citations.
        pack: the pack that holds their sources.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> pack = load_pack("us-nyc")
        >>> found, *_ = cites_of(pack.rules[0].cites, pack)
        >>> found.evidence in ("text", "secondary", "recalled", "inferred", "design")
        True
    """
    found = []
    for one in cites:
        source = pack.sources[one.source]
        clause = source.clauses.get(one.clause)
        found.append(
            Cite(
                one.text,
                source.title,
                source.number,
                one.clause,
                clause.title if clause else Label(),
                one.evidence.value,
            )
        )
    return tuple(found)
