"""A stand-in for the Publications Office on 127.0.0.1: each address has a list of replies, given one after another, the last for ever."""

from __future__ import annotations

import io
import sys
import threading
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CELEX = "32099R0001"
ACT = f"/resource/celex/{CELEX}"
FORMEX = "application/zip;mtype=fmx4"
FORMEX_PARTS = "application/xml;mtype=fmx4"
XHTML = "application/xhtml+xml"
PDF = "application/pdf"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the stand-in answers. `sent` is how many bytes it sends before it breaks off; `pause` how long it waits first."""

    status: int = 200
    body: bytes = b""
    type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None
    pause: float = 0.0
    length: str | None = ""
    ranges: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came in."""

    path: str
    headers: Mapping[str, str]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """An asker that has gone is no fault of the stand-in."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Office:
    """The stand-in, and what it was asked."""

    def __init__(self) -> None:
        self.replies: dict[tuple[str, str], list[Reply]] = {}
        self.asked: list[Asked] = []
        self.under_way = self.most_under_way = 0
        self.server = _Server(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def on(self, path: str, accept: str, *replies: Reply) -> None:
        """What a path answers to a kind of request; "" for any."""
        self.replies[path, accept] = list(replies)

    def count(self, path: str) -> int:
        """How often a path was asked."""
        return sum(one.path == path for one in self.asked)

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()

    def next(self, path: str, accept: str) -> Reply:
        """The reply that is due."""
        found = self.replies.get((path, accept.partition(",")[0])) or self.replies.get((path, ""))
        if found is None:
            known = any(one == path for one, _ in self.replies)
            return Reply(status=406 if known else 404)
        return found.pop(0) if len(found) > 1 else found[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                office.asked.append(Asked(path=self.path, headers=dict(self.headers)))
                office.under_way += 1
                office.most_under_way = max(office.most_under_way, office.under_way)
                try:
                    _send(self, office.next(self.path, self.headers["Accept"]))
                except OSError:  # the asker has gone
                    self.close_connection = True
                finally:
                    office.under_way -= 1

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        return Handler


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    time.sleep(reply.pause)
    etag, asked = reply.headers.get("ETag"), handler.headers
    since = reply.headers.get("Last-Modified")
    if (etag and asked["If-None-Match"] == etag) or (since and asked["If-Modified-Since"] == since):
        handler.send_response(304)
        handler.end_headers()
        return
    status, body, headers = reply.status, reply.body, dict(reply.headers)
    if reply.ranges and asked["Range"] and asked["If-Range"] in (etag, since):
        start = int(asked["Range"].removeprefix("bytes=").rstrip("-"))
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        status, body = (206, body[start:]) if start < len(body) else (416, b"")
    handler.send_response(status)
    if reply.type:
        headers["Content-Type"] = reply.type
    if reply.length is not None:
        headers["Content-Length"] = reply.length or str(len(body))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body if reply.sent is None else body[: reply.sent])
    handler.close_connection = reply.sent is not None or reply.length is None


def archive(*names: str, year: int = 1980) -> bytes:
    """An archive with files of invented words, as built in some year."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name in names:
            opened.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), f"<ACT>{name} ".encode() * 40)
    return written.getvalue()


def listing(*items: tuple[str, str, str]) -> bytes:
    """A list of files as a 300 gives it: address, name, number."""
    rows = "".join(
        f'<li title="item"><a href="{address}">{address}</a><ul><li title="stream_name">{name}</li>'
        f'<li title="stream_order">{order}</li></ul></li>'
        for address, name, order in items
    )
    return f"<html><body><ul>{rows}</ul></body></html>".encode()


def notice(*versions: str) -> bytes:
    """A tree notice that names these consolidated versions."""
    rows = "".join(f"<SAMEAS><URI><IDENTIFIER>{one}</IDENTIFIER><TYPE>celex</TYPE></URI></SAMEAS>" for one in versions)
    return f'<NOTICE type="tree"><WORK>{rows}</WORK></NOTICE>'.encode()
