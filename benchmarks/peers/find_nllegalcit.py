"""nllegalcit: Dutch parliamentary papers, and cases by their ECLI; EU law is planned. It tells the words, here looked up in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finder import Finder, Found, Text, one_by_one, run


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """Its one call."""
    from nllegalcit import parse_citations

    def find(text: Text) -> list[Found]:
        out: list[Found] = []
        at = 0
        for citation in parse_citations(text["words"]):
            at = text["words"].find(citation.matched_text, at)
            out.append((at, at + len(citation.matched_text), ()))
        return out

    return one_by_one(find)


if __name__ == "__main__":
    run(Finder(distribution="nllegalcit", load=load))
