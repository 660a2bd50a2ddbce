"""The words of English drafting by which duties are read, as `duty_words.toml` lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DutyWords:
    """Sets of words in lower case; see `duty_words.toml` for what each is."""

    adverbs: frozenset[str]
    negations: frozenset[str]
    denied_cases: frozenset[str]
    laid_on: frozenset[str]
    obliging: frozenset[str]
    granting: frozenset[str]
    forbidding: frozenset[str]
    exempting: frozenset[str]
    barring: frozenset[str]
    rights: frozenset[str]
    rules: frozenset[str]
    participles: frozenset[str]
    no_participles: frozenset[str]
    openers: frozenset[str]
    prepositions: frozenset[str]
    subordinators: frozenset[str]
    conditions: frozenset[str]
    complements: frozenset[str]
    granting_complements: frozenset[str]
    happening: frozenset[str]
    happening_to: frozenset[str]
    done_too: frozenset[str]
    stating: frozenset[str]
    asking: frozenset[str]
    pronouns_one: frozenset[str]
    pronouns_many: frozenset[str]
    general: frozenset[str]
    quantifiers: frozenset[str]
    auxiliaries: frozenset[str]

    def is_participle(self, word: str) -> bool:
        """Whether a word behind "be" is a participle, so that the verb is passive."""
        return word in self.participles or (word.endswith("ed") and word not in self.no_participles)

    def is_adverb(self, word: str) -> bool:
        """Whether a word between a modal verb and its verb changes neither."""
        return word in self.adverbs or (word.endswith("ly") and word not in ("apply", "comply", "rely", "supply", "reply", "imply"))


@lru_cache(maxsize=1)
def duty_words() -> DutyWords:
    """The words, read once."""
    read: dict[str, str] = tomllib.loads(files("extract").joinpath("duty_words.toml").read_text("utf-8"))
    return DutyWords(**{name: frozenset(words.split()) for name, words in read.items()})
