"""What verifying says: faults, each with its place in the answer, and the verdict they amount to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something an answer says that does not hold: where in the answer, and what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome: how much was checked, every fault found, and whether the question could be asked again."""

    statements: int
    quotes: int
    steps: int
    faults: tuple[Fault, ...]
    reasked: bool

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults
