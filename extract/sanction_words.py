"""The drafting formulas of penalties, as data: a table for English.

Sources: Joint Practical Guide, guideline 4 and model 15 of its annexes (penalties); the provisions that name fines in euro and in shares
of turnover follow one another closely, and so do the words here. The patterns are matched against one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.rules import Penalty, Which


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PenaltyWords:
    """The formulas of one language, as patterns; compared by identity.

    `kinds` name penalties, the surest first. `lays_down`, `imposes` and `subjects` have the verbs by which a rule sets one, in front of
    it, `imposed` those behind it; `told` are verbs that only speak of one, and `no_rule` tells that nothing is set in the sentence,
    `denied` in front of a penalty and `denied_behind` behind it that this one is not.
    `infringement` begins words that tell what is punished, which run up to `until`; `opening` are the words of a sentence that begins with
    them, `itself` of one that tells what befalls whoever does not do as its own provision says. `same` are infringements named before.

    In front of a reference `apart_from` leaves its target out, `not_meant` makes it one that is not punished, `meant_by` one whose
    infringements are told elsewhere; `described` leads from a person to what tells who it is, unless `rules_of` stands in front of the
    person. Behind a first provision, words of `rules` or those that `coordinate` lead to a further one; `listed` stands within a list.

    `measured` leads from a penalty to what has its figures, at best by `amounts_of`, and not behind `measured_until`. `caps` limits
    penalties of other provisions, and so does `of_the_two` without a word for them. A penalty is `spoken_of` that was set before, perhaps
    `only_for` some.

    `limit` leads to a figure, `joins` to a further one of the same penalty; `threshold` are words in front of `limit` that make the
    figure one of something else, `sum_of_all` such words in front of the penalty, and `liability` those that make it a limit to what
    each is liable for. `basis` leads to what a share is of, which ends at `basis_end`; where a share is for infringements of its own
    (`per_target`), `far_basis` does. In a point whose introductory words lead to a figure, `per_target_ahead` may stand in front of it.
    `floor` leads to the least that a penalty is, and then `ceiling` to the most, or `floor_behind` to the least behind it; so do
    `range_floor` and `range_top`. `bare_join` has no more between two figures than what joins them, `goes_on` is what does it; `in_turn`
    tells that figures and provisions are paired.
    """

    kinds: tuple[tuple[Penalty, str], ...]
    lays_down: str
    imposes: str
    subjects: str
    imposed: str
    told: str
    no_rule: str
    denied: str
    denied_behind: str
    infringement: str
    until: str
    opening: str
    itself: str
    same: str
    apart_from: str
    not_meant: str
    described: str
    rules_of: str
    rules: str
    coordinate: str
    listed: str
    measured: str
    measured_until: str
    amounts_of: str
    meant_by: str
    caps: str
    spoken_of: str
    only_for: str
    limit: str
    joins: str
    threshold: str
    sum_of_all: str
    liability: str
    whichever: str
    of_the_two: str
    which: Mapping[str, Which]
    percent: str
    basis: str
    basis_end: str
    far_basis: str
    per_target: str
    per_target_ahead: str
    floor: str
    floor_behind: str
    ceiling: str
    range_floor: str
    range_top: str
    bare_join: str
    goes_on: str
    in_turn: str
    multiples: Mapping[str, str]
    multiple: str
    currencies: Mapping[str, str]
    scales: Mapping[str, int]


_INCORRECT: Final = r"(?:incorrect|incomplete|inaccurate|misleading|false|untrue)"
_RULES: Final = (
    r"(?:obligations?|requirements?|dut(?:y|ies)|prohibitions?|bans?|provisions?|rules?|limit(?:ation)?s?|conditions?|commitments?|decisions?"
    r"|measures?|orders?|requests?|restrictions?|rights?|principles?|specifications?|instructions?|remed(?:y|ies)|procedures? of)"
)
_LED_TO: Final = r"(?:as )?(?:referred to in|provided for in|set out in|laid down in|specified in|in accordance with|pursuant to|under)"

ENGLISH: Final = PenaltyWords(
    kinds=(
        (
            Penalty.PERIODIC,
            r"(?:periodic )?penalty payments?|periodic (?:financial |pecuniary )?penalt(?:y|ies)|daily (?:fines?|penalt(?:y|ies))",
        ),
        (
            Penalty.FINE,
            r"(?:administrative )?(?:pecuniary |financial |monetary )?fines?(?!-)"
            r"|(?:administrative )?(?:pecuniary|financial|monetary) (?:penalt(?:y|ies)|sanctions?)",
        ),
        (Penalty.OTHER, r"(?:administrative |criminal )?(?:penalt(?:y|ies)|sanctions?)"),
    ),
    lays_down=(
        r"\b(?:shall|must|may|should)\b[^.;:]{0,200}?"
        r"\b(?:lay down|provide(?: for)?|determine|establish|introduce|prescribe)\b[^.;:]{0,80}?$"
    ),
    imposes=(
        r"\b(?:may|shall|must|can|powers? to|empowered to)\b(?:,[^,;:]{0,160},)?[^.,;:]{0,160}?\bimpos(?:e|ing)\b[^.;:]{0,240}?$"
        r"|\bpowers? to (?:apply|take)\b[^.;:]{0,120}?$"
    ),
    subjects=(
        r"(?<!which )(?<!that )\b(?:(?:shall|may|can|must) be|is|are)(?: \w+ly)?(?: made| held)? (?:subject|liable|punish(?:ed|able))"
        r"(?:,[^;:]{0,120}?,)? (?:to|by|with|for)[^.;:]{0,40}?$"
    ),
    imposed=r"(?: (?!whether|that|which)\w+){0,8}? (?:may|shall|can|must) (?:also )?be (?:imposed|laid down|provided for)\b",
    told=r"\b(?:publish\w*|publications?|disclos\w+|notif\w+|inform(?:s|ed|ing)?|report\w*|communicat\w+|indicat\w+)\b[^,;]{0,80}$",
    no_rule=(
        r"\bno (?:administrative |criminal )?(?:fines?|penalt(?:y|ies)|sanctions?)\b|\bnot to (?:lay down|impose)"
        r"|\b(?:shall|may) not (?:impose|be subject)|\bwhether and to what extent|\btake into account\b"
        r"|\balready subject\b|\blimitation periods?\b|\b(?:deciding|decide) (?:whether|on)\b|^(?:Before|After|When|In fixing)\b"
    ),
    denied=(
        # "not only" goes on to a penalty, and so does "but" behind a denial.
        r"(?:\b(?:(?:shall|may|can|must|is|are) (?:not|never|in no case|under no circumstances)|cannot) (?!only\b)(?:be )?(?:\w+ly )?"
        r"(?:subject|liable|punish|impos|fine|lay|provide|apply|face|incur|pay|attract|entail|give rise|lead|result)\w*\b"
        r"|\b(?:in no case|under no circumstances|nor|never) (?:shall|may|can|must)\b"
        r"|\b(?:nobody|no one|no (?:[\w-]+ ){1,4})(?:shall|may|can|is|are) (?:be )?(?:subject|liable|punish)\w*\b)"
        r"(?:(?!\b(?:but|shall|may|must|can)\b)[^;:]){0,160}$"
        r"|\b(?:no|neither|nor|without|instead of|rather than|not (?:to|by|with))(?: (?!more|less|later|fewer)[\w-]+){0,4} $"
        r"|\bexempt(?:ed)? from [^,;:]{0,60}$"
    ),
    denied_behind=(
        r"(?:(?!\b(?:shall|may|can|must)\b)[^;:]){0,160}?\b(?:shall|may|can|must) (?:not|never|in no case) be"
        r" (?:imposed|laid down|applied|provided for|levied|charged)\b"
    ),
    infringement=(
        r"\b(?:infringement|breach|violation|contravention|offence)(?:s|es)?"
        r"(?= (?:of|against|under|by|as|listed|referred|committed|laid)\b|:)"
        r"|\binfring(?:e|es|ed|ing)\b(?! part)|\bbreach(?:es|ed|ing)\b|\b(?:who|that|which|they|it|to) breach\b"
        r"|\bviolat(?:e|es|ed|ing)\b"
        r"|\bcontraven(?:e|es|ed|ing)\b|\bcontrary to\b"
        r"|\bnon-?complian(?:ce|t)\b|\bfail(?:s|ed|ing|ures?)?\b|\brefus(?:e|es|ed|al|ing)\b|\bcompel\b"
        r"|\b(?:does|do|did|has|have) not\b"
        rf"|\b(?:suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|provision|submission|submit(?:s|ted|ting)?)(?: of)? {_INCORRECT}"
    ),
    until=(
        r",? and (?:shall|may)\b|\bthat may be\b|\b(?:shall|may|must)\b|\b(?:is|are) (?:liable|subject|punish)|,? whichever\b"
        r"|\bup to the amount"
    ),
    opening=r"(?:For|Where|If|When|In (?:the )?(?:case|event)|As regards|In respect|In relation)\b",
    itself=r"(?:Where|If|When)\b",
    same=r"\bthe (?:same|gravest) infringement",
    apart_from=r"(?:other than|except(?: for)?|excluding|with the exception of|apart from)\b[^,;]{0,60}$",
    not_meant=(
        r"\bwithin the (?:periods?|time limits?|deadlines?) (?:as )?referred to in $"
        r"|\b(?:not|never) (?:listed|referred to|subject|covered|mentioned)\b[^,;]{0,40}$"
        r"|\b(?:persons?|undertakings?|entit(?:y|ies)|bod(?:y|ies)|operators?|providers?|authorit(?:y|ies)) referred to in $"
        r"|\bamounts? (?:as )?referred to in $"
        r"|\b(?:[Ww]ithout prejudice to|[Nn]otwithstanding|derogat(?:ion|ing) from|subject to|irrespective of|regardless of)\b[^,;:]{0,60}$"
        r"|\b(?:in accordance with|under|following|pursuant to) (?:the |an? )?(?:\w+ ){0,2}procedures?\b[^,;:]{0,60}$"
        r"|\b(?:as defined|within the meaning of|as (?:found|established|determined) in accordance with)\b[^,;:]{0,30}$"
        # What is named contains requirements, and these are about what the reference names.
        r"|\bincluding\b[^;:]{0,60}\b(?:it|they) (?:contains?|sets? out|lays? down|imposes?)\b[^;:]{0,100}\breferred to in $"
    ),
    described=r",? (?:as |(?:who|which|that) (?:is|are) )?(?:referred to|mentioned|listed|identified|designated|covered) (?:in|by|under) $",
    rules_of=rf"\b{_RULES}\b[^,;:]{{0,20}} (?:of|for|on|by) (?:\w+ ){{0,2}}$",
    rules=rf"\b(?:{_RULES}|those)\b",
    coordinate=(
        r"(?:^|\b(?:and|or),?|,)(?: (?:with|of|to|against))(?: either| the)? $|\b(?:and|or)(?: (?:under|in|by))? $"
        r"|\b(?:and|or) (?:\w+ed|given|made|taken|set|laid|held) [^,;:]{0,60}\b(?:pursuant to|under|in accordance with) $"
        r"|\b(?:and|or),? in the case of [^,;:]{0,60}, (?:with|of|to|under)? ?$"
    ),
    listed=r"(?:,| and/or| and| or| to|,? as well as|/)+ ?(?:also )?(?:(?:with|of|in|to|under|against) )?",
    measured=rf"(?:{_LED_TO}|up to the amounts? {_LED_TO}) ?$",
    measured_until=r",? (?:where|when|if|unless)\b",
    amounts_of=rf"\bamounts? {_LED_TO} $",
    meant_by=r"\binfringements? (?:as )?(?:referred to|listed|mentioned) (?:in|under) $",
    caps=r"\b(?:each|any|the|every|such)\b[^.;:]{0,60}\b(?:referred to|provided for|laid down|set out) in\b.{0,600}\bwhichever\b",
    spoken_of=r"\b(?:the|those|these|such|that|this) $",
    only_for=r"(?:For|In the case of|As regards|In respect of) (?P<whom>[^,;:]{3,120}),",
    limit=(
        r"(?:up to|not exceed(?:ing)?|(?:no|not) (?:more|less) than|at least|maximum of|shall be|amount(?:ing)? to|of|equal to|limited to"
        r"|between|from)(?: a maximum of)?(?: at least)?(?: up to)?:?\s*$"
    ),
    joins=(
        r",\s*$|(?: where [^,;:]{0,60})?(?:,? whichever [^,;:]{0,30})?\s*,?\s*"
        r"(?:for (?!infr|the infr)[^,;:]{0,60},?\s*|for (?:the )?infringements? [^;:]{0,90}?,?\s*)?"
        r"(?:or|and|but|to)\b[^;:.]{0,120}$"
    ),
    threshold=r"\b(?:turnovers?|assets|damages?|loss(?:es)?|value|capital|income|balance sheet|profits?)\b[^,;:]{0,80}$",
    sum_of_all=r"\b(?:(?:total|aggregate|overall|combined|cumulative) (?:amount|sum)s?|sum|liability|payment|contributions?)\b[^,;]{0,80}$",
    liability=(
        r"\bliability of (?:each|any|every|an?|the) [^,;:]{2,80}?\b(?:for|in respect of|as regards) (?:the )?payment of"
        r" (?:the|such|that|those) $"
    ),
    whichever=(
        r"\b(?:whichever\b[^,;.]{0,20}?\b(?:is|are) (?:the )?|the (?=\w+ of (?:the|these|those) ))"
        r"(?P<which>higher|greater|lower|smaller|lesser)\b"
    ),
    of_the_two=r"\bthe (?:higher|greater|lower|smaller|lesser) of (?:the|these|those) (?:two )?(?:amounts|figures|limits|sums)\b",
    which={"higher": Which.HIGHER, "greater": Which.HIGHER, "lower": Which.LOWER, "smaller": Which.LOWER, "lesser": Which.LOWER},
    percent=r"%|per cent\b|percent\b",
    basis=r"\s*of ",
    basis_end=(
        r",? whichever\b|,? (?:or|and),? (?:up to|of|not|at|a maximum|in the case|for|as regards|if|where|twice|EUR|€|\d)|[;:]"
        r"|,? (?:where|when|if)\b|,? in order\b|,? calculated\b|,? respectively\b|, (?:or|and|for|as|in)\b|,? (?:may|shall|must) be\b"
        r"|,? (?:for|in respect of|as regards) (?:the |an? )?(?:infring|breach|violat|contraven|offence|non-compl|failure)|\.?\s*$"
    ),
    far_basis=r"[^;:]{0,300}? of (?=(?:the|its|their|his)\b[^,;:]{0,100}?(?:turnover|income|revenue|sales|budget)\b)",
    per_target=r",? ?(?:for|as regards|in respect of) (?:the |an? )?infringements? (?:of|against|referred to in|under) ",
    per_target_ahead=r"(?:For|As regards|In respect of|In the case of)\b[^;:]{0,200}?, ?$",
    floor=(
        r"(?<!maximum of )\b(?:at least|(?:no|not) less than|a minimum of)(?: EUR| €)?\s*$"
    ),
    floor_behind=r",? (?:and|but)\b[^,;:]{0,40}?(?<!maximum of )\b(?:at least|(?:no|not) less than|a minimum of)\s*",
    ceiling=r",? (?:and|but|to),? (?:(?:of )?(?:up to|at most|(?:not|no) (?:more than|exceeding)|a maximum of|(?:shall )?not exceed))\s*",
    range_floor=r"\b(?:between|from)\s*$",
    range_top=r",? (?:and|to)\s*",
    bare_join=r",? (?:or|and),?(?: up to| of| of up to| not exceeding)?\s*",
    goes_on=r"\b(?:and|or|but)\b",
    in_turn=r"(?:[\d)%€]|\b(?:EUR|euros?|thousand|million|billion|turnovers?|incomes?)),? respectively\b(?! for (?!(?:the )?infring))",
    multiples={"twice": "200", "double": "200", "two times": "200", "three times": "300", "triple": "300", "four times": "400",
               "five times": "500", "ten times": "1000"},
    multiple=r"(?= the (?:amount|value|sum|profits?|benefits?|gains?)\b)",
    currencies={"EUR": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "ECU": "XEU", "USD": "USD", "GBP": "GBP"},
    scales={"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000},
)  # fmt: skip

PENALTY_WORDS: Final[Mapping[str, PenaltyWords]] = {"en": ENGLISH}
"""The formulas by language; of other languages no penalty is read."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PersonWords:
    """How one language tells who pays and who imposes: patterns for the words around the name of an actor; compared by identity.

    Who pays stands behind `paying`, or as a `subject` in front of `liable`; in a point behind `obliged`, or behind the `opening` as its
    subject in front of `doing`, and so where the sentence is `going_on` to another penalty; else behind `owning`, whose turnover is the
    measure. Who imposes stands behind `imposed_by`, in front of `empowered`, else as a subject or in front of a `modal`, and in front of
    `imposing`. `joint` stands between two names of which the same is said. `settles` leads to a penalty of which a sentence only says who
    imposes it. Who imposes is also the subject in front of `reporting` where the penalty stands in front of `reported`; or stands in front
    of `applying` and the penalty, or behind a penalty that `alike` leads to.
    """

    paying: str
    subject: str
    liable: str
    obliged: str
    opening: str
    going_on: str
    doing: str
    owning: str
    imposed_by: str
    empowered: str
    imposing: str
    modal: str
    joint: str
    settles: str
    reported: str
    reporting: str
    applying: str
    alike: str


_ARTICLE: Final = r"(?:the |an? |any |each |every |such |those |another |other )*"

ENGLISH_PERSONS: Final = PersonWords(
    paying=(
        r"(?:\b(?:impos(?:e|ed|ing)|fines?|penalt(?:y|ies)|payments?|sanctions?)(?:,[^,]{0,120},)? (?:on|upon)|\bcompel|\bcommitted by"
        r"|\bshall apply to"
        r"|\bthis (?:Regulation|Directive|Decision) by|\d\)? by|^(?:For|In the case of|As regards|In respect of))"
        rf" {_ARTICLE}$|\bliability of {_ARTICLE}$"
    ),
    subject=rf"(?:^|[,;:] ?|\bthat ){_ARTICLE}$",
    liable=(
        r"(?:(?!\b(?:may|shall|must|can|should|ensure|provide|decide|determine)s?\b)[^,;:]){0,60}?"
        r"\b(?:shall be|is|are)\b[^,;:]{0,20}?\b(?:subject|liable|punish)"
    ),
    obliged=(rf"(?:\b(?:obligations?|requirements?|duties|obligation to|prohibitions?)(?: and \w+)? (?:of|for|on)|[\d)], by) {_ARTICLE}$"),
    opening=_ARTICLE,
    going_on=rf"\W*(?:and|or|but) (?:where |if |when )?{_ARTICLE}",
    doing=r"[^;:]{0,80}?\b(?:has|have|had|infring\w+|fail\w*|commit\w*)\b",
    owning=rf"\b(?:turnover|income|revenue)s?(?: or (?:turnover|income|revenue))? of {_ARTICLE}$",
    imposed_by=rf"\bimposed by {_ARTICLE}$",
    empowered=r"[^,;:]{0,60}? (?:to have|has|have|having)? ?(?:the|all)? ?powers? to (?:impose|apply|take)",
    imposing=(
        r"[^;:]{0,120}?\b(?:may|shall|must|can|(?:is|are) empowered)\b[^;:]{0,200}?"
        r"\b(?:impos(?:e|ing|ition)|lay(?:ing)? down|provide|determine|establish|prescribe|introduce)\b"
    ),
    modal=r" (?:may|shall|must|can)\b",
    joint=rf",?(?: where applicable,?)? ?(?:and|or|as well as|including|,)(?: of| on| upon| by)? {_ARTICLE}$",
    settles=r"\bensure that the imposition of $|\b(?:may|shall) impose $",
    reported=(
        r" (?:that |which )?(?:it|they) (?:has|have) (?:imposed|issued|applied)\b[^;:]{0,80}?\b(?:in accordance with|pursuant to|under)"
        r" this Article\b"
    ),
    reporting=r" shall\b[^;:]{0,80}?\b(?:report|notify|inform|communicate|publish|submit)\b",
    applying=r" (?:that|which) (?:apply|applies|impose|imposes) (?:the |an? )?",
    alike=r"\bequivalent effect to the $",
)

PERSON_WORDS: Final[Mapping[str, PersonWords]] = {"en": ENGLISH_PERSONS}
"""How those who pay and those who impose are told, by language."""
