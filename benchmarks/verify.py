"""How surely `whereas verify` tells an answer from one that was changed.

    python benchmarks/verify.py LIBRARY [--answers 1000] [--seed 1]

Questions are made of the library's own words and asked until so many are answered. Every answer must verify. Then, in turn, one character
of a quotation, a text or a citation, one id, and one hash of each answer is changed, the place and the change drawn by lot: none of these
may verify. The same answers, printed as text and as Markdown, must hold as texts, and must not once a letter within a word of a quotation
is another. Half of the other ids and hashes are real ones, of another provision or source of the library; the others differ in one
character. The process ends with 1 if any answer is told wrongly.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, Final

ROOT: Final = File(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.generated_questions import questions  # noqa: E402
from kg.library import Library  # noqa: E402
from query.answer import as_json, read_json  # noqa: E402
from query.ask import Engine, Options  # noqa: E402
from query.render import answer as render  # noqa: E402
from query.render import answer_markdown, plain  # noqa: E402
from query.shelf import Shelf  # noqa: E402
from query.verify import verify_json  # noqa: E402
from query.verify_text import verify_text  # noqa: E402

Json = dict[str, Any]
Path = tuple[str | int, ...]
Change = Callable[[str, random.Random], str]

AS_OF: Final = "2027-01-01"
_WORDS: Final = frozenset({"text", "citation"})
_IDS: Final = frozenset({"provision", "id", "from", "to", "said_by", "eli", "celex", "targets"})
_LETTERS: Final = "abcdefghilmnoprstuvwxyzAEIS0123456789,;.()’“ "
_NO_IDS: Final = frozenset({"question"})
"""A walk begins at the question, which is no id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told of some answers: how many there were, by what was changed in them, and those that verified where they must not (or
    did not where they must), each with its question and what was changed."""

    answers: Counter[str]
    wrong: tuple[tuple[str, str, str], ...]
    seconds: float


def main() -> int:
    """Ask, verify, change, verify again, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=File)
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Library(given.library) as library:
        found = measured(library, given.answers, given.seed)
    for what, number in found.answers.items():
        wrong = sum(kind == what for kind, _, _ in found.wrong)
        print(f"{what}: {number} answers, {number - wrong} told rightly, {wrong} wrongly")
    for kind, question, place in found.wrong:
        print(f"  {kind}: {question!r} {place}")
    print(f"{found.seconds:.0f} s")
    return 1 if found.wrong else 0


def measured(library: Library, answers: int, seed: int) -> Told:
    """What verifying tells of so many answers, as they are and changed."""
    rng, started = random.Random(seed), time.perf_counter()
    counts: Counter[str] = Counter()
    wrong: list[tuple[str, str, str]] = []
    ids = sorted({str(own) for (own,) in library.rows("SELECT id FROM provision")})
    hashes = sorted({source.sha256 for text in library.texts() for source in text.sources})
    shelf = Engine(library).shelf(Options(as_of=AS_OF))
    for found in answered(library, questions(library, seed), answers):
        for what, altered, place in ((("unchanged"), found, ""), *_altered(found, ids, hashes, rng)):
            counts[what] += 1
            if verify_json(altered, library).holds is not (what == "unchanged"):
                wrong.append((what, str(found["question"]), place))
        for what, text, holds in _printed(found, library, shelf, rng):
            counts[what] += 1
            if verify_text(text, shelf)["holds"] is not holds:
                wrong.append((what, str(found["question"]), ""))
    return Told(answers=counts, wrong=tuple(wrong), seconds=time.perf_counter() - started)


def answered(library: Library, asked: Iterable[str], most: int) -> Iterator[Json]:
    """The JSON of the answers that questions have, abstentions left out, as a file would give it back."""
    engine, number = Engine(library), 0
    for question in asked:
        if number == most:
            return
        found = as_json(engine.ask(question, Options(as_of=AS_OF)))
        if found["statements"]:
            number += 1
            yield json.loads(json.dumps(found))


def _printed(found: Json, library: Library, shelf: Shelf, rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """An answer as it is printed, and with a letter of a quotation changed, with whether it must hold."""
    answer = read_json(found)
    for form, text in (("text", plain(render(answer, library))), ("Markdown", answer_markdown(answer))):
        quoted = verify_text(text, shelf)["quotations"]
        yield f"as {form}", text, True
        one = rng.choice(quoted)
        inner = [at for at in range(one["start"] + 2, one["end"]) if text[at - 1 : at + 2].isalpha()]
        at = rng.choice(inner)
        yield f"as {form}, one letter", text[:at] + rng.choice([c for c in "abcdefg" if c != text[at]]) + text[at + 1 :], False


def _altered(found: Json, ids: Sequence[str], hashes: Sequence[str], rng: random.Random) -> Iterator[tuple[str, Json, str]]:
    """An answer with one character, one id and one hash changed, each with the place of the change."""
    for what, places, change in (
        ("one character", _places(found, _WORDS), _other_character),
        ("one id", [one for one in _places(found, _IDS) if one[1] not in _NO_IDS], _one_of(ids)),
        ("one hash", _places(found, frozenset({"sha256"})), _one_of(hashes)),
    ):
        path, value = rng.choice(places)
        other = change(value, rng)
        yield what, _put(found, path, other), f"{'/'.join(map(str, path))}: {value!r} → {other!r}"


def _places(value: object, keys: frozenset[str], path: Path = (), key: str = "") -> list[tuple[Path, str]]:
    """Every text in JSON under some keys, with the way to it."""
    if isinstance(value, str):
        return [(path, value)] if key in keys else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for inner, one in items for place in _places(one, keys, (*path, inner), inner if isinstance(inner, str) else key)]


def _other_character(value: str, rng: random.Random) -> str:
    """A text with a character replaced, left out or put in."""
    at = rng.randrange(len(value))
    letter = rng.choice([one for one in _LETTERS if one != value[at]])
    return rng.choice((value[:at] + letter + value[at + 1 :], value[:at] + value[at + 1 :], value[:at] + letter + value[at:]))


def _one_of(known: Sequence[str]) -> Change:
    """A change into another that is known, or by one character."""

    def change(value: str, rng: random.Random) -> str:
        others = [one for one in rng.sample(known, min(len(known), 2)) if one != value]
        return others[0] if others and rng.random() < 0.5 else _other_character(value, rng)

    return change


def _put(found: Json, path: Path, value: str) -> Json:
    """A copy of JSON with another value at a path."""
    out: Any = copy.deepcopy(found)
    inner = out
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return dict(out)


if __name__ == "__main__":
    raise SystemExit(main())
