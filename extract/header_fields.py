"""What the header fields of an HTTP answer say, read as RFC 9110 defines them; a field that cannot be read says nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Fields = Mapping[str, str]
"""Header fields by their names in lower case."""


def media_type(fields: Fields) -> str:
    """The media type without its parameters (8.3)."""
    return fields.get("content-type", "").partition(";")[0].strip().lower()


def declared_length(fields: Fields) -> int:
    """The length of the content; 0 where it is not declared (8.6)."""
    return _whole_number(fields.get("content-length", "")) or 0


def validator(fields: Fields) -> str:
    """What tells the bytes of the answer from any others: a strong ETag, or a date of change that is a minute old (8.8.2.2, 8.8.3)."""
    etag = fields.get("etag", "")
    if etag and not etag.startswith("W/"):
        return etag
    given = fields.get("last-modified", "")
    changed, sent = _date(given), _date(fields.get("date", ""))
    return given if changed and sent and (sent - changed).total_seconds() >= 60 else ""


def rest_from(fields: Fields) -> int | None:
    """Where the part of a file begins that an answer holds, if it is all the rest of the file (14.4)."""
    found = re.fullmatch(r"bytes (\d{1,14})-(\d{1,14})/(\d{1,14})", fields.get("content-range", ""), re.ASCII)
    return int(found[1]) if found and int(found[2]) + 1 == int(found[3]) else None


def retry_after(fields: Fields) -> float | None:
    """The seconds to wait before asking again, given as such or as a date (10.2.3)."""
    given = fields.get("retry-after", "").strip()
    seconds, until = _whole_number(given), _date(given)
    if seconds is None and until is not None:
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    return None if seconds is None else float(seconds)


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
