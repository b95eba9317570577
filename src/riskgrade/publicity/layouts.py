"""The layouts of a pack: `publicity.yaml` read, held against the pack, its conditions typed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import rfc8785
from pydantic import ValidationError

from ..dishonesty.figures import Figures
from ..language.typed import Typed
from ..pack.diagnostics import PackError
from ..pack.document import Document, read_document
from ..pack.load import load_pack
from ..pack.model import Pack, Rule
from ..pack.problems import explain
from ..pack.shelf import find_pack
from ..pack.source_model import Citation, resolve
from .layout_check import LayoutCheck
from .layout_model import ChannelModel, FeedModel, PublicityModel

FILE = "publicity.yaml"
DEFAULT_PACK = "cn-publicity"
"""The pack whose layouts are used if none is named."""


@dataclass(frozen=True)
class Layouts:
    """What goes out, as a pack has it.

    Args:
        pack: the pack; its grades say what becomes of a penalty.
        model: publicity.yaml.
        states: feed -> the condition of each of its states; None where it always holds.
        sha256: of what publicity.yaml says (canonical JSON); the pack's own hash does not cover it.
        lists: feed -> the figures of the pack of the list that it names.
    """

    pack: Pack
    model: PublicityModel
    states: Mapping[str, tuple[Typed | None, ...]]
    sha256: str
    lists: Mapping[str, Figures]

    def channel(self, feed: FeedModel) -> ChannelModel | None:
        """The platform whose grade speaks of a feed's records; None where its states do."""
        return None if feed.channel is None else self.model.channels[feed.channel]

    def cites(self, texts: Iterable[str]) -> tuple[Citation, ...]:
        """Citations, resolved; every one was checked when the file was loaded."""
        found = (resolve(text, dict(self.pack.sources)) for text in texts)
        return tuple(one for one in found if one is not None)

    def rules(self, ids: Iterable[str]) -> tuple[Rule, ...]:
        """Rules of the pack by their ids, in the order asked for."""
        by_id = {rule.id: rule for rule in self.pack.rules}
        return tuple(by_id[one] for one in ids)


def load_layouts(name: str | Path = DEFAULT_PACK) -> Layouts:
    """Load a pack with its `publicity.yaml`.

    Args:
        name: a shipped pack's id, or the path of a pack's folder.

    Raises:
        PackError: with every mistake found, each with file, line and the nearest known name; a column that would carry a
            grade is one.

    Examples:
        >>> layouts = load_layouts()
        >>> len(layouts.model.feeds["penalties"].columns), layouts.model.feeds["penalties"].columns[13].code
        (30, 'CF_WSH')
    """
    pack = load_pack(name)
    folder = find_pack(str(name))
    document = read_document(folder / FILE, f"{folder.name}/{FILE}")
    model = _read(document)
    packs = {name: load_pack(name) for name in {feed.figures_from for feed in model.feeds.values()} if name is not None}
    check = LayoutCheck(pack, model, document, packs)
    states = check.run()
    if check.wrong:
        raise PackError(check.wrong)
    named = {name: packs[feed.figures_from] for name, feed in model.feeds.items() if feed.figures_from is not None}
    lists = {name: Figures(one) for name, one in named.items()}
    return Layouts(pack, model, states, hashlib.sha256(rfc8785.dumps(document.data)).hexdigest(), lists)


def _read(document: Document) -> PublicityModel:
    try:
        return PublicityModel.model_validate(document.data)
    except ValidationError as error:
        raise PackError(explain(error, PublicityModel, document, ())) from None
