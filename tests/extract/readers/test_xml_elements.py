"""XML as elements: every word with its place, and nothing that reaches beyond the document or grows without bound."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import xml_elements
from extract.readers.xml_elements import Words, root_of
from kg.errors import MalformedSource


def words(text: str) -> list[tuple[str, int | None]]:
    return [(word.text, word.start) for word in root_of(text, "x").words()]


def test_words_know_where_they_stand() -> None:
    assert words("<a>é&#160;x&amp;y<![CDATA[<q>&]]>\r\nz</a>") == [
        ("é", 3), ("\xa0", None), ("x", 10), ("&", 11), ("y", 16), ("<q>&", 26), ("\n", None), ("z", 35),
    ]  # fmt: skip


def test_processing_instructions_and_comments_are_no_words() -> None:
    assert words("<a>one<?PAGE NO='2'?><!-- two -->three</a>") == [("one", 3), ("three", 33)]


def test_prefixes_are_no_part_of_names() -> None:
    found = root_of('<x:a xmlns:x="u"><x:b c="d">e</x:b></x:a>', "x")
    inner = found.first("b")
    assert (found.tag, inner.attributes if inner else None, found.text()) == ("a", {"c": "d"}, "e")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="<&>\ufffe\uffff"), max_size=60))
def test_every_literal_word_equals_its_source(text: str) -> None:
    source = f"<?xml version='1.0'?><a>{text}<b>{text}</b>&#x41;{text}</a>"
    found = root_of(source, "x")
    assert "".join(word.text for word in found.words()) == f"{text}{text}A{text}"
    for word in found.words():
        assert word.start is None or source[word.start : word.start + len(word.text)] == word.text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/p.dtd">%p;]><a/>',
        f'<!DOCTYPE a [<!ENTITY x "{"y" * 10_000}">]><a>{"&x;" * 10_000}</a>',
        '<!DOCTYPE a SYSTEM "a.dtd"><a>one&undefined;two</a>',
    ],
)
def test_entities_are_refused_at_once(text: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(MalformedSource) as caught:
        root_of(text, "act.xml")
    assert time.perf_counter() - begin < 2
    assert caught.value.where == "act.xml"
    assert caught.value.hint


def test_a_document_type_without_entities_is_read() -> None:
    assert words('<!DOCTYPE a SYSTEM "nowhere.dtd"><a>word</a>') == [("word", 36)]


def test_depth_and_number_of_elements_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MalformedSource, match="too deep"):
        root_of("<a>" * 100_000, "x")
    monkeypatch.setattr(xml_elements, "MAX_ELEMENTS", 50)
    with pytest.raises(MalformedSource, match="over 50 elements"):
        root_of(f"<a>{'<b/>' * 60}</a>", "x")


@pytest.mark.parametrize("text", ["", "words", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a b=c/>", "<a>\ufffe</a>", "<a>\ud800</a>"])
def test_broken_xml_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(MalformedSource, match=r"at line \d"):
        root_of(text, "x")


def test_elements_are_found_in_order() -> None:
    found = root_of("<a><b>1</b><c><b>2</b></c>tail</a>", "x")
    assert [one.text() for one in found.all("b")] == ["1", "2"]
    assert [one.tag for one in found.elements()] == ["b", "c"]
    assert found.content[-1] == Words("tail", 26)
