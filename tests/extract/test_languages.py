"""The tables of drafting words: each language's headings, formulas and labels, and telling which language a text is in."""

from __future__ import annotations

import pytest

from extract.languages import LANGUAGES, bare_label, detect
from kg.errors import UnsupportedDialect
from kg.model import Kind

HEADINGS = {
    "en": ("Whereas:", "HAVE ADOPTED THIS REGULATION:", "THE COUNCIL OF THE EUROPEAN UNION,", "Article 4a", "ANNEX IV", "CHAPTER II"),
    "fr": (
        "considérant ce qui suit:", "ONT ADOPTÉ LE PRÉSENT RÈGLEMENT:", "LE CONSEIL DE L'UNION EUROPÉENNE,", "Article 4 bis", "ANNEXE IV",
        "CHAPITRE II",
    ),
    "da": (
        "ud fra følgende betragtninger:", "VEDTAGET DENNE FORORDNING:", "RÅDET FOR DEN EUROPÆISKE UNION HAR —", "Artikel 4a", "BILAG IV",
        "KAPITEL II",
    ),
    "nl": (
        "Overwegende hetgeen volgt:", "HEBBEN DE VOLGENDE VERORDENING VASTGESTELD:", "DE RAAD VAN DE EUROPESE UNIE,", "Artikel 4 bis",
        "BIJLAGE IV", "HOOFDSTUK II",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", HEADINGS)
def test_each_table_knows_its_formulas_and_headings(language: str) -> None:
    drafting = LANGUAGES[language]
    whereas, adopted, body, article, annex, chapter = HEADINGS[language]
    assert drafting.whereas.match(whereas)
    assert drafting.adopted.match(adopted)
    assert drafting.enacting_body.match(body)
    assert bare_label(drafting.article.match(article)["label"]) == "4a"  # type: ignore[index]
    assert drafting.annex.match(annex)["label"] == "IV"  # type: ignore[index]
    found = {kind for kind, shape in drafting.groupings if shape.match(chapter)}
    assert found == {Kind.CHAPTER}


@pytest.mark.parametrize(
    ("written", "label"),
    [("4", "4"), ("4a", "4a"), ("4 bis", "4a"), ("75 ter", "75b"), ("Premier", "1"), ("unique", "1"), ("sole", "1"), ("a bis", "aa")],
)
def test_labels_are_the_same_in_every_language(written: str, label: str) -> None:
    assert bare_label(written) == label


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The keeper of the lamp shall trim the wick and note it in the log."),
        ("fr", "Le gardien de la lampe coupe la mèche et le note dans le registre pour les contrôles."),
        ("da", "Den, der passer lampen, klipper vægen og noterer det i bogen for at kunne vise det til kontrollen."),
        ("nl", "De bewaker van de lamp knipt de pit en noteert dit in het register voor de controle."),
    ],
)
def test_the_language_is_told_from_the_words(language: str, text: str) -> None:
    assert detect(text) == language


def test_a_language_without_a_table_is_named() -> None:
    with pytest.raises(UnsupportedDialect, match="'de'"):
        detect("Der Wärter der Lampe kürzt den Docht und trägt das in das Buch ein, damit die Prüfung nicht auf sich warten lässt.")
