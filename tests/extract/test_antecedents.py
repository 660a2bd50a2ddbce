"""What points back: "that Directive", "those Regulations", "thereof", "its Article 3", and places in the Official Journal."""

from __future__ import annotations

import pytest

from extract.references import find_mentions


def acts(text: str) -> list[str | None]:
    """The CELEX numbers of the acts named, in order."""
    return [str(one.act.celex) if one.act and one.act.celex else None for one in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Regulation (EU) 2016/679 (OJ L 119, 4.5.2016, p. 1) stays; that Regulation is long.", ["32016R0679"] * 3),
        ("Directive 90/385/EEC and Directive 93/42/EEC are old; those Directives go.", ["31990L0385", "31993L0042", "31990L0385"]),
        ("Directive 2000/31/EC, in particular its Article 3", ["32000L0031"] * 2),
        ("the guild and its article 3", [None]),
        ("Regulation (EU) 2016/679 repealing Directive 95/46/EC (OJ L 119, 4.5.2016, p. 1). That Regulation stays.",
         ["32016R0679", "31995L0046", "32016R0679", "32016R0679"]),
        ("Regulation (EU) 2022/30 supplementing Directive 2014/53/EU as regards Article 3(3) of that Directive (OJ L 7, 12.1.2022, p. 6)",
         ["32022R0030", "32014L0053", "32014L0053", "32022R0030"]),
        ("Regulation (EU) 2021/1232 on a derogation from parts of Directive 2002/58/EC (OJ L 274, 30.7.2021, p. 41)",
         ["32021R1232", "32002L0058", "32021R1232"]),
        ("OJ C 517, 22.12.2021, p. 56", [None]),
        ("Directive 95/46/EC. See OJ L 281, 23.11.1995, p. 31", ["31995L0046", None]),
        ("Directive 95/46/EC (OJ L 281, 23.11.1995, p. 31, and OJ L 300, 1.1.1996, p. 2)", ["31995L0046", "31995L0046", None]),
    ],
)  # fmt: skip
def test_what_is_meant(text: str, expected: list[str | None]) -> None:
    assert acts(text) == expected


def test_those_directives_are_all_that_were_named() -> None:
    mentions = find_mentions("Directive 90/385/EEC and Directive 93/42/EEC are old; those Directives go.")
    assert mentions[-1].act is not None
    assert mentions[-1].act.also == ("31993L0042",)
