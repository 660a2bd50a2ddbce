"""The tokeniser and the word forms that statutes and questions share.

A word is a run of letters and digits; hyphens part words, so "open-source" and "open source" are the same two; a possessive "’s" is no
word. Two foldings: `singular` for defined terms and topics, where "provider" must not meet "provide"; `stem` (Snowball, by PyStemmer, in
the text's language) for looking texts up.

>>> [word.text for word in words_of("Providers of open-source models’ weights")]
['Providers', 'of', 'open', 'source', 'models', 'weights']
>>> phrase_key("Providers of AI systems")
'provider of ai system'
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"[’']s\b")

STOPWORDS: Final = {
    "en": frozenset(
        """a an and any are as at be been being but by can could did do does done for from had has have having how i if in into is it its
        may me might more most must my no nor not of on or other our own shall should so some such than that the their them then there
        these they this those to under upon up us was we were what when where whether which while who whom whose why will with within
        without would you your about above after again against all also am because before below between both during each every further
        he her here his just only out over same she through too until very via per whereas""".split()
    ),
    "fr": frozenset(
        """à afin ai ainsi alors après au aucun aucune aussi autre autres aux avant avec avoir ayant c car ce ceci cela celle celles celui
        ces cet cette ceux chaque comme comment d dans de depuis des donc dont du elle elles en entre est et étaient était étant été
        être eu faire fait font il ils j je l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m mais même n ne
        ni non nos notre nous on ont ou où par pas peut peuvent plus pour pourquoi pouvant puis qu quand que quel quelle quelles quels
        qui quoi s sa sans se selon ses si sinon soit son sont sous sur t tel telle telles tels tous tout toute toutes très un une vers
        via vos votre vous y considérant""".split()
    ),
    "da": frozenset(
        """ad af alle alt anden andet andre at blev blive bliver bør da de dem den denne der deres det dette dig din disse dog du efter
        eller en end er et for fordi fra få får før ham han har havde have hende her hos hun hvad hvem hver hvilke hvilken hvilket hvis
        hvor hvordan hvorfor hvornår i ikke ind ingen intet jeg jer kan kunne man med mellem men mig mod må mens nogen noget nogle nu
        når og også om op os over på samt sig sin sine sit skal skulle som så sådan til ud uden under var ved vi vil ville være
        været""".split()
    ),
    "nl": frozenset(
        """aan al alle als andere bij daar dan dat de deze die dit door dus een elk elke en er geen haar had hebben heeft hem hen het hier
        hij hoe hun ik in is ja je kan kunnen maar mag me met mij moet moeten mogen na naar niet niets nog nu of om omdat ons ook onder
        op over te tegen ten ter tot tussen u uit uw van vanaf veel voor waar waarom wanneer want waren was wat we welk welke werd wie
        wij wil worden wordt zal ze zich zij zijn zo zoals zonder zou overwegende""".split()
    ),
    "de": frozenset(
        """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bis da damit dann darf das dass dem den
        denn der des deshalb die dies diese diesem diesen dieser dieses doch dürfen durch ein eine einem einen einer eines er es für
        gegen gibt haben hat hatte ich ihm ihn ihr ihre ihrem ihren ihrer im in ist ja kann kein keine keinen können könnte man mehr
        mein mit muss müssen nach nicht noch nur ob oder ohne sein seine seinem seinen seiner sich sie sind so soll sollen sollte
        über um und uns unser unter vom von vor wann war waren warum was wegen weil welche welchem welchen welcher welches wem wen
        wenn wer werden wie wieso wieviel wird wir wo worden würde zu zum zur zwischen""".split()
    ),
}
"""Words of each language that carry no subject of their own; question words among them. A language without any keeps all its words."""
_NO_WORDS: Final[frozenset[str]] = frozenset()
_STEMMERS: Final = {"en": "english", "fr": "french", "da": "danish", "nl": "dutch"}
"""The Snowball stemmer of each language; a language without one is read word for word."""


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    bare = _POSSESSIVE.sub(lambda found: " " * len(found[0]), text)
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(bare))


_SINGULARS: Final = {
    "analyses": "analysis", "appendices": "appendix", "caches": "cache", "children": "child", "crises": "crisis", "criteria": "criterion",
    "diagnoses": "diagnosis", "gases": "gas", "headaches": "headache", "hypotheses": "hypothesis", "indices": "index", "lenses": "lens",
    "lives": "life", "matrices": "matrix", "men": "man", "niches": "niche", "parentheses": "parenthesis", "phenomena": "phenomenon",
    "prizes": "prize", "sizes": "size", "statuses": "status", "syntheses": "synthesis", "theses": "thesis", "vertices": "vertex",
    "viruses": "virus", "women": "woman",
}  # fmt: skip


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A word in lower case, its plural ending taken off by rule: "bodies" is "body", "classes" "class", "status" stays.

    Plurals that no rule tells, among words of acts, are listed; of abbreviations of two letters the plural is another word.
    """
    low = word.lower()
    if low in _SINGULARS:
        return _SINGULARS[low]
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zes")):
        return low[:-2]
    return low[:-1]


def carries_no_subject(word: str, language: str = "en") -> bool:
    """Whether a word is one of those of its language that carry no subject of their own."""
    return word.lower() in STOPWORDS.get(language, _NO_WORDS)


@lru_cache(maxsize=len(_STEMMERS))
def _stemmer(language: str) -> object:
    import Stemmer

    return Stemmer.Stemmer(_STEMMERS[language], 0)


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """The Snowball stem of a word in lower case."""
    low = word.lower()
    return str(_stemmer(language).stemWord(low)) if language in _STEMMERS else low  # type: ignore[attr-defined]


@lru_cache(maxsize=8192)
def stems_of(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems of the words of a text that carry a subject."""
    ignored = STOPWORDS.get(language, _NO_WORDS)
    bare = _POSSESSIVE.sub(" ", text) if language == "en" else text
    return tuple(stem(word, language) for word in _WORD.findall(bare) if word.lower() not in ignored)


def phrase_key(text: str) -> str:
    """What two spellings of one term have in common: its words in the singular, in lower case, parted by single spaces."""
    return " ".join(singular(word.text) for word in words_of(text))
