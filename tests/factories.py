"""Small acts for tests, in our own words: a provision from its id, an act from its provisions."""

from __future__ import annotations

from kg.ids import ActId, ProvisionId, eli_of_act
from kg.model import KIND_OF, Act, Place, Provision, SourceInfo, Span

CELEX = "32024R1689"
TITLE = "Regulation (EU) 2024/1689 on things made up for tests"
NOWHERE = Place(source="test.html", start=0, end=0)


def provision(
    path: str, *children: Provision, text: str = "", heading: str = "", wrap_up: str = "", quoted: Span | None = None, celex: str = CELEX
) -> Provision:
    """A provision by its path ("art_5/par_1"), with its kind and label read off the last step."""
    code, _, label = path.rpartition("/")[2].partition("_")
    return Provision(
        id=ProvisionId(f"{celex}/{path}"), kind=KIND_OF[code], label=label, heading=heading, text=text, children=children,
        wrap_up=wrap_up, place=NOWHERE, quoted=quoted,
    )  # fmt: skip


def leaves(parent: str, *steps: str) -> tuple[Provision, ...]:
    """Provisions without words below a path: `leaves("art_5/par_1", "pnt_a", "pnt_b")`."""
    return tuple(provision(f"{parent}/{step}" if parent else step) for step in steps)


def act(*provisions: Provision, celex: str = CELEX, title: str = TITLE) -> Act:
    """An act of these provisions."""
    source = SourceInfo(file="test.html", format="html", sha256="0" * 64)
    return Act(celex=ActId(celex), eli=eli_of_act(celex), language="en", version="oj", title=title, provisions=provisions, source=source)


def model_act(*extra: Provision) -> Act:
    """An act with one of each construct that references run into; `extra` articles come last, in no chapter."""
    return act(
        *leaves("", "cit_3", "rct_1", "rct_113"), _chapter_i(), _chapter_iii(), *extra, _article_113(), *_annexes(), provision("fnt_12")
    )


def _chapter_i() -> Provision:
    definitions = provision("art_3", *leaves("art_3", "pnt_1", "pnt_62", "pnt_63"))
    return provision("cpt_I", provision("cpt_I/sct_1", definitions))


def _chapter_iii() -> Provision:
    offences = provision("art_5/par_1/pnt_h", *leaves("art_5/par_1/pnt_h", "pnt_i", "pnt_ii", "pnt_iii"))
    five = provision("art_5", provision("art_5/par_1", *leaves("art_5/par_1", "pnt_a", "pnt_f"), offences), provision("art_5/par_2"))
    second = provision("art_6/par_3/unp_2", *leaves("art_6/par_3/unp_2", "pnt_a", "pnt_b"))
    six = provision("art_6", *leaves("art_6", "par_1", "par_2"), provision("art_6/par_3", second))
    one, two = provision("cpt_III/sct_1", five, six), provision("cpt_III/sct_2", *leaves("", "art_8", "art_8a", "art_9", "art_10"))
    return provision("cpt_III", one, two)


def _article_113() -> Provision:
    third = provision("art_113/unp_3", *leaves("art_113/unp_3", "pnt_a", "pnt_b", "pnt_c"))
    return provision("art_113", provision("art_113/unp_2"), third)


def _annexes() -> tuple[Provision, ...]:
    five = provision("anx_III/pnt_5", *leaves("anx_III/pnt_5", "pnt_a", "pnt_b"))
    dotted = provision("anx_VII/pnt_3", provision("anx_VII/pnt_3/pnt_3.1", *leaves("anx_VII/pnt_3/pnt_3.1", "pnt_a")))
    sections = (provision(f"anx_VIII/sct_{one}", *leaves(f"anx_VIII/sct_{one}", "pnt_1", "pnt_2")) for one in "AB")
    indents = provision("anx_II", *leaves("anx_II", "idt_1", "idt_2"))
    return indents, provision("anx_III", *leaves("anx_III", "pnt_1"), five), provision("anx_VII", dotted), provision("anx_VIII", *sections)
