"""Whereas beside public tools that find references in texts, on the judged sample in one run (`references.py peers`).

Each tool runs in the interpreter that has it, through its adapter in `peers/` (`peers/finder.py` says how they talk). It gets the words of
the provisions drawn, in order, each with the act and the provision they stand in, and answers spans and targets. What it means is read as
kindly as can be: a step that it does not name ("1", "c") is the provision that the act has there, "paragraph 3" is looked for outward from
where it stands, the own act's number is the own act. Tools that name no target at all have only the last two columns.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.reference_facts import Sampled
from benchmarks.reference_scores import NONE, SPANS, Kind, Mention, kind_of, normal, table_of
from benchmarks.reference_show import percent, table
from kg.ids import is_celex, path_of
from kg.model import walk

PEERS: Final = Path(__file__).resolve().parent / "peers"
SCRIPTS: Final = {
    "lexref": "find_lexref", "eurlex-corpus": "find_eurlex_corpus", "eyecite": "find_eyecite", "citeurl": "find_citeurl",
    "legal-reference-extraction": "find_legal_reference_extraction", "nllegalcit": "find_nllegalcit",
}  # fmt: skip
"""The adapter of each tool, by the name of its distribution."""
LONGEST: Final = 600
"""Seconds after which a tool is stopped."""
_ROWS: Final = {
    "own provisions": "(a) own provisions", "to the article": "(a) … to the article", "other acts": "(b) other acts, to CELEX",
    "their provisions": "(b) … provisions, with path", "a and b": "(a) and (b)", "spans alone": SPANS,
}  # fmt: skip
_NO_STEP: Final = frozenset({"unp", "tab"})
"""Levels that a tool does not number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a tool found in each text, and the seconds of each run; or why it found nothing."""

    version: str = ""
    found: tuple[tuple[tuple[int, int, tuple[str, ...]], ...], ...] = ()
    seconds: tuple[float, ...] = ()
    error: str = ""


def ask(python: Path, name: str, texts: Sequence[Mapping[str, str]], runs: int = 1) -> Answer:
    """What a tool that an interpreter has says of texts."""
    command = [str(python), str(PEERS / f"{SCRIPTS[name]}.py"), "--runs", str(runs)]
    given = "".join(json.dumps(text) + "\n" for text in texts)
    try:
        answer = subprocess.run(command, input=given, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return Answer(error=f"stopped after {LONGEST} s")
    if answer.returncode:
        return Answer(error=(answer.stderr.strip().splitlines() or ["no word"])[-1])
    head, *found = map(json.loads, answer.stdout.splitlines())
    return _answer(head, found)


def _answer(head: Mapping[str, Any], found: Sequence[Sequence[Any]]) -> Answer:
    read = tuple(tuple((start, end, tuple(targets)) for start, end, targets in one) for one in found)
    return Answer(version=head["version"], seconds=tuple(head.get("seconds", ())), error=head.get("error", ""), found=read)


def installed(pythons: Sequence[Path]) -> dict[str, Path]:
    """The first interpreter that has each tool."""
    ask_for = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    out: dict[str, Path] = {}
    for name in SCRIPTS:
        for python in pythons:
            if name not in out and not subprocess.run([python, "-c", ask_for, name], capture_output=True, check=False).returncode:
                out[name] = python
    return out


# ── from what a tool says to ids ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The provisions of an act by their labels: a path whose first step has its code and whose others are bare labels."""

    act: str
    by_labels: Mapping[str, str]

    @classmethod
    def of(cls, sample: Sampled) -> Places:
        by_labels: dict[str, str] = {}
        for one in walk(sample.act.provisions):
            by_labels.setdefault(_labels(path_of(one.id)), path_of(one.id))
        return cls(act=sample.act.celex, by_labels=by_labels)

    def settled(self, target: str, source: str) -> str:
        """A target as a tool tells it, as an id: bare labels get the kind of step that the act has there."""
        if target.startswith("./"):
            return self._outward(target[2:], source)
        named = normal(target, self.act)
        if is_celex(named.partition("/")[0]):
            return _worded(named)
        return self.by_labels.get(_labels(named), named)

    def _outward(self, path: str, source: str) -> str:
        """What a path means where the words stand: the same labels in the nearest provision around them that has such a part."""
        around = source.split("/")
        tried = ("/".join([*around[:count], path]) for count in range(len(around), 0, -1))
        found = (self.by_labels.get(_labels(one)) for one in tried)
        return next((one for one in found if one is not None), path)


def _labels(path: str) -> str:
    first, _, rest = path.partition("/")
    steps = [(code, label) for code, _, label in (part.rpartition("_") for part in rest.split("/") if part)]
    return "/".join([first, *(label for code, label in steps if code not in _NO_STEP)])


def _worded(target: str) -> str:
    """A provision of another act as its words say it: behind an article a number is a paragraph and a letter a point."""
    act, *steps = target.split("/")
    in_article = bool(steps) and steps[0].startswith("art_")
    named = [step if "_" in step else f"{'par' if step.isdigit() and in_article else 'pnt'}_{step}" for step in steps]
    return "/".join([act, *named])


def mentions_of(answer: Answer, sample: Sampled, first: int) -> Iterator[Mention]:
    """What a tool found in the texts of one act, the first of which is the text of that place among all."""
    places = Places.of(sample)
    for at, (source, field) in enumerate(sample.words, first):
        for start, end, targets in answer.found[at]:
            settled = tuple(dict.fromkeys(places.settled(one, source) for one in targets)) or (NONE,)
            yield Mention(
                act=sample.act.celex, source=source, field=field, start=start, end=end, targets=settled,
                relations=("refers_to",) * len(settled), wording=sample.words[source, field][start:end],
            )  # fmt: skip


# ── the table ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(acts: Sequence[Sampled], ours: Sequence[Mention], pythons: Sequence[Path]) -> Iterator[str]:
    """One line for each tool, ours first."""
    judged = [mention for one in acts for mention in one.judged]
    head = ("tool", *(f"{name}: P / R / F1 %" for name in _ROWS), "spans: same characters, F1 %", "found")
    have = installed(pythons)
    answers = {name: ask(python, name, texts_of(acts)) for name, python in have.items()}
    rows = [("whereas", *cells(judged, ours))]
    rows += [(f"{name} {one.version}", *cells(judged, gathered(one, acts))) for name, one in answers.items() if not one.error]
    yield from table(head, rows)
    yield ""
    yield from (f"{name}: {one.error}" for name, one in answers.items() if one.error)
    yield from (f"{name}: in none of the interpreters given" for name in SCRIPTS if name not in have)


def texts_of(acts: Sequence[Sampled]) -> list[dict[str, str]]:
    """The texts of the sample as the adapters read them."""
    return [
        {"act": one.act.celex, "source": source, "field": field, "words": said}
        for one in acts
        for (source, field), said in one.words.items()
    ]


def gathered(answer: Answer, acts: Sequence[Sampled]) -> list[Mention]:
    """The mentions that a tool found in all texts."""
    out: list[Mention] = []
    first = 0
    for one in acts:
        out.extend(mentions_of(answer, one, first))
        first += len(one.words)
    return out


def cells(judged: Sequence[Mention], found: Sequence[Mention]) -> tuple[object, ...]:
    """Precision, recall and F1 of each measure; dashes for a tool that names no target."""
    scores = table_of(judged, found)
    targets = any(kind_of(target) is not Kind.NO_TARGET for one in found for target in one.targets)
    shown = {name: targets or name == "spans alone" for name in _ROWS}
    figures = [" / ".join(map(percent, scores[row].figures())) if shown[name] else "–" for name, row in _ROWS.items()]
    spans = scores[_ROWS["spans alone"]]
    return *figures, percent(spans.figures(exact=True)[2]), len(found)


def middle(answer: Answer) -> float:
    """The median of the seconds of a tool's runs."""
    return median(answer.seconds) if answer.seconds else 0.0
