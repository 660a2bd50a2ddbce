"""What the members of a list share: the act that stands behind the last, the annex, the article that the first named.

The last step of reading mentions: drafts in the order of the text go in, the same drafts with what they share come out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.reference_acts import ActMention, Naming
from extract.reference_languages import Language
from extract.reference_paths import DEEPEST, Found, Path

OF_ACTS: Final = frozenset({"art", "anx", "rct", "cpt", "tis", "cit", "fnt"})
"""Codes of what is directly of an act."""
ROOTS: Final = OF_ACTS | {"sct", "prt"}
"""Codes of what may be named without saying of what."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention while it is being read; `head` is the code its words begin with, `outer` what its of-chain put in front of it."""

    found: tuple[Found, ...]
    start: int
    end: int
    head: str = ""
    outer: Path = ()
    act: ActMention | None = None
    joined: bool = False  # to the draft before, by a joint
    possessed: bool = False  # read behind "its": "its Article 3"


def _same_act(draft: Draft, before: Draft, between: str, language: Language) -> Draft | None:
    """What words join to a provision of another act that keep to that act.

    "Article 8 of Regulation …, in conjunction with Article 5", "Directive …, in particular Article 3", "its Article 5 and Article 6".
    """
    if draft.act is not None or before.act is None or not draft.found or draft.found[0].path[0].pointing is not None:
        return None
    if draft.found[0].path[0].code not in OF_ACTS or before.act.naming not in (Naming.NUMBER, Naming.NAME, Naming.POINTING):
        return None
    if between.lower() in language.conjunctions or (before.possessed and draft.joined):
        return replace(draft, act=before.act, possessed=before.possessed)
    return None


def shared(drafts: Sequence[Draft], text: str, language: Language) -> list[Draft]:
    """Mentions with what they share: "Article 4(2) and Article 10 of Directive 95/46/EC" are both of the Directive."""
    out: list[Draft] = []
    for draft in _shared_forward(drafts):
        if out:
            draft = _same_act(draft, out[-1], _between(out[-1], draft, text, language), language) or _goes_on(
                draft, out[-1], language, text
            )
        out.append(draft)
    return out


def _between(before: Draft, draft: Draft, text: str, language: Language) -> str:
    """The words between two mentions, without signs and articles: "in conjunction with"."""
    words = text[before.end : draft.start].strip(" ,;\n\xa0")
    for article in language.the:
        words = words.removesuffix(article).rstrip()
    return words


def _goes_on(draft: Draft, before: Draft, language: Language, text: str) -> Draft:
    """A part that a list goes on with: "paragraph 1, points (d) to (g), and point (j)"; "Article 60, paragraphs 2 and 3, paragraph 4".

    Paragraphs only where the word was said before: in "Article 5(1) and paragraph 2" the paragraph is of the article at hand.
    """
    if not before.found or not draft.found or not draft.joined or draft.outer or draft.act is not None:
        return draft
    path, last = draft.found[0].path, before.found[-1].path
    codes = [step.code for step in last]
    if path[0].code not in ("pnt", "idt", "par") or path[0].pointing or path[0].ordinal or path[0].code not in codes:
        return draft
    held = last[: codes.index(path[0].code)]
    worded = any(word in text[before.start : before.end] for word, code in language.units.items() if code == "par")
    fits = worded if path[0].code == "par" else codes[-1] == path[0].code
    if not held or last[len(held)].pointing or not fits:
        return draft
    founds = tuple(Found((*held, *one.path), one.start, one.end) for one in draft.found)
    return replace(draft, found=founds, outer=held, act=before.act)


def _shared_forward(drafts: Sequence[Draft]) -> list[Draft]:
    """What stands behind the last of a list is of all of it."""
    out: list[Draft] = []
    following: Draft | None = None
    for draft in reversed(drafts):
        if following is not None and following.joined:
            draft = _sharing(draft, following)
        out.append(draft)
        following = draft
    return out[::-1]


def _sharing(draft: Draft, following: Draft) -> Draft:
    if draft.act is not None or not draft.found or not following.found:
        return draft
    step = draft.found[0].path[0]
    if step.pointing is not None:
        return draft
    outer = _shared_outer(step.code, following)
    if outer and len(outer) + len(draft.found[0].path) <= DEEPEST:
        founds = tuple(Found((*outer, *one.path), one.start, one.end) for one in draft.found)
        return replace(draft, found=founds, outer=(*outer, *draft.outer), act=following.act)
    return replace(draft, act=following.act) if step.code in ROOTS else draft


def _shared_outer(code: str, following: Draft) -> Path:
    """The part of what follows that holds the mention too: "point 2 and the last paragraph of point 4 of Annex VII" is twice Annex VII."""
    outer = following.outer
    if not outer or following.head == code:
        return outer
    if code == "sct" and outer[0].code == "anx":
        return outer[:1]
    codes = [step.code for step in outer]
    in_annex = outer[0].code == "anx" and code in ("cpt", "tis")
    return outer[: codes.index(code)] if code in codes and (in_annex or code not in OF_ACTS) else ()
