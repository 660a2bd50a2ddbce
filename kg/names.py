"""What people call acts: the short name that a title gives in brackets, and two small files of facts.

`names.toml` has names in common use, `instruments.toml` the agreements and conventions that acts name without a number.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_IN_BRACKETS = re.compile(r"\((?P<name>[A-Z][^()]{2,80})\)")


@lru_cache(maxsize=2)
def _known(file: str = "names.toml") -> dict[str, tuple[str, ...]]:
    found = tomllib.loads(files("kg").joinpath(file).read_text("utf-8"))
    return {celex: tuple(names) for celex, names in found.items()}


def names_of(celex: str, title: str = "") -> tuple[str, ...]:
    """Short names of an act, those in common use first."""
    own = [
        match["name"]
        for match in _IN_BRACKETS.finditer(title)
        if not match["name"].startswith(("EU", "EC", "Text", "EEC", "JHA", "Euratom", "CFSP"))
    ]
    return tuple(dict.fromkeys((*_known().get(celex, ()), *own)))


def known_names() -> dict[str, str]:
    """Every name in the file with its CELEX number: what the reference grammar reads as an act."""
    return {name: celex for celex, names in _known().items() for name in names}


def instrument_named(name: str) -> str | None:
    """The CELEX number of an agreement or convention that an act names in full, whatever its capitals."""
    return _instruments().get(" ".join(name.lower().removeprefix("the ").split()))


@lru_cache(maxsize=1)
def _instruments() -> dict[str, str]:
    return {name.lower(): celex for celex, names in _known("instruments.toml").items() for name in names}
