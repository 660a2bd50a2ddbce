"""cjeu-py: cases of the Court of Justice as judgments cite them, and paragraphs; it tells spans, and no CELEX number of an act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finder import Finder, Found, Text, one_by_one, run


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """Its patterns for plain text; the other layers of it need the judgment's own record."""
    from cjeu_py.citation_extraction.regex_extractor import extract_citations_from_text

    def find(text: Text) -> list[Found]:
        return [(one["span_start"], one["span_end"], ()) for one in extract_citations_from_text(text["words"])]

    return one_by_one(find)


if __name__ == "__main__":
    run(Finder(distribution="cjeu-py", load=load))
