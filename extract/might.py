"""Where "may" and "should" give no leave and lay no duty: what can happen ("risks that may arise"), what is supposed ("should it fail")."""

from __future__ import annotations

from typing import Final

from extract.clause_actors import Subject
from extract.clause_subjects import Clause, Opening
from extract.duty_words import duty_words
from extract.modal_verbs import Verb, Voice

_ASKED: Final = frozenset({"whether", "whereby", "how", "because", "since"})
"""Words behind which "may" says of actors, too, what can happen."""


def lays_nothing(verb: Verb, clause: Clause, subject: Subject, *, recital: bool) -> bool:
    """Whether a modal verb only says what can happen, or supposes something."""
    if verb.modal == "should":
        if clause.opening is Opening.OBJECT and clause.word == "whether":
            return True
        return clause.opening is Opening.CONDITION or (clause.opening is Opening.NONE and not subject.actors)
    if verb.verb == "be" and not verb.state:
        return verb.modal == "may"
    return verb.modal == "may" and _can_happen(verb, clause, subject, recital=recital)


def _can_happen(verb: Verb, clause: Clause, subject: Subject, *, recital: bool) -> bool:
    if _is_supposed(verb, clause, subject):
        return True
    if (verb.negated or subject.denied) and not recital:
        return False
    if clause.opening is Opening.RELATIVE:
        return _in_relative(verb, subject)
    return _happens(verb, subject) or (recital and _is_state(verb, subject))


def _is_supposed(verb: Verb, clause: Clause, subject: Subject) -> bool:
    """Whether the clause stands in what is thought or asked, or under a condition, or has no subject at all."""
    if clause.opening is Opening.CONDITION and clause.word != "when":
        return clause.word != "where" or not subject.actors or _happens(verb, subject)
    if clause.opening is Opening.THAT:
        return clause.governor not in duty_words().granting_complements
    if clause.opening is Opening.OBJECT and clause.word in duty_words().asking:
        return not subject.actors or clause.word in _ASKED
    return clause.opening is Opening.NONE and not subject.actors


def _in_relative(verb: Verb, subject: Subject) -> bool:
    """Behind a relative pronoun "may" gives leave to actors who do something, and says of things what they can be."""
    if not subject.actors:
        leaves = (subject.is_apart and verb.voice is Voice.PASSIVE) or verb.verb in duty_words().stating
        return not leaves
    return verb.voice is Voice.PASSIVE or _happens(verb, subject) or (verb.verb == "be" and verb.voice is Voice.ACTIVE)


def _happens(verb: Verb, subject: Subject) -> bool:
    words = duty_words()
    if verb.verb == "be":
        return verb.state in words.happening_to and not (subject.actors and verb.voice is Voice.LAID_ON and verb.state == "required")
    return verb.verb in words.happening and not (subject.actors and verb.verb in words.done_too)


def _is_state(verb: Verb, subject: Subject) -> bool:
    """Whether the verb says of a thing, with an adjective, how it can be."""
    states = verb.verb == "be" and verb.voice is Voice.ACTIVE and not subject.actors
    return states and verb.state not in ("sufficient", "valid", "lawful", "possible", "available")
