"""Page furniture: known by shape, taken only in runs with an unmistakable line."""

from __future__ import annotations

import pytest

from extract.readers.furniture import kind_of, split_furniture
from extract.readers.lines import lines_of


@pytest.mark.parametrize(
    ("line", "kind", "certain"),
    [
        ("ELI: http://data.europa.eu/eli/reg/2099/1/oj 3/12", "address and page number", True),
        ("4/12 ELI: http://data.europa.eu/eli/reg/2099/1/oj", "address and page number", True),
        ("EN OJ L, 5.1.2099", "running header", True),
        ("OJ L, 5.1.2099 EN", "running header", True),
        ("3/12", "page number", True),
        ("4.5.2099 L 119/1 Official Journal of the European Union EN   ", "running header", True),
        ("EN Official Journal of the European Union 27.10.2099 L 277/1  ", "running header", True),
        ("EN OfficialJournaloftheEuropeanCommunities22.6.2099 L167/11", "running header", True),
        ("L 119/2 FR Journal officiel de l'Union européenne 4.5.2099", "running header", True),
        ("4.5.2099 DA Den Europæiske Unions Tidende L 119/1", "running header", True),
        ("L 119/2 NL Publicatieblad van de Europese Unie 4.5.2099", "running header", True),
        ("L 167/10", "running header", True),
        ("2099/1      5.1.2099", "masthead", False),
        ("of the European Union       L series", "masthead", False),
        ("Official Journal ", "masthead", False),
        ("EN ", "language", False),
    ],
)
def test_shapes(line: str, kind: str, certain: bool) -> None:
    assert kind_of(line) == (kind, certain)


@pytest.mark.parametrize(
    "line",
    [
        "The bread of the European Union",
        "Article 3",
        "(3/12)",
        "Done on 5.1.2099",
        "See ELI: http://x 3/12",
        "12/3",
        "The Official Journal L 12/3",
    ],
)
def test_lines_of_text_are_none(line: str) -> None:
    assert kind_of(line) is None


def test_a_page_is_body_furniture_and_what_stands_behind() -> None:
    page = lines_of("Words of the act.\nEN \nOJ L, 5.1.2099\nELI: http://data.europa.eu/eli/reg/2099/1/oj 3/12\n(1) A note.", 3)
    body, furniture, behind = split_furniture(page)
    assert [line.text for line in body] == ["Words of the act."]
    assert [kind for kind, _ in furniture] == ["language", "running header", "address and page number"]
    assert [line.text for line in behind] == ["(1) A note."]


def test_a_doubtful_line_without_a_certain_neighbour_is_text() -> None:
    page = lines_of("on the bread \nof the European Union\nshall apply.", 1)
    body, furniture, behind = split_furniture(page)
    assert (len(body), furniture, behind) == (3, [], [])


def test_no_line_vanishes() -> None:
    page = lines_of("one\nEN\ntwo\n3/12\nthree\nOfficial Journal\nOJ L, 5.1.2099\nfour", 1)
    body, furniture, behind = split_furniture(page)
    assert sorted(line.start for line in [*body, *(line for _, line in furniture), *behind]) == [line.start for line in page]


def test_a_masthead_needs_no_page_number() -> None:
    page = lines_of("Official Journal     EN\nof the European Union     L series\n2099/1     5.1.2099\nREGULATION (EU) 2099/1", 1)
    body, furniture, _ = split_furniture(page)
    assert ([line.text for line in body], len(furniture)) == (["REGULATION (EU) 2099/1"], 3)


def test_a_line_behind_furniture_knows_nothing_of_what_stands_above() -> None:
    body, _, behind = split_furniture(lines_of("EN\nOJ L, 5.1.2099\none\ntwo", 1))
    assert ([(line.text, line.blank) for line in body], behind) == ([("one", None), ("two", 0)], [])


def test_doubtful_lines_without_end_are_gone_through_once() -> None:
    page = lines_of("of the European Union\n" * 20_000, 1)
    assert len(split_furniture(page)[0]) == len(page)
