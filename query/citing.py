"""The ways to cite a provision of the library, with its page where a source has pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.library import Library, ProvisionRow
from kg.names import names_of
from query.cite import CitedAct, ways


def cited(library: Library, row: ProvisionRow) -> dict[str, Any]:
    """Official and short form, Official Journal reference or consolidated text, ELI, page for people, BibTeX and CSL-JSON."""
    text = row.text
    page = next((found.place.page for found in library.places(row.id, row.text) if found.place.page and not found.place.member), None)
    names = names_of(text.celex, text.title)
    act = CitedAct(
        title=text.title, eli=text.eli, version=text.version, language=text.language, name=names[0] if names else "", journal=text.journal
    )
    return {**asdict(ways(row.id, act, page if text.version == "oj" else None)), "version": text.version}
