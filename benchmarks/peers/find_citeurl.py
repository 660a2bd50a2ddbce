"""citeurl: citations of United States law by templates; it tells spans, and no EU target. (Its package needs `markdown`, and does not say
so.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finder import Finder, Found, Text, one_by_one, run


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """Its citator with the templates that it ships."""
    from citeurl import Citator

    citator = Citator()

    def find(text: Text) -> list[Found]:
        return [(*citation.span, ()) for citation in citator.list_cites(text["words"])]

    return one_by_one(find)


if __name__ == "__main__":
    run(Finder(distribution="citeurl", load=load))
