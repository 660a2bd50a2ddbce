"""One question at a time over HTTP: redirects, patience, limits, and downloads that go on where they broke off.

The rules are those of HTTP (RFC 9110): a 303 and its kin are followed, a few hops and only within the Office's hosts (15.4); 429 and 5xx,
time-outs and broken connections are tried again, later each time, or when `Retry-After` says (10.2.3); what is kept is asked for with
`If-None-Match` or `If-Modified-Since` (13.1); a download goes on with `Range` only together with `If-Range` and a strong validator
(13.1.5, 14.2), since the service is reported to build its archives anew for each request, so that halves of two answers need not fit.

httpx is imported only when a connection is opened.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from extract.archives import MAX_BYTES
from extract.cache import Cache, Kept, Partial, key_of
from extract.header_fields import declared_length, media_type, rest_from, retry_after, validator
from extract.publications import PUBLICATIONS, absolute
from kg import __version__
from kg.errors import InvalidId, MalformedSource, SourceError, Unreachable

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    import httpx

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_MOST_HOPS: Final = 5
_LONGEST_WAIT: Final = 60.0
"""Seconds: a service that asks for more patience is better asked again by its user."""
_LATER: Final = "Try again later."
_ELSEWHERE: Final = "Download the act from EUR-Lex and add the file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where and how patiently to ask. `waits` are the seconds before each further attempt; they double, and nothing is left to chance."""

    base: str = PUBLICATIONS
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    whole_seconds: float = 600.0
    waits: tuple[float, ...] = (1.0, 2.0, 4.0)
    most_bytes: int = MAX_BYTES
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to ask an address for: media type and language, what the answer may come as and begins with, and the name to keep it by."""

    accept: str
    language: str
    types: tuple[str, ...]
    name: str
    start: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address answered: a file, a list of files (300), the next address, or nothing but its status (404, 406)."""

    status: int
    url: str
    listing: bytes = b""
    kept: Kept | None = None


class _Again(Exception):
    """The attempt failed in a way that another may not; `wait` is what the service itself asked for."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class Connection:
    """A connection to the service. Use as a context manager; it asks one question at a time."""

    def __init__(self, service: Service, kept_in: Cache) -> None:
        import httpx

        self.service, self.cache = service, kept_in
        self._base = urlsplit(service.base)
        if self._base.scheme not in ("http", "https") or not self._base.hostname:
            raise InvalidId(f"{service.base!r} is no web address", hint="Correct or unset WHEREAS_PUBLICATIONS.")
        patience = httpx.Timeout(service.read_seconds, connect=service.connect_seconds)
        headers = {"User-Agent": f"whereas/{__version__}", "Accept-Encoding": "identity"}
        try:
            self._http = httpx.Client(follow_redirects=False, timeout=patience, headers=headers, verify=_certificates())
        except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:  # proxies and certificates that the environment names
            hint = "Correct HTTPS_PROXY, SSL_CERT_FILE and the like."
            raise Unreachable(f"no connection can be opened with these settings: {error}", hint=hint) from error

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.close()

    def ask(self, url: str, wish: Wish) -> Answer:
        """Ask an address, following its redirects. Raises SourceError, and Unreachable where patience did not help."""
        seen: list[str] = []
        while len(seen) <= _MOST_HOPS:
            url = self._allowed(url)
            if url in seen:
                raise SourceError("the service redirects in a circle", where=url, hint=_ELSEWHERE)
            seen.append(url)
            answer = self._patiently(url, wish)
            if answer.status not in _REDIRECTS:
                return answer
            url = absolute(url, answer.url)
        raise SourceError(f"the service redirects more than {_MOST_HOPS} times", where=seen[0], hint=_ELSEWHERE)

    def _allowed(self, url: str) -> str:
        """The address, if it is of the Office or the configured base; never less protected than the base is."""
        try:
            parts, port = urlsplit(url), urlsplit(url).port
        except ValueError:
            parts, port = urlsplit(""), None
        if (parts.scheme, parts.netloc) == (self._base.scheme, self._base.netloc):
            return url
        host = parts.hostname or ""
        if (
            parts.scheme not in ("http", "https")
            or not f".{host}".endswith(".europa.eu")
            or "@" in parts.netloc
            or port not in (None, 80, 443)
        ):
            raise SourceError("the service points to an address that is not the Publications Office's", where=url[:200], hint=_ELSEWHERE)
        if parts.scheme == "http" and self._base.scheme == "https":
            return urlunsplit(parts._replace(scheme="https", netloc=host))
        return url

    def _patiently(self, url: str, wish: Wish) -> Answer:
        for wait in (*self.service.waits, None):
            try:
                return self._once(url, wish)
            except _Again as again:
                if wait is None:
                    raise Unreachable(str(again), where=url, hint=_LATER) from again
                self.service.sleep(wait if again.wait is None else again.wait)
        raise AssertionError  # the last wait is None

    def _once(self, url: str, wish: Wish) -> Answer:
        import httpx

        key = key_of(url, wish.accept, wish.language)
        try:
            with self.cache.partial(key) as partial:
                kept = self.cache.kept(key)
                headers = {"Accept": wish.accept, "Accept-Language": wish.language, **_conditions(kept), **_going_on(partial)}
                with self._http.stream("GET", url, headers=headers) as response:
                    return self._answer(response, kept, _Download(key=key, url=url, wish=wish, partial=partial))
        except httpx.TimeoutException as error:
            raise _Again("the service gives no answer in time") from error
        except httpx.ConnectError as error:
            hint = "Check the connection; adding a file needs none."
            raise Unreachable(f"the service cannot be reached: {error}", where=url, hint=hint) from error
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _Again(f"the connection broke off: {error}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(f"the service cannot be asked: {error}", where=url, hint=_ELSEWHERE) from error

    def _answer(self, response: httpx.Response, kept: Kept | None, download: _Download) -> Answer:
        status, url = response.status_code, download.url
        if status in _REDIRECTS and "location" in response.headers:
            return Answer(status=status, url=response.headers["location"])
        if status == 300:
            return Answer(status=status, url=url, listing=b"".join(self._chunks(response, self.service.most_bytes, url)))
        if status in (404, 406):
            return Answer(status=status, url=url)
        if status == 304 and kept is not None:
            return Answer(status=200, url=url, kept=kept)
        if status in (200, 206):
            self._take(response, download)
            return Answer(status=200, url=url, kept=self.cache.keep(download.key, download.partial, _described(response, download)))
        if status == 416:  # what is there is longer than the file: begin again
            download.partial.start("")
            raise _Again("the service has no such part of the file", 0.0)
        if status == 429 or status >= 500:
            raise _Again(f"the service answers {status}", _asked_wait(response, url))
        raise SourceError(f"the service answers {status}", where=url, hint=_ELSEWHERE)

    def _take(self, response: httpx.Response, download: _Download) -> None:
        """Write the bytes of an answer to its file, within the limits."""
        _check_type(response, download)
        partial, plain = download.partial, "content-encoding" not in response.headers
        if response.status_code == 200:
            partial.start(validator(response.headers) if plain else "")
        elif not plain or rest_from(response.headers) != partial.size:
            partial.start("")
            raise _Again("the service sends another part of the file than asked", 0.0)
        try:
            self._write(response, partial, download.url)
            _check_bytes(download)
        except SourceError as error:
            if not isinstance(error, Unreachable):
                partial.start("")  # nothing to go on with
            raise

    def _write(self, response: httpx.Response, partial: Partial, url: str) -> None:
        most = self.service.most_bytes
        if partial.size + declared_length(response.headers) > most:
            raise _too_large(most, url)
        for chunk in self._chunks(response, most - partial.size, url):
            partial.file.write(chunk)
        partial.file.flush()

    def _chunks(self, response: httpx.Response, most: int, url: str) -> Iterator[bytes]:
        """The bytes of an answer as they come, while they are neither too many nor too long under way."""
        size, until = 0, time.monotonic() + self.service.whole_seconds
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > most:
                raise _too_large(self.service.most_bytes, url)
            if time.monotonic() > until:
                raise Unreachable("the service sends too slowly", where=url, hint=_LATER)
            yield chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class _Download:
    """One attempt at a file."""

    key: str
    url: str
    wish: Wish
    partial: Partial


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust: read once, for it takes longer than a request."""
    import httpx

    return httpx.create_ssl_context()


# ── what is sent ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _conditions(kept: Kept | None) -> dict[str, str]:
    """Ask only for what has changed."""
    if kept is None:
        return {}
    if kept.etag:
        return {"If-None-Match": kept.etag}
    return {"If-Modified-Since": kept.last_modified} if kept.last_modified else {}


def _going_on(partial: Partial) -> dict[str, str]:
    """Ask for the rest of a download that broke off, if the file is still the same."""
    size, validator = partial.size, partial.validator
    return {"Range": f"bytes={size}-", "If-Range": validator} if size and validator else {}


# ── what is answered ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _described(response: httpx.Response, download: _Download) -> Kept:
    headers = response.headers
    return Kept(
        url=download.url,
        type=media_type(response.headers),
        sha256="",
        name=download.wish.name,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )


def _check_type(response: httpx.Response, download: _Download) -> None:
    found, wanted = media_type(response.headers), download.wish.accept.partition(";")[0]
    if found not in download.wish.types:
        raise SourceError(f"the service sends {found or 'no media type'} for {wanted}", where=download.url, hint=_LATER)


def _check_bytes(download: _Download) -> None:
    """The file begins as its format does; an archive has a list of files. Nothing is unpacked."""
    path, wish = download.partial.path, download.wish
    with path.open("rb") as file:
        start = file.read(max(len(wish.start), 1))
    if not start:
        raise MalformedSource("the service sends an empty file", where=download.url, hint=_LATER)
    whole = start.startswith(wish.start) and (not wish.start.startswith(b"PK") or bool(members(path)))
    if not whole:
        raise MalformedSource(f"what the service sends is no {wish.accept.partition(';')[0]}", where=download.url, hint=_LATER)


def members(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and checksum of each file in an archive by its own list; nothing where the list is broken."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(sorted((one.filename, one.file_size, one.CRC) for one in archive.infolist()))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()


def _too_large(most: int, url: str) -> SourceError:
    return SourceError(f"what the service sends has over {most // 1024 // 1024} MB", where=url, hint="Is it an act?")


def _asked_wait(response: httpx.Response, url: str) -> float | None:
    """The seconds that the service asks to wait. Raises Unreachable where they are many."""
    wait = retry_after(response.headers)
    if wait is not None and wait > _LONGEST_WAIT:
        raise Unreachable(f"the service asks to wait {wait:.0f} seconds", where=url, hint="Try again then.")
    return wait
