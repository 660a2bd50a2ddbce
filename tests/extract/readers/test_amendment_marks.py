"""Amendment marks: taken out wherever they stand, and nothing else with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.amendment_marks import lift_amendment_marks
from extract.readers.markup import Words, events_of
from extract.traced import weave
from tests.extract.web_pages import mark, modref


def lifted(raw: str) -> tuple[str, list[tuple[str, str]]]:
    events, dropped = lift_amendment_marks(events_of(raw), "page.html")
    words = weave((event.text, event.start if event.literal else None) for event in events if isinstance(event, Words))
    return words.text, [(one.bucket.removeprefix("amendment marks").removeprefix(": "), one.text) for one in dropped]


@pytest.mark.parametrize(
    ("raw", "text", "marks"),
    [
        (modref("32100R0021", "▼M1", "REPLACED") + "<p>Bread.</p>", "Bread.", [("32100R0021 replaced", "▼M1")]),
        (modref("32100R0021", "▼M1", "DELETED", " —————"), "", [("32100R0021 deleted", "▼M1 —————")]),
        (f"<p>new {mark('32100R0021', '►M12')} bread ◄.</p>", "new bread.", [("32100R0021", "►M12"), ("", "◄")]),
        (f"<p>new ►{mark('32100R0021', 'M1')} bread ◄ rises</p>", "new bread rises", [("", "►"), ("32100R0021", "M1"), ("", "◄")]),
        (f"<p>{mark('32099R0007R(01)', '►C1')} Corrected</p>", "Corrected", [("32099R0007R(01)", "►C1")]),
        ("<p class='modref'>▼B</p><p>Bread.</p>", "Bread.", [("", "▼B")]),
        ("<p class='modref'>▼M1</p> <p class='norm'>—————</p><p>Bread.</p>", "Bread.", [("", "▼M1"), ("", "—————")]),
        ("<p class='modref'>▼M1</p><span>(b)</span><p class='norm'>—————</p>", "(b)—————", [("", "▼M1")]),
    ],
)
def test_marks(raw: str, text: str, marks: list[tuple[str, str]]) -> None:
    assert lifted(raw) == (text, marks)


def test_addresses_of_the_site_name_the_act_too() -> None:
    raw = '<p class="modref"><a href="./../AUTO/?uri=celex:32099R0007R%2802%29" title="32099R0007R(02): RENUMBERED">▼C1</a></p>'
    assert lifted(raw) == ("", [("32099R0007R(02) renumbered", "▼C1")])


@pytest.mark.parametrize(
    "raw",
    [
        '<p><a href="http://publications.europa.eu/resource/celex/32100R0021">Regulation (EU) 2100/21</a> applies to M1 vehicles</p>',
        '<p>Vehicles of category <a href="#m1">M1</a></p>', "<p>—————</p>", "<p>B</p>",
    ],
)  # fmt: skip
def test_words_that_only_look_like_marks_stay(raw: str) -> None:
    assert lifted(raw)[1] == []


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<a href='celex/32100R0021'>", "</a>", "►", "▼", "◄", "M1", " ", "bread", "—————"]), max_size=20
    )
)
def test_no_letter_is_lost(parts: list[str]) -> None:
    events = events_of("".join(parts))
    kept, dropped = lift_amendment_marks(events, "page.html")
    before = sorted("".join(event.text for event in events if isinstance(event, Words)).replace(" ", ""))
    after = "".join(event.text for event in kept if isinstance(event, Words)) + "".join(one.text for one in dropped)
    assert sorted(after.replace(" ", "")) == before
