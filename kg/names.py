"""What people call acts: the short name that a title gives in brackets, and a small file of names in common use (`names.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_IN_BRACKETS = re.compile(r"\((?P<name>[A-Z][^()]{2,80})\)")


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    found = tomllib.loads(files("kg").joinpath("names.toml").read_text("utf-8"))
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
