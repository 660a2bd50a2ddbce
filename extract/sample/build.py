"""Build the sample act: read `act.txt`, write `act.xhtml`, `act.pdf` and `act.pdf.txt` next to it.

    python -m extract.sample.build            write the files
    python -m extract.sample.build --check    compare them with what is there; exit 1 if they differ

The same source always gives the same bytes.

The markup of `act.txt` has one block of text per line:

    KEY [LABEL] | TEXT        lines that are empty or start with "#" are skipped

A line indented by two spaces more than the line above stands below it: points below their introductory words, a
subparagraph of a point below that point. What is not indented follows the line before it in the same paragraph.

    number, date              the number and the date of publication
    hyphens                   the words that print may hyphenate, and where
    title, enacting, citation, whereas, recital (1), adopted, final, sign
    chapter I, section 1, article 1       the text is the caption
    par 1.                    a numbered paragraph; `text` in its place for an article without numbers
    sub, wrap                 a further subparagraph; words that continue the sentence after a list
    point (a), indent —       labelled items
    annex I, group, heading 1., note 1    an annex; in it a section or a numbered heading; a footnote

Inside a text, `[^1]` is a footnote mark, `*words*` are italic, and a no-break space (U+00A0) keeps a number together.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extract.sample import path, pdf, xhtml
from extract.sample.source import parse


def build(source: str) -> dict[str, bytes]:
    """Give the bytes of every built file by its name."""
    roots = parse(source)
    printed, annex_pages = pdf.write(roots)
    return {
        "act.xhtml": xhtml.write(roots, annex_pages).encode(),
        "act.pdf": printed,
        "act.pdf.txt": pdf.extract(printed).encode(),
    }


def differing(files: dict[str, bytes]) -> list[Path]:
    """Give the packaged files that are missing or differ from what was built."""
    return [path(name) for name, data in files.items() if not path(name).exists() or path(name).read_bytes() != data]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the files, or check them with `--check`; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m extract.sample.build", description="Build the sample act.")
    parser.add_argument("--check", action="store_true", help="compare with the packaged files instead of writing them")
    check = parser.parse_args(arguments).check
    files = build(path("act.txt").read_text(encoding="utf-8"))
    if check:
        stale = differing(files)
        for file in stale:
            print(f"{file.name} differs from what act.txt gives", file=sys.stderr)
        return 1 if stale else 0
    for name, data in files.items():
        path(name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
