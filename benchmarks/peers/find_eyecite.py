"""eyecite: the citations of United States law, known for its speed; it tells spans, and no EU target."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finder import Finder, Found, Text, one_by_one, run


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """Its one call, with its default tokeniser."""
    from eyecite import get_citations

    def find(text: Text) -> list[Found]:
        return [(*citation.span(), ()) for citation in get_citations(text["words"])]

    return one_by_one(find)


if __name__ == "__main__":
    run(Finder(distribution="eyecite", load=load))
