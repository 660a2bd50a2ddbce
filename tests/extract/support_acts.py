"""Small acts for the tests of recital support, in our own words: recitals and articles on a few things that have no words in common."""

from __future__ import annotations

from extract.resolve import resolve
from extract.support import find_support
from kg.findings import Findings, RecitalSupport
from kg.model import Act, Provision
from tests.factories import act, provision

SUBJECTS = (
    "lamps shine brightly at night", "pots boil water over a stove", "bridges carry heavy lorries", "boats sail on the river",
    "clocks strike every hour",
)  # fmt: skip
SUBJECT_WORDS = tuple(f"See that {one}." for one in SUBJECTS)
"""What articles say of the subjects."""
WHY = tuple(f"It matters that {one}." for one in SUBJECTS)
"""What recitals say of them."""


def preamble(*recitals: str) -> Provision:
    """A preamble of these recitals."""
    return provision("pbl_1", *(provision(f"rct_{at}", text=text) for at, text in enumerate(recitals, 1)))


def articles(*texts: str, start: int = 1) -> tuple[Provision, ...]:
    """Articles of these words, numbered from `start`."""
    return tuple(provision(f"art_{at}", text=text) for at, text in enumerate(texts, start))


def made(recitals: tuple[str, ...], texts: tuple[str, ...]) -> Act:
    """An act of these recitals and articles."""
    return act(preamble(*recitals), *articles(*texts))


def with_annexes(*recitals: str) -> Act:
    """Five articles with four annexes.

    Article 2 refers to Annexes I and II, Article 4 to II and III; the heading of Annex III names Article 5, and nothing names Annex IV.
    """
    brought = {2: "Annex I and Annex II apply.", 4: "Annex II and Annex III apply."}
    texts = tuple(f"{words} {brought.get(number, '')}".strip() for number, words in enumerate(SUBJECT_WORDS, 1))
    points = (
        provision("anx_I/pnt_1", text="Red apples from the northern orchard."),
        provision("anx_I/pnt_2", text="Green pears under glass."),
    )
    annexes = (
        provision("anx_I", *points, heading="Fruit"),
        provision("anx_II", heading="Stones", text="Marble and slate."),
        provision("anx_III", heading="Birds referred to in Article 5", text="Herons and owls."),
        provision("anx_IV", heading="Fish", text="Pike and perch."),
    )
    return act(preamble(*recitals), *articles(*texts), *annexes)


def findings(whole: Act) -> Findings:
    """The references of an act, and nothing else."""
    return Findings(references=resolve(whole))


def support(whole: Act) -> tuple[RecitalSupport, ...]:
    """Recital support of an act by its references, its wording and order."""
    return find_support(whole, findings(whole))


def pairs(links: tuple[RecitalSupport, ...]) -> list[tuple[str, str]]:
    """Recitals and provisions of links, without the act."""
    return [(one.recital.rpartition("/")[2], one.provision.partition("/")[2]) for one in links]
