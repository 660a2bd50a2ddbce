"""Whereas beside public tools that find references in texts, on the judged sample in one run (`references.py peers`).

Each tool runs in the interpreter that has it, through its adapter in `peers/` (`peers/finder.py` says how they talk). It gets the words of
the provisions drawn, in order, each with the act and the provision they stand in, and answers spans and targets. What it means is read as
kindly as can be: a step that it does not name ("1", "c") is the provision that the act has there, or that is judged to be meant in another
act, "paragraph 3" is looked for outward from where it stands, the own act's number is the own act. Tools that name no target at all have
only the last two columns.
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
from extract.provision_index import ProvisionIndex
from extract.resolve import index_of
from kg.ids import act_of, is_celex, path_of
from kg.model import Kind as ProvisionKind
from kg.model import walk

PEERS: Final = Path(__file__).resolve().parent / "peers"
SCRIPTS: Final = {
    "lexref": "find_lexref", "eurlex-corpus": "find_eurlex_corpus", "eyecite": "find_eyecite", "citeurl": "find_citeurl",
    "legal-reference-extraction": "find_legal_reference_extraction", "nllegalcit": "find_nllegalcit", "cjeu-py": "find_cjeu_py",
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
_GROUPINGS: Final = ("prt_", "tis_", "cpt_", "sct_", "sbs_")
_NO_GROUPING: Final = frozenset({ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH})


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
    """The provisions of an act, and those of other acts that are judged to be meant in it, by their labels: a path whose first step behind
    the act's number has its code and whose others are bare labels."""

    index: ProvisionIndex
    by_labels: Mapping[str, str]

    @classmethod
    def of(cls, sample: Sampled) -> Places:
        by_labels: dict[str, str] = {}
        paths = (path_of(one.id) for one in walk(sample.act.provisions))
        judged = (target for one in sample.judged for target in one.targets if is_celex(act_of(target)) and path_of(target))
        for path in (*paths, *judged):
            by_labels.setdefault(_labels(path), path)
            root, last = path.partition("/")[0], path.rpartition("_")[2]
            if "." in last:  # "Section 5.2" says of itself that it is in 5
                by_labels.setdefault(f"{root}/{last}", path)
        return cls(index=index_of(sample.act), by_labels=by_labels)

    def settled(self, target: str, source: str) -> str:
        """A target as a tool tells it, as an id: bare labels get the kind of step that the act has there."""
        named = normal(target, self.index.act)
        return self.by_labels.get(_labels(named)) or self._outward(named.removeprefix("./"), source) or named

    def _outward(self, path: str, source: str) -> str | None:
        """What a path means where the words stand: the same labels in the nearest provision or grouping around that has such a part."""
        grouping = path.startswith(_GROUPINGS)
        for scope in self.index.scopes(f"{self.index.act}/{source}"):
            found = self.by_labels.get(_labels(f"{path_of(scope)}/{path}")) if path_of(scope) else None
            if found is not None and not (grouping and self.index.kinds[f"{self.index.act}/{found}"] in _NO_GROUPING):
                return found
        return None


def _labels(path: str) -> str:
    first = 2 if is_celex(act_of(path)) else 1
    steps = path.split("/")
    inner = ((code, label) for code, _, label in (step.rpartition("_") for step in steps[first:]))
    return "/".join([*steps[:first], *(label for code, label in inner if code not in _NO_STEP)])


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
