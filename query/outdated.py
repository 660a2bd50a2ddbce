"""Texts that were read before all was looked for that is looked for now: where nothing is found in them, that says nothing of the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.library import TextRow


def outdated(texts: Iterable[TextRow]) -> list[dict[str, str]]:
    """Those of some texts that are to be read again, each with the file to add; as JSON."""
    return [
        {"celex": text.celex, "version": text.version, "language": text.language, "file": text.sources[0].file}
        for text in texts
        if text.outdated
    ]


def warnings(found: Iterable[Mapping[str, str]]) -> list[str]:
    """What to know of such texts, a line for each."""
    return [
        f"Warning: {one['celex']} ({one['version']}, {one['language']}) was read by an earlier version, which did not look for all of this."
        f" Read it again: whereas add {one['file']}"
        for one in found
    ]
