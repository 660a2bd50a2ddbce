"""What every adapter of a tool that finds references shares: it is run by the interpreter that has the tool, and reads texts, not files.

    PYTHON benchmarks/peers/find_NAME.py [--runs 3] < TEXTS

Each line read is a JSON object: `act` (CELEX), `source` (id of the provision within the act), `field` and `words`. The first line printed
is an object with `version` and `seconds`, processor seconds for all texts, run by run, imports and tables apart; or with `error`. Then
comes one list for each text: `[start, end, [targets]]` for everything found. A target is a CELEX number, or a path of steps in the own act
(`art_5/par_1`) or behind a CELEX number; a step whose kind the tool does not tell is its bare label (`art_5/1/c`), and `./1/c` is from
where the words stand. The reader of the answers finds the provision that can be meant. Only the standard library is used here.
"""

from __future__ import annotations

import argparse
import json
import logging
import socket
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any, NoReturn

TOLD = 120
"""Characters of an error that are told."""

Text = dict[str, str]
Found = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """A tool: the distribution that it comes in, and how to load it. What `load` gives finds the references of each text, and is timed."""

    distribution: str
    load: Callable[[], Callable[[Sequence[Text]], list[list[Found]]]]


def run(finder: Finder) -> None:
    """Answer the texts of standard input."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=1)
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    answer, sys.stdout = sys.stdout, sys.stderr
    texts = [json.loads(line) for line in sys.stdin]
    for line in _answers(finder, texts, given.runs):
        answer.write(json.dumps(line) + "\n")


def _answers(finder: Finder, texts: Sequence[Text], runs: int) -> list[Any]:
    version = metadata.version(finder.distribution)
    try:
        find = finder.load()
        socket.socket = _no_network  # type: ignore[assignment,misc]
        find(texts[:1])
        seconds, found = [], []
        for _ in range(runs):
            start = time.process_time()
            found = find(texts)
            seconds.append(time.process_time() - start)
    except Exception as error:  # whatever a tool raises is a finding about it, told in the table
        return [{"version": version, "error": f"{type(error).__name__}: {' '.join(str(error).split())[:TOLD]}"}]
    return [{"version": version, "seconds": seconds}, *found]


def _no_network(*_: object, **__: object) -> NoReturn:
    raise OSError("no network while reading")


def one_by_one(find: Callable[[Text], list[Found]]) -> Callable[[Sequence[Text]], list[list[Found]]]:
    """A tool that keeps nothing from one text to the next."""
    return lambda texts: [find(text) for text in texts]
