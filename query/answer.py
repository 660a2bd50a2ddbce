"""What an answer is: statements, each one or more verbatim quotations under one pinpoint citation, and the walk that led to it.

A statement without a quotation, or a quotation without words, cannot be built: the constructors refuse. `as_json` writes, and `read_json`
reads, the contract of docs/reference/schemas/answer.schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from kg.ids import binds
from kg.model import Field
from query.walk import Step

SCHEMA: Final = "whereas/answer/1"

NOTICE: Final = "Not legal advice. Only the Official Journal of the European Union is authentic; consolidated texts have no legal effect."
"""Said once with every answer and export."""


class Role(StrEnum):
    """What a statement does in an answer, told from its drafting words; a sanction from what the graph knows of penalties."""

    RULE = "rule"
    DUTY = "duty"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    DEFINITION = "definition"
    CONDITION = "condition"
    EXCEPTION = "exception"
    SANCTION = "sanction"
    DATE = "date"
    REASON = "reason"
    CONTEXT = "context"


class Status(StrEnum):
    """Whether the library answers."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


class Why(StrEnum):
    """Why there is no answer."""

    EMPTY_LIBRARY = "empty_library"
    NO_SUCH_PROVISION = "no_such_provision"
    NOT_COVERED = "not_covered"
    WEAK_EVIDENCE = "weak_evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePlace:
    """Where the quoted words stand in a source: characters `start` to `end` (on `end_page`, where they run over a page break).

    `member` names the part of an archive or folder they stand in.
    """

    source: str
    sha256: str
    start: int
    end: int
    page: int | None = None
    end_page: int | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Verbatim words: a span of one field of one provision in one version and language. Raises ValueError when empty or misfitting."""

    provision: str
    version: str
    language: str
    field: Field
    start: int
    end: int
    text: str
    place: QuotePlace

    def __post_init__(self) -> None:
        if not self.text.strip() or self.end - self.start != len(self.text):
            raise ValueError(f"a quotation of {self.provision} must hold the words of its span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """A date from which, or until which, a provision, or a part of it with a date of its own, applies.

    `moment` is what happens then, `condition` the words that limit it to some cases, `said_by` the provision that says so.
    """

    provision: str
    date: str | None
    moment: str
    condition: str | None
    said_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """A date that quoted words set, how it is counted where they do not name it, what for, and the words that limit it."""

    moment: str
    date: str | None
    counted: str | None
    targets: tuple[str, ...]
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Quotations shown together under one citation. Raises ValueError without a quotation, or when a recital is said to bind.

    `applies_from` is the earliest day from which the provision applies in the words quoted, `applies` what says so, and `wording_since`
    the day of the consolidated text that brought these words; `until` is the day on which it ceases to apply, `ends` what says so; `sets`
    are the dates that the words themselves set. `earlier_wording` are the provisions that a recital supports and that have other words now
    than it was written for.
    """

    provision: str
    citation: str
    eli: str
    binding: bool
    role: Role
    quotes: tuple[Quote, ...]
    score: float
    walk: tuple[Step, ...]
    applies_from: str | None = None
    wording_since: str | None = None
    applies: tuple[Applies, ...] = ()
    until: str | None = None
    ends: tuple[Applies, ...] = ()
    sets: tuple[Sets, ...] = ()
    earlier_wording: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError(f"a statement of {self.provision} needs evidence")
        if self.binding is not binds(self.provision):
            raise ValueError(f"{self.provision} {'does not bind' if self.binding else 'binds'}")

    @property
    def text(self) -> str:
        """The quotations joined by one space."""
        return " ".join(quote.text for quote in self.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActShown:
    """A text the answer speaks of."""

    celex: str
    version: str
    language: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything said to a question, or why nothing is; the rankings are listed either way."""

    question: str
    status: Status
    reason: Why | None
    as_of: str
    acts: tuple[ActShown, ...]
    statements: tuple[Statement, ...]
    provisions: tuple[tuple[str, float], ...]
    recitals: tuple[tuple[str, float], ...]
    detail: str = ""


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as the JSON contract has it."""
    out: dict[str, Any] = {
        "schema": SCHEMA,
        "question": answer.question,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "as_of": answer.as_of,
        "acts": [{"celex": a.celex, "version": a.version, "language": a.language, "title": a.title} for a in answer.acts],
        "statements": [_statement(statement) for statement in answer.statements],
        "provisions": [{"id": own, "score": score} for own, score in answer.provisions],
        "recitals": [{"id": own, "score": score} for own, score in answer.recitals],
        "notice": NOTICE,
    }
    if answer.detail:
        out["detail"] = answer.detail
    return out


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "provision": statement.provision,
        "citation": statement.citation,
        "eli": statement.eli,
        "binding": statement.binding,
        "applies_from": statement.applies_from,
        "wording_since": statement.wording_since,
        "applies": [asdict(one) for one in statement.applies],
        "until": statement.until,
        "ends": [asdict(one) for one in statement.ends],
        "sets": [{**asdict(one), "targets": list(one.targets)} for one in statement.sets],
        "earlier_wording": list(statement.earlier_wording),
        "role": statement.role.value,
        "quotes": [_quote(quote) for quote in statement.quotes],
        "score": statement.score,
        "walk": [{"from": s.start, "relation": s.relation, "to": s.end, "because": s.because} for s in statement.walk],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    place = quote.place
    where: dict[str, Any] = {"source": place.source, "sha256": place.sha256, "page": place.page, "start": place.start, "end": place.end}
    if place.end_page is not None:
        where["end_page"] = place.end_page
    if place.member is not None:
        where["member"] = place.member
    return {
        "provision": quote.provision,
        "version": quote.version,
        "language": quote.language,
        "field": quote.field.value,
        "span": [quote.start, quote.end],
        "text": quote.text,
        "place": where,
    }


def read_json(found: Mapping[str, Any]) -> Answer:
    """An answer from its JSON. Raises ValueError, KeyError or TypeError where it is not of the contract."""
    if found["schema"] != SCHEMA:
        raise ValueError(f"schema {found['schema']!r} is not {SCHEMA!r}")
    return Answer(
        question=str(found["question"]),
        status=Status(found["status"]),
        reason=Why(found["reason"]) if found["reason"] is not None else None,
        as_of=str(found["as_of"]),
        acts=tuple(ActShown(**act) for act in found["acts"]),
        statements=tuple(_read_statement(one) for one in found["statements"]),
        provisions=_read_ranking(found["provisions"]),
        recitals=_read_ranking(found["recitals"]),
        detail=str(found.get("detail", "")),
    )


def _read_ranking(found: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, float], ...]:
    return tuple((str(one["id"]), float(one["score"])) for one in found)


def _read_statement(found: Mapping[str, Any]) -> Statement:
    return Statement(
        provision=str(found["provision"]),
        citation=str(found["citation"]),
        eli=str(found["eli"]),
        binding=bool(found["binding"]),
        role=Role(found["role"]),
        quotes=tuple(_read_quote(quote) for quote in found["quotes"]),
        score=float(found["score"]),
        walk=tuple(Step(start=s["from"], relation=s["relation"], end=s["to"], because=s["because"]) for s in found["walk"]),
        applies_from=found["applies_from"],
        wording_since=found["wording_since"],
        applies=tuple(Applies(**one) for one in found["applies"]),
        until=found["until"],
        ends=tuple(Applies(**one) for one in found["ends"]),
        sets=tuple(Sets(**{**one, "targets": tuple(one["targets"])}) for one in found["sets"]),
        earlier_wording=tuple(map(str, found["earlier_wording"])),
    )


def _read_quote(found: Mapping[str, Any]) -> Quote:
    start, end = found["span"]
    return Quote(
        provision=str(found["provision"]),
        version=str(found["version"]),
        language=str(found["language"]),
        field=Field(found["field"]),
        start=int(start),
        end=int(end),
        text=str(found["text"]),
        place=QuotePlace(**found["place"]),
    )


def spoken_of(given: Mapping[str, Any]) -> list[str]:
    """The texts that the JSON of an answer says it speaks of: act, version and language of each."""
    acts = given.get("acts")
    there = [one for one in acts if isinstance(one, dict)] if isinstance(acts, list) else []
    return [" ".join(str(one.get(key)) for key in ("celex", "version", "language")) for one in there]
