"""Citations in a text that anyone wrote: which provisions its words name, and whether these are there.

Words are read by the grammar that reads references in statutes; ELIs and ids are read too. A provision that is named without its act is of
an act that the text names anywhere, or of any on the shelf. What quotations say is not looked at: their words are the law's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from extract.reference_acts import Naming
from extract.references import Mention, find_mentions
from kg.errors import InvalidId, UnknownProvision
from kg.ids import ActId
from kg.library import ProvisionRow
from kg.names import known_names
from query.lookup import mentioned
from query.quoted_words import Quoted
from query.shelf import Shelf
from query.wording import is_gone

_PATH: Final = r"[a-z]{3}_[\w.]*\w(?:/[a-z]{3}_[\w.]*\w)*"
_ADDRESS: Final = r"[^\s()<>\[\]]"
_WRITTEN: Final = re.compile(
    rf"(?<!\w)https?://[\w.-]{{1,80}}/eli/(?:{_ADDRESS}(?!://)){{1,80}}?{_PATH}(?:/(?:oj|\d{{4}}-\d{{2}}-\d{{2}}))?"
    rf"|\b[0-9CE]\d{{4}}[A-Z]{{1,2}}\d{{4}}(?:\(\d\d\))?/{_PATH}"
)
"""ELIs and ids of provisions."""
_MARKUP: Final = str.maketrans("*`", "  ")
_DENIED: Final = re.compile(r"['’\"”*]*\s*(?:does|do) not exist\b")

_NONE: Final = re.compile(r"\b(?:has|have|is|are) no\s+\Z")
"""What says of a citation, behind and before it, that there is no such provision."""


class Standing(StrEnum):
    """Whether what a citation names is there."""

    EXISTS = "exists"
    MISSING = "does_not_exist"
    GONE = "gone"
    NO_ACT = "act_not_in_library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation in a text: characters `start` to `end`, the provisions it names, and, where one is not there, what is to be known.

    `denied` says that the text itself says that there is no such provision; that there is none is then as it says.
    """

    start: int
    end: int
    wording: str
    standing: Standing
    rows: tuple[ProvisionRow, ...] = ()
    told: str = ""
    denied: bool = False

    @property
    def holds(self) -> bool:
        """Whether what is cited is there, or is not, as the text says."""
        return (self.standing is Standing.EXISTS) is not self.denied


def masked(text: str, quoted: Sequence[Quoted]) -> str:
    """A text with marks in place of each quotation, line by line, and without marks of emphasis; every character keeps its place."""
    out, at = [], 0
    for one in quoted:
        out += [text[at : one.start].translate(_MARKUP), re.sub(r"[^\n]", '"', text[one.start : one.end])]
        at = one.end
    return "".join((*out, text[at:].translate(_MARKUP)))


def citations(bare: str, shelf: Shelf) -> tuple[Cited, ...]:
    """The citations of a masked text, in order."""
    names = {**known_names(), **{name: one.celex for one in shelf.names for name in one.names}}
    mentions = find_mentions(_WRITTEN.sub(lambda match: " " * len(match[0]), bare), names, any_case=True)
    acts = _acts(mentions, shelf)
    found = [one for mention in mentions if mention.paths for one in _cited(mention, shelf, acts)]
    found += [_written(match, shelf) for match in _WRITTEN.finditer(bare)]
    denied = {
        _folded(one.wording) for one in found if _DENIED.match(bare, one.end) or _NONE.search(bare[max(one.start - 20, 0) : one.start])
    }
    return tuple(sorted((replace(one, denied=_folded(one.wording) in denied) for one in found), key=lambda one: one.start))


def _folded(wording: str) -> str:
    return " ".join(wording.split()).casefold()


def _acts(mentions: Sequence[Mention], shelf: Shelf) -> list[ActId]:
    """The acts that a text names and the shelf has; all on the shelf where it names none of them."""
    there = {text.celex for text in shelf.texts}
    named = [one.act.celex for one in mentions if one.act is not None and one.act.celex is not None]
    return [act for act in dict.fromkeys(named) if act in there] or [ActId(text.celex) for text in shelf.texts]


def _cited(mention: Mention, shelf: Shelf, acts: Sequence[ActId]) -> Iterator[Cited]:
    """What a mention names; nothing where its words alone name no provision ("paragraph 2")."""
    celex = mention.act.celex if mention.act is not None else None
    unknown = mention.act is not None and celex is None and mention.act.naming is not Naming.POINTING
    if unknown or (celex is not None and shelf.text_of(celex) is None):
        told = str(shelf.holdings.lacking(celex)) if celex is not None else "an act that is not known by this name"
        yield _of(mention, Standing.NO_ACT, told=told)
        return
    rows: list[ProvisionRow] = []
    for path in mention.paths:
        one = replace(mention, paths=(path,))
        hits, errors = mentioned(one, shelf.index, acts, shelf.holdings.lacking)
        there = [row for row in map(shelf.row, hits) if not is_gone(row)]
        rows += there
        if not there and (hits or errors):
            yield _lost(one, errors, shelf, [celex] if celex else acts)
            return
    if rows:
        yield _of(mention, Standing.EXISTS, rows)


def _lost(mention: Mention, errors: Sequence[UnknownProvision], shelf: Shelf, acts: Sequence[ActId]) -> Cited:
    """A citation of what is not there: another version may have it."""
    gone = next((error for act in acts for error in [shelf.elsewhere(mention, act)] if error is not None), None)
    told = gone or next(iter(errors), None)
    return _of(
        mention, Standing.GONE if gone else Standing.MISSING, told=str(told) if told else "nothing but the mark of its deletion is left"
    )


def _of(mention: Mention, standing: Standing, rows: Sequence[ProvisionRow] = (), told: str = "") -> Cited:
    wording = " ".join(mention.wording.split())
    return Cited(start=mention.start, end=mention.end, wording=wording, standing=standing, rows=tuple(rows), told=told)


def _written(match: re.Match[str], shelf: Shelf) -> Cited:
    """An ELI or an id, in the version that it names."""
    written = Cited(start=match.start(), end=match.end(), wording=match[0], standing=Standing.EXISTS)
    try:
        return replace(written, rows=(shelf.find(match[0]),))
    except (UnknownProvision, InvalidId) as error:
        known = any(one in match[0] for text in shelf.holdings.texts for one in (text.celex, f"/eli/{text.eli}/"))
        return replace(written, standing=Standing.MISSING if known else Standing.NO_ACT, told=str(error))
