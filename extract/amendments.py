"""What an amending act does to other acts: its instructions (`extract.amendment_grammar`) with their targets and their new text.

What is amended is said from the outside in (Joint Practical Guide 18.11): an article names the act, its points the article, their points
the paragraph. So each provision is read in the light of what those around it said. Targets are named by their path in the natural form,
unchecked, as references to other acts are. In a provision that amends, what cannot be read gives an `Unresolved`: nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.amended_places import ActsNamed, Reach, Reached, Target, reach, step_from
from extract.amendment_grammar import Instruction, Locus, may_instruct, on_words, read_instructions
from extract.amendment_words import AMENDING_WORDS, AmendingWords
from extract.blocks import Block
from extract.languages import LANGUAGES, Drafting
from extract.quotations import Slot, outline
from extract.quoted_blocks import quoted_blocks, unquoted
from extract.references import Mention, find_mentions
from extract.traced import Piece, Traced
from kg.findings import NOT_READ, Action, Amendment, Portion, Unresolved
from kg.ids import ProvisionId, Step, act_of, child, steps_of
from kg.model import KIND_OF, Act, Field, Kind, Provision, Span, walk


@dataclass(slots=True)
class _Reading:
    """One walk through an amending act: its words, the act named last, and what its annexes were said to amend."""

    act: Act
    words: AmendingWords
    drafting: Drafting
    names: Mapping[str, str]
    acts: ActsNamed
    annexes: dict[str, Reach] = field(default_factory=dict)


def find_amendments(act: Act, names: Mapping[str, str] | None = None) -> tuple[Amendment, ...]:
    """All amendments that an act makes to other acts, in the order of the text; one for each target. None in a language not known yet."""
    if act.language not in AMENDING_WORDS:
        return ()
    reading = _Reading(act, AMENDING_WORDS[act.language], LANGUAGES[act.language], names or {}, ActsNamed(act.celex))
    out: list[Amendment] = []
    for top in act.provisions:
        for unit in walk((top,)):
            if unit.kind is Kind.ARTICLE or (unit is top and unit.kind is Kind.ANNEX):
                out.extend(_within(unit, reading.annexes.get(unit.id, ()), reading))
    return tuple(out)


def _within(provision: Provision, around: Reach, reading: _Reading) -> Iterator[Amendment]:
    """The amendments in a provision and below it; `around` is what those around it said is amended."""
    words, inner = _own_words(provision), around
    found: list[tuple[Instruction, Reach]] = []
    readable = bool(around) or may_instruct(words, reading.words)
    unknown, lost = False, False
    for instruction in map(_as_coming_in, read_instructions(words, reading.words, reading.names) if readable else ()):
        reached = reach(instruction, around, reading.acts)
        unknown = not instruction.known
        lost |= unknown
        if unknown or not reached or not _is_sound(instruction, reached):
            continue
        if instruction.opens and instruction.means is None and provision.quoted is None and provision.children:
            inner = reached
        elif instruction.verb:
            found.append((instruction, reached))
    yield from _emitted(provision, found, reading, last_is_known=not unknown)
    if _is_unread(provision, found, around, reading, lost):
        yield _unread(provision)
    for part in provision.children:
        yield from _within(part, inner, reading)


def _is_unread(provision: Provision, found: Sequence[tuple[Instruction, Reach]], around: Reach, reading: _Reading, lost: bool) -> bool:
    """Whether a provision amends something in words that are not known: it stands among instructions, follows one, or quotes for an act."""
    if found or provision.children:
        return bool(found) and lost
    return bool(around) or (lost and _quotes_for_another_act(provision, reading))


def _as_coming_in(one: Instruction) -> Instruction:
    """ "Article 6a is inserted" says of the new provision what others say of "the following Article 6a"."""
    if one.comes_in or one.action not in (Action.INSERT, Action.ADD) or not one.loci or one.portion is not Portion.WHOLE:
        return one
    last = one.loci[-1].mentions
    if len(last) != 1 or not last[0].paths:
        return one
    holder = replace(last[0], paths=tuple(dict.fromkeys(path[:-1] for path in last[0].paths)))
    loci = (*one.loci[:-1], Locus(mentions=(holder,)))
    return replace(one, comes_in=True, named=last[0], unit=last[0].paths[0][-1].code, loci=loci)


def _is_sound(instruction: Instruction, reached: Reach) -> bool:
    """Not the repeal of a whole act, which is none of its amendments; nor a list of what goes, whose items would have to be read."""
    whole = any(one.id and "/" not in one.id for one in reached) and not instruction.comes_in and instruction.portion is Portion.WHOLE
    if instruction.verb and whole and not instruction.opens:
        return False
    return not instruction.comes_in or instruction.action in (Action.INSERT, Action.ADD, Action.INSERT_WORDS)


def _quotes_for_another_act(provision: Provision, reading: _Reading) -> bool:
    """Whether words that name another act, with a verb of amending, lead to quoted text: an instruction of a form that is not known."""
    if provision.quoted is None:
        return False
    acts = (one.act.celex for one in find_mentions(_own_words(provision), reading.names) if one.act is not None)
    return any(celex is not None and celex != reading.act.celex for celex in acts)


def _own_words(provision: Provision) -> str:
    return provision.text[: provision.quoted.start] if provision.quoted else provision.text


def _unread(provision: Provision) -> Amendment:
    """A provision that stands among instructions, and is none that is known."""
    end = len(_own_words(provision))
    return Amendment(
        provision=provision.id, span=Span(start=0, end=end), wording=provision.text[:end].strip(), action=Action.AMEND,
        target=Unresolved(reason=NOT_READ), quoted=provision.quoted,
    )  # fmt: skip


# ── What ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _emitted(
    provision: Provision, found: Sequence[tuple[Instruction, Reach]], reading: _Reading, *, last_is_known: bool
) -> Iterator[Amendment]:
    """The amendments of a provision; quoted text behind its words belongs to the last instruction, if that was read."""
    for at, (instruction, reached) in enumerate(found):
        quoted = _new_text(instruction, provision.quoted if last_is_known and at == len(found) - 1 else None)
        if instruction.means is not None:
            _told_in_annex(instruction.means, reached, reading)
        drafts = tuple(_amendment(provision, instruction, one, quoted, reading) for one in reached)
        yield from _with_content(_paired(drafts), instruction, provision, reading)


def _new_text(instruction: Instruction, behind: Span | None) -> Span | None:
    """Where the new text stands: behind the instruction, or within it."""
    if behind is None and instruction.put is not None and instruction.action is not Action.DELETE_WORDS:
        return Span(start=instruction.put[0], end=instruction.put[1])
    return behind


def _told_in_annex(means: Mention, reached: Reach, reading: _Reading) -> None:
    """ "Annex I is amended in accordance with Annex II to this Regulation": our Annex II speaks of their Annex I."""
    for path in means.paths:
        label = path[0].label if path[0].pointing is None else "1"
        if path[0].code == "anx" and label:
            own = child(reading.act.celex, Step("anx", label))
            reading.annexes[own] = (*reading.annexes.get(own, ()), *reached)


def _amendment(provision: Provision, one: Instruction, reached: Reached, quoted: Span | None, reading: _Reading) -> Amendment:
    action = Action.REPLACE if one.action is Action.AMEND and quoted is not None and one.means is None else one.action
    if reached.portion is Portion.PASSAGE:
        action = on_words(action)
    return Amendment(
        provision=provision.id, span=Span(start=one.start, end=one.end), wording=provision.text[one.start : one.end].strip(),
        action=action, target=reached.target, portion=reached.portion, place=_place(one, reached), quoted=quoted,
        new=_named(one, reached, reading),
    )  # fmt: skip


def _place(one: Instruction, reached: Reached) -> str:
    """ "after par_2": how, and the last step of what is named; a first subparagraph is called by its ordinal."""
    if one.place is None or not one.place[1].paths:
        return ""
    step = one.place[1].paths[-1][-1]
    beside = step_from(reached, (step,))
    if step.ordinal and step.label == "1":
        return f"{one.place[0]} {step.code}_1"
    return f"{one.place[0]} {beside.id.rpartition('/')[2]}" if "/" in beside.id else ""


def _named(one: Instruction, reached: Reached, reading: _Reading) -> tuple[ProvisionId, ...]:
    """The ids that the instruction itself gives to what comes in, or to what it renumbers."""
    if one.named is not None and reached.id:
        found = (step_from(reached, path).id for path in one.named.paths)
        return tuple(ProvisionId(each) for each in found if "/" in each and act_of(each) != reading.act.celex)
    step = one.place[1].paths[-1][-1] if one.place is not None and one.place[1].paths else None
    counted = step is not None and step.code == "unp" and step.label.isdigit() and one.place is not None and one.place[0] == "after"
    if one.comes_in and one.unit == "unp" and step is not None and counted and "/" in reached.id:
        return (child(reached.id, Step("unp", str(int(step.label) + 1))),)
    return ()


def _paired(drafts: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """ "paragraphs 5 and 6 become paragraphs 6 and 7": each with its own new number, where there are as many."""
    if not drafts or drafts[0].action is not Action.RENUMBER:
        return drafts
    new = drafts[0].new
    if len(new) != len(drafts):
        return drafts if len(drafts) == 1 else tuple(replace(draft, new=()) for draft in drafts)
    return tuple(replace(draft, new=(one,)) for draft, one in zip(drafts, new, strict=True))


# ── The new text ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_content(drafts: tuple[Amendment, ...], one: Instruction, host: Provision, reading: _Reading) -> Iterator[Amendment]:
    """The amendments with the outline of their quoted text, which is read once and shared out among them."""
    settled = [draft for draft in drafts if draft.quoted is not None and not isinstance(draft.target, Unresolved)]
    if not settled or settled[0].portion is Portion.PASSAGE:
        yield from drafts
        return
    if settled[0].portion is Portion.HEADING:
        yield from (_headed(draft, host) for draft in drafts)
        return
    blocks = quoted_blocks(_text_of(host), settled[0].quoted or Span(start=0, end=0), host.quoted_blocks)
    if one.comes_in:
        yield from (_filled(draft, _read(blocks, draft, one.unit, reading)) for draft in drafts)
        return
    content = _read(blocks, settled[0], "", reading)
    yield from _shared_out(drafts, content)


def _text_of(host: Provision) -> Traced:
    return Traced(host.text, tuple(Piece(one.at, one.length, one.start, one.page) for one in host.origins if one.field is Field.TEXT))


def _read(blocks: tuple[Block, ...], draft: Amendment, unit: str, reading: _Reading) -> tuple[Provision, ...]:
    """The outline of quoted text, as parts of the target or, for what replaces the target, in its place."""
    target = str(draft.target)
    if unit:
        own = draft.new[0] if draft.new else ""
        slot = Slot(holder=target, code=unit, own=own if unit == "unp" else "")
    elif "/" in target:
        slot = Slot(holder=target.rpartition("/")[0], code=steps_of(target)[-1].code, own=target)
    else:
        slot = Slot(holder=target, code="")
    return outline(blocks, slot, reading.drafting, reading.act.source.file)


def _headed(draft: Amendment, host: Provision) -> Amendment:
    """A new heading is the heading of its provision."""
    if draft.quoted is None or isinstance(draft.target, Unresolved) or "/" not in draft.target:
        return draft
    step = steps_of(draft.target)[-1]
    heading = unquoted(_text_of(host), draft.quoted)
    content = Provision(
        id=ProvisionId(draft.target), kind=KIND_OF[step.code], label=step.label, heading=heading.text,
        place=heading.place(host.place.source), origins=heading.origins(Field.HEADING),
    )  # fmt: skip
    return replace(draft, content=(content,))


def _filled(draft: Amendment, content: tuple[Provision, ...]) -> Amendment:
    """What comes in: its ids are those of its outline, where that was read."""
    return replace(draft, content=content, new=_outermost(content) or draft.new)


def _outermost(content: Iterable[Provision]) -> tuple[ProvisionId, ...]:
    """The ids that lie in no other of the content; articles do not lie in their chapter's."""
    ids = [one.id for one in walk(tuple(content))]
    known = set(ids)
    return tuple(one for one in ids if one.rpartition("/")[0] not in known)


def _shared_out(drafts: tuple[Amendment, ...], content: tuple[Provision, ...]) -> Iterator[Amendment]:
    """To each target its new text; what belongs to no target is new, and goes with the last."""
    tops = {one.id: one for one in content}
    left = dict(tops)
    out: list[Amendment] = []
    for draft in drafts:
        target = _as_quoted(draft.target, tops)
        own = left.pop(ProvisionId(str(target)), None) if not isinstance(target, Unresolved) else None
        out.append(replace(draft, target=target, content=(own,) if own else ()))
    if left and out:
        rest = tuple(left.values())
        out[-1] = replace(out[-1], content=(*out[-1].content, *rest), new=(*out[-1].new, *(one.id for one in rest)))
    yield from out


def _as_quoted(target: Target, tops: Mapping[ProvisionId, Provision]) -> Target:
    """ "Article 3(63)" is point 63 where the new text shows it to be a point."""
    if isinstance(target, Unresolved) or target in tops or "/" not in target:
        return target
    step = steps_of(target)[-1]
    point = ProvisionId(f"{target.rpartition('/')[0]}/pnt_{step.label}")
    return point if step.code == "par" and point in tops else target
