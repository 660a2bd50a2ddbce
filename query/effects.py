"""From when an amending instruction holds, and whether it had been carried out in the text that is shown.

The amending act may say from when it applies, or enters into force (`dates` edges). The texts say it too: the first version, not earlier
than that, or than the act's publication, in which the provision came, went or changed since the version before. What a version shows to be
done is done in it, whatever day the act names. A text as published comes before whatever amends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.findings import Action, Edge, Relation
from kg.ids import act_of, ancestors
from kg.library import Library, TextRow
from kg.rule_edges import rule_of
from kg.rules import Application, Moment
from query.versions import published, versions_of
from query.wording import same_words, stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """From when an instruction holds (ISO date; empty where nothing tells), and whether that is later than the text it is told beside."""

    since: str
    later: bool


@dataclass(slots=True)
class Effects:
    """The effects of instructions on the versions of one act in one language, each looked for once."""

    library: Library
    texts: tuple[TextRow, ...]
    _found: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def on(cls, library: Library, text: TextRow) -> Effects:
        """The effects on a text and the other versions of its act, whatever a narrowed library leaves out."""
        return cls(library.whole(), versions_of(library, text.celex, text.language))

    def of(self, edge: Edge, shown: TextRow) -> Effect:
        """The effect of an amending edge, beside a version."""
        key = (edge.source, edge.target)
        if key not in self._found:
            self._found[key] = self._since(edge)
        since, done = self._found[key]
        return Effect(since=since, later=shown.version == "oj" or shown.version < done)

    def between(self, edge: Edge, before: TextRow, after: TextRow) -> bool:
        """Whether an instruction was carried out in one version, and not yet in another before it."""
        return self.of(edge, before).later and not self.of(edge, after).later

    def _since(self, edge: Edge) -> tuple[str, str]:
        """From when an instruction holds, if that is known; and the day from which a version has it carried out."""
        said, published = self._said(edge.source), self._published(act_of(edge.source))
        seen = self._seen(edge, said or published) or self._seen(edge, published)
        return said or seen, seen or said or published

    def _seen(self, edge: Edge, least: str) -> str:
        """The first version, from a day on, in which what an instruction does has been done since the one before."""
        if "/" not in edge.target:
            return ""
        later = (pair for pair in pairwise(self.texts) if pair[1].version >= least)
        return next((after.version for before, after in later if self._done(edge, before, after)), "")

    def _done(self, edge: Edge, before: TextRow, after: TextRow) -> bool:
        """Whether a provision came, went or changed between two versions, as an instruction says."""
        was, there = (stands(self.library, edge.target, text) for text in (before, after))
        said = {reason.kind: reason.evidence for reason in edge.reasons}
        if "portion" not in said and said.get("action") in (Action.INSERT, Action.ADD):
            return there and not was
        if "portion" not in said and said.get("action") == Action.DELETE:
            return was and not there
        return not same_words(self.library, edge.target, before, after)

    def _said(self, instruction: str) -> str:
        """The day from which an amending act says that an instruction of it applies, else that of its entry into force."""
        for own in (instruction, *ancestors(instruction), act_of(instruction)):
            days = list(self._days(own, instruction))
            for moment in (Moment.APPLICATION, Moment.ENTRY):
                if day := next((rule.date for rule in days if rule.moment is moment), ""):
                    return day
        return ""

    def _days(self, own: str, instruction: str) -> Iterator[Application]:
        """The dates set for a provision or an act, without those that leave the instruction out or hold for some cases alone."""
        for edge in self.library.edges_to(own):
            rule = rule_of(edge) if edge.relation is Relation.DATES else None
            if not isinstance(rule, Application) or not rule.date or rule.condition is not None:
                continue
            if not any(f"{instruction}/".startswith(f"{one}/") for one in rule.excepted):
                yield rule

    def _published(self, act: str) -> str:
        """The day on which an amending act was published, as far as a text of it tells."""
        return next((day for text in self.library.texts() if text.celex == act and (day := published(text))), "")
