"""Brackets that stand alone, in languages that write labels in pairs of brackets and in those that only close them."""

from __future__ import annotations

import pytest

from extract.brackets import stands_alone
from extract.languages import DANISH, DUTCH, ENGLISH, FRENCH, Drafting


@pytest.mark.parametrize(
    ("drafting", "words"),
    [
        (ENGLISH, "in point (a) of it (and there only)"),
        (FRENCH, "visé au point a) et aux points b), c) et d) du paragraphe 1 (pain)"),
        (FRENCH, "au point 4 bis), i) et ii), de la liste (voir le four à bois)"),
        (DANISH, "jf. stk. 1, litra a)-d), og nr. 1) i listen (brød)"),
        (DANISH, "konventionen (serie nr. 185), udfærdiget i en by"),
        (DANISH, "dette brød (omhandlet i artikel 5) er godt"),
        (DUTCH, "in lid 1, punten a) en b), en onder c), bedoelde broden (zie lid 2)"),
    ],
)
def test_brackets_in_pairs_and_labels_are_whole(drafting: Drafting, words: str) -> None:
    assert not stands_alone(words, drafting.punctuation)


@pytest.mark.parametrize(
    ("drafting", "words"),
    [
        (ENGLISH, "in point a) of it"),
        (ENGLISH, "bread (of rye"),
        (FRENCH, "le pain (visé au point a) du paragraphe 1"),
        (FRENCH, "le pain de seigle) visé au point a)"),
        (FRENCH, "le pain) et (le four"),
        (DANISH, "brødet (litra b) er godt"),
        (DANISH, "brødet er godt)"),
        (DUTCH, "het brood (punt c) is goed"),
    ],
)
def test_a_bracket_without_its_other_half_is_seen_beside_labels(drafting: Drafting, words: str) -> None:
    assert stands_alone(words, drafting.punctuation)
