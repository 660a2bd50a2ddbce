"""The errors of Whereas, one tree.

LawError
├─ SourceError          a file cannot be read as an act
│  ├─ UnsupportedDialect   its format or dialect is not one we read
│  ├─ MalformedSource      it is broken, with the place
│  └─ Unreachable          it is to be fetched, and the service is out of reach or gives no answer
├─ InvalidId            a text is no identifier or reference (also a ValueError)
├─ StructureError       the provisions of an act do not nest as drafting rules ask
├─ GraphError
│  ├─ UnknownProvision     no such provision in the library (with near candidates)
│  │  └─ AmbiguousProvision   several acts have it
│  ├─ DuplicateId          an id was built twice
│  └─ DanglingEdge         an edge ends at nothing
├─ StoreError           the library file cannot be used
│  └─ WrongFormatVersion   it was written by another format version
└─ ModelError           a sentence-embedding model cannot be used

Every error says what is wrong, where, and what to do next; the parts are attributes, so that tests and programs need not read sentences.
What the law merely does not say is no error but a value: see `kg.findings.Unresolved` and `query.answer.Why`.
"""

from __future__ import annotations


class LawError(Exception):
    """Base of all errors raised on purpose: `what` happened, `where`, and the `hint` that says what to do next."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(what)

    def __str__(self) -> str:
        """One line, whatever names and words of files are in it: what cannot be printed, or would turn the line round, is shown as �."""
        place = f" ({self.where})" if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        said = " ".join(f"{self.what}{place}.{advice}".split("\n"))
        return said if said.isprintable() else "".join(one if one.isprintable() else "�" for one in said)


class SourceError(LawError):
    """A file cannot be read as an act."""


class UnsupportedDialect(SourceError):
    """The format or dialect of a file is not one that is read."""


class MalformedSource(SourceError):
    """A file of a known format is broken."""


class Unreachable(SourceError):
    """A file is to be fetched, and the service is out of reach or gives no answer; trying later may help."""


class InvalidId(LawError, ValueError):
    """A text is neither an identifier nor a reference a person would write."""


class StructureError(LawError):
    """Provisions of an act do not nest as drafting rules ask."""


class GraphError(LawError):
    """Base of errors about nodes and edges."""


class UnknownProvision(GraphError):
    """No such provision; `candidates` holds the ids that come near."""

    def __init__(self, what: str, *, where: str = "", hint: str = "", candidates: tuple[str, ...] = ()) -> None:
        self.candidates = candidates
        super().__init__(what, where=where, hint=hint)


class AmbiguousProvision(UnknownProvision):
    """Several acts have the provision; `candidates` are those."""


class DuplicateId(GraphError):
    """An identifier was built twice."""


class DanglingEdge(GraphError):
    """An edge starts or ends at a node that does not exist."""


class StoreError(LawError):
    """The library file cannot be opened, read or written."""


class WrongFormatVersion(StoreError):
    """The library file was written in another format version."""


class ModelError(LawError):
    """A folder holds no sentence-embedding model that can be used, or the packages that run one are not there."""
