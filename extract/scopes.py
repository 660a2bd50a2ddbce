"""Where a step in words leads: outward from a provision, down from one, into another act, or back to what was named before.

The moves that `extract.resolve` is made of. Each takes the place where the words stand and steps of a path, and gives ids, or
`Unresolved` with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.provision_index import ProvisionIndex, code_of, descend, has_paragraphs, label_of
from extract.reference_acts import ActMention, Naming, Pointing, base_kind
from extract.reference_languages import LAST, PREVIOUS, SENTENCE
from extract.reference_paths import ALL, Path, PathStep, may_hold
from extract.references import Mention
from kg.errors import InvalidId
from kg.findings import Unresolved
from kg.ids import CODES, ActId, ProvisionId, Step, act_of, child, identify, path_of, steps_of
from kg.model import CODE_OF, GROUPINGS

_ABSOLUTE: Final = frozenset({"art", "anx", "rct", "cit", "fnt"})
_NEAREST: Final = 20
"""Provisions just named among which the holder of a list is looked for."""
_MOST_MEANT: Final = 50
"""Acts that "those Regulations" may mean: more than law lists, and a bound for hostile text."""
_NOT_MEANT: Final = frozenset({Naming.CASE, Naming.JOURNAL})
"""What names an act that "that Directive" and "thereof" never mean."""
GROUPED: Final = frozenset(CODE_OF[kind] for kind in GROUPINGS)
"""Step codes of groupings, which words name by their label alone."""
_WIDE: Final = GROUPED | {"anx"}
_MAJOR: Final = frozenset({"art", "anx", "rct", "cit", "fnt", "fnp"})


def _missing(step: PathStep, where: str) -> Unresolved:
    name = "sentence" if step.code == SENTENCE else CODES[step.code]
    return Unresolved(reason=f"no {name} {step.label or step.pointing or ''} in {where}".replace("  ", " "))


def _several(step: PathStep, found: Sequence[str]) -> Unresolved:
    return Unresolved(reason=f"{CODES[step.code]} {step.label} may be {' or '.join(path_of(one) for one in found[:4])}")


# ── Outward ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def outward(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...] | Unresolved:
    """The provision that the first step of a path names, from where the words stand."""
    if step.pointing is Pointing.THIS:
        return _enclosing(index, here, step)
    if step.pointing is Pointing.THE:
        annexes = index.parts(index.act, "anx")
        return annexes if len(annexes) == 1 else Unresolved(reason=f"the act has {len(annexes)} annexes")
    if step.code in _ABSOLUTE:
        found = child(index.act, Step(step.code, step.label))
        return (found,) if found in index else _missing(step, index.act)
    if step.code == SENTENCE:
        return (here,)
    return _before(index, here, step) if step.label == PREVIOUS else _from_scopes(index, here, step)


def _before(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...] | Unresolved:
    """ "The preceding subparagraph": the one before that around the words; before the second subparagraph stands the paragraph itself."""
    for scope in index.scopes(here):
        if code_of(scope) == step.code and (holder := index.parent.get(scope)) is not None:
            same = index.parts(holder, step.code)
            at = same.index(scope)
            if at or step.code == "unp":
                return (same[at - 1] if at else holder,)
    return Unresolved(reason=f"no {CODES[step.code]} stands before {path_of(here)}")


def _enclosing(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...] | Unresolved:
    """ "This Article", "this Section": the nearest around; the first subparagraph is its paragraph, a lone paragraph its article.

    The sections of some annexes are built as their numbered points: "this Section" is the innermost of those.
    """
    scopes = index.scopes(here)
    for code in {"unp": ("unp", "par", "art"), "par": ("par", "art")}.get(step.code, (step.code,)):
        found = next((one for one in scopes if code_of(one) == code), None)
        if found is not None and not (code == "art" and has_paragraphs(index, found)):
            return (found,)
        if found is not None and step.code == "art":
            return (found,)
    numbered = [one for one in scopes if "/anx_" in one and code_of(one) == "pnt" and label_of(one)[0].isdigit()]
    return (numbered[0],) if numbered and step.code in ("sct", "sbs", "par") else _missing(step, path_of(here))


def _from_scopes(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...] | Unresolved:
    """The nearest scope that has the step; a paragraph, subparagraph or point is not looked for outside its article or annex."""
    for scope in index.scopes(here):
        if _may_look_in(index, scope, step):
            found = descend(index, scope, step, deep="/anx_" in scope and code_of(scope) in _WIDE)
            if found:
                return found if len(found) == 1 else _several(step, found)
        if code_of(scope) in _MAJOR and step.code not in GROUPED:
            break
    return _grouping_anywhere(index, here, step) if step.code in GROUPED else _missing(step, path_of(here))


def _may_look_in(index: ProvisionIndex, scope: ProvisionId, step: PathStep) -> bool:
    """What counts ("second subparagraph") is counted in paragraphs, or in articles and annex parts that have no paragraphs."""
    code = code_of(scope)
    if step.code in ("unp", "par") and step.ordinal:
        if code in ("par", "rct"):
            return step.code == "unp" or code == "rct"
        return code == "art" or (code in ("pnt", "sct", "anx") and bool(index.parts(scope, "unp")))
    if step.code == "par":
        return code in ("art", "sct", "anx")
    return True


def _grouping_anywhere(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...] | Unresolved:
    """A chapter, section … of the enacting terms by its label alone, if only one has it."""
    found = tuple(one for one in index.everywhere(Step(step.code, step.label)) if "/anx_" not in one)
    if len(found) == 1:
        return found
    return _several(step, found) if found else _missing(step, path_of(here))


# ── Down ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def steps_down(index: ProvisionIndex, root: ProvisionId, steps: Path) -> ProvisionId | Unresolved:
    """The provision that the steps lead to below `root`: what one step leaves open, the next may settle; in the end it must be clear."""
    places: tuple[ProvisionId, ...] = (root,)
    for at, step in enumerate(steps):
        found = places_down(index, root, steps[: at + 1])
        if not found:
            return _missing(step, path_of(places[0]))
        places = found
    return places[0] if len(places) == 1 else _several(steps[-1], places)


def places_down(index: ProvisionIndex, root: ProvisionId, steps: Path) -> tuple[ProvisionId, ...]:
    """Every provision that the steps may lead to below `root`."""
    places: tuple[ProvisionId, ...] = (root,)
    for step in steps:
        places = tuple(dict.fromkeys(one for place in places for one in _one_down(index, place, step)))
    return places


def _one_down(index: ProvisionIndex, here: ProvisionId, step: PathStep) -> tuple[ProvisionId, ...]:
    found = (child(index.act, Step("art", step.label)),) if step.code == "art" else descend(index, here, step)
    return tuple(one for one in found if one in index)


# ── Other acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def foreign_target(act: ActId, path: Path, prefix: str = "") -> ProvisionId | ActId:
    """A provision of another act by its path in the natural form; the act itself where the words do not give an id."""
    steps = list(steps_of(f"{act}/{prefix}"))
    for step in path:
        if step.pointing is Pointing.THE:
            steps = [Step(step.code, "1")]  # the annex of an act that has only one
            continue
        if step.pointing is not None or step.label in (LAST, PREVIOUS) or step.code == SENTENCE:
            break
        steps = _natural(steps, step)
    if not steps or steps[0].code not in _ABSOLUTE | GROUPED:
        return act
    try:
        return identify(act, *steps)
    except InvalidId:
        return act


def _natural(steps: list[Step], step: PathStep) -> list[Step]:
    """One more step: articles stand below no chapter, the first subparagraph is its paragraph, "3.1" lies in "3"."""
    if step.code == "art" and all(one.code in GROUPED for one in steps):
        return [Step("art", step.label)]
    if step.ordinal and step.code in ("unp", "par"):
        return steps if step.label == "1" else [*steps, Step("unp", step.label)]
    if step.code == "pnt" and "." in step.label and steps and steps[0].code == "anx":
        numbers = step.label.split(".")
        wider = [Step("pnt", ".".join(numbers[:count])) for count in range(1, len(numbers))]
        return [*steps, *(one for one in wider if one not in steps), Step("pnt", step.label)]
    return [*steps, Step(step.code, step.label)]


def in_amended(base: str, path: Path) -> ProvisionId | ActId | Unresolved:
    """A path inside the description of an amendment: of the act amended, and where it is a part of one, of the provision amended."""
    if path[0].pointing is not None:
        return Unresolved(reason="points to the amending act, which has no such place")
    kept = list(steps_of(base))
    if path[0].code in _ABSOLUTE | GROUPED and not (kept and kept[0].code == "anx" and path[0].code in GROUPED):
        kept = []
    while kept and not _goes_on(kept[-1], path[0]):
        kept.pop()
    return foreign_target(act_of(base), path, "/".join(map(str, kept)))


def _goes_on(outer: Step, inner: PathStep) -> bool:
    same_list = outer.code == inner.code
    return may_hold(outer.code, inner.code) and not same_list


# ── Back ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Memory:
    """What the article, recital or annex at hand has named so far: "that Article", "that Directive" mean the last one named."""

    unit: str = ""
    here: str = ""
    near: list[ProvisionId] = field(default_factory=list)
    named: list[tuple[Path, tuple[str, ...]]] = field(default_factory=list)
    acts: dict[str, ActId] = field(default_factory=dict)
    every: dict[str, dict[ActId, None]] = field(default_factory=dict)

    def enter(self, unit: str, here: str) -> None:
        """Forget on entering another article, recital or annex; what is `near` was named in the provision at hand."""
        if unit != self.unit:
            self.unit, self.named, self.acts, self.every = unit, [], {}, {}
        if here != self.here:
            self.here, self.near = here, []

    def note(self, mention: Mention, targets: Sequence[ProvisionId | ActId | Unresolved]) -> None:
        """Keep what a mention named."""
        known = tuple(one for one in targets if not isinstance(one, Unresolved))
        if mention.paths and known:
            self.named.append((mention.paths[-1], known))
            self.near = [*self.near[-_NEAREST:], *(ProvisionId(one) for one in known[-1:] if "/" in one)]
        if mention.act is not None and mention.act.celex is not None and not mention.act.aside and mention.act.naming not in _NOT_MEANT:
            self.acts[base_kind(mention.act.kind)] = mention.act.celex
            self.acts[""] = mention.act.celex
            self.every.setdefault(base_kind(mention.act.kind), {})[mention.act.celex] = None

    def act_of_kind(self, act: ActMention) -> tuple[ActId, ...] | Unresolved:
        """The act that "that Regulation" means; "those Regulations" are all that were named, if those are several."""
        found, every = self.acts.get(base_kind(act.kind)), self.every.get(base_kind(act.kind), {})
        if act.plural and 1 < len(every) <= _MOST_MEANT:
            return tuple(every)
        if found is None or act.plural:
            return Unresolved(reason=f"no act named before that {act.wording!r} could mean")
        return (found,)

    def provisions(self, step: PathStep, around: Sequence[str]) -> tuple[ProvisionId, ...] | Unresolved:
        """The provision that "that paragraph" means: the last one named, but not one `around` the words, which would be "this".

        "Those points" are at least two: of the last mention, and if it names one, of the mentions before.
        """
        plural, found = step.label == ALL, dict[ProvisionId, None]()
        for path, targets in reversed(self.named):
            cuts = (_cut(one, step.code, path) for one in targets)
            found |= dict.fromkeys(one for one in cuts if one is not None and one not in around)
            if len(found) > plural:
                break
        if (len(found) > 1) if plural else (len(found) == 1):
            return tuple(found)
        if found and not plural:
            return Unresolved(reason=f"several were named before: {', '.join(list(found)[:4])}")
        return Unresolved(reason=f"no such {CODES.get(step.code, step.code)} named before")


def _cut(target: str, code: str, path: Path) -> ProvisionId | None:
    """A target up to its step of the code; the first subparagraph is its paragraph."""
    codes = [one.code for one in steps_of(target)]
    if code in GROUPED and path[-1].code == code and codes[-1:] == ["pnt"]:
        return ProvisionId(target)  # a section of an annex that is built as its point
    if code in codes:
        count = len(codes) - codes[::-1].index(code)
    elif code == "unp" and any(step.code in ("unp", "par") and step.ordinal for step in path):
        count = codes.index("par") + 1 if "par" in codes else 1
    else:
        return None
    return ProvisionId("/".join(target.split("/")[: count + 1]))
