"""Who pays a penalty and who imposes it, as far as other sentences of its article tell: who is said to impose it, or to have imposed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.penalty_persons import PersonReader, Persons
from extract.penalty_reading import mentions_in
from extract.penalty_sentences import Sentence
from extract.sanction_words import PenaltyWords
from kg.ids import ProvisionId, article_level
from kg.rules import Penalty


class ArticlePersons:
    """What the sentences of each article tell of those whom its penalties concern."""

    def __init__(self, persons: PersonReader, words: PenaltyWords) -> None:
        self._persons, self._words = persons, words
        self._settled: dict[tuple[str, Penalty], Persons] = {}
        self._told: dict[tuple[str, Penalty], Persons] = {}
        self._unheard: dict[ProvisionId, list[Sentence]] = defaultdict(list)
        self._payers: dict[ProvisionId, set[str]] = defaultdict(set)

    def listen(self, sentences: Sequence[Sentence]) -> None:
        """Keep who imposes the penalties of an article, where a sentence of it speaks of those imposed."""
        for sentence in reversed(sentences):
            self._unheard[paragraph_of(sentence.provision.id)].append(sentence)
        for sentence in sentences:
            for mention in mentions_in(sentence.words, self._words):
                there = (article_level(sentence.provision.id), mention.penalty)
                if there in self._told:
                    continue
                if authority := self._persons.imposing_as_told(sentence.words, mention.start, mention.end):
                    self._told[there] = Persons(authority=authority)

    def settle(self, sentence: Sentence) -> None:
        """Keep who imposes a penalty of an article, where a sentence says only that."""
        for mention in mentions_in(sentence.words, self._words):
            there = (article_level(sentence.provision.id), mention.penalty)
            if there not in self._settled and self._persons.settled(sentence.words, mention.start):
                self._settled[there] = self._persons.of_sentence(sentence.words, mention.start)

    def told_of(self, sentence: Sentence, penalty: Penalty) -> Persons:
        """Whom other sentences of an article name for its penalty."""
        there = (article_level(sentence.provision.id), penalty)
        return self._settled.get(there, Persons()).or_else(self._told.get(there, Persons()))

    def payers_before(self, sentence: Sentence) -> set[str]:
        """Those of whom the paragraph of a sentence says in front of it that they pay a penalty; asked in the order of the text."""
        paragraph = paragraph_of(sentence.provision.id)
        unheard, payers = self._unheard[paragraph], self._payers[paragraph]
        while unheard and unheard[-1] != sentence:
            words = unheard.pop().words
            for mention in mentions_in(words, self._words):
                payers.update(self._persons.of_sentence(words, mention.start).payer)
        return payers


def paragraph_of(provision: ProvisionId) -> ProvisionId:
    """The paragraph in which a provision lies, else its article."""
    steps = provision.split("/")
    return ProvisionId("/".join(steps[:3] if len(steps) > 2 and steps[2].startswith("par_") else steps[:2]))
