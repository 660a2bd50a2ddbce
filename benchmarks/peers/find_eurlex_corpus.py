"""eurlex-corpus: articles and acts that an article cites, for its citation graph; it tells the words, here looked up again in the text.

It tells the same article or act once for a text, so every place where the same words stand is counted as found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from finder import Finder, Found, Text, one_by_one, run


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """The function that its articles call on their text."""
    from eurlex_corpus.refs import extract_references

    def find(text: Text) -> list[Found]:
        targets: dict[str, list[str]] = defaultdict(list)
        for one in extract_references(text["words"], text["act"], "en"):
            steps = [f"art_{one.article}"] if one.article else []
            steps += [f"par_{one.paragraph}"] if one.paragraph else []
            targets[one.text].append("/".join(steps if one.internal and steps else [one.celex, *steps]))
        return [
            (match.start(), match.end(), tuple(named))
            for words, named in targets.items()
            for match in re.finditer(rf"{re.escape(words)}(?!\d)", text["words"])
        ]

    return one_by_one(find)


if __name__ == "__main__":
    run(Finder(distribution="eurlex-corpus", load=load))
