"""What the references of an act mean: mentions (`extract.references`) become `kg.findings.Reference`s with a target or a reason why not.

Resolution walks outward from where the words stand ("paragraph 2" in Article 6 is paragraph 2 of Article 6), and never leaves the
article or annex for a part of one. What is named twice over, or not there, gets no target but `Unresolved`: nothing is guessed and
nothing dropped. Provisions of other acts are named by their path in the natural form, unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, TypeAlias

from extract.act_names import ActNames, act_names
from extract.connectives import relations
from extract.elsewhere import PrintedTable, amended_acts, beside_what_was_named, in_amended_act, in_what_was_named, printed_table
from extract.provision_index import ProvisionIndex, index_of
from extract.reference_acts import Pointing
from extract.reference_languages import LANGUAGES, Language
from extract.reference_paths import Path
from extract.references import Mention, find_mentions
from extract.scopes import Memory, foreign_target, in_amended, outward, steps_down
from kg.errors import MalformedSource
from kg.findings import Reference, Relation, Unresolved
from kg.ids import ActId, ProvisionId, act_of, article_level, path_of
from kg.model import Act, Field, Kind, Provision, Span, walk

__all__ = ["index_of", "resolve"]

Target: TypeAlias = ProvisionId | ActId | Unresolved

MAX_REFERENCES: Final = 100_000
"""An act of 150 pages has some five thousand."""


@dataclass(slots=True)
class Walk:
    """One walk through an act: its index and names, what was named last, the acts whose amendment a provision describes, and those that
    columns of tables are about, by table and column (a correlation table: "Directive 90/385/EEC" heads what are its articles)."""

    index: ProvisionIndex
    names: ActNames
    language: Language
    memory: Memory = field(default_factory=Memory)
    amending: tuple[ActId, ...] = ()
    amended: dict[str, str] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    spoken_of: ActId | None = None
    printed: PrintedTable | None = None

    def amended_last(self) -> ActId | None:
        """Of the acts that this one amends, the one that the words named last; the only one without words."""
        named = [one for one in self.memory.acts.values() if one in self.amending]
        if named:
            self.spoken_of = self.memory.acts[""] if self.memory.acts[""] in self.amending else named[-1]
        return self.amending[0] if len(self.amending) == 1 else self.spoken_of

    def base_of(self, here: str) -> str:
        """The act or provision that the words around `here` amend ("Article 5 is amended as follows"), or a column's act, or ""."""
        if column := self.columns.get(_column(here)):
            return column
        return next((self.amended[one] for one in self.index.scopes(here)[1:] if one in self.amended), "")


def resolve(act: Act, names: Mapping[str, str] | None = None) -> tuple[Reference, ...]:
    """All references in the words of an act, one for each target, in the order of the text.

    Text that an amending provision quotes is left out: it speaks of the act that it will stand in. `names` maps short names of acts
    to CELEX numbers, beside those that the act itself gives. An act in a language whose words of reference are not known gives none,
    rather than the few that look English. Raises MalformedSource for an act with more references than any has: a few words may name
    hundreds of provisions.
    """
    language = LANGUAGES.get(act.language)
    if language is None:
        return ()
    state = Walk(index_of(act), act_names(act, names or {}, language), language, amending=amended_acts(act, language))
    every = (reference for provision in walk(act.provisions) for reference in _in_provision(provision, state))
    found = tuple(islice(every, MAX_REFERENCES + 1))
    if len(found) > MAX_REFERENCES:
        raise MalformedSource(f"the act has over {MAX_REFERENCES} references", where=act.source.file, hint="Is it an act?")
    return found


def _in_provision(provision: Provision, state: Walk) -> Iterator[Reference]:
    state.memory.enter(article_level(provision.id), provision.id)
    if provision.kind is Kind.ANNEX:
        state.printed = printed_table(provision, state.language, state.index.act)
    for part in (Field.HEADING, Field.TEXT, Field.WRAP_UP):
        words = _own_words(provision, part)
        mentions = find_mentions(words, state.names.short, state.language)
        kinds = relations(words, mentions, state.language.code) if mentions else ()
        lost = ""
        for at, (mention, relation) in enumerate(zip(mentions, kinds, strict=True)):
            column = state.printed.column_of(provision, at) if state.printed else None
            targets = _targets(mention, provision.id, column, state)
            lost = _lost(mention, targets, lost) if provision.kind is not Kind.CELL else ""
            if lost and lost != mention.wording:
                targets = [Unresolved(reason=f"listed with {lost!r}, which the act does not have")]
            state.memory.note(mention, targets)
            relation = Relation.CORRESPONDS_TO if column else _in_table(provision.id, relation, state)
            yield from (_reference(provision.id, part, mention, relation, target) for target in targets)
            if targets and _amended(state.language).match(words, mention.end + 1):
                _note_amendment(provision.id, targets, state)
            if provision.kind is Kind.CELL and "/row_1/" in provision.id and not mention.paths:
                _note_column(provision.id, targets, state)
        state.names.note_calls(provision, part, mentions)


def _lost(mention: Mention, targets: list[Target], before: str) -> str:
    """The words of the first of a list of articles that is not in the act: the others of the list may be as little of it."""
    if mention.act is not None or not mention.paths or mention.paths[0][0].code not in ("art", "anx"):
        return ""
    if before and mention.joined:
        return before
    return mention.wording if targets and all(isinstance(one, Unresolved) for one in targets) else ""


@lru_cache(maxsize=8)
def _amended(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b{language.amended_shape}")


def _own_words(provision: Provision, part: Field) -> str:
    """A field with its quoted amending text blanked, so that offsets stay."""
    words, quoted = provision.words(part), provision.quoted
    if quoted is None or quoted.field is not part:
        return words
    return words[: quoted.start] + " " * (quoted.end - quoted.start) + words[quoted.end :]


def _column(here: str) -> tuple[str, str]:
    """The table and the column of a cell; of what is no cell, a pair that no column has."""
    table, _, rest = here.rpartition("/row_")
    return table, rest.partition("/")[2]


def _in_table(here: str, relation: Relation, state: Walk) -> Relation:
    """What stands in one row of a correlation table, whose columns acts head, corresponds."""
    table = _column(here)[0]
    return Relation.CORRESPONDS_TO if table and any(one == table for one, _ in state.columns) else relation


def _note_column(here: str, targets: list[Target], state: Walk) -> None:
    """The head of a column names another act, and that act only: what stands below it is of that act."""
    acts = [one for one in targets if not isinstance(one, Unresolved)]
    column = _column(here)
    if len(acts) == 1 and acts[0] != state.index.act and column not in state.columns:
        state.columns[column] = acts[0]


def _note_amendment(here: str, targets: list[Target], state: Walk) -> None:
    target = targets[-1]
    if not isinstance(target, Unresolved) and act_of(target) != state.index.act:
        state.amended[here] = target


def _reference(source: ProvisionId, part: Field, mention: Mention, relation: Relation, target: Target) -> Reference:
    span = Span(field=part, start=mention.start, end=mention.end)
    aside = (mention.act is not None and mention.act.aside) or "/fnt_" in source  # titles of acts say what those acts do
    return Reference(source=source, span=span, wording=mention.wording, relation=Relation.REFERS_TO if aside else relation, target=target)


# ── One mention ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _targets(mention: Mention, here: ProvisionId, column: ActId | None, state: Walk) -> list[Target]:
    """The targets of a mention: in the act itself, in the acts named, in the act being amended or in that of the column."""
    acts = state.names.acts_meant(mention.act, here, state.memory) if mention.act else ()
    if isinstance(acts, Unresolved):
        return [acts]
    if not mention.paths:
        return list(acts)
    out: list[Target] = []
    for one in acts or (column,):
        out.extend(_in_act(mention, here, one, state))
    return list(dict.fromkeys(out))


def _in_act(mention: Mention, here: ProvisionId, act: ActId | None, state: Walk) -> Iterator[Target]:
    """The paths of a mention in one act, or where none is named, in the own act, the amended act, or the one "that Article" is of."""
    if act is not None and act != state.index.act:
        yield from (foreign_target(act, path) for path in mention.paths)
        return
    base = state.base_of(here) if act is None else ""
    if base and mention.paths[0][0].pointing is not Pointing.THAT:
        yield from (in_amended(base, path) for path in mention.paths)
        return
    yield from _own_targets(mention, here, state)


def _own_targets(mention: Mention, here: ProvisionId, state: Walk) -> Iterator[Target]:
    """The paths in the own act; what lies in a range is read off the act, which knows of inserted provisions."""
    last: Target | None = None
    ranged = False
    for at, path in enumerate(mention.paths):
        if path[-1].ranged and _ends_in_act(mention, at, here, state):
            ranged = True
            continue
        for target in _own_target(path, here, state):
            if ranged and isinstance(last, str) and not isinstance(target, Unresolved):
                yield from state.index.between(last, target)
            yield target
            last, ranged = target, False


def _ends_in_act(mention: Mention, at: int, here: ProvisionId, state: Walk) -> bool:
    """Whether both ends of the range that path `at` lies in are in the act and of one list; else its labels are looked up one by one."""
    first = next((path for path in reversed(mention.paths[:at]) if not path[-1].ranged), None)
    last = next((path for path in mention.paths[at:] if not path[-1].ranged), None)
    ends = [_own_target(path, here, state) for path in (first, last) if path]
    ids = [end[0] for end in ends if len(end) == 1 and not isinstance(end[0], Unresolved) and end[0] in state.index]
    return len(ids) == 2 and path_of(ids[0]).rpartition("/")[0] == path_of(ids[1]).rpartition("/")[0]


def _own_target(path: Path, here: ProvisionId, state: Walk) -> tuple[Target, ...]:
    """One path from where the words stand: its first step outward, the others down. "Those points" may be several."""
    path = _from_last_this(path)
    first = path[0]
    if first.pointing is Pointing.THAT:
        roots = state.memory.provisions(first, state.index.scopes(here))
    else:
        roots = outward(state.index, here, first)
    found = (roots,) if isinstance(roots, Unresolved) else tuple(_down(state.index, root, path) for root in roots)
    return tuple(_elsewhere(one, path, here, state) if isinstance(one, Unresolved) else one for one in found)


def _from_last_this(path: Path) -> Path:
    """ "This Part of this Annex" is this Part: the innermost "this" says it all."""
    last = max((at for at, step in enumerate(path) if step.pointing is Pointing.THIS), default=0)
    return path[last:]


def _elsewhere(missing: Unresolved, path: Path, here: ProvisionId, state: Walk) -> Target:
    """What is not where words look first, but where they may look next."""
    amended = state.amended_last() if state.amending else None
    near = state.memory.near
    named = in_what_was_named(state.index, path, near) or beside_what_was_named(state.index, path, near)
    return named or in_amended_act(path, here, amended) or missing


def _down(index: ProvisionIndex, root: ProvisionId, path: Path) -> Target:
    if act_of(root) != index.act:
        return foreign_target(act_of(root), path[1:], path_of(root))
    return steps_down(index, root, path[1:])
