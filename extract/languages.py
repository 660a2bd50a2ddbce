"""The words of drafting, one table per language, and which language a text is in.

Adding a language is adding a row here; no other module holds words of a language that decide structure.
Source of the formulas: the interinstitutional style guide, part "Structure of an act", and the Joint Practical Guide.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from kg.errors import UnsupportedDialect
from kg.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """The drafting words of one language; patterns are matched at the start of a block unless said otherwise.

    `whereas` and `adopted` open and close the recitals, and `recital` opens each where it says "Whereas" itself; `final` opens the
    closing formula and `done` is searched for in it;
    `act_number` finds kind and number of an act in its title, `act_kinds` says which kind each of its words is in English;
    `annex_beside` is the heading of an annex that stands in one line with its number; `annexes` heads a list of the annexes, and
    `annex_groupings` the parts, chapters and sections of one;
    `corrigendum` and `eea` know titles of corrigenda and the remark on EEA relevance; `quote_opens` and `quote_closes` are the
    quotation marks of amending text.
    """

    name: str
    whereas: re.Pattern[str]
    adopted: re.Pattern[str]
    enacting_body: re.Pattern[str]
    final: re.Pattern[str]
    done: re.Pattern[str]
    article: re.Pattern[str]
    annex: re.Pattern[str]
    groupings: tuple[tuple[Kind, re.Pattern[str]], ...]
    annex_beside: re.Pattern[str]
    annexes: re.Pattern[str]
    annex_groupings: tuple[tuple[Kind, re.Pattern[str]], ...]
    act_number: re.Pattern[str]
    act_kinds: tuple[tuple[str, str], ...]
    corrigendum: re.Pattern[str]
    eea: re.Pattern[str]
    punctuation: Punctuation
    quote_opens: str = '‘“«"'
    quote_closes: str = '’”»"'
    recital: re.Pattern[str] = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuation:
    """How a language ends sentences and items, and writes the labels it points to.

    `joins` are the words that may stand behind the punctuation of an item that others follow; `items_close` says whether items of a list
    end in punctuation at all; `labels_close` whether labels close a bracket that none opened ("point a)"); `pointing` are the words that
    stand before the number or label of what is pointed to, and `linking` those that join several of them.
    """

    joins: str
    pointing: str
    linking: str
    items_close: bool = True
    labels_close: bool = True


LATIN: Final = "bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies"
_LETTER_OF: Final = {
    "bis": "a", "ter": "b", "quater": "c", "quinquies": "d", "sexies": "e", "septies": "f", "octies": "g", "nonies": "h", "novies": "h",
    "decies": "i",
}  # fmt: skip
"""Insertions are numbered in Latin where English puts letters: "4 bis" is "4a" (interinstitutional style guide, 2.7)."""
_ONE: Final = frozenset({"premier", "première", "unique", "sole", "eneste", "enig"})
"""Words for the first article, or for the only one."""


def bare_label(written: str) -> str:
    """The label as ids carry it, in any language: "4 bis" is "4a", "premier" is "1".

    >>> bare_label("75 ter"), bare_label("premier"), bare_label("4a")
    ('75b', '1', '4a')
    """
    head, *tail = written.split()
    if head.lower() in _ONE:
        return "1"
    return head + "".join(_LETTER_OF.get(word.lower(), word) for word in tail)


def _headings(part: str, title: str, chapter: str, section: str, subsection: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """How groupings of articles are headed: the word, then a number in any style; extractors may lose the space before a Roman one."""
    space = r"(?: |(?=[IVXLC]+$))"
    number = rf"(?P<label>(?:[IVXLC]+[a-z]?|\d+[a-z]?)(?: (?:{LATIN}))?)$"
    letter = rf"(?P<label>(?:[IVXLC]+|\d+[a-z]?|[A-Z])(?: (?:{LATIN}))?)$"
    return (
        (Kind.PART, re.compile(rf"{part} (?P<label>[IVXLC]+|[A-Z]+|\d+)$")),
        (Kind.TITLE, re.compile(rf"{title}{space}{number}")),
        (Kind.CHAPTER, re.compile(rf"(?i:{chapter}){space}{number}")),
        (Kind.SECTION, re.compile(rf"(?i:{section}){space}{letter}")),
        (Kind.SUBSECTION, re.compile(rf"(?i:{subsection}) {letter}")),
    )


def _article(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{word}) (?P<label>\d{{1,3}}[a-z]{{0,2}}(?: (?:{LATIN}))?|(?i:{'|'.join(sorted(_ONE))}))$")


def _annex(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?: (?P<label>(?:[IVXLC]{{1,7}}[a-z]?|\d{{1,2}}|[A-Z])(?: (?:{LATIN}))?))?$")


def _annex_beside(word: str) -> re.Pattern[str]:
    """An annex with its heading beside the number, behind a sign that parts them: "ANNEX I – Ovens"."""
    return re.compile(rf"{word} (?P<label>(?:[IVXLC]{{1,7}}[a-z]?|\d{{1,2}}|[A-Z])(?: (?:{LATIN}))?)\s*[.:—–-]\s*(?P<heading>[^\W\d_].*)$")


def _annex_groupings(part: str, title: str, chapter: str, section: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """How parts of an annex are headed: the word and a label, alone or with the heading in the same line.

    A heading behind a bare space ("Part I Requirements") begins with a capital and ends no sentence; else the words refer to something.
    A letter with a caption that is no sentence ("B. Methods") heads a section too.
    """
    label = r"(?P<label>[IVXLC]+|\d{1,2}|[A-Z])"
    heading = r"(?:\s*[.:—–-]\s*(?P<heading>\S.*)|\s+(?P<beside>[A-ZÀ-Þ](?!.*[.,;:]$).*)|$)"
    kinds = ((Kind.PART, part), (Kind.TITLE, title), (Kind.CHAPTER, chapter), (Kind.SECTION, section))
    lettered = (Kind.SECTION, re.compile(r"(?P<label>[A-Z])\.\s(?P<heading>[^\n]{1,200}(?<![.;:,\s]))(?P<beside>)$"))
    return (*((kind, re.compile(rf"(?i:{word}) {label}{heading}")) for kind, word in kinds), lettered)


def _act_number(kinds: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?i:(?P<kind>{kinds}))\s+(?P<number>(?:\([A-ZØ, ]+\)\s*)?(?:(?:No|nr\.?|n°|no)\s*)?\d{{1,4}}/\d{{1,4}}(?:/[A-ZØ]+)?)"
    )


ENGLISH: Final = Drafting(
    name="English",
    whereas=re.compile(r"Whereas:?$"),
    recital=re.compile(r"Whereas\b"),
    adopted=re.compile(r"HA(?:VE|S) (?:ADOPTED|DECIDED)\b.*:$"),
    enacting_body=re.compile(r"THE (?:EUROPEAN (?:PARLIAMENT|COMMISSION|CENTRAL BANK)|COUNCIL|COMMISSION)\b[^a-z]*,$"),
    final=re.compile(r"This (?:Regulation|Decision) shall be binding in its entirety|Done at [A-Z]"),
    done=re.compile(r"\bDone at [A-Z]"),
    article=_article("Article"),
    annex=_annex("ANNEX"),
    annex_beside=_annex_beside("ANNEX"),
    groupings=_headings("PART", "TITLE", "Chapter", "Section", "Subsection"),
    annexes=re.compile(r"(?:LIST OF )?ANNEXES$"),
    annex_groupings=_annex_groupings("Part", "Title", "Chapter", "Section"),
    act_number=_act_number("(?:implementing |delegated )?(?:regulation|directive|decision)"),
    act_kinds=(),
    corrigendum=re.compile(r"corrigend(?:um|a) to\b", re.IGNORECASE),
    eea=re.compile(r"\(Text with"),
    punctuation=Punctuation(
        joins="and|or|and/or",
        pointing=r"points?|paragraphs?|articles?|items?|numbers?|Nos?",
        linking="to|and|or",
        labels_close=False,
    ),
)

FRENCH: Final = Drafting(
    name="French",
    whereas=re.compile(r"considérant(?: ce qui suit)?\s?:?$", re.IGNORECASE),
    recital=re.compile(r"considérant\b", re.IGNORECASE),
    adopted=re.compile(r"(?:ONT|A) (?:ADOPTÉ|ARRÊTÉ|DÉCIDÉ)\b.*:$"),
    enacting_body=re.compile(r"(?:LE PARLEMENT EUROPÉEN|LE CONSEIL|LA COMMISSION|LA BANQUE CENTRALE)\b[^a-zé]*,$"),
    final=re.compile(r"(?:Le présent règlement|La présente décision) est obligatoire dans tous ses éléments|Fait à [A-Z]"),
    done=re.compile(r"\bFait à [A-Z]"),
    article=_article("Article"),
    annex=_annex("ANNEXE"),
    annex_beside=_annex_beside("ANNEXE"),
    groupings=_headings("PARTIE", "TITRE", "Chapitre", "Section", "Sous-section"),
    annexes=re.compile(r"(?:LISTE DES )?ANNEXES$"),
    annex_groupings=_annex_groupings("Partie", "Titre", "Chapitre", "Section"),
    act_number=_act_number("règlement(?: d'exécution| délégué)?|directive(?: d'exécution| déléguée)?|décision(?: d'exécution)?"),
    act_kinds=(("règlement", "regulation"), ("directive", "directive"), ("décision", "decision")),
    corrigendum=re.compile(r"rectificatif au?x?\b|rectificatif à\b", re.IGNORECASE),
    eea=re.compile(r"\(Texte présentant"),
    punctuation=Punctuation(
        joins="et|ou|et/ou",
        pointing=r"points?|paragraphes?|alinéas?|articles?|sous-points?|lettres?|tirets?|numéros?|n[o°]s?",
        linking="à|et|ou|et/ou",
    ),
)

DANISH: Final = Drafting(
    name="Danish",
    whereas=re.compile(r"(?:ud fra følgende betragtninger|i betragtning af følgende)\s?:?$", re.IGNORECASE),
    adopted=re.compile(r"(?:HAR )?(?:VEDTAGET|UDSTEDT|TRUFFET)\b[^a-zæøå]*:?$"),
    enacting_body=re.compile(
        r"(?:EUROPA-PARLAMENTET|EUROPA-KOMMISSIONEN|RÅDET|KOMMISSIONEN|DEN EUROPÆISKE CENTRALBANK)\b[^a-zæøå]*(?:HAR)?\s?[—–-]$"
    ),
    final=re.compile(r"Denne (?:forordning|afgørelse) er bindende i alle enkeltheder|Udfærdiget i [A-Z]"),
    done=re.compile(r"\bUdfærdiget i [A-Z]"),
    article=_article("Artikel"),
    annex=_annex("BILAG"),
    annex_beside=_annex_beside("BILAG"),
    groupings=_headings("DEL", "AFSNIT", "Kapitel", "Afdeling", "Underafdeling"),
    annexes=re.compile(r"(?:LISTE OVER )?BILAG$"),
    annex_groupings=_annex_groupings("Del", "Titel", "Kapitel", "Afdeling|Afsnit"),
    act_number=_act_number("(?:gennemførelses|delegeret )?(?:forordning|direktiv|afgørelse)"),
    act_kinds=(("forordning", "regulation"), ("direktiv", "directive"), ("afgørelse", "decision")),
    corrigendum=re.compile(r"berigtigelse (?:til|af)\b", re.IGNORECASE),
    eea=re.compile(r"\(EØS-relevant"),
    punctuation=Punctuation(
        joins="og|eller|og/eller",
        pointing=r"litra|stk\.|punkt|punkterne|pkt\.|artikel|nr\.|led",
        linking="til|og|eller|og/eller|samt",
        items_close=False,
    ),
    quote_opens='»„‘“"',
    quote_closes='«”’"',
)

DUTCH: Final = Drafting(
    name="Dutch",
    whereas=re.compile(r"Overwegende(?: hetgeen volgt)?\s?:?$", re.IGNORECASE),
    recital=re.compile(r"overwegende\b", re.IGNORECASE),
    adopted=re.compile(r"HE(?:BBEN|EFT) .*\b(?:VASTGESTELD|BESLOTEN)\b.*:$"),
    enacting_body=re.compile(r"(?:HET EUROPEES PARLEMENT|DE RAAD|DE (?:EUROPESE )?COMMISSIE|DE EUROPESE CENTRALE BANK)\b[^a-z]*,$"),
    final=re.compile(r"(?:Deze verordening|Dit besluit) is verbindend in al haar onderdelen|Gedaan te [A-Z]"),
    done=re.compile(r"\bGedaan te [A-Z]"),
    article=_article("Artikel"),
    annex=_annex("BIJLAGE"),
    annex_beside=_annex_beside("BIJLAGE"),
    groupings=_headings("DEEL", "TITEL", "Hoofdstuk", "Afdeling", "Onderafdeling"),
    annexes=re.compile(r"(?:LIJST VAN )?BIJLAGEN$"),
    annex_groupings=_annex_groupings("Deel", "Titel", "Hoofdstuk", "Afdeling"),
    act_number=_act_number("(?:uitvoerings|gedelegeerde )?(?:verordening|richtlijn|besluit)"),
    act_kinds=(("verordening", "regulation"), ("richtlijn", "directive"), ("besluit", "decision")),
    corrigendum=re.compile(r"rectificatie (?:van|op)\b", re.IGNORECASE),
    eea=re.compile(r"\(Voor de EER"),
    punctuation=Punctuation(
        joins="en|of|en/of",
        pointing=r"punt|punten|lid|leden|artikel|artikelen|onder|letter|letters|nummer|nummers|nr\.|streepje",
        linking="tot en met|tot|en|of|en/of",
    ),
    quote_opens='„‘“"',
    quote_closes='”’"',
)

LANGUAGES: Final = {"en": ENGLISH, "fr": FRENCH, "da": DANISH, "nl": DUTCH}

# ── which language a text is in ────────────────────────────────────────────────────────────────────────────────────────────────

_COMMON: Final = {
    "en": "the and of to in that is with for which shall by be or this on",
    "fr": "le la les des du et dans que une pour est sur par au aux",
    "da": "og der til at som med det den ikke af for på er eller skal",
    "nl": "de het een van en dat voor op met zijn niet aan door die bij",
    "de": "der die das und den von zu des mit für auf ist dem eine nicht",
    "es": "el los las del que en con una por para se su al es como",
    "it": "il che di della per con una nel delle dei alla gli sono dell del",
    "pt": "os dos das uma com não ao no da que em para pelo são às",
    "sv": "och att som det för med den till av inte på är eller ska i",
    "pl": "w i na z do się oraz nie dla jest od przez lub które że",
    "fi": "ja on tai että sekä joka jos ne sen mukaisesti olisi niiden ei voidaan",
}
"""The commonest words of official languages, so that a language which is not read yet is named rather than misread."""


def common_words(language: str) -> tuple[str, ...]:
    """The commonest words of a language, which carry its grammar rather than a subject."""
    return tuple(_COMMON[language].split())


_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 20_000


def detect(text: str, where: str = "") -> str:
    """The language a text is in, by the commonest words of each. Raises UnsupportedDialect, naming `where`, for one without a table.

    >>> detect("The provider shall keep the log for which it is responsible.")
    'en'
    """
    words = Counter(_WORD.findall(text[:_ENOUGH].lower()))
    scores = {language: sum(words[word] for word in common.split()) for language, common in _COMMON.items()}
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    if best not in LANGUAGES:
        known = ", ".join(drafting.name for drafting in LANGUAGES.values())
        said = f"the text seems to be in the language {best!r}, which is not read yet"
        raise UnsupportedDialect(said, where=where, hint=f"Read are: {known}.")
    return best
