"""The words that references are made of, one table for each language: what the tokens of `extract.reference_tokens` are cut from.

Another language is another `Language` value, and no other code: see docs/how-to/add-a-language-or-dialect.md. Sources: the
Interinstitutional Style Guide (parts two and four, how acts and their divisions are named in each language) and the Joint Practical Guide
(guideline 16, references).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from extract.languages import LATIN


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The words that references of one language are made of; keys are lower case. Compared by identity, so that it can key a cache.

    Fields that end in "_shape" hold patterns, all others words.
    """

    code: str
    units: Mapping[str, str]  # word → step code
    plural_units: Mapping[str, str]
    abbreviations: Mapping[str, str]  # written with or without a full stop
    capitals_only: frozenset[str]  # step codes whose words are everyday words unless capitalised
    pointed_capitals: frozenset[str]  # step codes whose words behind "this" and "that" are everyday words unless capitalised
    ordinals: Mapping[str, str]
    cardinals: Mapping[str, str]
    this: tuple[str, ...]
    that: tuple[str, ...]
    the: tuple[str, ...]
    indefinite: frozenset[str]  # "an annex" is any of them
    joints: tuple[str, ...]  # "and", "or"
    alternatives: frozenset[str]  # those of them that are no "and"
    repeated: frozenset[str]  # words that a list may repeat before each of its members: "set out in Article 5 and in Article 6"
    to: tuple[str, ...]  # between the ends of a range, and before the act that an annex is "to"
    of: tuple[str, ...]
    thereof: tuple[str, ...]
    all_of: frozenset[str]  # those of `this` and `that` that are plural
    joining: frozenset[str] = frozenset()  # those of `that` that join clauses too: "provided that points are given"
    that_of: frozenset[str] = frozenset()  # those of `that` that hold an "of": "dudit"
    weak: frozenset[str] = frozenset()  # those of `that` with which everyday kinds of acts are no acts: "cette décision"
    possessives: tuple[str, ...] = ()  # before a provision, "thereof": "ses articles 16 et 114"
    first_article: bool = False  # whether Article 1 is named by an ordinal: "article premier"
    half_brackets: bool = False  # whether points are written "1)" as well as "(1)"
    inserted_shape: str = ""  # words behind the number of what was inserted: "4 bis"
    narrower: frozenset[str] = frozenset()  # words for a unit within one of the same code: "subpoint"
    act_kinds: Mapping[str, str]  # word → the English word, which `kg.ids.celex_from_citation` reads
    qualifiers_before: tuple[str, ...] = ()
    qualifiers_behind: Mapping[str, str] = field(default_factory=dict)
    foreign_qualifiers: frozenset[str] = frozenset()  # those of them with which an act is none of the Union
    foreign_shape: str = ""  # behind the number of an act that is none of the Union: "of the Association Council"
    kinds_capital: bool = True  # whether "this Regulation" is written with a capital, so that "this regulation" is some regulation
    everyday_kinds: frozenset[str] = frozenset()  # the kinds, in English, that are everyday words too
    comma_before_of: bool = True  # whether ", of" may lead to what holds a provision; else a list goes on there
    authors_between_shape: str = ""  # the institutions named between the kind of an act and its number: "décisions du Conseil 2009/371/JAI"
    bodies: tuple[str, ...]  # the letters in "(EU)", "95/46/EC"
    number_sign_shape: str
    authors_shape: str  # the institutions named behind an act's number
    instruments: tuple[str, ...]
    free_instruments: frozenset[str]  # those of them that are named so anywhere, and not only behind a provision
    sole_instruments: frozenset[str]  # those of them that name something by themselves: "the Treaty"
    first_joints: frozenset[str]  # with which the rest of a name begins: "Convention on …"
    name_joints: frozenset[str]  # small words within the name of an instrument: "Convention for the Protection of …"
    not_named: frozenset[str]  # capitalised words that make no name of an instrument: "The Convention"
    measures: frozenset[str]
    after_label: frozenset[str]  # words that may follow the last number of a list behind a word in the singular
    fillers: frozenset[str]  # words within a list that change nothing in what it names
    titular: frozenset[str]  # words in the title of an act that lead to other acts: "repealing Directive …"
    journal: str  # the letters of the Official Journal, which end the title of an act
    journal_day_shape: str = ""  # before the date of an Official Journal: "du"
    cases: tuple[str, ...]  # words before the number of a case
    documents: Mapping[str, str]  # words before a case that is no judgment → letter of its kind in CELEX numbers
    amending: frozenset[str]  # what is done to a provision in its text: "is replaced"
    moving: frozenset[str]  # before "that point", in time or space
    point_of: frozenset[str]  # behind "that point", in time or of view
    adjectives: frozenset[str]  # between "of the" and an act: "of the amended Directive 95/46/EC"
    conjunctions: tuple[str, ...]  # that join a provision to one of the same act: "read together with"
    everyday_units: frozenset[str] = frozenset()  # step codes whose words behind weak pointing words are everyday words: "cette partie"
    bodies_named: tuple[str, ...]  # behind a provision, the body that is called after it: "Article 29 Working Party"
    treaties: Mapping[str, str]  # name → CELEX number, empty where a name fits several
    old_treaties: Mapping[str, str]  # names of the founding treaties before 2009 → which of them, as `kg.treaties` calls it
    both_treaties: frozenset[str]  # what the treaties of the Union are called together
    corresponding: str  # how the heading of a correlation table begins, in lower case
    amended_shape: str  # behind an act or provision, what makes the words below it speak of that: "is amended as follows"


LAST: Final = "last"
"""The value of the ordinal that counts from the end."""

PREVIOUS: Final = "previous"
"""The value of the ordinal that counts back from where the words stand."""

SENTENCE: Final = "sen"
"""The code of a sentence, which references name but which has no id of its own."""


def _numbered(words: str) -> dict[str, str]:
    """The words of a list with their places, from 1."""
    return {word: str(place) for place, word in enumerate(words.split(), 1)}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _agreeing(words: str) -> frozenset[str]:
    """French participles in every gender and number."""
    return frozenset(f"{word}{end}" for word in words.split() for end in ("", "e", "s", "es"))


ENGLISH: Final = Language(
    code="en",
    units={
        "article": "art", "paragraph": "par", "subparagraph": "unp", "sub-paragraph": "unp", "point": "pnt", "subpoint": "pnt",
        "indent": "idt", "sentence": SENTENCE, "annex": "anx", "chapter": "cpt", "section": "sct", "subsection": "sbs", "title": "tis",
        "part": "prt", "recital": "rct", "citation": "cit", "footnote": "fnt",
    },
    plural_units={
        "articles": "art", "paragraphs": "par", "subparagraphs": "unp", "sub-paragraphs": "unp", "points": "pnt", "subpoints": "pnt",
        "indents": "idt", "sentences": SENTENCE, "annexes": "anx", "chapters": "cpt", "sections": "sct", "subsections": "sbs",
        "titles": "tis", "parts": "prt", "recitals": "rct", "citations": "cit", "footnotes": "fnt",
    },
    abbreviations={"art": "art", "arts": "art", "para": "par", "paras": "par", "§": "par", "pt": "pnt", "pts": "pnt", "lit": "pnt",
                   "rec": "rct", "recs": "rct", "subpara": "unp", "ch": "cpt", "sect": "sct"},
    capitals_only=frozenset({"tis", "prt"}),
    pointed_capitals=frozenset({"art", "anx", "cpt", "sct", "tis", "prt", "sbs"}),
    ordinals=_numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth"
    ) | _numbered("1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th") | {"last": LAST, "preceding": PREVIOUS, "previous": PREVIOUS},
    cardinals=_numbered("one two three four five six seven eight"),
    this=("this", "these", "the present"),
    that=("that same", "those same", "the same", "the said", "the latter", "the aforementioned", "the abovementioned",
          "the above-mentioned", "the aforesaid", "the repealed", "that", "those"),
    the=("the",),
    indefinite=_words("a an any each"),
    joints=("and/or", "and", "or"),
    alternatives=_words("or and/or"),
    repeated=_words("in under with by from"),
    to=("to",),
    of=("of",),
    thereof=("thereof", "thereto"),
    all_of=frozenset({"these", "those", "those same"}),
    joining=frozenset({"that"}),
    possessives=("its", "their"),
    narrower=_words("subpoint subpoints"),
    act_kinds={"Regulation": "Regulation", "Directive": "Directive", "Decision": "Decision", "Recommendation": "Recommendation"},
    qualifiers_before=("Council", "Commission", "Delegated", "Implementing", "Framework", "UN", "UNECE"),
    foreign_qualifiers=_words("UN UNECE"),
    foreign_shape=r"\s+of the (?:[\w–-]+\s){0,5}?(?:(?:Association|Cooperation) Council|Joint Committee|Economic Commission for Europe)",
    bodies=("EU", "EC", "EEC", "ECSC", "Euratom", "JHA", "CFSP"),
    number_sign_shape="No|no|N°|Nº|Nr",
    authors_shape=r"of\s+the\s+European\s+Parliament\s+and\s+of\s+the\s+Council",
    instruments=("Convention", "Protocol", "Agreement", "Statute", "Treaty", "Treaties", "Covenant", "Constitution", "Act", "Code",
                 "Rules", "Charter"),
    free_instruments=_words("Convention Protocol Agreement Treaty Treaties Covenant Charter"),
    sole_instruments=frozenset({"Treaty", "Treaties"}),
    first_joints=_words("on for against relating concerning establishing between as of"),
    name_joints=_words("of the a an and on for in to with regard concerning relating against from"),
    not_named=_words(
        "The This That These Those Such Any Each All No A An In Of On For By With Under Where When If As To And Or Unless Until "
        "Pursuant Having Without Member States Contracting Party Parties Association Partnership"
    ),
    measures=_words(
        "days day weeks week months month years year hours hour minutes working calendar business million billion thousand per percent "
        "euro euros EUR times metres % January February March April May June July August September October November December"
    ),
    after_label=_words("in shall is may applies"),
    titular=_words("amending repealing supplementing implementing replacing"),
    journal="OJ",
    cases=("Joined Cases", "Cases", "Case"),
    documents={"order": "O", "advocate general": "C"},
    fillers=_words("respectively"),
    amending=_words("replaced deleted inserted added amended"),
    moving=_words("at to from until"),
    point_of=_words("in on of"),
    adjectives=_words("amended repealed abovementioned aforementioned existing current new old applicable"),
    conjunctions=("in conjunction with", "read in conjunction with", "read together with", "and in particular", "in particular"),
    bodies_named=("Working Party", "Working Group", "Committee", "Group"),
    treaties={
        "Treaty on the Functioning of the European Union": "12016E", "TFEU": "12016E",
        "Treaty on European Union": "12016M", "TEU": "12016M",
        "Charter of Fundamental Rights of the European Union": "12016P", "Charter of Fundamental Rights": "12016P", "Charter": "12016P",
        "Treaty establishing the European Atomic Energy Community": "12016A", "Euratom Treaty": "12016A",
        "Treaty establishing the European Community": "", "Treaty establishing the European Economic Community": "", "EC Treaty": "",
        "EEC Treaty": "",
    },
    old_treaties={"Treaty on European Union": "EU", "TEU": "EU", "Treaty": "",
                  "Treaty establishing the European Community": "EC", "EC Treaty": "EC",
                  "Treaty establishing the European Economic Community": "EEC", "EEC Treaty": "EEC"},
    both_treaties=frozenset({"Treaties"}),
    corresponding="correlation table",
    amended_shape=r"(?:is|are)(?: hereby)? amended as follows",
)  # fmt: skip
"""The words of English drafting, with the short forms people type."""

FRENCH: Final = Language(
    code="fr",
    units={
        "article": "art", "paragraphe": "par", "alinéa": "unp", "point": "pnt", "tiret": "idt", "phrase": SENTENCE, "annexe": "anx",
        "chapitre": "cpt", "section": "sct", "sous-section": "sbs", "titre": "tis", "partie": "prt", "considérant": "rct", "visa": "cit",
        "note": "fnt",
    },
    plural_units={
        "articles": "art", "paragraphes": "par", "alinéas": "unp", "points": "pnt", "tirets": "idt", "phrases": SENTENCE,
        "annexes": "anx", "chapitres": "cpt", "sections": "sct", "sous-sections": "sbs", "titres": "tis", "parties": "prt",
        "considérants": "rct", "visas": "cit", "notes": "fnt",
    },
    abbreviations={"art": "art", "§": "par", "pt": "pnt", "lit": "pnt"},
    capitals_only=frozenset(),
    pointed_capitals=frozenset(),
    ordinals=_numbered("premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième")
    | {"première": "1", "1er": "1", "1re": "1", "second": "2", "seconde": "2", "dernier": LAST, "dernière": LAST}
    | {"précédent": PREVIOUS, "précédente": PREVIOUS},
    cardinals={},
    this=("présents", "présentes", "présent", "présente"),
    that=("le même", "la même", "les mêmes", "ledit", "ladite", "lesdits", "lesdites", "dudit", "desdits", "desdites", "audit", "auxdits",
          "auxdites", "cette", "cet", "ces", "ce"),
    indefinite=_words("un une toute chaque"),
    the=("le", "la", "les", "l’", "l'"),
    joints=("et/ou", "et", "ou"),
    alternatives=_words("ou et/ou"),
    repeated=_words("dans par en"),
    to=("à", "au", "aux"),
    of=("de", "du", "des", "d’", "d'"),
    thereof=("celui-ci", "celle-ci"),
    all_of=_words("présents présentes lesdits lesdites desdits desdites auxdits auxdites ces") | {"les mêmes"},
    that_of=_words("dudit desdits desdites"),
    weak=_words("ce cet cette ces"),
    possessives=("son", "sa", "ses", "leur", "leurs"),
    first_article=True,
    half_brackets=True,
    inserted_shape=LATIN,
    act_kinds={
        "règlement": "Regulation", "Règlement": "Regulation", "directive": "Directive", "Directive": "Directive",
        "décision-cadre": "Framework Decision", "décision": "Decision", "Décision": "Decision", "recommandation": "Recommendation",
        "Recommandation": "Recommendation",
    },
    qualifiers_behind={"délégué": "Delegated", "déléguée": "Delegated", "d’exécution": "Implementing", "d'exécution": "Implementing"},
    kinds_capital=False,
    everyday_kinds=frozenset({"Decision", "Recommendation"}),
    comma_before_of=False,
    authors_between_shape=r"du\s+Conseil|de\s+la\s+Commission",
    bodies=("UE", "CE", "CEE", "CECA", "Euratom", "JAI", "PESC"),
    number_sign_shape=r"n[º°o]|no",
    authors_shape=r"du\s+Parlement\s+européen\s+et\s+du\s+Conseil",
    instruments=("convention", "Convention", "protocole", "Protocole", "accord", "Accord", "traité", "traités", "pacte", "Pacte", "statut"),
    free_instruments=_words("convention Convention protocole Protocole traité traités pacte Pacte"),
    sole_instruments=frozenset({"traité", "traités"}),
    first_joints=_words("sur pour contre relative relatif concernant entre de"),
    name_joints=_words("de du des la le les et pour sur à au aux en contre l d"),
    not_named=_words("Le La Les Un Une Ce Cette Ces Par En Dans Sur Pour Avec Selon De Du Des Au Aux À Sous Sans Toute Tout"),
    measures=_words(
        "jours jour semaines semaine mois ans an années année heures heure minutes millions milliards milliers euros EUR fois mètres % "
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    after_label=_words("est sont s’applique s'applique"),
    titular=_words("modifiant abrogeant complétant portant"),
    journal="JO",
    journal_day_shape=r"du\s",
    cases=("affaires jointes", "affaires", "affaire", "Affaires jointes", "Affaires", "Affaire"),
    documents={"ordonnance": "O", "avocat général": "C"},
    fillers=_words("respectivement"),
    amending=_agreeing("remplacé supprimé inséré ajouté modifié"),
    moving=_words("à jusqu’à jusqu'à de"),
    point_of=_words("de du"),
    adjectives=frozenset(),
    conjunctions=("en liaison avec", "en combinaison avec", "lu en liaison avec", "et notamment", "notamment"),
    everyday_units=frozenset({"prt"}),
    bodies_named=(),
    treaties={
        "traité sur le fonctionnement de l’Union européenne": "12016E", "traité sur le fonctionnement de l'Union européenne": "12016E",
        "TFUE": "12016E", "traité sur l’Union européenne": "12016M", "traité sur l'Union européenne": "12016M", "TUE": "12016M",
        "traité UE": "12016M", "charte des droits fondamentaux de l’Union européenne": "12016P",
        "charte des droits fondamentaux de l'Union européenne": "12016P", "charte des droits fondamentaux": "12016P", "Charte": "12016P",
        "charte": "12016P", "traité instituant la Communauté européenne": "", "traité CE": "",
        "traité instituant la Communauté économique européenne": "", "traité CEE": "",
        "traité instituant la Communauté européenne de l’énergie atomique": "12016A", "traité Euratom": "12016A",
    },
    old_treaties={"traité sur l’Union européenne": "EU", "traité sur l'Union européenne": "EU", "TUE": "EU", "traité": "",
                  "traité instituant la Communauté européenne": "EC", "traité CE": "EC",
                  "traité instituant la Communauté économique européenne": "EEC", "traité CEE": "EEC"},
    both_treaties=frozenset({"traités"}),
    corresponding="tableau de correspondance",
    amended_shape=r"(?:est|sont) modifiée?s? comme suit",
)  # fmt: skip
"""The words of French drafting."""

LANGUAGES: Final = {language.code: language for language in (ENGLISH, FRENCH)}
"""Every language whose words of reference are known."""
