"""An act of our own in three versions, what amends it, and a library that holds them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.amendments import find_amendments
from kg.findings import Findings, Reason, RecitalSupport
from kg.ids import ActId, ProvisionId
from kg.library import TextRow
from kg.model import Act, Provision, Span
from kg.rules import Application, Moment
from tests.factories import CELEX, act, provision
from tests.kg.factories import addition, stored

BY = "32025R0007"
FIRST, SECOND = "2025-03-01", "2026-03-01"
DUSK = "Hens sleep at dusk in the barn of their keeper."
YARD = "Cocks have a yard of their own, with straw."


def own(path: str) -> ProvisionId:
    """The id of a provision of the act."""
    return ProvisionId(f"{CELEX}/{path}")


def published() -> Act:
    """The act as published: a preamble, three articles, a footnote, an annex with a table."""
    recitals = (provision("rct_1", text="Hens need sleep."), provision("rct_2", text="Cocks crow early."))
    pen = provision("art_2/par_1", _point("a", "a perch;"), _point("b", "a bowl of “water”."), text="A pen has:")
    return act(
        provision("pbl_1", *recitals, text="THE KEEPERS,"),
        provision("art_1", provision("art_1/par_1", text="Hens lay at dawn."), provision("art_1/par_2", text=DUSK), heading="Hens"),
        provision("art_2", pen, heading="Pens"),
        provision("art_3", text=YARD),
        provision("fnp_1", text="Done at the coop."),
        _annex("two spoons"),
        provision("fnt_1", text="See the almanac."),
    )


def _point(label: str, text: str) -> Provision:
    return provision(f"art_2/par_1/pnt_{label}", text=text)


def _annex(corn: str) -> Provision:
    cells = (provision("anx_I/tab_1/row_1/cel_1", text="Hen"), provision("anx_I/tab_1/row_1/cel_2", text=corn))
    return provision("anx_I", provision("anx_I/tab_1", provision("anx_I/tab_1/row_1", *cells)), heading="Corn")


def first() -> Act:
    """The first consolidation: paragraph 2 of Article 1 is gone, Article 1a is there, and other print stands for the same words."""
    pen = provision("art_2/par_1", _point("a", "a  perch;"), _point("b", "a bowl of « water »."), text="A pen has:")
    inserted = provision("art_1a", provision("art_1a/par_1", text="Chicks peep."), provision("art_1a/par_2", text="Chicks grow."))
    made = act(
        provision("art_1", provision("art_1/par_1", text="Hens lay at dawn."), heading="Hens"),
        inserted,
        provision("art_2", pen, heading="Pens"),
        provision("art_3", text=YARD),
        _annex("two spoons"),
        provision("fnt_1", text="See the calendar."),
    )
    return replace(made, version=FIRST)


def second() -> Act:
    """The second: Article 2 reads otherwise, Article 3 is Article 4, of Article 1a dashes are left, and hens get more."""
    pen = provision("art_2/par_1", _point("a", "two perches;"), _point("b", "a bowl of ‘water’."), text="A large pen has:")
    made = act(
        provision("art_1", provision("art_1/par_1", text="Hens lay at dawn."), heading="Hens"),
        provision("art_1a", text="—————"),
        provision("art_2", pen, heading="Pens"),
        provision("art_4", text=YARD),
        _annex("three spoons"),
        provision("fnt_1", text="See the calendar."),
    )
    return replace(made, version=SECOND)


def amending(celex: str = BY, *more: str) -> Act:
    """What amends the act in the first consolidation; `more` are instructions that no version carries out."""
    points = (
        _host("art_1/pnt_1", "in Article 1, paragraph 2 is deleted;", celex=celex),
        _host("art_1/pnt_2", "the following article is inserted:", "‘Article 1a\n1. Chicks peep.\n2. Chicks grow.’.", celex=celex),
        *(_host(f"art_1/pnt_{number}", said, celex=celex) for number, said in enumerate(more, 3)),
    )
    host = _host("art_1", "Regulation (EU) 2024/1689 is amended as follows:", "", *points, celex=celex)
    return act(host, _host("art_2", "This Regulation enters into force soon.", celex=celex), celex=celex, title="Regulation (EU) 2025/7")


def _host(path: str, text: str, new: str = "", *children: Provision, celex: str) -> Provision:
    whole = f"{text}\n{new}" if new else text
    return provision(path, *children, text=whole, quoted=Span(start=len(text) + 1, end=len(whole)) if new else None, celex=celex)


def dated(by: Act, day: str, moment: Moment = Moment.ENTRY, of: str = "") -> Findings:
    """What is found in an amending act that says from when it, or one instruction of it, holds."""
    target = ProvisionId(f"{by.celex}/{of}") if of else by.celex
    date = Application(provision=ProvisionId(f"{by.celex}/art_2"), span=Span(start=0, end=4), moment=moment, date=day, target=target)
    return Findings(amendments=find_amendments(by), dates=(date,))


def supported() -> Findings:
    """Recital 1 supports Article 1 for its second paragraph, recital 2 Article 3."""
    reason = (Reason(kind="order", evidence="first", weight=0.5),)
    pairs = (("rct_1", "art_1/par_2"), ("rct_2", "art_3"))
    return Findings(supports=tuple(RecitalSupport(recital=own(a), provision=own(b), score=0.5, reasons=reason) for a, b in pairs))


def library(path: Path, *, by: Act | None = None, found: Findings | None = None) -> tuple[TextRow, ...]:
    """A library of the three versions, oldest first, and of what amends them, if that is given."""
    texts = [addition(published(), findings=supported()), addition(first(), findings=Findings()), addition(second(), findings=Findings())]
    if by is not None:
        texts.append(addition(by, findings=found or Findings(amendments=find_amendments(by))))
    there = stored(path, *texts)
    versions = {text.version: text for text in there if text.celex == ActId(CELEX)}
    return tuple(versions[version] for version in ("oj", FIRST, SECOND))
