"""What applies from when: the dates that the acts of a library set, read back from their edges, and the ones that hold for a provision.

Of several rules the most specific one that covers a provision holds: one for itself, for what it lies in, for the section and chapter
around it, for the act; what a rule leaves out, it does not cover. Where no rule has a date for it, a regulation applies when it enters
into force, and a directive when it is to be transposed. Nothing applies in words that it did not have yet (`wording since`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.days import Base, published_on, read_count
from kg.findings import Edge, Relation
from kg.ids import act_of, binds
from kg.library import Library, ProvisionRow, TextRow
from kg.rule_edges import rule_of
from kg.rules import Application, Moment
from query.since import words_since
from query.versions import order_of

_DIRECTIVE: Final = re.compile(r"3\d{4}L")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date that a provision of a text sets, with its day where that can be told, and its words and those that limit it."""

    rule: Application
    text: TextRow
    date: str
    wording: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """From when a provision of a text applies: the rules that say so, the day from which it has its words, and the rules that end it."""

    rules: tuple[Dated, ...] = ()
    since: str = ""
    ends: tuple[Dated, ...] = ()

    @property
    def start(self) -> str:
        """The earliest day, but none before it had its words; empty where no rule tells a day."""
        days = [one.date for one in self.rules if one.date]
        return max(min(days), self.since) if days else ""

    @property
    def until(self) -> str:
        """The day on which it ceases to apply in all cases; empty where no rule tells one."""
        return min((one.date for one in self.ends if one.date and not one.condition), default="")

    def at(self, day: str) -> str:
        """Whether it applies on a day: "applies", "partly" where that depends on the case, "not yet", "no longer", "not known"."""
        days = [one.date for one in self.rules if one.date]
        if self.until and self.until <= day:
            return "no longer"
        if not days or max(self.start, day) == self.start != day:
            return "not yet" if days else "not known"
        return "applies" if max(days) <= day else "partly"


class Calendar:
    """The dates of all texts in a library, each text's read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._texts: dict[int, tuple[Dated, ...]] = {}
        self._found: dict[int, Applying] = {}
        self._ends: dict[str, list[Dated]] = {}

    def rules(self, text: TextRow) -> tuple[Dated, ...]:
        """Every date that a text sets, in its order."""
        if text.row not in self._texts:
            edges = self.library.edges_of(text, Relation.DATES)
            self._texts[text.row] = tuple(self._dated(edge, text) for edge in edges)
        return self._texts[text.row]

    def _dated(self, edge: Edge, text: TextRow) -> Dated:
        rule = rule_of(edge)
        if not isinstance(rule, Application):
            raise TypeError(f"{edge.source} sets no date")
        limit = rule.condition
        words = self.library.provision(rule.provision, text).words(limit.field)[limit.start : limit.end] if limit else ""
        date = rule.date or self._counted(rule, text)
        return Dated(rule=rule, text=text, date=date, wording=edge.wording, condition=" ".join(words.split()))

    def _counted(self, rule: Application, text: TextRow) -> str:
        """The day of a rule that counts from one which the text itself does not tell: another text of the act may."""
        count = read_count(rule.counted)
        if count is None:
            return ""
        if count.base is Base.PUBLICATION:
            day = self._published(text.celex)
        else:
            wanted = Moment.ENTRY if count.base is Base.ENTRY else Moment.APPLICATION
            day = self._general(text, wanted)
        return count.after(day) if day else ""

    def _published(self, celex: str) -> str:
        every = (published_on(text.journal) for text in self.library.texts() if text.celex == celex)
        return next(filter(None, every), "")

    def _general(self, text: TextRow, moment: Moment) -> str:
        """The day that a text sets for the whole act and all cases."""
        rules = (rule_of(edge) for edge in self.library.edges_of(text, Relation.DATES))
        for rule in rules:
            if isinstance(rule, Application) and (rule.moment, rule.target, rule.condition) == (moment, text.celex, None):
                return rule.date or self._from_publication(rule, text)
        return ""

    def _from_publication(self, rule: Application, text: TextRow) -> str:
        count = read_count(rule.counted)
        day = self._published(text.celex) if count and count.base is Base.PUBLICATION else ""
        return count.after(day) if count and day else ""

    # ── a provision ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def chain(self, row: ProvisionRow) -> tuple[str, ...]:
        """A provision, what it lies in, the section and chapter around that, and the act: innermost first."""
        out = [str(row.id)]
        parent = row.parent
        while parent is not None and "/" in parent:
            out.append(parent)
            parent = self.library.provision(parent, row.text).parent
        return (*out, row.text.celex)

    def applying(self, row: ProvisionRow) -> Applying:
        """From when a provision applies, why, and until when; nothing of what does not bind."""
        if not binds(row.id):
            return Applying()
        if row.row not in self._found:
            rules = self.of(row.text, self.chain(row))
            self._found[row.row] = Applying(rules=rules, since=words_since(self.library, row), ends=self.ends(row))
        return self._found[row.row]

    def parts(self, row: ProvisionRow) -> tuple[ProvisionRow, ...]:
        """The parts of a provision that have dates of their own, in the order in which these are set."""
        own = f"{row.id}/"
        rules = (one.rule for one in self.rules(row.text) if one.rule.moment is Moment.APPLICATION)
        named = dict.fromkeys(end for rule in rules for end in (rule.target, *rule.excepted) if end.startswith(own))
        return tuple(self.library.provision(end, row.text) for end in named if self.library.has(end, row.text))

    def of(self, text: TextRow, chain: tuple[str, ...]) -> tuple[Dated, ...]:
        """The rules of the innermost level that has one with a date, behind those of inner levels that have none.

        A sentence that says from when it holds itself says nothing of the others beside it.
        """
        found: list[Dated] = []
        for level in chain:
            found += _covering(self.rules(text), level, chain, Moment.APPLICATION)
            if any(one.date and not (one.condition and one.rule.target == one.rule.provision) for one in found):
                return tuple(found)
        return (*found, *self._by_default(text, chain))

    def _by_default(self, text: TextRow, chain: tuple[str, ...]) -> tuple[Dated, ...]:
        """Entry into force; of a directive the end of the time to transpose it, which is when its rules are to hold in national law."""
        moments = (Moment.TRANSPOSITION, Moment.ENTRY) if _DIRECTIVE.match(text.celex) else (Moment.ENTRY,)
        for moment in moments:
            found = tuple(_covering(self.rules(text), text.celex, chain, moment))
            if found:
                return found
        return ()

    def ends(self, row: ProvisionRow) -> tuple[Dated, ...]:
        """The rules by which a provision ceases to apply, of its own act and of others that repeal it, those without a day last."""
        return self.ending(row, (*self.rules(row.text), *self.ended_by_others(row.text.celex)))

    def ending(self, row: ProvisionRow, rules: Sequence[Dated]) -> tuple[Dated, ...]:
        """Those of some rules by which a provision ceases to apply, the first day first."""
        chain = self.chain(row)
        found = (one for level in chain for one in _covering(rules, level, chain, Moment.END))
        return tuple(sorted(found, key=lambda one: one.date or "9"))

    def ended_by_others(self, act: str) -> tuple[Dated, ...]:
        """The ends that other acts set for an act and its parts, each act by its newest text."""
        if not self._ends:
            newest = {(text.celex, text.language): text for text in sorted(self.library.texts(), key=order_of)}
            for text in newest.values():
                for one in self.rules(text):
                    if one.rule.moment is Moment.END and act_of(one.rule.target) != text.celex:
                        self._ends.setdefault(act_of(one.rule.target), []).append(one)
            self._ends.setdefault("", [])
        return tuple(self._ends.get(act, ()))


def _covering(rules: Iterable[Dated], level: str, chain: tuple[str, ...], moment: Moment) -> Iterator[Dated]:
    """The rules of a moment for one level of a chain that leave nothing of the chain out."""
    for one in rules:
        if one.rule.moment is moment and one.rule.target == level and not set(one.rule.excepted).intersection(chain):
            yield one
