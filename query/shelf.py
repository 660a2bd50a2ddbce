"""Which texts of the library a command speaks of, and finding provisions in them by any of the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.provision_index import ProvisionIndex, build_index
from extract.references import Mention
from kg.errors import AmbiguousProvision, UnknownProvision
from kg.ids import ActId, ProvisionId, act_of, eli_uri, is_celex, path_of
from kg.library import Library, ProvisionRow, TextRow
from kg.names import known_names, names_of
from query.cite import citation
from query.history import gone_or_come
from query.lookup import ActName, acts_named, lookup, mentioned, not_in_library, version_named
from query.versions import DEFAULT_LANGUAGE, current, day_before, named_version, order_of, preamble_of, published
from query.wording import is_gone, stands

_CONSOLIDATED = re.compile(r"0(?P<act>\d{4}[A-Z]{1,2}\d{4})-(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_PREAMBLE = ("pbl_", "cit_", "rct_")


def is_of_preamble(provision: str) -> bool:
    """Whether a provision is the preamble or a part of it."""
    return path_of(provision).startswith(_PREAMBLE)


def named_act(name: str, texts: Sequence[TextRow]) -> ActId:
    """The act of some texts that a person names by CELEX, short name or number. Raises UnknownProvision listing the acts there are."""
    if is_celex(name):
        return ActId(name)
    fits = acts_named(name, _called(texts)) & {ActId(text.celex) for text in texts}
    if len(fits) != 1:
        known = ", ".join(sorted({text.celex for text in texts})) or "none"
        raise UnknownProvision(f"no act {name!r} in the library", hint=f"Acts there are: {known}.")
    return next(iter(fits))


def _called(texts: Sequence[TextRow]) -> tuple[ActName, ...]:
    return tuple(ActName(celex=ActId(text.celex), names=names_of(text.celex, text.title)) for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All texts there are, and what a shelf was made of them for: a date, a language, an act alone."""

    texts: tuple[TextRow, ...] = ()
    as_of: str = ""
    language: str = DEFAULT_LANGUAGE
    act: str | None = None

    def lacking(self, act: ActId) -> UnknownProvision:
        """The error for an act that is not on the shelf: it is not there, or not in the language, did not stand yet, or is left out."""
        there = [text for text in self.texts if text.celex == act]
        languages = sorted({text.language for text in there})
        if not there:
            return not_in_library(act)
        if self.language not in languages:
            hint = f"Languages of it there are: {', '.join(languages)}; name one with --lang."
            return UnknownProvision(f"{act} is not in the library in {self.language!r}", hint=hint)
        if not current(there, self.as_of, self.language):
            return UnknownProvision(f"no text of {act} in the library stood on {self.as_of} yet", hint=self._first(there))
        by = f"by --act {self.act}" if self.act is not None else "where another act is asked about"
        return UnknownProvision(f"{act} is in the library, but left out {by}", hint=f"Ask with --act {act}, or without --act.")

    def _first(self, there: Sequence[TextRow]) -> str:
        """When the oldest of some texts came to stand."""
        days = [published(text) if text.version == "oj" else text.version for text in there if text.language == self.language]
        return f"The oldest is of {min(filter(None, days))}; name a date with --as-of." if any(days) else "See `whereas acts`."


def row_of(library: Library, provision: str) -> ProvisionRow:
    """A provision by the first text of a library that has it. Raises UnknownProvision."""
    text = next((one for one in library.texts() if one.celex == act_of(provision) and library.has(provision, one)), None)
    if text is None:
        raise UnknownProvision(f"no provision {provision} in the library", hint="See `whereas acts`.")
    return library.provision(provision, text)


@dataclass(slots=True)
class Shelf:
    """The texts a command speaks of, one for each act, with their indexes made when first asked for.

    `others` are the further versions of these acts, in the same language. A consolidated text carries no preamble: that of the text as
    published still speaks for the act, and is found as if it were part of it; every provision knows the text it is of.
    """

    library: Library
    texts: tuple[TextRow, ...]
    others: tuple[TextRow, ...] = ()
    holdings: Holdings = Holdings()
    _indexes: dict[str, ProvisionIndex] = field(default_factory=dict)

    @property
    def narrow(self) -> Library:
        """The library as if it held the texts on the shelf and no others."""
        return self.library.within(self.texts, filter(None, map(self.preamble_of, self.texts)))

    @property
    def names(self) -> tuple[ActName, ...]:
        return _called(self.texts)

    def only(self, texts: Sequence[TextRow]) -> Shelf:
        """The shelf with some of its texts alone."""
        kept = {text.celex for text in texts}
        return Shelf(self.library, tuple(texts), tuple(text for text in self.others if text.celex in kept), self.holdings)

    def text_of(self, provision: str) -> TextRow | None:
        """The text that speaks for a provision, or for an act: the one that stands, and for its preamble the one that has it."""
        act = act_of(provision)
        stands = next((text for text in self.texts if text.celex == act), None)
        return (self.preamble_of(stands) or stands) if stands is not None and is_of_preamble(provision) else stands

    def standing(self, row: ProvisionRow) -> TextRow:
        """The text that stands of a provision's act: for its preamble another than its own, where that text has none."""
        return next((text for text in self.texts if text.celex == row.text.celex), row.text)

    def preamble_of(self, text: TextRow) -> TextRow | None:
        """The text as published, where it has the preamble that a text lacks."""
        return preamble_of(text, (*self.texts, *self.others))

    def has(self, provision: str) -> bool:
        """Whether the text that speaks for a provision has it: what is referred to may be gone, or stand in no text at all."""
        text = self.text_of(provision)
        return text is not None and self.library.has(provision, text)

    def index(self, act: ActId) -> ProvisionIndex | None:
        """The provisions of an act; None when it is not on the shelf."""
        if act not in self._indexes:
            text = self.text_of(act)
            if text is None:
                return None
            rows = [(own, kind, None if parent == text.celex else parent) for own, kind, parent in self._outline(text)]
            self._indexes[act] = build_index(act, rows)
        return self._indexes[act]

    def _outline(self, text: TextRow) -> list[tuple[str, str, str | None]]:
        preamble = self.preamble_of(text)
        if preamble is None:
            return self.library.outline(text)
        before = [row for row in self.library.outline(preamble) if is_of_preamble(row[0])]
        return before + [row for row in self.library.outline(text) if not is_of_preamble(row[0])]

    def act_named(self, written: str) -> TextRow | None:
        """The text of an act that is named as a whole, in the version that its CELEX number names; None where something else is named.

        Raises UnknownProvision for an act that is not on the shelf, or not in that version, and AmbiguousProvision for several.
        """
        dated = _CONSOLIDATED.fullmatch(written.strip().upper())
        called = (*_called(self.holdings.texts), *self._all_names())
        fits = {ActId(f"3{dated['act']}")} if dated else acts_named(written, called)
        here = [text for text in self.texts if text.celex in fits]
        if len(here) == 1:
            version = "-".join(dated.group("year", "month", "day")) if dated else here[0].version
            return self._of_version(ActId(here[0].celex), version).texts[0]
        if len(fits) > 1:
            hint = f"Name one by its CELEX number: {', '.join(sorted(fits))}."
            raise AmbiguousProvision(f"{written!r} names {len(fits)} acts", hint=hint, candidates=tuple(sorted(fits)))
        for absent in fits:
            raise self.holdings.lacking(absent)
        return None

    def find(self, written: str, default: ActId | None = None) -> ProvisionRow:
        """The provision that a text names, in the version that it names.

        Raises InvalidId, or UnknownProvision with candidates; for what another version has, with that version.
        """
        here = self._named(written)
        try:
            row = here._find(written, default)
        except AmbiguousProvision:
            raise
        except UnknownProvision as error:
            raise self._elsewhere(here, written, default) or error from error
        if is_gone(row) and (gone := self._elsewhere(here, written, default)):
            raise gone
        return row

    def find_in_any(self, written: str, default: ActId | None = None) -> ProvisionRow:
        """The provision that a text names: in the version that it names or that stands, else in the newest that has it.

        Raises InvalidId, or UnknownProvision with candidates.
        """
        here = self._named(written)
        try:
            found = here._find(written, default)
        except AmbiguousProvision:
            raise
        except UnknownProvision:
            found = None
        row = self._other(here, written, default) if found is None or is_gone(found) else found
        return row or found or here._find(written, default)

    def elsewhere(self, mention: Mention, act: ActId) -> UnknownProvision | None:
        """The error for one provision that words of a question name in an act, where not the version that stands but another has it."""
        lacking = next((text for text in self.texts if text.celex == act), None)
        for text in sorted(self.others, key=order_of, reverse=True):
            if lacking is not None and text.celex == act:
                one = Shelf(self.library, (text,))
                hits, _ = mentioned(mention, one.index, [act])
                row = one.row(hits[0]) if hits else None
                if row is not None and not is_gone(row):
                    return self._lost(citation(row.id), row, lacking, self._seen_with(row))
        return None

    def _named(self, written: str) -> Shelf:
        """The shelf with the version alone that a text names, if it names one."""
        named = version_named(written)
        return self._of_version(*named) if named is not None and self.text_of(named[0]) is not None else self

    def _find(self, written: str, default: ActId | None) -> ProvisionRow:
        """The provision that a text names, in the versions on the shelf."""
        return self.row(lookup(written, self.index, self._all_names(), default, self.holdings.lacking))

    def _other(self, here: Shelf, written: str, default: ActId | None) -> ProvisionRow | None:
        """A provision in the newest version that has it, of those that are not `here`."""
        tried = {text.row for text in here.texts}
        for text in sorted((*self.texts, *self.others), key=order_of, reverse=True):
            try:
                row = Shelf(self.library, (text,))._find(written, default) if text.row not in tried else None
            except UnknownProvision:
                continue
            lacking = next((one for one in here.texts if row is not None and one.celex == text.celex), None)
            if row is not None and not is_gone(row) and lacking is not None and not stands(self.library, row.id, lacking):
                return row
        return None

    def _elsewhere(self, here: Shelf, written: str, default: ActId | None) -> UnknownProvision | None:
        """The error for a provision that another version has, the newest that has it; none where no version does."""
        row = self._other(here, written, default)
        if row is None:
            return None
        lacking = next(text for text in here.texts if text.celex == row.text.celex)
        where = self._seen_with(row) if here is self else eli_uri(row.text.eli, row.id, row.text.version)
        return self._lost(written, row, lacking, where)

    def _lost(self, written: str, row: ProvisionRow, lacking: TextRow, seen_with: str) -> UnknownProvision:
        """The error for what one version lacks and another has: what took it away or brought it, and how to see it."""
        what = f"{written!r} does not exist in {named_version(lacking)}; {named_version(row.text)} has it"
        told = "".join(f"{line}. " for line in gone_or_come(self.library, row, lacking))
        return UnknownProvision(what, where=row.id, hint=f"{told}See it with {seen_with}.", candidates=(row.id,))

    def _seen_with(self, row: ProvisionRow) -> str:
        """How to ask for a provision in its version: a date on which that stood, or else its ELI."""
        text, every = row.text, [one for one in (*self.texts, *self.others) if one.celex == row.text.celex]
        first = min(one.version for one in every if one.version != "oj")
        days = [text.version] if text.version != "oj" else [published(text), day_before(first)]
        day = next((day for day in days if day and text in current(every, day, text.language)), None)
        return f"--as-of {day}" if day else eli_uri(text.eli, row.id, text.version)

    def _of_version(self, act: ActId, version: str) -> Shelf:
        """One version of an act and nothing beside it. Raises UnknownProvision listing the versions there are."""
        there = {text.version: text for text in (*self.texts, *self.others) if text.celex == act}
        if version not in there:
            hint = f"Versions of it there are: {', '.join(sorted(there))}. A consolidated text has the date from which it stands."
            raise UnknownProvision(f"{act} is not in the library in the version {version!r}", hint=hint)
        return Shelf(self.library, (there[version],))

    def row(self, own: ProvisionId) -> ProvisionRow:
        """A provision by its id. Raises UnknownProvision."""
        text = self.text_of(own)
        if text is None:
            raise self.holdings.lacking(act_of(own))
        return self.library.provision(own, text)

    def _all_names(self) -> tuple[ActName, ...]:
        """The acts on the shelf, then those known by name alone, so that "Article 22 GDPR" can be told to be missing."""
        here = {one.celex for one in self.names}
        known: dict[str, list[str]] = {}
        for name, celex in known_names().items():
            known.setdefault(celex, []).append(name)
        return (*self.names, *(ActName(celex=ActId(celex), names=tuple(names)) for celex, names in known.items() if celex not in here))
