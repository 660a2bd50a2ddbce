"""What was fetched is kept, so that nobody is asked twice for the same bytes: `WHEREAS_CACHE`, else the user's cache folder.

    files/ab/abcd…/32016R0679.en.xhtml   a file under the sha256 of its bytes, with the name it is read by
    answers/….json                       by address, media type and language: that file, with ETag and Last-Modified
    acts/32016R0679.en.json              by act, language and kind of version: which file, of which CELEX number
    partial/….part, ….json               a download that broke off, and the validator its further bytes must have

Every file appears whole or not at all: it is written beside its place and renamed into it. Entries that cannot be read, and files whose
bytes are no longer those of their name, count as absent. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

try:
    import fcntl
except ImportError:  # where files cannot be locked, each download has a file of its own and starts from its beginning
    fcntl = None  # type: ignore[assignment]

_STALE: Final = 7 * 24 * 3600
"""Seconds after which what is left of a download is swept out."""


def default_folder() -> Path:
    """Where fetched files are kept unless told otherwise."""
    named = os.environ.get("WHEREAS_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("whereas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file as an address gave it. Without `etag` and `last_modified` there is nothing to ask by whether it has changed."""

    url: str
    type: str
    sha256: str
    name: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAct:
    """The file an act was last read from. `celex` is that of the version found."""

    celex: str
    format: str
    sha256: str
    name: str


_Entry = TypeVar("_Entry", Kept, KeptAct)


class Partial:
    """A download under way: a file to append to, with the validator that its bytes have; locked, so that nobody else writes to it."""

    def __init__(self, file: BinaryIO, path: Path, note: Path | None) -> None:
        self.file, self.path, self._note = file, path, note
        self.done = False

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return self.file.seek(0, os.SEEK_END)

    @property
    def validator(self) -> str:
        """What the bytes that are there were told apart by; empty where they cannot be gone on with."""
        found = _read(self._note) if self._note else None
        return str(found.get("validator", "")) if found else ""

    def start(self, validator: str) -> None:
        """Begin again. The bytes go first, so that no validator ever stands beside bytes that are not its own."""
        self.file.truncate(0)
        self.file.seek(0)
        if self._note:
            _write(self._note, {"validator": validator})

    def close(self) -> None:
        """Let go; what cannot be gone on with is removed, while it is still ours."""
        if self._note:
            kept = not self.done and bool(self.validator and self.size)
            if not kept:
                self._note.unlink(missing_ok=True)
            if not kept and not self.done:
                self.path.unlink(missing_ok=True)
        self.file.close()
        if not self._note and not self.done:
            self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """The folder of what was fetched. Several programs may use it at once."""

    folder: Path

    def kept(self, key: str) -> Kept | None:
        """What an address gave, if its file is still whole."""
        return self._whole(_value(Kept, _read(self.folder / "answers" / f"{key}.json")))

    def act(self, key: str) -> KeptAct | None:
        """The file of an act, if it is still whole."""
        return self._whole(_value(KeptAct, _read(self.folder / "acts" / f"{key}.json")))

    def note_act(self, key: str, act: KeptAct) -> None:
        """Remember which file an act was read from."""
        _write(self.folder / "acts" / f"{key}.json", asdict(act))

    def path(self, kept: Kept | KeptAct) -> Path:
        """Where a file lies."""
        return self.folder / "files" / kept.sha256[:2] / kept.sha256 / kept.name

    def _whole(self, kept: _Entry | None) -> _Entry | None:
        return kept if kept is not None and digest(self.path(kept)) == kept.sha256 else None

    @contextmanager
    def partial(self, key: str) -> Iterator[Partial]:
        """The download under that key: what is there of it is gone on with, unless another program is at it."""
        folder = self.folder / "partial"
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        found = _locked(folder / f"{key}.part", folder / f"{key}.json") or _private(folder)
        try:
            yield found
        finally:
            found.close()

    def keep(self, key: str, partial: Partial, kept: Kept) -> Kept:
        """Move a finished download to its place under its sha256, and remember what address gave it."""
        partial.file.flush()
        os.fsync(partial.file.fileno())
        done = Kept(**{**asdict(kept), "sha256": digest(partial.path)})
        place = self.path(done)
        place.parent.mkdir(parents=True, exist_ok=True)
        partial.path.replace(place)
        partial.done = True
        _write(self.folder / "answers" / f"{key}.json", asdict(done))
        return done

    def put(self, content: bytes, name: str) -> KeptAct:
        """Keep bytes that were put together here."""
        kept = KeptAct(celex="", format="", sha256=hashlib.sha256(content).hexdigest(), name=name)
        _replace(self.path(kept), content)
        return kept


def key_of(*words: str) -> str:
    """A file name for what is known by these words."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:40]


def digest(path: Path) -> str:
    """The sha256 of a file; empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


# ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _locked(path: Path, note: Path) -> Partial | None:
    """The file of a download, locked; None where another holds it or has just finished with it."""
    if fcntl is None:
        return None
    file = path.open("a+b")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(file.fileno()).st_ino == path.stat().st_ino:
            return Partial(file, path, note)
    except OSError:  # held by another, or already renamed into its place
        pass
    file.close()
    return None


def _private(folder: Path) -> Partial:
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    return Partial(os.fdopen(handle, "w+b"), Path(name), None)


def _sweep(folder: Path) -> None:
    """Remove what nobody has gone on with for a week."""
    for path in folder.iterdir():
        with suppress(OSError):  # gone meanwhile
            if time.time() - path.stat().st_mtime > _STALE:
                path.unlink()


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _value(kind: type[_Entry], found: dict[str, Any] | None) -> _Entry | None:
    """An entry as a value; None where it is none, or names a file outside its folder."""
    if found is None or not all(isinstance(value, str) for value in found.values()):
        return None
    try:
        value = kind(**found)
    except TypeError:
        return None
    return value if value.name == Path(value.name).name and value.sha256.isalnum() else None


def _write(path: Path, value: dict[str, Any]) -> None:
    _replace(path, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
