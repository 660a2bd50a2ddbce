"""What rules say beyond words that point somewhere: who must do what, what holds from when, and what an infringement costs.

Each finding is a span of one provision. Nothing is concluded that the words do not say: where they name nobody, no date or no amount, the
field is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.ids import ActId, ProvisionId
from kg.model import Span


class Modality(StrEnum):
    """What a modal verb does. Enacting terms bind with "shall", recitals say "should" (Joint Practical Guide 2.3, 10.1)."""

    SHALL = "shall"
    """An obligation, or a rule that something be so."""
    SHALL_NOT = "shall not"
    """A prohibition: "shall not", "may not", "shall be prohibited"."""
    MAY = "may"
    """A permission, a power or a right: "may", "shall have the right to", "is empowered to"."""
    SHALL_NOT_APPLY = "shall not apply"
    """An exemption: a rule or duty does not hold ("shall not apply to", "shall not be required to")."""
    SHOULD = "should"
    """What a recital says ought to be."""
    SHOULD_NOT = "should not"
    """What a recital says ought not to be."""
    ENCOURAGED = "should be encouraged"
    """What a recital would see done, and nobody must do."""
    SHOULD_NOT_APPLY = "should not apply"
    """An exemption, as a recital explains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A role the act gives duties or rights to, or a body that it names: its node in the graph, and how it is called.

    The node of a role that the act defines is that of the defined term.
    """

    node: str
    label: str


NOBODY: Final = Actor(node="actor:nobody-named", label="nobody named")
"""In place of the actor of what is said of nobody: "lamps shall be tested"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a provision says with a modal verb, and of whom: `actor` is a node, or empty where nobody is named.

    `span` is the clause, `verb` the words that give the modality, in the same field; `condition` the words on which it depends, if any.
    """

    actor: str
    modality: Modality
    provision: ProvisionId
    span: Span
    verb: Span
    condition: Span | None = None


class Moment(StrEnum):
    """What happens on a date."""

    ENTRY = "enters into force"
    APPLICATION = "applies from"
    END = "applies until"
    """It ceases to apply, expires, or is repealed."""
    TRANSITION = "transition"
    """From or until when it holds for what is there already (placed on the market, authorised, appointed before …)."""
    TRANSPOSITION = "transposed by"
    DEADLINE = "done by"
    """Somebody does something by then."""
    REVIEW = "reviewed by"
    """The act, or a part of it, is evaluated or reviewed by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A date that a provision sets for another, for itself, or for the act.

    `target` is what it is said of, with all below it, `excepted` what is left out; `date` is ISO, and empty where the words count from an
    event whose day the act does not tell. `condition` are the words that limit it to some cases ("as regards lamps placed on the market").
    `counted` says how the words count the date where they do not name it ("20 days after publication", `kg.days.Count`).
    """

    provision: ProvisionId
    span: Span
    moment: Moment
    date: str
    target: ProvisionId | ActId
    excepted: tuple[ProvisionId, ...] = ()
    condition: Span | None = None
    counted: str = ""


class Which(StrEnum):
    """Which of an amount and a share of turnover is the limit."""

    HIGHER = "whichever is higher"
    LOWER = "whichever is lower"


class Penalty(StrEnum):
    """What an infringement is met with."""

    FINE = "fine"
    PERIODIC = "periodic penalty payment"
    """Paid for each day, week or month until somebody complies."""
    OTHER = "penalty"
    """What the act calls a penalty and leaves to others to settle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """A penalty that a provision sets for infringing `target`, but not what is `excepted` of it.

    `amount` is in units of `currency` (ISO 4217) and `percentage` of `basis`, the words that say of what; both are limits, `which` tells
    of the two. Where the words give no figure, all are empty, and `measured_by` are the provisions that they name for it, if any.
    Where it `caps`, the target is no provision that is infringed, but one whose penalties it limits.
    `points` are those below the provision that list the target. `payer` and `authority` are nodes of actors, those who are fined and
    those who fine, or empty.
    """

    provision: ProvisionId
    span: Span
    target: ProvisionId | ActId
    penalty: Penalty
    amount: int | None = None
    currency: str = ""
    percentage: str = ""
    basis: str = ""
    which: Which | None = None
    caps: bool = False
    measured_by: tuple[ProvisionId, ...] = ()
    excepted: tuple[ProvisionId, ...] = ()
    points: tuple[ProvisionId, ...] = ()
    payer: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()


Rule = Duty | Application | Sanction
"""What a rule says beyond words that point somewhere."""
