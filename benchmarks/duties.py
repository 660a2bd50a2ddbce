"""Who must do what: what is read of modal verbs, measured against what independent readers say of them.

    python benchmarks/duties.py draw ../shared/corpus SAMPLE --out FILE
    python benchmarks/duties.py score ../shared/corpus SAMPLE

`draw` writes a pack of 150 sentences of three acts, as likely as any other, each with one of its modal verbs (shall, should, may) marked
»thus«, and what a reader needs to judge it; it holds legal text, so FILE must be outside the repository. The seed and the acts of a sample
are those of `SAMPLES`. `score` compares with the readers' judgements in `tests/acts/duties_SAMPLE.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.term_sample import NAMES  # noqa: E402
from extract.actors import Actors  # noqa: E402
from extract.definitions import find_definitions  # noqa: E402
from extract.duties import find_duties  # noqa: E402
from extract.reading import read_act  # noqa: E402
from extract.resolve import resolve  # noqa: E402
from extract.sentences import sentence_spans  # noqa: E402
from extract.source import read_source  # noqa: E402
from extract.terms import term_nodes  # noqa: E402
from extract.words import phrase_key  # noqa: E402
from kg.bodies import bodies  # noqa: E402
from kg.ids import ProvisionId  # noqa: E402
from kg.model import Act, Field, Kind, Provision, Span, walk  # noqa: E402
from kg.rules import Duty  # noqa: E402

SAMPLES: Final = {
    "first": (20261123, ("32024R1689", "32016R0679", "32022L2555")),
    "second": (3211062, ("32022R2065", "32022R2554", "32024R2847")),
    "third": (7046211, ("32017R0745", "32023R1114", "32022R1925")),
    "fourth": (90417, ("32023R2854", "32022R0868", "32019L0790")),
}
"""The seed of each sample, and its acts."""
EACH: Final = 50
NONE: Final = "none"
"""What readers say of a verb that says no duty, permission or right."""
_MODAL: Final = re.compile(r"\b(?:shall|should|may)\b", re.IGNORECASE)
_FIELDS: Final = (Field.TEXT, Field.WRAP_UP)


def acts_of(corpus: Path, sample: str) -> Iterator[Act]:
    """The acts of a sample as published, each by its best English source."""
    for celex in SAMPLES[sample][1]:
        yield read_act(read_source(next(corpus / celex / name for name in NAMES if (corpus / celex / name).exists())))


def sentences(act: Act) -> Iterator[tuple[Provision, Field, tuple[int, int]]]:
    """The sentences of an act that hold a modal verb; notes and text quoted into other acts are left out."""
    for one in walk(act.provisions):
        for field in _FIELDS if one.kind is not Kind.FOOTNOTE and one.quoted is None else ():
            for start, end in sentence_spans(one.words(field)):
                if _MODAL.search(one.words(field)[start:end]):
                    yield one, field, (start, end)


def drawn(act: Act, chance: random.Random) -> list[tuple[Provision, Span]]:
    """Sentences of an act, each by the place of one of its modal verbs, in the order of the text."""
    every = list(sentences(act))
    out = []
    for at in sorted(chance.sample(range(len(every)), EACH)):
        one, field, (start, end) = every[at]
        verb = chance.choice(list(_MODAL.finditer(one.words(field), start, end)))
        out.append((one, Span(field=field, start=verb.start(), end=verb.end())))
    return out


def draw(corpus: Path, sample: str, out: Path) -> None:
    """Write the pack of a sample."""
    chance = random.Random(SAMPLES[sample][0])
    entries: list[str] = []
    for act in acts_of(corpus, sample):
        holders = {part.id: one for one in walk(act.provisions) for part in one.children}
        for one, span in drawn(act, chance):
            entries.append(_entry(len(entries) + 1, one, span, holders))
    out.write_text("\n".join(entries), encoding="utf-8")
    print(f"{len(entries)} sentences in {out}")


def _entry(number: int, one: Provision, span: Span, holders: dict[ProvisionId, Provision]) -> str:
    """One sentence as the reader sees it: what leads to it, its provision's words with the verb marked, what follows below."""
    above: list[Provision] = []
    held = one
    while (holder := holders.get(held.id)) is not None:
        above.insert(0, holder)
        held = holder
    text = one.words(span.field)
    start, end = next(place for place in sentence_spans(text) if place[0] <= span.start < place[1])
    marked = f"{text[start : span.start]}»{text[span.start : span.end]}«{text[span.end : end]}"
    lead = " / ".join(" ".join(filter(None, (each.heading, each.text))) for each in above)
    below = " / ".join(part.text for part in one.children)
    key = {"provision": one.id, "field": span.field.value, "span": [span.start, span.end]}
    return "\n".join(
        (
            f"## {number} {json.dumps(key)}",
            f"led to by: {lead}",
            f"before it: {text[:start]}",
            f"SENTENCE: {marked}",
            f"below it: {below[:600]}",
            "",
        )
    )


# ── scoring ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Judged:
    """One modal verb as the readers judged it, and as it is read: modalities and the actors' names."""

    place: str
    verb: tuple[int, int]
    modality: str
    actors: tuple[str, ...]
    read: str
    named: tuple[str, ...]

    @property
    def same_modality(self) -> bool:
        """Whether the modality is that of the readers."""
        return self.modality == self.read

    @property
    def same_actors(self) -> bool:
        """Whether the actors are those of the readers, one to one."""
        return paired(self.actors, self.named)

    @property
    def error(self) -> str:
        """What kind of error it is, or nothing."""
        if self.same_modality and self.same_actors:
            return ""
        if NONE in {self.modality, self.read}:
            return "no duty taken for one" if self.modality == NONE else "duty not found"
        if not self.same_modality:
            return "wrong modality"
        if not self.named:
            return "actor missed"
        if not self.actors:
            return "actor invented"
        return "other actor" if len(self.actors) == len(self.named) else "other number of actors"


def paired(judged: Sequence[str], read: Sequence[str]) -> bool:
    """Whether each name of one list has another of the other list for its own."""
    if len(judged) != len(read):
        return False
    pairs = (zip(judged, order, strict=True) for order in permutations(read))
    return any(all(any(alike(one, name) for name in names_of(other)) for one, other in each) for each in pairs)


def names_of(label: str) -> tuple[str, ...]:
    """What an actor is called: of an institution or body every form of its name, else its label."""
    return (label, *(form for body in bodies() if body.label == label for form in body.forms))


def alike(judged: str, read: str) -> bool:
    """Whether two names are the same, or one is part of the other, with the same noun: behind it stand a preposition or a participle."""
    one, other = (re.sub(r"\b(?:the|a|an) ", "", phrase_key(name)) for name in (judged, read))
    shorter, longer = sorted((one, other), key=len)
    told = longer.startswith(f"{shorter} ") and longer[len(shorter) + 1 :].split(" ")[0].endswith(("ing", "ed"))
    return one == other or told or (f" {shorter} " in f" {longer} " and noun(one) == noun(other))


def noun(name: str) -> str:
    """The noun of a name: the last word in front of what is said about it."""
    return re.split(r" (?:of|for|to|in|on|at|under|established|providing|responsible|concerned)\b", name)[0].rpartition(" ")[2]


def judgements(corpus: Path, sample: str) -> Iterator[Judged]:
    """Each judged verb of a sample with what is read of it."""
    judged = [json.loads(line) for line in (ROOT / f"tests/acts/duties_{sample}.jsonl").read_text("utf-8").splitlines()]
    for act in acts_of(corpus, sample):
        duties, labels = read_duties(act)
        for one in judged:
            if one["provision"].startswith(f"{act.celex}/"):
                yield compared(one, duties, labels)


def read_duties(act: Act) -> tuple[tuple[Duty, ...], dict[str, str]]:
    """The duties of an act, and what its actors are called."""
    definitions = find_definitions(act, resolve(act))
    actors = Actors(act, zip(term_nodes(act.celex, definitions), definitions, strict=True))
    duties = find_duties(act, actors)
    return duties, {one.node: one.label for one in actors.named(duties)}


def compared(one: dict[str, Any], duties: Sequence[Duty], labels: Mapping[str, str]) -> Judged:
    """One judgement beside the duties whose verb is there."""
    start, end = one["span"]
    found = [
        duty
        for duty in duties
        if duty.provision == one["provision"] and duty.verb.field.value == one["field"] and duty.verb.start <= start < duty.verb.end
    ]
    found = [duty for duty in found if duty.verb.start == max(each.verb.start for each in found)]
    return Judged(
        place=one["provision"], verb=(start, end), modality=one["modality"], actors=tuple(one["actors"]),
        read=found[0].modality.value if found else NONE, named=tuple(labels[duty.actor] for duty in found if duty.actor),
    )  # fmt: skip


def score(corpus: Path, sample: str) -> None:
    """Print how much of a sample is read as the readers judged it, and each error."""
    every = list(judgements(corpus, sample))
    for one in sorted((one for one in every if one.error), key=lambda one: one.error):
        print(f"{one.error}: {one.place} {one.verb[0]} judged {one.modality} {list(one.actors)}, read {one.read} {list(one.named)}")
    for what, right in (
        ("modality and actors", sum(not one.error for one in every)),
        ("modality", sum(one.same_modality for one in every)),
        ("actors", sum(one.same_actors for one in every)),
    ):
        print(f"{what}: {right} of {len(every)} ({right / len(every):.1%})")


def main() -> None:
    """Draw or score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("draw", "score"))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("sample", choices=tuple(SAMPLES))
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.what == "score":
        score(given.corpus, given.sample)
        return
    if given.out is None or given.out.resolve().is_relative_to(ROOT):
        parser.error("the pack holds legal text: name a FILE outside the repository with --out")
    draw(given.corpus, given.sample, given.out)


if __name__ == "__main__":
    main()
