"""Fetch an act from the Publications Office, when asked to by its CELEX number, ELI or short name; what is fetched is read like any file.

The act's CELEX resource is asked for each format in turn, the best first, in one language (content negotiation as published on the
Office's page "Publications"). 406 says that there is no such format and 404 that there is no such thing. Programs that use the service
report 404 for a missing format too, so after the first 404 the act's notice of identifiers is asked for, which every act has: only where
that is missing is the act. 300 lists several files; those of Formex are put into one archive, as the service itself delivers it.

The newest consolidated version is taken from the act's tree notice; docs/decisions/0009 says why.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from extract.cache import Cache, Kept, KeptAct, default_folder
from extract.publications import (
    FORMS,
    IDENTIFIERS_NOTICE,
    LANGUAGE_CODES,
    NOTICE_TYPES,
    PUBLICATIONS,
    TREE_NOTICE,
    Form,
    Part,
    Wanted,
    address,
    consolidations,
    named_act,
    parts_of,
)
from extract.transfer import Answer, Connection, Service, Wish, members
from kg.errors import SourceError, Unreachable

Progress = Callable[[str], AbstractContextManager[None]]


def default_service() -> Service:
    """The Publications Office, or the service that `WHEREAS_PUBLICATIONS` names."""
    return Service(base=os.environ.get("WHEREAS_PUBLICATIONS") or PUBLICATIONS)


def default_cache() -> Cache:
    """The user's cache folder, or the folder that `WHEREAS_CACHE` names."""
    return Cache(folder=default_folder())


def files_named(given: str, language: str = "en", *, consolidated: bool = False, progress: Progress | None = None) -> Iterator[Path]:
    """The files that an argument of `whereas add` means: those at that path if there is one; else of the act it names, which is fetched."""
    from extract.pipeline import files_of

    path = Path(given)
    wanted = None if path.exists() else named_act(given, language, consolidated=consolidated)
    if wanted is None:
        yield from files_of(path)
    else:
        with (progress or (lambda _: nullcontext()))(f"fetching {wanted.celex}"):
            found = fetch(wanted)
        yield found


def fetch(wanted: Wanted, *, service: Service | None = None, cache: Cache | None = None, today: date | None = None) -> Path:
    """The file of an act, in the cache. Raises SourceError where there is none, and Unreachable where the service does not answer."""
    kept_in = cache or default_cache()
    with Connection(service or default_service(), kept_in) as connection:
        search = _Search(connection=connection, wanted=wanted, today=today or datetime.now(UTC).date())
        try:
            return kept_in.path(search.best(search.newest() if wanted.consolidated else wanted.celex))
        except Unreachable as error:
            before = kept_in.act(search.key)
            if before is None:
                raise
            hint = f"{error.hint} What was fetched before is kept: {kept_in.path(before)}"
            raise Unreachable(error.what, where=error.where, hint=hint) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """The search for one act."""

    connection: Connection
    wanted: Wanted
    today: date

    @property
    def key(self) -> str:
        """By what the act is remembered in the cache."""
        return f"{self.wanted.celex}.{self.wanted.language}{'.consolidated' if self.wanted.consolidated else ''}"

    def newest(self) -> str:
        """The CELEX number of the newest consolidated version that is not dated later than today."""
        celex = self.wanted.celex
        answer = self._ask(celex, Wish(accept=TREE_NOTICE, language="eng", types=NOTICE_TYPES, name=f"{celex}.tree.xml"))
        if answer.kept is None:
            raise _no_act(celex) if answer.status == 404 else SourceError("the service has no notice of the act", where=celex)
        versions = consolidations(self.connection.cache.path(answer.kept).read_bytes(), celex)
        current = [version for version in versions if version[-8:] <= f"{self.today:%Y%m%d}"]
        if not versions:
            raise SourceError("there is no consolidated version", where=celex, hint="Leave --consolidated out for the act as published.")
        if not current:
            hint = f"Ask for it by its own number: {versions[0]}."
            raise SourceError("no consolidated version is of today or before", where=celex, hint=hint)
        return current[-1]

    def best(self, celex: str) -> KeptAct:
        """The act in the best format there is."""
        refused: list[str] = []
        for form in FORMS:
            answer = self._ask(celex, self._wish(celex, form))
            if answer.status == 404 and not refused:
                self._must_exist(celex)
            found = self._file(celex, form, answer)
            if isinstance(found, Kept | KeptAct):
                return self._remember(KeptAct(celex=celex, format=form.name, sha256=found.sha256, name=found.name))
            refused.append(found)
        told, hint = ", ".join(refused), f"Look for it at https://eur-lex.europa.eu/legal-content/EN/ALL/?uri=CELEX:{celex}"
        raise SourceError(f"the act cannot be had in {self.wanted.language} in a format that is read ({told})", where=celex, hint=hint)

    def _wish(self, celex: str, form: Form, name: str = "") -> Wish:
        language = self.wanted.language
        kept_by = name or f"{celex}.{language}{form.suffix}"
        return Wish(accept=form.accept, language=LANGUAGE_CODES[language], types=form.types, name=kept_by, start=form.start)

    def _ask(self, celex: str, wish: Wish) -> Answer:
        return self.connection.ask(address(self.connection.service.base, celex), wish)

    def _must_exist(self, celex: str) -> None:
        wish = Wish(accept=IDENTIFIERS_NOTICE, language="eng", types=NOTICE_TYPES, name=f"{celex}.identifiers.xml")
        if self._ask(celex, wish).status in (404, 406):
            raise _no_act(celex)

    def _file(self, celex: str, form: Form, answer: Answer) -> Kept | KeptAct | str:
        """The file an answer leads to, or why there is none."""
        if answer.kept is not None:
            return answer.kept
        if answer.status != 300:
            return f"no {form.name}"
        parts = parts_of(answer.listing, answer.url)
        if len(parts) == 1:
            return self._part(self._wish(celex, form), parts[0])
        if not form.joins:  # the readers take an act from one file
            return f"{form.name} only in {len(parts)} files"
        kept = [self._part(self._wish(celex, form, name=part.name), part) for part in parts]
        return self.connection.cache.put(self._joined(kept), f"{celex}.{self.wanted.language}.fmx4.zip")

    def _part(self, wish: Wish, part: Part) -> Kept:
        answer = self.connection.ask(part.url, wish)
        if answer.kept is None:
            raise SourceError("the service lists a file that it does not have", where=part.url, hint="Try again later.")
        return answer.kept

    def _joined(self, parts: list[Kept]) -> bytes:
        """The parts of an act in one archive, in their order; the same parts give the same bytes."""
        paths = [self.connection.cache.path(part) for part in parts]
        most = self.connection.service.most_bytes
        if sum(path.stat().st_size for path in paths) > most:
            raise SourceError(f"the files have over {most // 1024 // 1024} MB", where=self.wanted.celex, hint="Is it one act?")
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
            for part, path in zip(parts, paths, strict=True):
                about = zipfile.ZipInfo(part.name)  # dated 1980, for the time of fetching is no part of the act
                about.create_system, about.external_attr = 3, 0o644 << 16
                archive.writestr(about, path.read_bytes())
        return written.getvalue()

    def _remember(self, act: KeptAct) -> KeptAct:
        """Note the file, or keep to the one that was fetched before where only the archive was built anew around the same files."""
        cache = self.connection.cache
        before = cache.act(self.key)
        if before and before.celex == act.celex and before.name == act.name:
            old = members(cache.path(before))
            if old and old == members(cache.path(act)):
                return before
        cache.note_act(self.key, act)
        return act


def _no_act(celex: str) -> SourceError:
    return SourceError("the Publications Office has no such act", where=celex, hint="Check the CELEX number on EUR-Lex.")
