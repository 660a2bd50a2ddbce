"""Small grounds for the tests of walks, and words and passages for those of measures: nodes by their ids, links in a line of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import strategies as st

from kg.findings import Edge, Reason, Relation
from kg.graph import LegalGraph, Node, NodeKind, graph_of
from kg.links import Link
from query.features import Measuring, Wanted
from query.index import Rarity
from query.passages import Passage, Whole, Words, any_of
from query.seed import Ground, Seed

ACT = "32024R1689"


class Told(Rarity):
    """How rare words are, as a test tells it; what it does not tell weighs one."""

    def __init__(self, rare: Mapping[str, float] | None = None) -> None:
        told = rare or {}
        self.word = self.node = lambda one: told.get(one, 1.0)  # type: ignore[assignment]


def own(name: str) -> str:
    """A node's id: `topic:x` and terms as they are, provisions behind their act."""
    return name if ":" in name else f"{ACT}/{name}"


def edge(line: str, score: float = 1.0, reasons: tuple[Reason, ...] = ()) -> Edge:
    """An edge from "rct_1 supports art_1"."""
    source, relation, target = line.split()
    return Edge(source=own(source), relation=Relation(relation), target=own(target), score=score, reasons=reasons)


def graph(*edges: Edge) -> LegalGraph:
    """A graph of these edges and their ends."""
    ids = dict.fromkeys(end for one in edges for end in (one.source, one.target))
    return graph_of([Node(id=one, kind=NodeKind.PROVISION, label=one) for one in ids], edges)


def link(line: str, score: float = 1.0, said: str = "[]") -> Link:
    """A link from "rct_1 supports art_1"."""
    source, relation, target = line.split()
    return Link(own(source), Relation(relation), own(target), score, said)


def seed(path: str, score: float = 1.0, met: float | None = None, measures: Mapping[str, float] | None = None) -> Seed:
    """A seed that shares words with the question; `met` of its score rests on those, all of it where nothing else is said."""
    rests = score if met is None else met
    return Seed(provision=own(path), score=score, own=rests, relation="matches", because="shared words", measures=measures or {})


def ground(seeds: Iterable[Seed], *lines: str) -> Ground:
    """A ground of seeds, and of links with nothing to scale them."""
    return Ground(seeds=tuple(seeds), links=tuple(map(link, lines)))


def passage(path: str, body: str = "", *, intro: str = "", heading: str = "", whole: str | None = None, above: str = "") -> Passage:
    """A passage of these stems, in an article with its own `heading` and the stems `whole`; `above` are headings over that."""
    held = Whole(heading=Words.of(heading), body=Words.of(body if whole is None else whole))
    return Passage(
        provision=own(path), heading=Words.of(f"{heading} {above}".strip()), intro=Words.of(intro), body=Words.of(body), whole=held
    )


# ── what hypothesis draws ──────────────────────────────────────────────────────────────────────────────────────────────────────

STEMS = st.sampled_from(["keep", "log", "book", "risk", "file", "fine", "model", "train"])
TEXTS = st.lists(STEMS, max_size=12).map(" ".join)
PATHS = [*(f"art_{number}" for number in range(1, 4)), "art_1/par_1", "art_1/par_2", "art_2/par_1/pnt_a", "anx_I/pnt_1", "rct_1", "rct_2"]
SCORES = st.floats(-20, 20, allow_nan=False)
SEEDS = st.lists(st.sampled_from(PATHS), unique=True, min_size=1).flatmap(
    lambda paths: st.tuples(*(st.builds(seed, st.just(path), SCORES, SCORES) for path in paths))
)
_REFERRING = st.tuples(st.sampled_from(PATHS), st.sampled_from(["refers_to", "applies", "set_out_in", "has_part"]), st.sampled_from(PATHS))
_SUPPORTING = st.tuples(st.sampled_from(["rct_1", "rct_2"]), st.just("supports"), st.sampled_from(PATHS[:-2]))
LINKS = st.lists(st.builds(lambda ends, score: link(" ".join(ends), score), st.one_of(_REFERRING, _SUPPORTING), st.floats(0.01, 1)))
GROUNDS = st.builds(lambda seeds, links: Ground(seeds=seeds, links=tuple(links)), SEEDS, LINKS)
PASSAGES = st.builds(
    passage, st.sampled_from([*PATHS, "art_3/par_1"]), TEXTS, intro=TEXTS, heading=TEXTS, whole=st.one_of(st.none(), TEXTS), above=TEXTS
)  # fmt: skip


# ── what is looked for, and how it is measured ─────────────────────────────────────────────────────────────────────────────────


def searched(stems: Sequence[str]) -> tuple[str, ...]:
    """What `find_passages` takes to look for stems."""
    return (any_of([(stem,) for stem in stems]),) if stems else ()


def measures(one: Passage, wanted: Wanted, links: Sequence[Link] = (), rarity: Rarity | None = None) -> dict[str, float]:
    """The measures of a passage, with all words as rare unless told otherwise."""
    return Measuring(wanted, rarity or Told()).measures(one, links)
