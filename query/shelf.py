"""Which texts of the library a command speaks of, and finding provisions in them by any of the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from extract.provision_index import ProvisionIndex, build_index
from kg.errors import UnknownProvision
from kg.ids import ActId, ProvisionId, act_of, is_celex
from kg.library import Library, ProvisionRow, TextRow
from kg.names import known_names, names_of
from query.lookup import ActName, lookup

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
DEFAULT_LANGUAGE = "en"


def current(texts: Sequence[TextRow], as_of: str, language: str = DEFAULT_LANGUAGE) -> tuple[TextRow, ...]:
    """Of each act the version that stood at a date: the newest consolidation not later than it, else the text as published by then."""
    chosen: dict[str, TextRow] = {}
    for text in texts:
        if text.language != language or not _stood(text, as_of):
            continue
        held = chosen.get(text.celex)
        if held is None or (text.version != "oj" and (held.version == "oj" or held.version < text.version)):
            chosen[text.celex] = text
    return tuple(chosen.values())


def _stood(text: TextRow, as_of: str) -> bool:
    """Whether a text stood at a date. One dated in the future, as the sample act is, is fiction, and stands always."""
    since = (published(text) or "") if text.version == "oj" else text.version
    return since <= as_of or (text.version == "oj" and since > date.today().isoformat())


def published(text: TextRow) -> str | None:
    """The day an act was published, as far as its Official Journal reference tells: "OJ L, 2024/1689, 12.7.2024"."""
    day = _DAY.search(text.journal)
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else None


def named_act(name: str, texts: Sequence[TextRow]) -> ActId:
    """The act a person names by CELEX or short name. Raises UnknownProvision listing the acts there are."""
    if is_celex(name):
        return ActId(name)
    fits = {text.celex for text in texts if name.lower() in (one.lower() for one in names_of(text.celex, text.title))}
    if len(fits) != 1:
        known = ", ".join(sorted({text.celex for text in texts})) or "none"
        raise UnknownProvision(f"no act {name!r} in the library", hint=f"Acts there are: {known}.")
    return ActId(fits.pop())


@dataclass(slots=True)
class Shelf:
    """The texts a command speaks of, one for each act, with their indexes made when first asked for."""

    library: Library
    texts: tuple[TextRow, ...]
    _indexes: dict[str, ProvisionIndex] = field(default_factory=dict)

    @property
    def names(self) -> tuple[ActName, ...]:
        return tuple(ActName(celex=ActId(text.celex), names=names_of(text.celex, text.title)) for text in self.texts)

    def text_of(self, provision: str) -> TextRow | None:
        """The text that holds a provision's act."""
        act = act_of(provision)
        return next((text for text in self.texts if text.celex == act), None)

    def index(self, act: ActId) -> ProvisionIndex | None:
        """The provisions of an act; None when it is not on the shelf."""
        if act not in self._indexes:
            text = self.text_of(act)
            if text is None:
                return None
            rows = [(own, kind, None if parent == text.celex else parent) for own, kind, parent in self.library.outline(text)]
            self._indexes[act] = build_index(act, rows)
        return self._indexes[act]

    def find(self, written: str, default: ActId | None = None) -> ProvisionRow:
        """The provision that a text names. Raises InvalidId or UnknownProvision, with candidates."""
        return self.row(lookup(written, self.index, self._all_names(), default))

    def row(self, own: ProvisionId) -> ProvisionRow:
        """A provision by its id. Raises UnknownProvision."""
        text = self.text_of(own)
        if text is None:
            raise UnknownProvision(f"{act_of(own)} is not in the library", hint="Add it first: whereas add FILE.")
        return self.library.provision(own, text)

    def _all_names(self) -> tuple[ActName, ...]:
        """The acts on the shelf, then those known by name alone, so that "Article 22 GDPR" can be told to be missing."""
        here = {one.celex for one in self.names}
        known: dict[str, list[str]] = {}
        for name, celex in known_names().items():
            known.setdefault(celex, []).append(name)
        return (*self.names, *(ActName(celex=ActId(celex), names=tuple(names)) for celex, names in known.items() if celex not in here))
