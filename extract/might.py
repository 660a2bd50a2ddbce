"""Where "may" and "should" give no leave and lay no duty: what can happen ("risks that may arise"), what is supposed ("should it fail")."""

from __future__ import annotations

from extract.clause_actors import Subject
from extract.clause_subjects import Clause, Opening
from extract.duty_words import duty_words
from extract.modal_verbs import Verb, Voice


def lays_nothing(verb: Verb, clause: Clause, subject: Subject, *, recital: bool) -> bool:
    """Whether a modal verb only says what can happen, or supposes something."""
    if verb.modal == "should":
        return clause.opening is Opening.CONDITION or (clause.opening is Opening.NONE and not subject.actors)
    if verb.verb == "be" and not verb.state:
        return verb.modal == "may"
    return verb.modal == "may" and _can_happen(verb, clause, subject, recital=recital)


def _can_happen(verb: Verb, clause: Clause, subject: Subject, *, recital: bool) -> bool:
    if clause.opening is Opening.CONDITION and clause.word != "when":
        return clause.word != "where" or not subject.actors or _happens(verb, subject)
    if clause.opening is Opening.THAT and clause.governor not in duty_words().granting_complements:
        return True
    if clause.opening is Opening.OBJECT and clause.word in duty_words().asking:
        return not subject.actors or clause.word in ("whether", "whereby", "how", "because", "since")
    if clause.opening is Opening.RELATIVE:
        return _in_relative(verb, subject)
    if clause.opening is Opening.NONE and not subject.actors:
        return True
    return _happens(verb, subject) or (recital and _is_state(verb, subject))


def _in_relative(verb: Verb, subject: Subject) -> bool:
    """Behind a relative pronoun "may" gives leave to actors who do something, and says of things what they can be."""
    if not subject.actors:
        leaves = (subject.is_apart and verb.voice is Voice.PASSIVE) or verb.verb in duty_words().stating
        return not leaves or verb.negated
    return verb.voice is Voice.PASSIVE or _happens(verb, subject) or (verb.verb == "be" and verb.voice is Voice.ACTIVE)


def _happens(verb: Verb, subject: Subject) -> bool:
    words = duty_words()
    if verb.verb == "be":
        return verb.state in words.happening_to
    return verb.verb in words.happening and not (subject.actors and verb.verb in words.done_too)


def _is_state(verb: Verb, subject: Subject) -> bool:
    """Whether the verb says of a thing, with an adjective, how it can be."""
    states = verb.verb == "be" and verb.voice is Voice.ACTIVE and not subject.actors
    return states and verb.state not in ("sufficient", "valid", "lawful", "possible", "available")
