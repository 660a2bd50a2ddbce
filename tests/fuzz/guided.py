"""Fuzz a reader with coverage as the guide, by atheris and the mutations of this folder: slower for each file, but it learns which are new.

atheris is no dependency of the project: it comes as a wheel for few versions of Python. In an environment that has it beside the project's
own (`pip install atheris`), one reader at a time:

    python -m tests.fuzz.guided pdf -max_total_time=600 -timeout=20 -rss_limit_mb=2048 -artifact_prefix=/tmp/findings/

Whatever stands behind the reader's name are options of libFuzzer. A file is read, nested and certified; anything but a `LawError` ends the
run, and the file that did it is kept.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["extract", "kg"]):
    from extract.coverage import certify
    from extract.reading import read_act
    from extract.source import read_source
from kg.errors import LawError
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import READERS

BEGUN = 100_000
"""Bytes to which libFuzzer's own mutations are held; those of this folder may go on to more."""


def main() -> None:
    """Run until libFuzzer ends."""
    name = sys.argv.pop(1)
    reader = READERS[name]
    folder = Path(tempfile.mkdtemp())
    file, seeds = folder / f"given{reader.suffix}", folder / "seeds"
    seeds.mkdir()
    for number, data in enumerate(reader.own()):
        (seeds / str(number)).write_bytes(data)

    def one(data: bytes) -> None:
        file.write_bytes(data)
        try:
            source = read_source(file)
            certify(file, read_act(source), pages=source.pages if source.parted else None)
        except LawError:
            return

    def changed(data: bytes, size: int, seed: int) -> bytes:
        return bytes(mutated(bytes(data), reader.mutations, Random(seed))[:size])

    atheris.Setup([*sys.argv, f"-max_len={BEGUN}", str(seeds)], one, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
