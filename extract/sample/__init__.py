"""The embedded sample act: a fictional regulation in our own words, in the formats that readers meet in real life."""

from pathlib import Path

CELEX = "32099R0001"
"""The CELEX number of the sample act; no real act carries it."""

FILES = ("act.txt", "act.xhtml", "act.pdf", "act.pdf.txt")
"""The packaged files: the hand-written source and what `extract.sample.build` makes of it."""


def path(name: str) -> Path:
    """Give the path of a packaged file, such as "act.pdf"; an unknown name raises ValueError."""
    if name not in FILES:
        raise ValueError(f"no sample file {name!r}; known: {', '.join(FILES)}")
    return Path(__file__).resolve().parent / name
