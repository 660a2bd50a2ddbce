"""A provision by any of the ways people write it: its id, its citation, a short form with or without the act.

>>> lookup("Art. 5(1), point (f)", index_for, acts, None)          # doctest: +SKIP
'32024R1689/art_5/par_1/pnt_f'

Kinder than building ids: `Article 6(3), point (a)` is found behind the subparagraph that words leave out, if only
one fits. What is not there raises `UnknownProvision` with what comes near; what is no reference raises `InvalidId`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extract.provision_index import ProvisionIndex, code_of, descend, label_of
from extract.reference_acts import Pointing, celex_of
from extract.reference_paths import Path, PathStep
from extract.references import Mention, find_mentions
from kg.errors import AmbiguousProvision, InvalidId, UnknownProvision
from kg.ids import CODES, ActId, ProvisionId, Step, celex_of_eli, child, is_celex, path_of

_PATH: Final = re.compile(r"(?:(?P<act>[0-9A-Z()]{9,16})/)?(?P<path>[a-z]{3}_[\w.]+(?:/[a-z]{3}_[\w.]+)*)")
_ELI: Final = re.compile(
    r"https?://[^\s]*/eli/(?P<act>[a-z_]+/\d{4}/\d+)/(?:(?P<page>oj|\d{4}-\d{2}-\d{2})(?:/\w+)?#)?"
    r"(?P<path>[a-z]{3}_[\w.]+(?:/[a-z]{3}_[\w.]+)*)(?:/(?P<version>oj|\d{4}-\d{2}-\d{2}))?(?:/[a-z]{3})?/?$"
)
_BARE_RECITAL: Final = re.compile(r"\W*\((\d{1,4}[a-z]?)\)\W*")
_LOWER_LABEL: Final = re.compile(r"\b(annex|chapter|section|title|part)\s+([ivxlc]{1,6}|[a-z])\b", re.IGNORECASE)
_TABLE: Final = re.compile(r",?\s*\btable (\d+)(?:,? row (\d+)(?:,? (?:column|cell) (\d+))?)?(?=\W|$)", re.IGNORECASE)
_COMMUNITY: Final = re.compile(r"(?<=\()(?:eu|ec|eec|jha|cfsp)(?=\))|(?<=\d/)(?:eu|ec|eec|jha|cfsp)\b")
_LOWER_KIND: Final = re.compile(r"\b(?:regulation|directive|decision|recommendation)(?= (?:\(|no |\d))")
_BARE_NUMBER: Final = re.compile(r"(?:\([A-Za-z]+\) ?)?(?:No )?\d{1,4}/\d{1,4}(?:/[A-Za-z]+)?")
_KINDS: Final = ("Regulation", "Directive", "Decision", "Framework Decision", "Recommendation")
_UNLABELLED: Final = {"preamble": "pbl", "finalprovisions": "fnp", "annex": "anx"}
_IGNORED: Final = re.compile(r"\b(?:the|of|in|to)\b|\W", re.IGNORECASE)
_TOPS: Final = frozenset({"art", "anx", "rct", "cit", "fnt", "pbl", "fnp"})
_GROUPINGS: Final = frozenset({"prt", "tis", "cpt", "sct", "sbs"})
_HINT: Final = "Write it like Article 5(1), point (f), or recital 113, or art_5/par_1/pnt_f."
_NEAR: Final = 5

IndexFor = Callable[[ActId], ProvisionIndex | None]
Lacking = Callable[[ActId], UnknownProvision]
"""The error for an act that has no index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActName:
    """An act of the library with the names people call it by."""

    celex: ActId
    names: tuple[str, ...] = ()


def not_in_library(act: ActId) -> UnknownProvision:
    """The error for an act that is not there in any text."""
    return UnknownProvision(f"{act} is not in the library", hint="Add it first: whereas add FILE.")


def lookup(
    text: str, index_for: IndexFor, acts: Sequence[ActName], default_act: ActId | None = None, lacking: Lacking = not_in_library
) -> ProvisionId:
    """The provision a text names, in the act it names, else in `default_act`, else in the only act of `acts` that has it.

    Raises InvalidId when the text is no reference, and UnknownProvision, with candidates, when nothing or too much fits.
    """
    path, act = _read(text.strip(), acts)
    named = act or default_act
    if named is not None:
        return _in_act(text, path, _index(named, index_for, lacking))
    found: list[ProvisionId] = []
    missing: list[UnknownProvision] = []
    for one in acts:
        index = index_for(one.celex)
        if index is None:
            continue
        try:
            found.append(_in_act(text, path, index))
        except UnknownProvision as error:
            missing.append(error)
    return _only(text, found, missing)


def version_named(written: str) -> tuple[ActId, str] | None:
    """The act and version that an ELI names: `oj`, or the date of a consolidation; none where the text is no ELI, or names no version."""
    match = _ELI.match(written.strip())
    version = match and (match["page"] or match["version"])
    return (celex_of_eli(match["act"]), version) if match and version else None


def acts_named(written: str, acts: Sequence[ActName]) -> frozenset[ActId]:
    """The acts that a text may mean as a whole, by CELEX number, name, kind and number, or number alone; none where it says more."""
    words = _typed(" ".join(written.split())).removeprefix("the ")
    if is_celex(words.upper()):
        return frozenset((ActId(words.upper()),))
    called = frozenset(one.celex for one in acts if words.lower() in (name.lower() for name in one.names))
    return called or _by_number(words, frozenset(one.celex for one in acts))


def _by_number(words: str, known: frozenset[ActId]) -> frozenset[ActId]:
    """The act with a kind and number; of a number alone, which does not tell year from serial number for certain, those that are known."""
    if _BARE_NUMBER.fullmatch(words):
        return known & {celex_of(kind, number) for kind in _KINDS for number in (words, f"No {words}")}
    mentions = find_mentions(words, {}, any_case=True)
    whole = [one.act for one in mentions if one.act is not None and not one.paths and one.wording == words]
    return frozenset(act.celex for act in whole if act.celex is not None)


def mentioned(
    mention: Mention, index_for: IndexFor, acts: Sequence[ActId], lacking: Lacking = not_in_library
) -> tuple[list[ProvisionId], list[UnknownProvision]]:
    """Every provision that a mention in running text names ("Articles 5 to 7", "recitals 12 and 13"), and what it names that is not there.

    An act that is named decides; otherwise each of `acts` is asked, and an error stands only when none of them has the provision.
    """
    named = mention.act.celex if mention.act is not None else None
    found: list[ProvisionId] = []
    missing: list[UnknownProvision] = []
    for path in mention.paths:
        hits, errors = _in_acts(mention.wording, path, [named] if named else list(acts), index_for, lacking)
        found += hits
        missing += errors[:1] if not hits else []
    return list(dict.fromkeys(found)), missing


def _in_acts(
    text: str, path: Path, acts: Sequence[ActId], index_for: IndexFor, lacking: Lacking
) -> tuple[list[ProvisionId], list[UnknownProvision]]:
    found: list[ProvisionId] = []
    missing: list[UnknownProvision] = []
    for act in acts:
        try:
            found.append(_in_act(text, path, _index(act, index_for, lacking)))
        except UnknownProvision as error:
            missing.append(error)
        except InvalidId:  # "the second subparagraph" of nothing: words that point nowhere in a question
            continue
    return found, missing


def _only(text: str, found: Sequence[ProvisionId], missing: Sequence[UnknownProvision]) -> ProvisionId:
    """The one provision found; several acts that have it are listed."""
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"Name the act, as in {found[0]} or with --act."
        raise AmbiguousProvision(f"{text!r} is in {len(found)} acts", hint=hint, candidates=tuple(found))
    if len(missing) == 1:
        raise missing[0]
    near = tuple(one for error in missing for one in error.candidates)[: 2 * _NEAR]
    raise UnknownProvision(f"no act in the library has {text!r}", hint=_near_hint(near), candidates=near)


def _index(act: ActId, index_for: IndexFor, lacking: Lacking) -> ProvisionIndex:
    index = index_for(act)
    if index is None:
        raise lacking(act)
    return index


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(text: str, acts: Sequence[ActName]) -> tuple[Path, ActId | None]:
    """The path and the act that a text names."""
    if match := _PATH.fullmatch(text.rstrip("/")):
        return _steps(match["path"]), ActId(match["act"]) if match["act"] and is_celex(match["act"]) else None
    if match := _ELI.match(text):
        return _steps(match["path"]), celex_of_eli(match["act"])
    names = {name: one.celex for one in acts for name in (*one.names, one.celex)}
    inside = _TABLE.search(text)
    rest = text[: inside.start()] + text[inside.end() :] if inside else text
    path, act = _from_mentions(rest, find_mentions(_typed(rest), names, any_case=True), names)
    return (*path, *_in_table(inside)), act


def _in_table(match: re.Match[str] | None) -> Path:
    """ "table 1, row 2, column 3": the reference grammar of statutes has no such words."""
    found = zip(("tab", "row", "cel"), match.groups() if match else (), strict=False)
    return tuple(PathStep(code, label) for code, label in found if label)


def _steps(path: str) -> Path:
    return tuple(PathStep(part[:3], part[4:]) for part in path.split("/"))


def _typed(text: str) -> str:
    """What is typed in lower case, as drafting writes it: "annex iii" is "Annex III", "(eu)" is "(EU)". Same length, so offsets stay."""
    text = _COMMUNITY.sub(lambda match: match[0].upper(), text)
    text = _LOWER_KIND.sub(lambda match: match[0].capitalize(), text)
    return _LOWER_LABEL.sub(lambda match: text[match.start() : match.start(2)].capitalize() + match[2].upper(), text)


def _from_mentions(text: str, mentions: Sequence[Mention], names: Mapping[str, ActId]) -> tuple[Path, ActId | None]:
    """One provision, and at most one act, with nothing else in the text."""
    acts = [mention.act for mention in mentions if mention.act is not None]
    act = next((one.celex for one in acts if one.celex is not None), None)
    if any(one.celex is None and one.pointing is not Pointing.THIS for one in acts):
        raise InvalidId(f"{acts[0].wording!r} is no act that is known", hint="Known names: " + (", ".join(names) or "none") + ".")
    paths = [path for mention in mentions for path in mention.paths] or [()]
    if len(paths) > 1:
        raise InvalidId(f"{text!r} names {len(paths)} provisions", hint="Ask for one at a time.")
    return (*_unlabelled(_rest(text, mentions), text, alone=not paths[0]), *paths[0]), act


def _rest(text: str, mentions: Sequence[Mention]) -> str:
    """What no mention covers."""
    out, at = "", 0
    for mention in mentions:
        out, at = out + text[at : mention.start], mention.end
    return out + text[at:]


def _unlabelled(rest: str, text: str, *, alone: bool) -> Path:
    """What the words outside mentions name: "(113)" alone is a recital, the preamble and the final provisions have no label."""
    words = _IGNORED.sub("", rest).lower()
    if words in _UNLABELLED:
        return (PathStep(_UNLABELLED[words], "1"),)
    if alone and (match := _BARE_RECITAL.fullmatch(rest)):
        return (PathStep("rct", match[1]),)
    if words or alone:
        raise InvalidId(f"{text!r} is no reference to a provision", where=rest.strip(), hint=_HINT)
    return ()


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_act(text: str, path: Path, index: ProvisionIndex) -> ProvisionId:
    """The provision that a path leads to in one act."""
    here = ProvisionId(index.act)
    for at, step in enumerate(path):
        found = _top(index, step) if at == 0 else descend(index, here, step)
        if not found:
            raise _unknown(text, index, here, step)
        if len(found) > 1:
            hint = f"Say which: {', '.join(path_of(one) for one in found[:_NEAR])}."
            raise UnknownProvision(f"{text!r} fits {len(found)} provisions", where=index.act, hint=hint, candidates=found)
        here = found[0]
    return here


def _top(index: ProvisionIndex, step: PathStep) -> tuple[ProvisionId, ...]:
    """What the first step names; a grouping is looked for among all, for the sections of different chapters share their numbers."""
    if step.pointing is not None or step.code not in _TOPS | _GROUPINGS:
        hint = "Say of which article or annex, as in Article 5(1), point (f)."
        kind = CODES.get(step.code, step.code)
        raise InvalidId(f"{'an' if kind[0] in 'aei' else 'a'} {kind} alone names no provision", hint=hint)
    direct = child(index.act, Step(step.code, step.label))
    if direct in index or step.code in _TOPS:
        return (direct,) if direct in index else ()
    same = [one for one in index.order if code_of(one) == step.code and label_of(one) == step.label]
    return tuple(one for one in same if "/anx_" not in one) or tuple(same)


def _unknown(text: str, index: ProvisionIndex, here: ProvisionId, step: PathStep) -> UnknownProvision:
    """The error for a step that leads nowhere, with the provisions of its kind that are there."""
    near = _nearest(index, here, step)
    place = path_of(here) or "the act"
    return UnknownProvision(
        f"{text!r} does not exist: {place} has no {CODES.get(step.code, step.code)} {step.label}",
        where=index.act,
        hint=_near_hint(near),
        candidates=near,
    )


def _near_hint(near: Sequence[str]) -> str:
    return f"The nearest are {', '.join(near[:_NEAR])}." if near else _HINT


def _nearest(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...]:
    """Parts of the kind sought with the nearest numbers; parts of any kind where there are none of that; else the place itself."""
    if not path_of(here):
        parts = [one for one in index.order if code_of(one) == step.code and (one.count("/") == 1 or step.code in _GROUPINGS)]
    else:
        parts = [one for one in index.children.get(here, ()) if code_of(one) == step.code] or list(index.children.get(here, ()))
    if not parts and path_of(here):
        return (here,)
    wanted = _number(step.label)
    return tuple(sorted(parts, key=lambda one: (abs(_number(label_of(one)) - wanted), index.place[one]))[:_NEAR])


def _number(label: str) -> int:
    """A label's number, or the place of its first letter: good enough to tell near from far."""
    digits = re.match(r"\d+", label)
    return int(digits[0]) if digits else ord(label[0].lower()) - 96 if label else 0
