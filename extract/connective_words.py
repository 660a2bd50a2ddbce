"""The drafting formulas that lead to references, as data: a table for English and one for French.

Sources: Joint Practical Guide, guidelines 16 (references), 18 (amendments) and 21 (repeals); Interinstitutional Style Guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.findings import Relation

FORMULA: Final = "\0"
"""What stands in place of the formula where words around it are matched."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connectives:
    """The formulas of one language, as patterns; compared by identity.

    `leading` stand in front of a mention with at most `between` in the way, `trailing` behind it. `joint` is what may stand between two
    mentions that one formula leads to; `comma` one that may as well divide two clauses.

    `negation` matches where a leading formula (`FORMULA`) is denied, `nothing` the words in front of a mention that deny what stands
    behind it; `negated` is what each relation becomes then, and what it leaves out becomes a plain reference.

    The relations of `openers` begin a clause where `opening` matches in front of the formula; `verb` matches behind a mention that
    something is said of.
    """

    leading: tuple[tuple[Relation, str], ...]
    trailing: tuple[tuple[Relation, str], ...]
    between: str
    joint: str
    comma: str
    negation: str
    nothing: str
    negated: Mapping[Relation, Relation]
    openers: frozenset[Relation]
    opening: str
    verb: str


NEGATED: Final = {
    Relation.APPLIES: Relation.DISAPPLIES,
    Relation.DISAPPLIES: Relation.APPLIES,
    Relation.SUBJECT_TO: Relation.DISAPPLIES,
    Relation.DEROGATES_FROM: Relation.WITHOUT_PREJUDICE_TO,
    Relation.REPEALS: Relation.WITHOUT_PREJUDICE_TO,
    Relation.AMENDS: Relation.WITHOUT_PREJUDICE_TO,
    Relation.INFRINGES: Relation.COMPLIES_WITH,
    Relation.COMPLIES_WITH: Relation.INFRINGES,
    Relation.REFERRED_TO_IN: Relation.REFERRED_TO_IN,
    Relation.SET_OUT_IN: Relation.SET_OUT_IN,
    Relation.DEFINED_IN: Relation.DEFINED_IN,
}
"""What a relation becomes where it is denied. What is "not listed in" an annex is told by the list of that annex all the same."""

OPENERS: Final = frozenset(
    {
        Relation.DEROGATES_FROM, Relation.NOTWITHSTANDING, Relation.WITHOUT_PREJUDICE_TO, Relation.SUBJECT_TO,
        Relation.IN_ACCORDANCE_WITH, Relation.FOR_PURPOSES_OF, Relation.EXCEPTS, Relation.COMPLIES_WITH,
    }
)  # fmt: skip
"""Formulas that begin a clause: "Notwithstanding Article 5, Article 6 …". Participles ("laid down in") belong to what they follow."""

REMARK: Final = r"(?:\s*\([^()]{0,60}\))?"
"""A short remark in brackets behind a mention."""

# Who made an act, and a remark.
_MAKERS: Final = r"(?:\s+of the European Parliament and of the Council)?" + REMARK
_AUTEURS: Final = r"(?:\s+du Parlement européen et du Conseil)?" + REMARK
# What may stand between a negation and what it denies.
_BEING: Final = (
    r"(?:(?:to|be|being|been|have|has|had|having|an?|any|such|constitutes?|considered|deemed|in|in any way|yet|itself"
    r"|(?!(?:apply|comply|rely|supply)\b)\w+ly)\s+){0,3}"
)
_ETRE: Final = r"(?:(?:être|été|y|une?|encore|considérée?s?|\w+ment)\s+){0,3}"


ENGLISH: Final = Connectives(
    leading=(
        (Relation.DEROGATES_FROM, r"(?:by way of |in |as an? )?derogations? (?:from|to|of)|derogat(?:e|es|ing) from"),
        (Relation.NOTWITHSTANDING, r"notwithstanding"),
        (
            Relation.WITHOUT_PREJUDICE_TO,
            r"without prejudice to|(?:not|without) (?:affect|prejudice)(?:ing)?(?: the application of)?"
            r"|without effect on|not be prejudicial to",
        ),
        (Relation.SUBJECT_TO, r"subject to"),
        (Relation.INFRINGES, r"non-?complian(?:ce|t) with|failure to comply with|fail(?:s|ed|ing)? to comply with"),
        (Relation.INFRINGES, r"(?<!or )(?:not|never)(?: be| been| being| fully)? in accordance with"),
        (Relation.INFRINGES, r"(?:infringement|breach|violation|contravention)s? of|contrary to"),
        (Relation.INFRINGES, r"infring(?:e|es|ed|ing)|breach(?:es|ed|ing)"),
        (Relation.COMPLIES_WITH, r"(?:in order to |to )?(?:compl(?:y|ies|ied|ying)|complian(?:ce|t)|conform(?:s|ing|ity)?"
                                 r"|consistent|in line) (?:with|to)"),
        (Relation.COMPLIES_WITH, r"(?:meet|meets|met|meeting|fulfil|fulfils|fulfilled|fulfilling|satisfy|satisfies|satisfied)"
                                 r"(?= the (?:requirements?|conditions?|criteria|obligations?)|\s*\Z)"),
        (Relation.DEFINED_IN, r"(?:as )?defined (?:\w+ ){0,4}?(?:in|by|under|for the purposes of)|within the meaning of"),
        (Relation.DEFINED_IN, r"definitions? (?:\w+ ){0,4}?(?:in|of|under)"),
        (Relation.REFERRED_TO_IN, r"referred to,? (?:\w+,? ){0,2}?(?:in|by|under)|mentioned in"),
        (
            Relation.SET_OUT_IN,
            r"(?:set out|set forth|laid down|listed|provided|provided for|specified|contained|described|established|stipulated|prescribed"
            r"|enumerated|enshrined|indicated|outlined|imposed|foreseen|included|stated|identified|envisaged) (?:in|by|under|on)",
        ),
        (Relation.FOR_PURPOSES_OF, r"for (?:the )?purposes? of"),
        (Relation.EXCEPTS, r"with the exception of|except(?: for| as provided in| in)?|other than|excluding|save (?:for|as)|apart from"),
        (Relation.AMENDED_BY, r"(?:as )?(?:last )?amended by"),
        (Relation.SUPPLEMENTS, r"supplement(?:s|ing)?|implementing"),
        (Relation.AMENDS, r"amend(?:s|ing)?|amendments? (?:to|of)"),
        (Relation.REPEALS, r"repeal(?:s|ing)?|repeal of"),
        (Relation.CORRESPONDS_TO, r"(?:construed|read|understood) as (?:a )?references? to"),
        (
            Relation.IN_ACCORDANCE_WITH,
            r"in accordance with|accordance with|pursuant to|under(?! the scope)|by virtue of|on the basis of|based on"
            r"|(?:as )?required by",
        ),
        (Relation.BASED_ON, r"\AHaving regard to"),
        (
            Relation.DISAPPLIES,
            r"(?:(?:not|never|no longer)(?: to)? apply|ceas(?:e|es|ed|ing) to apply)"
            r"(?!,| (?:to|in|as|at|by|from|for|if|since|so|until|unless|when|where|with)\b)",
        ),
        (Relation.APPLIES, r"(?:shall|should|may|to|must) apply|applying"),
    ),
    trailing=(
        (
            Relation.DISAPPLIES,
            r"(?:(?:shall|should|must|may|can|do|does|did|will|would|is|are) (?:\w+ )?)?(?:not(?! only)|never|no longer|cannot|ceases? to)"
            r"(?: \w+ly)? (?:appl(?:y|ies)|be applicable)|(?:is|are) (?:\w+ )?(?:not(?! only)|never|no longer) applicable",
        ),
        (
            Relation.APPLIES,
            r"(?:(?:shall|should|will|must) (?:(?!not\b|never\b|no\b|cease)\w+ ){0,2}?apply|appl(?:y|ies)"
            r"|(?:is|are) (?:(?!not\b|never\b)\w+ )?applicable|to apply)",
        ),
        (
            Relation.AMENDS,
            r"(?:is|are|(?:shall|should)(?: \w+)? be)(?: hereby| also)? (?:amended|replaced|deleted|inserted|added|modified)"
            r"|the following(?: new)? (?:[^\W\d_]\w*,? ){1,3}(?:is|are|shall be) (?:added|inserted)",
        ),
        (Relation.REPEALS, r"(?:is|are|shall be)(?: hereby)? repealed"),
        (Relation.COMPLIES_WITH, r"(?:is|are|has been|have been)(?: \w+){0,6} complied with"),
    ),
    between=r"[\s,‘“(]*(?:[^\W\d_][\w’'-]*\s+){0,5}?"
    r"(?:(?:of|in|to|under|by|with|from|on|for|and|or|as|the|both|either|also|each of|any of)\s+){0,3}",
    joint=_MAKERS + r"[\s,;]*(?:(?:and/or|and|or|as well as|but also|nor)\b[\s,]*)"
    r"(?:(?:where (?:applicable|relevant|appropriate)|in particular|respectively)[\s,]*)?"
    r"(?:(?:in accordance )?(?:with|to|in|of|by|under|from|the|those|both)\s+){0,3}",
    comma=_MAKERS + r"\s*,\s*(?:(?:from|to|with|of|in|under|by)\s+)?(?:the\s+)?",
    negation=r"(?i:(?<!\w)(?<!or )(?:not(?! (?:only|merely|solely|simply|necessarily)\b)|no|no longer|never|neither|nor|without|cannot)\s+"
    + _BEING + FORMULA + ")",
    nothing=r"(?i:(?<!\w)(?:nothing|none|neither|no (?:provision|part|rule|requirement|obligation)s?)\s+"
    r"(?:(?:of|in|the|those|rules|provisions|laid|set|down|out)\s+){0,4})\Z",
    negated=NEGATED,
    openers=OPENERS,
    opening=r"(?:\A|[.,;:—–‘“]|\b(?:that|but|where|if|when|while|because))\s*\Z",
    verb=_MAKERS + r"\s+(?!(?:of|in|to|under|by|with|from|on|for|at|and|or|as|nor|thereof|thereto|respectively|within|without|where|when|if"
    r"|which|that|who|unless|until|before|after|concerning|regarding|relating|the|an?|this|these|those|each|every|any|all|no|it|they"
    r"|such|its|their|only|not)\b)[a-z]",
)  # fmt: skip
"""The formulas of English drafting."""

FRENCH: Final = Connectives(
    leading=(
        (Relation.DEROGATES_FROM, r"par dérogation|déroge(?:nt|r|ant)?|dérogations?"),
        (Relation.NOTWITHSTANDING, r"nonobstant"),
        (
            Relation.WITHOUT_PREJUDICE_TO,
            r"sans préjudice|sans porter atteinte|ne porte(?:nt)? pas (?:atteinte|préjudice)|n['’]affecte(?:nt)? pas",
        ),
        (Relation.SUBJECT_TO, r"sous réserve|soumis(?:es?)?"),
        (Relation.INFRINGES, r"violations?|non-respect|infractions?|méconnaissance|enfrei(?:nt|gnent|ndre)"),
        (Relation.COMPLIES_WITH, r"se conforme(?:nt|r)?|conformes?|respecte(?:nt|r)?|respect|conformité|satisf(?:ait|ont|aire)"),
        (Relation.DEFINED_IN, r"défini(?:es?|s)?|au sens|définitions?"),
        (Relation.REFERRED_TO_IN, r"visée?s?|mentionnée?s?"),
        (
            Relation.SET_OUT_IN,
            r"énoncée?s?|prévue?s?|établie?s?|fixée?s?|énumérée?s?|figurant|précisée?s?|décrite?s?|indiquée?s?|exposée?s?",
        ),
        (Relation.FOR_PURPOSES_OF, r"aux fins"),
        (
            Relation.EXCEPTS,
            r"à l['’]exception|à l['’]exclusion|exceptée?s?|hormis|autres que|sauf(?= (?:l['’]|(?:les?|la|à|aux?|dans|en|pour)\b))",
        ),
        (Relation.AMENDED_BY, r"modifiée?s? (?:en dernier lieu )?par"),
        (Relation.SUPPLEMENTS, r"complétant|complète(?:nt|r)?"),
        (Relation.AMENDS, r"modifiant|modifie(?:nt|r)?"),
        (Relation.REPEALS, r"abrogeant|abroge(?:nt|r)?"),
        (Relation.CORRESPONDS_TO, r"s['’]entendent comme faites"),
        (Relation.IN_ACCORDANCE_WITH, r"conformément|en vertu|en application|sur la base|au titre|selon"),
        (Relation.BASED_ON, r"\AVu"),
    ),
    trailing=(
        (
            Relation.DISAPPLIES,
            r"ne s['’]applique(?:nt|ra|ront)?(?:, [^,.;]{1,40},)? (?:pas|plus|jamais|ni)"
            r"|ne (?:devrai(?:en)?t|doi(?:ven)?t|peu(?:ven)?t) (?:pas|plus) s['’]appliquer"
            r"|(?:n['’]est|ne sont|ne seront|ne sera) (?:pas|plus) applicables?"
            r"|cess(?:e|ent|era|eront) (?:de s['’]appliquer|d['’]être applicables?)",
        ),
        (Relation.APPLIES, r"s['’]applique(?:nt)?|(?:devrai(?:en)?t|doi(?:ven)?t) s['’]appliquer|(?:est|sont) applicables?"),
        (Relation.AMENDS, r"(?:est|sont) (?:modifiée?s?|remplacée?s?|supprimée?s?|insérée?s?|ajoutée?s?)"),
        (Relation.REPEALS, r"(?:est|sont) abrogée?s?"),
    ),
    between=r"[\s,]*(?:[^\W\d_][\w-]*[\s'’]+){0,5}?(?:(?:à|au|aux|de|du|des|dans|par|en|le|la|les|l|d|et|ou)[\s'’]+){0,3}",
    joint=_AUTEURS + r"[\s,;]*(?:(?:et/ou|et|ou|ni|ainsi que)\b[\s,]*(?:notamment\s)?)"
    r"(?:(?:à|au|aux|de|du|des|dans|par|le|la|les|l|d)[\s'’]+){0,3}",
    comma=_AUTEURS + r"\s*,\s*(?:(?:à|de|au|aux|du|des|par|dans|en)\s+)?(?:[ld]['’]|le\s|la\s|les\s)?",
    negation=r"(?i:(?<!\w)(?:(?:(?:ne\s|n['’])\s*(?:\w+\s+){1,2}(?:pas|plus|jamais)|sans|(?<!ou )non|ni|aucune?)\s+"
    + _ETRE
    + FORMULA
    + r"|(?:ne\s+|n['’])(?:s['’])?"
    + FORMULA
    + r"\s+(?:pas|plus|jamais)\b))",
    nothing=r"(?!)",
    negated=NEGATED,
    openers=OPENERS,
    opening=r"(?:\A|[.,;:—–«]|\b(?:que|mais|lorsque|si))\s*\Z",
    verb=_AUTEURS + r"\s+(?!(?:de|du|des|d|à|au|aux|et|ou|ni|dans|par|pour|en|sur|sous|avec|sans|le|la|les|l|une?|ce|cet|cette|ces|son|sa"
    r"|ses|leurs?|chaque|tout|toute|tous|toutes|il|elle|ils|elles|on|qui|que|dont|lorsque|si|concernant|relatifs?|ainsi)\b)[^\W\d_A-Z]",
)
"""The formulas of French drafting, for the plain forms."""

CONNECTIVES: Final = {"en": ENGLISH, "fr": FRENCH}
"""The formulas of each language."""
