"""One act in two languages points to the same provisions: what French finds is held against English, provision by provision."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.resolve import resolve
from kg.findings import Unresolved
from kg.model import Act
from tests.conftest import Read


def pairs(act: Act) -> set[tuple[str, str]]:
    """Who points at what in an act."""
    return {(one.source, one.target) for one in resolve(act) if not isinstance(one.target, Unresolved)}


@pytest.mark.corpus
@pytest.mark.parametrize(("folder", "share"), [("32024R1689", 0.99), ("32016R0679", 0.997), ("32022R2065", 0.997), ("32026R1744", 0.94)])
def test_french_finds_what_english_finds(folder: str, share: float, corpus: Path, read: Read) -> None:
    english, french = (pairs(read(corpus / folder / f"{language}.xhtml")[1]) for language in ("en", "fr"))
    assert len(english & french) >= share * max(len(english), len(french))
