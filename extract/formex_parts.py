"""Which XML documents are acts, and which parts make one act, in what order.

The manifest of a Formex act (root DOC) lists its parts (REF.PHYS) in order; without one they run by name, which numbers them by page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from extract.archives import heads_of_folder
from extract.readers.xml_elements import root_of
from kg.errors import MalformedSource, UnsupportedDialect

MAIN: Final = frozenset({"ACT", "CONS.ACT"})
WHOLE: Final = MAIN | {"COMBINED.FMX"}
"""Roots of a single file that holds an act."""
_MANIFEST: Final = "DOC"
_CONTENTS: Final = "PUBLICATION"
_GIVE_ALL: Final = "Give the folder or the zip of all its parts."
_GIVE_ACT: Final = "Give the act itself in Formex, XHTML, HTML, PDF or text."
_REFUSED: Final = {
    "ANNEX": ("this is a part of an act: an annex", _GIVE_ALL),
    _MANIFEST: ("this is the manifest of an act, without the act", _GIVE_ALL),
    _CONTENTS: ("this is a table of contents of the Official Journal, without an act", _GIVE_ALL),
    "CORR": ("this is a corrigendum, not an act", "Give the act itself, or its consolidated text, which has the correction."),
    "RDF": ("this is a notice about an act, not the act", _GIVE_ACT),
    "NOTICE": ("this is a notice about an act, not the act", _GIVE_ACT),
}
_FORMEX_NAME: Final = re.compile(r"[A-Z][A-Z.]*")
_NAME: Final = re.compile(r"<([^\s<>/]+)")


def root_tag(text: str) -> str:
    """The name of a document's root, without its prefix; empty where it has none in sight: declarations and comments stand before it."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        ends = "-->" if text.startswith("<!--", at) else "?>" if text.startswith("<?", at) else ""
        if not ends and not text.startswith("<!", at):
            match = _NAME.match(text, at)
            return match[1].rpartition(":")[2] if match else ""
        ends = ends or ("]>" if "[" in text[at : text.find(">", at) + 1] else ">")
        at = text.find(ends, at)
        if at < 0:
            return ""
        at += len(ends)
    return ""


def refuse(tag: str, where: str) -> None:
    """Raise UnsupportedDialect with what a document of this root is, where it is known and no act."""
    said = _REFUSED.get(tag)
    if said is not None:
        raise UnsupportedDialect(said[0], where=where, hint=said[1])
    if _FORMEX_NAME.fullmatch(tag):
        raise UnsupportedDialect(f"a document of a kind that is not read: {tag}", where=where, hint=_GIVE_ACT)


def is_formex_folder(folder: Path) -> bool:
    """Whether the files of a folder are the parts of one act: a manifest lists some of them, or one act has annexes beside it."""
    tags = {name: root_tag(head.decode("utf-8", "replace")) for name, head in heads_of_folder(folder)}
    manifests = [name for name, tag in tags.items() if tag == _MANIFEST]
    if any(_lists_some(folder / name, tags) for name in manifests):
        return True
    kinds = list(tags.values())
    return sum(kind in MAIN for kind in kinds) == 1 and "ANNEX" in kinds


def _lists_some(manifest: Path, tags: Mapping[str, str]) -> bool:
    content = manifest.read_bytes()[: 4 * 1024 * 1024].decode("utf-8", "replace")
    return any(name in tags for name in re.findall(r'<REF\.PHYS\b[^>]*?\bFILE="([^"]*)"', content))


def in_order(texts: Mapping[str, str], where: str) -> tuple[str, ...]:
    """The names of the parts of one act in the order of the act, what is only about it last.

    Raises MalformedSource for a part that the manifest lists and that is missing, or the other way round, and UnsupportedDialect for
    documents that are no parts of one act.
    """
    tags = {name: root_tag(text) for name, text in texts.items()}
    parts = [name for name in sorted(tags) if tags[name] in MAIN or tags[name] == "ANNEX"]
    about = [name for name in sorted(tags) if tags[name] in (_MANIFEST, _CONTENTS)]
    for name in sorted(tags.keys() - {*parts, *about}):
        refuse(tags[name], f"{where}: {name}")
        raise UnsupportedDialect(f"{name[:80]!r} is no part of an act in Formex", where=where, hint=_GIVE_ACT)
    manifests = [name for name in about if tags[name] == _MANIFEST]
    if len(manifests) > 1 or sum(tags[name] in MAIN for name in parts) > 1:
        raise UnsupportedDialect("the parts are those of several acts", where=where, hint="Give the parts of one act.")
    if manifests:
        parts = _as_listed(texts[manifests[0]], parts, f"{where}: {manifests[0]}")
    if not parts:
        refuse(tags[about[0]], f"{where}: {about[0]}")
    if not any(tags[name] in MAIN for name in parts):
        raise UnsupportedDialect("there are annexes and no act", where=where, hint=_GIVE_ALL)
    return (*parts, *about)


def _as_listed(manifest: str, parts: list[str], where: str) -> list[str]:
    listed = [one.attributes.get("FILE", "") for one in root_of(manifest, where).all("REF.PHYS")]
    wanted = list(dict.fromkeys(name.replace("\\", "/").rpartition("/")[2] for name in listed if name.lower().endswith(".xml")))
    missing = [name for name in wanted if name not in parts]
    if missing:
        raise MalformedSource(f"the manifest lists {missing[0][:80]!r}, which is missing", where=where, hint=_GIVE_ALL)
    more = [name for name in parts if name not in wanted]
    if more:
        raise MalformedSource(f"{more[0][:80]!r} is a part that the manifest does not list", where=where, hint="Give the parts of one act.")
    return wanted
