"""Fetching, against a stand-in for the Publications Office on this machine; no test reaches another host."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from extract import cache as caches
from extract.cache import Cache, key_of
from extract.fetching import fetch, files_named
from extract.publications import FORMS, LANGUAGE_CODES, Wanted, address, consolidations, named_act, parts_of
from extract.sample import path as sample_path
from extract.transfer import Answer, Connection, Service, Wish
from kg.errors import InvalidId, LawError, MalformedSource, SourceError, Unreachable
from tests.extract import formex_act
from tests.extract.office import ACT, CELEX, FORMEX, FORMEX_PARTS, PDF, XHTML, Office, Reply, archive, listing, notice

TREE = "application/xml;notice=tree"
IDENTIFIERS = "application/xml;notice=identifiers"
ZIP = archive("act.fmx.xml", "annex.fmx.xml")
ITEM = "/resource/cellar/1.0001.02/zip"


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    yield made
    made.close()


@pytest.fixture
def waited() -> list[float]:
    """The seconds that would have been waited."""
    return []


Fetch = Callable[..., Path]


@pytest.fixture
def get(office: Office, tmp_path: Path, waited: list[float]) -> Fetch:
    """Fetch from the stand-in into a cache of the test's own."""

    def run(celex: str = CELEX, *, language: str = "en", consolidated: bool = False, **service: object) -> Path:
        settings = {"base": office.base, "connect_seconds": 2.0, "read_seconds": 2.0, "sleep": waited.append, **service}
        return fetch(
            Wanted(celex=celex, language=language, consolidated=consolidated),
            service=Service(**settings),  # type: ignore[arg-type]
            cache=Cache(folder=tmp_path / "cache"),
            today=date(2099, 6, 1),
        )

    return run


def zipped(**more: object) -> Reply:
    return Reply(body=ZIP, type=FORMEX, **more)  # type: ignore[arg-type]


def left_over(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cache" / "partial").iterdir())


# ── which act ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("32016R0679", "32016R0679"),
        ("celex:32016r0679", "32016R0679"),
        ("32024R1689R(01)", "32024R1689R(01)"),
        ("02016R0679-20160504", "02016R0679-20160504"),
        ("http://data.europa.eu/eli/reg/2016/679/oj", "32016R0679"),
        ("https://eur-lex.europa.eu/eli/dir/2022/2555/oj/eng", "32022L2555"),
        ("eli/reg/2016/679", "32016R0679"),
        ("eli/reg_impl/2024/7/oj", "32024R0007"),
        ("http://data.europa.eu/eli/reg/2016/679/art_5/par_1/oj", "32016R0679"),
        ("eli/reg/2024/1689/2026-07-27", "02024R1689-20260727"),
        ("GDPR", "32016R0679"),
        ("nis 2", "32022L2555"),
    ],
)
def test_an_act_is_known_by_number_eli_or_name(text: str, celex: str) -> None:
    assert named_act(text) == Wanted(celex=celex)


@pytest.mark.parametrize(
    "text", ["act.pdf", "", "reg/2016/679", "folder/GDPR", "eli/nothing/2016/679", "https://example.org/eli/reg/2016/679/oj", "3201"]
)
def test_anything_else_names_no_act(text: str) -> None:
    assert named_act(text) is None


def test_the_language_of_an_eli_counts() -> None:
    assert named_act("http://data.europa.eu/eli/reg/2016/679/oj/fra") == Wanted(celex="32016R0679", language="fr")


def test_consolidated_asks_for_the_newest_unless_a_version_is_named() -> None:
    assert named_act("GDPR", consolidated=True) == Wanted(celex="32016R0679", consolidated=True)
    assert named_act("02016R0679-20160504", consolidated=True) == Wanted(celex="02016R0679-20160504")


def test_a_language_is_one_of_the_official_ones() -> None:
    assert len(set(LANGUAGE_CODES.values())) == 24
    with pytest.raises(InvalidId, match="no language 'xx'"):
        named_act("GDPR", "xx")


def test_a_path_that_exists_is_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("GDPR").write_text("words")
    assert list(files_named("GDPR")) == [Path("GDPR")]


# ── formats ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_formex_is_asked_for_first_and_kept_as_it_came(office: Office, get: Fetch, tmp_path: Path) -> None:
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": ITEM}))
    office.on(ITEM, FORMEX, zipped())
    found = get()
    assert (found.read_bytes(), found.name) == (ZIP, f"{CELEX}.en.fmx4.zip")
    assert [(one.path, one.headers["Accept"], one.headers["Accept-Language"]) for one in office.asked] == [
        (ACT, FORMEX, "eng"),
        (ITEM, FORMEX, "eng"),
    ]
    assert left_over(tmp_path) == []


def test_a_request_says_who_asks_and_one_is_made_at_a_time(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped())
    get()
    assert office.asked[0].headers["User-Agent"] == f"whereas/{cli.__version__}"
    assert office.most_under_way == 1


@pytest.mark.parametrize(("language", "code"), [("fr", "fra"), ("da", "dan"), ("nl", "nld")])
def test_the_language_is_asked_for_by_its_code(office: Office, get: Fetch, language: str, code: str) -> None:
    office.on(ACT, FORMEX, zipped())
    assert get(language=language).name == f"{CELEX}.{language}.fmx4.zip"
    assert office.asked[0].headers["Accept-Language"] == code


@pytest.mark.parametrize(
    ("accept", "type_", "body", "suffix", "asked"),
    [
        (XHTML, "application/xhtml+xml;charset=UTF-8", b"<html/>", ".xhtml", 3),
        ("text/html", "text/html", b"<html/>", ".html", 4),
        ("application/pdf;type=pdfa1a", "application/pdf;type=pdfa2a", b"%PDF-1.7 x", ".pdf", 5),
    ],
)
def test_what_there_is_not_in_one_format_is_asked_for_in_the_next(
    office: Office, get: Fetch, accept: str, type_: str, body: bytes, suffix: str, asked: int
) -> None:
    office.on(ACT, accept, Reply(body=body, type=type_))
    assert get().name == f"{CELEX}.en{suffix}"
    assert [one.headers["Accept"] for one in office.asked] == [form.accept for form in FORMS][:asked]


def test_an_act_in_no_format_is_told_so(office: Office, get: Fetch) -> None:
    office.on(ACT, "application/msword", Reply(body=b"x"))
    with pytest.raises(SourceError, match=r"cannot be had in en .*no Formex archive, no Formex, no XHTML, no HTML, no PDF"):
        get()


def test_an_act_that_is_nowhere_is_told_after_two_questions(office: Office, get: Fetch) -> None:
    with pytest.raises(SourceError, match="no such act") as raised:
        get("32099R0404")
    assert raised.value.where == "32099R0404"
    assert [one.headers["Accept"] for one in office.asked] == [FORMEX, IDENTIFIERS]


def test_a_404_for_a_format_of_an_act_that_there_is_goes_on(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=404))
    office.on(ACT, IDENTIFIERS, Reply(body=b"<NOTICE/>", type="application/xml"))
    office.on(ACT, FORMEX_PARTS, Reply(status=404))
    office.on(ACT, XHTML, Reply(body=b"<html/>", type=XHTML))
    assert get().suffix == ".xhtml"
    assert len(office.asked) == 4


def test_brackets_in_a_number_are_escaped(office: Office, get: Fetch) -> None:
    office.on("/resource/celex/32099R0001R%2801%29", FORMEX, zipped())
    assert get("32099R0001R(01)").name == "32099R0001R(01).en.fmx4.zip"
    assert address("https://h/", "12016E/TXT") == "https://h/resource/celex/12016E%2FTXT"


# ── several files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def in_parts(office: Office, *orders: str) -> list[str]:
    """An act that comes as files, numbered so; gives their addresses."""
    items = [f"/resource/cellar/1.0001.02/DOC_{count}" for count in range(1, len(orders) + 1)]
    files = [(item, f"L_{count}.fmx.xml", order) for count, (item, order) in enumerate(zip(items, orders, strict=True), start=1)]
    office.on(ACT, FORMEX_PARTS, Reply(status=300, body=listing(*files), type="text/html"))
    for count, item in enumerate(items, start=1):
        office.on(item, FORMEX_PARTS, Reply(body=b"<PART>%d</PART>" % count, type="application/xml", headers={"ETag": f'"{count}"'}))
    return items


def test_formex_in_several_files_is_put_into_one_archive_in_order(office: Office, get: Fetch) -> None:
    in_parts(office, "3", "1", "2")
    with zipfile.ZipFile(get()) as found:
        assert found.namelist() == ["L_2.fmx.xml", "L_3.fmx.xml", "L_1.fmx.xml"]
        assert [found.read(name) for name in found.namelist()] == [b"<PART>2</PART>", b"<PART>3</PART>", b"<PART>1</PART>"]


def test_the_same_files_give_the_same_archive(office: Office, get: Fetch) -> None:
    in_parts(office, "1", "2")
    first = get()
    assert (get(), get().read_bytes()) == (first, first.read_bytes())


def test_an_act_in_parts_resumes_at_the_missing_part(office: Office, get: Fetch) -> None:
    items = in_parts(office, "1", "2", "3")
    office.on(items[1], FORMEX_PARTS, Reply(status=500))
    with pytest.raises(Unreachable, match="answers 500"):
        get()
    assert office.count(items[2]) == 0
    office.on(items[1], FORMEX_PARTS, Reply(body=b"<PART>2</PART>", type="application/xml"))
    office.asked.clear()
    assert zipfile.ZipFile(get()).namelist() == ["L_1.fmx.xml", "L_2.fmx.xml", "L_3.fmx.xml"]
    assert next(one for one in office.asked if one.path == items[0]).headers["If-None-Match"] == '"1"'


def test_a_list_of_one_is_that_file(office: Office, get: Fetch) -> None:
    office.on(ACT, XHTML, Reply(status=300, body=b'<a href="/item">x</a>'))
    office.on("/item", XHTML, Reply(body=b"<html/>", type=XHTML))
    assert get().name == f"{CELEX}.en.xhtml"


def test_a_page_in_several_files_is_left_for_a_format_in_one(office: Office, get: Fetch) -> None:
    office.on(ACT, XHTML, Reply(status=300, body=listing(("/a", "a", "1"), ("/b", "b", "2"))))
    office.on(ACT, "application/pdf;type=pdfa1a", Reply(body=b"%PDF-1.7", type=PDF))
    assert get().suffix == ".pdf"
    assert (office.count("/a"), office.count("/b")) == (0, 0)


def test_names_of_parts_are_plain_and_distinct() -> None:
    told = listing(("/1", "../../a.xml", "1"), ("/2", "a.xml", "2"), ("/3", "", "3"), ("/4", "\\\\x\\b.xml", "4"), ("/5", "ü/..", "5"))
    assert [part.name for part in parts_of(told, "http://h/")] == ["a.xml", "part-002", "3", "b.xml", "part-005"]


@pytest.mark.parametrize("told", [b"", b"<html>none</html>", b"\x00\xff", listing(*((f"/{n}", "a", "1") for n in range(501)))])
def test_a_list_of_no_files_or_of_too_many_is_an_error(told: bytes) -> None:
    with pytest.raises(SourceError, match="lists"):
        parts_of(told, "http://h/")


def test_a_list_without_all_numbers_keeps_its_order() -> None:
    told = listing(("/b", "b", "2"), ("/a", "a", ""))
    assert [part.url for part in parts_of(told, "http://h/x")] == ["http://h/b", "http://h/a"]


def test_a_listed_file_that_is_missing_is_an_error(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX_PARTS, Reply(status=300, body=listing(("/gone", "a.xml", "1"))))
    with pytest.raises(SourceError, match="does not have"):
        get()


def test_a_list_without_end_is_refused(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=300, body=b"x" * 300_000))
    with pytest.raises(SourceError, match="sends has over"):
        get(most_bytes=200_000)


# ── redirects ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_chain_of_redirects_is_followed(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": "/a"}))
    office.on("/a", FORMEX, Reply(status=302, headers={"Location": f"{office.base}/b"}))
    office.on("/b", FORMEX, zipped())
    assert get().read_bytes() == ZIP


def test_a_circle_of_redirects_is_left(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": "/a"}))
    office.on("/a", FORMEX, Reply(status=303, headers={"Location": ACT}))
    with pytest.raises(SourceError, match="circle"):
        get()
    assert len(office.asked) == 2


def test_redirects_without_end_are_left(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": "/0"}))
    for count in range(20):
        office.on(f"/{count}", FORMEX, Reply(status=303, headers={"Location": f"/{count + 1}"}))
    with pytest.raises(SourceError, match="more than 5 times"):
        get()
    assert len(office.asked) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/act.zip",
        "https://europa.eu.example.org/act.zip",
        "https://publications.europa.eu@example.org/act.zip",
        "https://someone@publications.europa.eu/act.zip",
        "https://publications.europa.eu:8443/act.zip",
        "http://127.0.0.1:1/act.zip",
        "//example.org/x",
        "file:///etc/passwd",
        "ftp://publications.europa.eu/act.zip",
    ],
)
def test_a_redirect_away_from_the_office_is_refused(office: Office, get: Fetch, location: str) -> None:
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": location}))
    with pytest.raises(SourceError, match="not the Publications Office's"):
        get()
    assert len(office.asked) == 1


def test_a_redirect_to_no_address_is_an_error(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": "http://[::1/act.zip"}))
    with pytest.raises(SourceError, match="location"):
        get()


def test_a_listed_link_that_is_no_address_is_refused(office: Office, get: Fetch) -> None:
    office.on(ACT, XHTML, Reply(status=300, body=b'<a href="http://[::1/x">x</a>'))
    with pytest.raises(SourceError, match="not the Publications Office's"):
        get()


def test_a_redirect_within_the_office_is_followed(office: Office, get: Fetch) -> None:
    """The guard of tests turns the connection away, so it was tried."""
    office.on(ACT, FORMEX, Reply(status=303, headers={"Location": "http://publications.europa.eu/resource/cellar/1"}))
    with pytest.raises(Unreachable, match=r"refused to connect to publications\.europa\.eu:80"):
        get()


def test_by_default_the_office_is_asked_on_https_only(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"refused to connect to publications\.europa\.eu:443"):
        fetch(Wanted(celex=CELEX), service=Service(), cache=Cache(folder=tmp_path))


def test_a_redirect_to_http_is_followed_on_https(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(self: Connection, url: str, wish: Wish) -> Answer:
        asked.append(url)
        return Answer(status=404 if len(asked) > 1 else 303, url="http://publications.europa.eu/resource/cellar/1")

    monkeypatch.setattr(Connection, "_patiently", answer)
    with pytest.raises(SourceError, match="no such act"):
        fetch(Wanted(celex=CELEX), service=Service(), cache=Cache(folder=tmp_path))
    assert asked[:2] == [f"https://publications.europa.eu{ACT}", "https://publications.europa.eu/resource/cellar/1"]


@pytest.mark.parametrize("base", ["ftp://h", "nothing", "http://"])
def test_a_base_is_a_web_address(get: Fetch, base: str) -> None:
    with pytest.raises(InvalidId, match="is no web address"):
        get(base=base)


# ── patience ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_later_each_time(office: Office, get: Fetch, waited: list[float], status: int) -> None:
    office.on(ACT, FORMEX, *(Reply(status=status) for _ in range(3)), zipped())
    assert get().read_bytes() == ZIP
    assert waited == [1.0, 2.0, 4.0]


def test_patience_ends(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=503))
    with pytest.raises(Unreachable, match="answers 503"):
        get()
    assert len(office.asked) == 4


def test_the_wait_that_the_service_asks_for_is_kept(office: Office, get: Fetch, waited: list[float]) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    replies = [Reply(status=429, headers={"Retry-After": given}) for given in ("7", soon, "soon")]
    office.on(ACT, FORMEX, *replies, zipped())
    get()
    assert (waited[0], waited[2]) == (7.0, 4.0)
    assert 25 < waited[1] <= 30


def test_a_long_wait_is_left_to_the_user(office: Office, get: Fetch, waited: list[float]) -> None:
    office.on(ACT, FORMEX, Reply(status=503, headers={"Retry-After": "3600"}))
    with pytest.raises(Unreachable, match="asks to wait 3600 seconds"):
        get()
    assert (waited, len(office.asked)) == ([], 1)


def test_a_refusal_is_not_tried_again(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(status=403))
    with pytest.raises(SourceError, match="answers 403"):
        get()
    assert len(office.asked) == 1


def test_a_slow_service_is_tried_again_and_left(office: Office, get: Fetch, waited: list[float]) -> None:
    office.on(ACT, FORMEX, zipped(pause=0.4))
    with pytest.raises(Unreachable, match="no answer in time"):
        get(read_seconds=0.05, waits=(0.5,))
    assert waited == [0.5]


def test_a_service_that_trickles_is_left(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped())
    with pytest.raises(Unreachable, match="too slowly"):
        get(whole_seconds=-1.0)


def test_a_service_out_of_reach_is_told_at_once(get: Fetch, waited: list[float]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(Unreachable, match="cannot be reached"):
        get(base=base)
    assert waited == []


def test_out_of_reach_what_was_fetched_before_is_named(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped())
    kept = get()
    office.on(ACT, FORMEX, Reply(status=500))
    with pytest.raises(Unreachable) as raised:
        get()
    assert str(kept) in raised.value.hint


def test_settings_that_open_no_connection_are_told(get: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    with pytest.raises(Unreachable, match="with these settings"):
        get()


# ── what is sent ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("type_", ["text/html", "application/xml", ""])
def test_another_media_type_than_asked_for_is_an_error(office: Office, get: Fetch, tmp_path: Path, type_: str) -> None:
    office.on(ACT, FORMEX, Reply(body=b"<html>Sorry</html>", type=type_))
    with pytest.raises(SourceError, match=f"sends {type_ or 'no media type'} for application/zip"):
        get()
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("body", [b"PK\x03\x04 and no list", b"<html>", ZIP[:-30], b"\x00" * 99])
def test_an_archive_that_is_none_is_an_error_and_not_kept(office: Office, get: Fetch, tmp_path: Path, body: bytes) -> None:
    office.on(ACT, FORMEX, Reply(body=body, type=FORMEX, headers={"ETag": '"1"'}))
    with pytest.raises(MalformedSource, match="is no application/zip"):
        get()
    assert left_over(tmp_path) == []
    assert not (tmp_path / "cache" / "files").exists()


def test_an_empty_file_is_an_error(office: Office, get: Fetch) -> None:
    office.on(ACT, XHTML, Reply(type=XHTML))
    with pytest.raises(MalformedSource, match="empty file"):
        get()


@pytest.mark.parametrize("length", ["", None], ids=["declared", "undeclared"])
def test_a_file_over_the_limit_is_refused(office: Office, get: Fetch, tmp_path: Path, length: str | None) -> None:
    office.on(ACT, FORMEX, Reply(body=b"PK\x03\x04" + b"x" * 300_000, type=FORMEX, length=length, headers={"ETag": '"1"'}))
    with pytest.raises(SourceError, match="sends has over 0 MB"):
        get(most_bytes=200_000)
    assert left_over(tmp_path) == []


def test_a_declared_length_over_the_limit_is_refused_unread(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, Reply(body=b"PK", type=FORMEX, length="99999999999", pause=0.0))
    with pytest.raises(SourceError, match="sends has over 64 MB"):
        get()


def test_parts_over_the_limit_together_are_refused(office: Office, get: Fetch) -> None:
    for item in in_parts(office, "1", "2", "3"):
        office.on(item, FORMEX_PARTS, Reply(body=b"<PART/>" * 1000, type="application/xml"))
    with pytest.raises(SourceError, match="the files have over"):
        get(most_bytes=20_000)


def test_a_file_without_declared_length_is_taken(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped(length=None))
    assert get().read_bytes() == ZIP


# ── going on ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_download_that_broke_off_goes_on_where_it_was(office: Office, get: Fetch, tmp_path: Path) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100, ranges=True), zipped(headers={"ETag": '"1"'}, ranges=True))
    assert get().read_bytes() == ZIP
    assert [(one.headers.get("Range"), one.headers.get("If-Range")) for one in office.asked] == [(None, None), ("bytes=100-", '"1"')]
    assert left_over(tmp_path) == []


def test_a_download_goes_on_in_a_later_run(office: Office, get: Fetch, tmp_path: Path) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100, ranges=True))
    with pytest.raises(Unreachable, match="broke off"):
        get(waits=())
    assert [Path(name).suffix for name in left_over(tmp_path)] == [".json", ".part"]
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, ranges=True))
    assert get().read_bytes() == ZIP
    assert office.asked[-1].headers["Range"] == "bytes=100-"


def test_a_date_that_is_old_enough_serves_to_go_on(office: Office, get: Fetch) -> None:
    dated = {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    office.on(ACT, FORMEX, zipped(headers=dated, sent=100, ranges=True), zipped(headers=dated, ranges=True))
    assert get().read_bytes() == ZIP
    assert office.asked[-1].headers["If-Range"] == dated["Last-Modified"]


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"1"'}, {"Last-Modified": "Fri, 01 Jan 2100 00:00:00 GMT"}])
def test_without_a_strong_validator_a_download_starts_again(office: Office, get: Fetch, headers: dict[str, str], tmp_path: Path) -> None:
    """Halves of two archives, each built for its request, would not fit."""
    office.on(ACT, FORMEX, zipped(headers=headers, sent=100, ranges=True), zipped(headers=headers, ranges=True))
    assert get().read_bytes() == ZIP
    assert office.asked[-1].headers.get("Range") is None
    assert left_over(tmp_path) == []


def test_a_service_without_ranges_sends_the_whole_again(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100), zipped(headers={"ETag": '"1"'}))
    assert get().read_bytes() == ZIP
    assert office.asked[-1].headers["Range"] == "bytes=100-"


def test_a_file_that_has_changed_meanwhile_is_taken_whole(office: Office, get: Fetch) -> None:
    other = archive("other.fmx.xml")
    changed = Reply(body=other, type=FORMEX, headers={"ETag": '"2"'}, ranges=True)
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100, ranges=True), changed)
    assert get().read_bytes() == other


def test_a_part_longer_than_the_file_starts_again(office: Office, get: Fetch, waited: list[float]) -> None:
    short = Reply(body=ZIP[:50], type=FORMEX, headers={"ETag": '"1"'}, ranges=True)
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100), short, zipped(headers={"ETag": '"1"'}))
    assert get().read_bytes() == ZIP
    assert waited == [1.0, 0.0]


@pytest.mark.parametrize("place", [f"50-{len(ZIP) - 1}", "100-149", f"0-{len(ZIP) - 1}"], ids=["elsewhere", "not to the end", "whole"])
def test_a_part_that_is_not_all_the_rest_is_not_joined(office: Office, get: Fetch, waited: list[float], place: str) -> None:
    part = {"ETag": '"1"', "Content-Range": f"bytes {place}/{len(ZIP)}"}
    other = Reply(status=206, body=ZIP[50:100], type=FORMEX, headers=part)
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100), other, zipped(headers={"ETag": '"1"'}))
    assert get().read_bytes() == ZIP
    assert waited == [1.0, 0.0]


def test_a_part_that_nobody_asked_for_is_no_file(office: Office, get: Fetch) -> None:
    office.on(ACT, XHTML, Reply(status=206, body=b"<html>", type=XHTML, headers={"Content-Range": "bytes 0-5/100"}))
    with pytest.raises(Unreachable, match="another part"):
        get()


def test_a_compressed_answer_is_unpacked_within_the_limit_and_never_gone_on_with(office: Office, get: Fetch, tmp_path: Path) -> None:
    packed = {"Content-Encoding": "gzip", "ETag": '"1"'}
    office.on(ACT, XHTML, Reply(body=gzip.compress(b"<html/>"), type=XHTML, headers=packed))
    assert get().read_bytes() == b"<html/>"
    office.on(ACT, XHTML, Reply(body=gzip.compress(b"<" * 10_000_000), type=XHTML, headers={**packed, "ETag": '"2"'}))
    with pytest.raises(SourceError, match="sends has over"):
        get(most_bytes=1_000_000)
    assert left_over(tmp_path) == []


# ── what is kept ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("headers", [{"ETag": '"1"'}, {"ETag": 'W/"1"'}, {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}])
def test_a_second_time_only_what_has_changed_is_sent(office: Office, get: Fetch, headers: dict[str, str]) -> None:
    office.on(ACT, FORMEX, zipped(headers=headers), Reply(status=200, body=b"not sent", type="text/html", headers=headers))
    first = get()
    assert (get(), first.read_bytes()) == (first, ZIP)
    sent = office.asked[1].headers
    assert (sent.get("If-None-Match"), sent.get("If-Modified-Since")) == (headers.get("ETag"), headers.get("Last-Modified"))


def test_what_has_changed_is_fetched_anew(office: Office, get: Fetch) -> None:
    other = archive("other.fmx.xml")
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}), Reply(body=other, type=FORMEX, headers={"ETag": '"2"'}))
    first = get()
    assert get().read_bytes() == other
    assert first.read_bytes() == ZIP


def test_an_archive_built_anew_around_the_same_files_is_the_same(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped(), Reply(body=archive("act.fmx.xml", "annex.fmx.xml", year=2000), type=FORMEX))
    first = get()
    assert get() == first


def test_a_damaged_copy_is_fetched_anew(office: Office, get: Fetch) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}))
    kept = get()
    kept.write_bytes(b"damaged")
    assert get().read_bytes() == ZIP
    assert "If-None-Match" not in office.asked[-1].headers


@pytest.mark.parametrize("entry", ["", "{", "[]", '{"url": 1}', '{"url": "x"}', "NAME"])
def test_an_entry_that_cannot_be_read_counts_as_none(office: Office, get: Fetch, tmp_path: Path, entry: str) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}))
    get()
    path = tmp_path / "cache" / "answers" / f"{key_of(office.base + ACT, FORMEX, 'eng')}.json"
    path.write_text(path.read_text().replace(f"{CELEX}.en.fmx4.zip", "../../x") if entry == "NAME" else entry)
    assert get().read_bytes() == ZIP
    assert "If-None-Match" not in office.asked[-1].headers


def test_the_entry_of_an_act_says_which_file_and_the_address_which_validators(office: Office, get: Fetch, tmp_path: Path) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}))
    kept = get()
    act = json.loads((tmp_path / "cache" / "acts" / f"{CELEX}.en.json").read_text())
    answer = json.loads(next((tmp_path / "cache" / "answers").iterdir()).read_text())
    assert kept.parent.name == act["sha256"] == answer["sha256"] == caches.digest(kept)
    assert (act["celex"], act["format"], answer["etag"], answer["url"]) == (CELEX, "Formex archive", '"1"', office.base + ACT)


def test_several_programs_may_fetch_the_same_act_at_once(office: Office, get: Fetch, tmp_path: Path) -> None:
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, pause=0.05, ranges=True))
    found: list[object] = []

    def run() -> None:
        try:
            found.append(get())
        except LawError as error:
            found.append(error)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8
    assert Path(str(found[0])).read_bytes() == ZIP
    assert left_over(tmp_path) == []


def test_a_download_under_way_is_left_alone(tmp_path: Path) -> None:
    cache = Cache(folder=tmp_path)
    with cache.partial("key") as one:
        one.start('"1"')
        one.file.write(b"half")
        with cache.partial("key") as other:
            assert (other.path != one.path, other.size, other.validator) == (True, 0, "")
        assert not other.path.exists()
    with cache.partial("key") as again:
        assert (again.size, again.validator) == (4, '"1"')


def test_where_files_cannot_be_locked_each_download_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office, get: Fetch
) -> None:
    monkeypatch.setattr(caches, "fcntl", None)
    office.on(ACT, FORMEX, zipped(headers={"ETag": '"1"'}, sent=100, ranges=True), zipped(headers={"ETag": '"1"'}, ranges=True))
    assert get().read_bytes() == ZIP
    assert "Range" not in office.asked[-1].headers
    assert left_over(tmp_path) == []


def test_what_nobody_goes_on_with_is_swept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "partial").mkdir()
    (tmp_path / "partial" / "old.part").write_bytes(b"x")
    with Cache(folder=tmp_path).partial("key"):
        assert (tmp_path / "partial" / "old.part").exists()
    monkeypatch.setattr(caches.time, "time", lambda: 1e11)
    with Cache(folder=tmp_path).partial("key"):
        assert not (tmp_path / "partial" / "old.part").exists()


# ── consolidated versions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def versions(office: Office, *dates: str) -> None:
    found = [f"02099R0001-{one}" for one in dates]
    office.on(ACT, TREE, Reply(status=303, headers={"Location": "/notice"}))
    office.on("/notice", TREE, Reply(body=notice(*found, "02098R0007-20990101", "02099R0001-20990101_0000010"), type="application/xml"))
    for one in found:
        office.on(f"/resource/celex/{one}", FORMEX, zipped())


def test_the_newest_consolidated_version_up_to_today_is_fetched(office: Office, get: Fetch) -> None:
    versions(office, "20980501", "20990601", "20990602")
    assert get(consolidated=True).name == "02099R0001-20990601.en.fmx4.zip"
    assert [one.path for one in office.asked] == [ACT, "/notice", "/resource/celex/02099R0001-20990601"]


def test_an_act_without_consolidated_version_is_told_so(office: Office, get: Fetch) -> None:
    versions(office)
    with pytest.raises(SourceError, match="there is no consolidated version"):
        get(consolidated=True)


def test_a_consolidated_version_to_come_is_named(office: Office, get: Fetch) -> None:
    versions(office, "20991231")
    with pytest.raises(SourceError, match=r"02099R0001-20991231") as raised:
        get(consolidated=True)
    assert "of today or before" in raised.value.what


def test_a_version_that_is_listed_and_not_there_is_told_so(office: Office, get: Fetch) -> None:
    versions(office, "20990101")
    office.on("/resource/celex/02099R0001-20990101", FORMEX, Reply(status=406))
    with pytest.raises(SourceError, match="cannot be had") as raised:
        get(consolidated=True)
    assert raised.value.where == "02099R0001-20990101"


def test_no_notice_means_no_act(get: Fetch) -> None:
    with pytest.raises(SourceError, match="no such act"):
        get(consolidated=True)


def test_the_versions_of_a_real_act_stand_in_its_notice(corpus: Path) -> None:
    told = (corpus / "32022R2554" / "cellar-tree.xml").read_bytes()
    assert consolidations(told, "32022R2554") == ("02022R2554-20221227",)
    assert consolidations(told, "32016R0679") == ()


# ── the command ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def places_in(folder: Path, base: str = "") -> dict[str, str]:
    """The environment of a command that is to touch nothing outside a folder."""
    return {"WHEREAS_PUBLICATIONS": base, "WHEREAS_CACHE": str(folder / "cache"), "WHEREAS_LIBRARY": str(folder / "library")}


def test_add_fetches_an_act_that_is_named(office: Office, tmp_path: Path) -> None:
    office.on(ACT, XHTML, Reply(status=303, headers={"Location": "/item"}))
    office.on("/item", XHTML, Reply(body=sample_path("act.xhtml").read_bytes(), type=XHTML, headers={"ETag": '"1"'}))
    places = places_in(tmp_path, office.base)
    for outcome in ("new", "already there"):
        shown = CliRunner().invoke(cli.app, ["add", "Sample AI Act"], env=places)
        assert (shown.exit_code, shown.stderr) == (0, "")
        assert shown.stdout.startswith(f"{CELEX}.en.xhtml: {CELEX} (oj, en), {outcome}: 25 recitals")
    assert office.asked[-1].headers["If-None-Match"] == '"1"'


@pytest.mark.parametrize("parted", [False, True])
def test_add_fetches_formex_in_one_file_or_in_parts(office: Office, tmp_path: Path, parted: bool) -> None:
    act = "/resource/celex/32099R0007"
    if parted:
        files = [(f"/part/{number}", name, str(number)) for number, name in enumerate(formex_act.PARTS, 1)]
        office.on(act, FORMEX, Reply(status=406))
        office.on(act, FORMEX_PARTS, Reply(status=300, body=listing(*files), type="text/html"))
        for (path, _, _), content in zip(files, formex_act.PARTS.values(), strict=True):
            office.on(path, FORMEX_PARTS, Reply(body=content.encode(), type=FORMEX_PARTS))
    else:
        office.on(act, FORMEX, Reply(body=formex_act.zipped(formex_act.PARTS), type=FORMEX))
    shown = CliRunner().invoke(cli.app, ["add", "32099R0007"], env=places_in(tmp_path, office.base))
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "32099R0007 (oj, en), new: 3 recitals, 4 articles, 2 annexes" in shown.stdout


def test_add_tells_what_cannot_be_fetched_and_adds_the_rest(office: Office, tmp_path: Path) -> None:
    places = places_in(tmp_path, office.base)
    shown = CliRunner().invoke(cli.app, ["add", "32099R0404", str(sample_path("act.xhtml"))], env=places)
    assert shown.exit_code == 2
    assert shown.stderr == "Error: the Publications Office has no such act (32099R0404). Check the CELEX number on EUR-Lex.\n"
    assert shown.stdout.startswith(f"act.xhtml: {CELEX} (oj, en), new")


def test_add_without_network_is_an_error_with_code_2(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    shown = CliRunner().invoke(cli.app, ["add", "GDPR", "--lang", "fr"], env=places)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.startswith("Error: the service cannot be reached")
    assert "adding a file needs none" in shown.stderr


def test_add_of_files_neither_opens_a_connection_nor_makes_a_cache(tmp_path: Path) -> None:
    places = {
        "WHEREAS_PUBLICATIONS": "ftp://nowhere",
        "WHEREAS_CACHE": str(tmp_path / "cache"),
        "WHEREAS_LIBRARY": str(tmp_path / "library"),
    }
    shown = CliRunner().invoke(cli.app, ["add", str(sample_path("act.xhtml"))], env=places)
    assert shown.exit_code == 0
    assert not (tmp_path / "cache").exists()
