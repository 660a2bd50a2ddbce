"""References measured: against a judged sample, against official marks, over a corpus, in time, and beside other tools.

    python benchmarks/references.py sample ../shared/corpus [first | second] [--facts FILE] [--show]
    python benchmarks/references.py acts ../shared/corpus [--gold FILE] [--show]
    python benchmarks/references.py corpus ../shared/corpus [--show] [--draw 100 --out FILE]
    python benchmarks/references.py speed ../shared/corpus [--peer-python PYTHON]
    python benchmarks/references.py peers ../shared/corpus [first | second] --peer-python PYTHON [--peer-python PYTHON …] [--facts FILE]

`sample` scores the references of the provisions drawn (`reference_sample.py`) against the facts judged by hand
(docs/how-to/judge-references.md): precision, recall and F1 of pairs of a mention and a target whose words overlap, and of those with the
very same characters; how often the relation is right; and the same by form. What the other four measure stands at the head of their modules
(`reference_cited.py`, `reference_corpus.py`, `reference_speed.py`, `reference_peers.py`). What `--show` and `--out` write holds legal text,
and is for reading only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import reference_cited, reference_corpus, reference_peers, reference_speed  # noqa: E402
from benchmarks.reference_facts import Sampled, facts_of, misfits, sampled, with_facts  # noqa: E402
from benchmarks.reference_sample import SOURCES  # noqa: E402
from benchmarks.reference_scores import Mention, found_in, within  # noqa: E402
from benchmarks.reference_show import all_lines, fault_lines, form_lines  # noqa: E402
from extract.resolve import resolve  # noqa: E402


def main() -> None:
    """Measure what the first word of the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    measures = parser.add_subparsers(required=True, metavar="MEASURE")
    for name, run, options in (
        ("sample", _sample, ("sample", "--facts", "--show")),
        ("acts", _acts, ("--gold", "--show")),
        ("corpus", _corpus, ("--show", "--draw", "--out")),
        ("speed", _speed, ("--peer-python",)),
        ("peers", _peers, ("sample", "--facts", "--peer-python")),
    ):
        measure = measures.add_parser(name)
        measure.add_argument("corpus", type=Path)
        measure.set_defaults(run=run)
        for option in options:
            _add(measure, option)
    given = parser.parse_args()
    given.run(given)


def _add(measure: argparse.ArgumentParser, option: str) -> None:
    if option == "sample":
        measure.add_argument(option, choices=SOURCES, nargs="?", default="first")
    elif option == "--show":
        measure.add_argument(option, action="store_true", help="print each single fault")
    elif option == "--draw":
        measure.add_argument(option, type=int, default=0, metavar="N", help="draw N resolved references for a reader to judge")
    elif option == "--peer-python":
        measure.add_argument(option, type=Path, action="append", default=[], metavar="PYTHON", help="an interpreter that has peers")
    else:
        measure.add_argument(option, type=Path, metavar="FILE")


def _sample(given: argparse.Namespace) -> None:
    """Print the scores of each act and of all, and the table of forms."""
    judged: list[Mention] = []
    found: list[Mention] = []
    for one in _judged(given):
        ours = _found(one)
        _say(f"\n## {one.act.celex}\n", *(f"facts: {line}" for line in misfits(one)), *all_lines(one.judged, ours))
        judged.extend(one.judged)
        found.extend(ours)
    _say("\n## all\n", *all_lines(judged, found), "", *form_lines(judged, found))
    if given.show:
        _say("", *fault_lines(judged, found))


def _judged(given: argparse.Namespace) -> tuple[Sampled, ...]:
    return with_facts(sampled(given.corpus, given.sample), given.facts or facts_of(given.sample))


def _found(sample: Sampled) -> tuple[Mention, ...]:
    """What the program finds in the provisions drawn from an act; it reads the whole act, as it always does."""
    return within(found_in(sample.act.celex, resolve(sample.act)), sample.words.keys())


def _acts(given: argparse.Namespace) -> None:
    gold = given.gold or given.corpus.parent / "gold" / "references_official_formex.jsonl"
    _say(*reference_cited.lines(given.corpus, gold, show=given.show))


def _corpus(given: argparse.Namespace) -> None:
    if given.draw:
        reference_corpus.draw(given.corpus, given.draw, given.out)
    else:
        _say(*reference_corpus.lines(given.corpus, show=given.show))


def _speed(given: argparse.Namespace) -> None:
    _say(*reference_speed.lines(given.corpus, given.peer_python))


def _peers(given: argparse.Namespace) -> None:
    acts = _judged(given)
    ours = [mention for one in acts for mention in _found(one)]
    _say(*reference_peers.lines(acts, ours, given.peer_python))


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
