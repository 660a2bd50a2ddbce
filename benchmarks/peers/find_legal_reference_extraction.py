"""legal-reference-extraction (refex): German law, with cases of the Court of Justice; it tells spans, and no CELEX number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finder import Finder, Found, Text, one_by_one, run


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """Its extractor with the engines that it starts by default."""
    from refex.orchestrator import CitationExtractor

    extractor = CitationExtractor()

    def find(text: Text) -> list[Found]:
        return [(citation.span.start, citation.span.end, ()) for citation in extractor.extract(text["words"]).citations]

    return one_by_one(find)


if __name__ == "__main__":
    run(Finder(distribution="legal-reference-extraction", load=load))
