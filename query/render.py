"""Rendering for people: answers, provisions and traces in a terminal of 80 columns, and answers as Markdown.

Rich lays out and colours; piped output is plain. Nothing here chooses or changes words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kg.ids import act_of, path_of
from kg.library import Library
from query.answer import NOTICE, Answer, QuotePlace, Statement, Status, Why
from query.applying import counted, not_yet, over
from query.cite import act_number, citation
from query.quoting import place_of
from query.walk import Step

_READABLE = 80
"""Characters of a column of prose, where nothing else bounds its width."""
_MOST_NAMED = 6
"""Provisions that a line of a statement names."""
_NO_RECITALS = " A consolidated text has no recitals of its own, and no text as published in the library links any to it."
_WHY = {
    Why.EMPTY_LIBRARY: "The library is empty.",
    Why.NO_SUCH_PROVISION: "The question names a provision that does not exist.",
    Why.NOT_COVERED: "The acts in the library say nothing on this.",
    Why.WEAK_EVIDENCE: "Nothing in the acts answers this well enough to be shown.",
}


def answer(found: Answer, library: Library, *, explain: bool = False) -> RenderableType:
    """An answer: numbered evidence, binding provisions and recitals apart, with citation, place and, if asked, the walk."""
    parts: list[RenderableType] = []
    if found.status is Status.ABSTAINED:
        parts += _abstention(found)
    elif found.detail:
        parts.append(Text(found.detail, style="bold"))
    heading = None
    for number, statement in enumerate(found.statements, 1):
        if statement.binding is not heading:
            heading = statement.binding
            parts.append(Text("Binding provisions" if heading else "Recitals (they explain, and do not bind)", style="bold"))
        parts.append(_statement(number, statement, library, found.as_of, explain=explain))
    parts.append(Text(_acts(found), style="dim"))
    parts.append(Text(NOTICE, style="dim"))
    return Group(*parts)


def called(version: str) -> str:
    """A version as people are told it."""
    return "as published" if version == "oj" else version


def _acts(found: Answer) -> str:
    versions = ", ".join(f"{act.celex} ({called(act.version)})" for act in found.acts)
    fiction = " A sample act, fictional: not law." if any("not law" in act.title for act in found.acts) else ""
    return f"Texts: {versions or 'none'}; as of {found.as_of}.{fiction}"


def _abstention(found: Answer) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(f"No answer. {_WHY[found.reason] if found.reason else ''} {found.detail}".rstrip(), style="bold")]
    near = [own for own, _ in (*found.provisions[:3], *found.recitals[:2])]
    if near:
        parts.append(Text("Nearest: " + ", ".join(near)))
    return parts


def _statement(number: int, statement: Statement, library: Library, as_of: str, *, explain: bool) -> RenderableType:
    head = Text.assemble((f"{number:>2}. ", "bold"), (statement.citation, "bold cyan"), f"  [{statement.role}]")
    lines: list[RenderableType] = [head]
    for quote in statement.quotes:
        lines.append(Padding(Text(f"“{quote.text}”"), (0, 0, 0, 4)))
    lines += [Padding(Text(f"→ {line}", style="yellow"), (0, 0, 0, 4)) for line in _when(statement, as_of)]
    lines.append(Padding(Text(_where(statement, library), style="dim"), (0, 0, 0, 4)))
    if explain:
        lines.append(Padding(walk_tree(statement.walk), (0, 0, 0, 4)))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _when(statement: Statement, as_of: str) -> Iterator[str]:
    """What does not apply yet or no longer, dates that are counted and not named, and what reads otherwise now than a recital says."""
    yield from not_yet(statement, as_of)
    yield from over(statement, as_of)
    yield from counted(statement.sets)
    if statement.earlier_wording:
        named = [citation(own) for own in statement.earlier_wording]
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        yield f"speaks of an earlier wording of {'; '.join(named[:_MOST_NAMED])}{more}"


def _where(statement: Statement, library: Library) -> str:
    """Version and place; a source with pages names the page even where another source's text is shown."""
    own = next(quote for quote in statement.quotes if f"{quote.provision}/".startswith(f"{statement.provision}/"))
    text = next(t for t in library.texts() if (t.celex, t.version, t.language) == (act_of(own.provision), own.version, own.language))
    places = []
    for found in library.places(own.provision, text):
        if found.source.sha256 == own.place.sha256:
            places.append(f"{found.source.file}, {_characters(own.place)}")
        elif found.place.page:
            page = place_of(found, own.field, own.start, own.end).page if found.same_text else found.place.page
            places.append(f"{found.source.file}, {found.place.member or f'p. {page}'}")
    return f"{called(own.version)}; " + "; ".join(places)


def _characters(place: QuotePlace) -> str:
    """ "p. 24, characters 10–90"; over a page break "p. 29, character 5407, to p. 30, character 268"."""
    if place.end_page is not None and place.page is not None:
        return f"p. {place.page}, character {place.start}, to p. {place.end_page}, character {place.end}"
    page = f"p. {place.page}, " if place.page is not None else f"{place.member}, " if place.member else ""
    return f"{page}characters {place.start}–{place.end}"


def _page(place: Mapping[str, Any]) -> str:
    """Page or part, where a source has such."""
    return f", p. {place['page']}" if place["page"] else f", {place['member']}" if place.get("member") else ""


def walk_tree(walk: Iterable[Step]) -> Tree:
    """A walk drawn as a small tree."""
    tree = Tree(Text("question"))
    at = tree
    for step in walk:
        because = f"  ({step.because})" if step.because else ""
        at = at.add(Text(f"{step.relation} → {step.end}{because}"))
    return tree


def answer_markdown(found: Answer) -> str:
    """An answer as Markdown."""
    lines = [f"**{found.question}**", ""]
    if found.status is Status.ABSTAINED:
        lines += [f"No answer. {_WHY[found.reason] if found.reason else ''} {found.detail}".rstrip(), ""]
    elif found.detail:
        lines += [found.detail, ""]
    for number, statement in enumerate(found.statements, 1):
        kind = "binding" if statement.binding else "recital, not binding"
        lines.append(f"{number}. **[{statement.citation}]({statement.eli})** ({kind}; {statement.role})")
        lines += [f"   > {line}" for quote in statement.quotes for line in quote.text.splitlines()]
        lines += [f"   \n   *{line}*" for line in _when(statement, found.as_of)]
        lines.append("")
    return "\n".join((*lines, _acts(found), "", f"*{NOTICE}*"))


def provision(
    found: dict[str, Any], lines: Iterable[tuple[int, str, str]], recitals: Iterable[dict[str, Any]], further: Iterable[str] = ()
) -> RenderableType:
    """A provision with all below it, where it stands, the recitals that support it, and further lines: when it applies, what amended it."""
    parts: list[RenderableType] = [Text(found["citation"], style="bold cyan")]
    for depth, label, words in lines:
        parts.append(Padding(Text(f"{label} {words}".strip()), (0, 0, 0, 3 * depth)))
    where = "; ".join(f"{p['source']}{_page(p)}" for p in found["places"])
    parts.append(
        Text(f"{found['id']} · {'binding' if found['binding'] else 'not binding'} · {called(found['version'])} · {where}", style="dim")
    )
    parts.append(Text(found["eli"], style="dim"))
    parts += [Text(line, style="dim") for line in _supporting(found, tuple(recitals))]
    parts += [Text(f"Amends: {_done(one)} {one['target']}", style="dim") for one in found["amends"]]
    parts += [Text(line, style="dim") for line in further]
    return Group(*parts)


def _supporting(found: dict[str, Any], recitals: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The recitals that support a provision, a line for those of each act: its own, with their version if that is another, and others'."""
    own = act_of(found["id"])
    in_order = sorted(recitals, key=lambda one: act_of(one["id"]) != own)
    for act, group in groupby(in_order, key=lambda one: act_of(one["id"])):
        links = list(group)
        other = f" ({called(links[0]['version'])})" if links[0]["version"] != found["version"] else ""
        of = other if act == own else f" of {act_number(act, '')}"
        yield f"Recitals{of}: " + ", ".join(f"{one['id'].rpartition('_')[2]} ({one['score']:.2f}{_earlier(one)})" for one in links)


def _earlier(link: Mapping[str, Any]) -> str:
    """What to know of a recital of words that the provision no longer has."""
    return "; speaks of the earlier wording" if link["wording"] == "earlier" else ""


def _done(amendment: dict[str, str]) -> str:
    """What an amendment does, and to how much: "insert after par_2", "replace heading of"."""
    portion = f" {amendment['portion']} of" if amendment["portion"] else ""
    place = f" {amendment['place']}:" if amendment["place"] else ""
    return f"{amendment['action'].replace('_', ' ')}{portion}{place}"


def trace(found: dict[str, Any]) -> RenderableType:
    """Recital support in a table: which, how strongly, of which parts, and why."""
    key = "provisions" if "provisions" in found else "recitals"
    if not found[key]:
        hint = _NO_RECITALS if key == "recitals" and found["version"] != "oj" else ""
        what = "supports no provision in particular" if key == "provisions" else "is not supported by any recital"
        return Text(f"{found['id']} ({called(found['version'])}) {what}.{hint}")
    table = Table(title=f"{found['id']} ({called(found['version'])})", title_justify="left", show_edge=False)
    of = "of" if key == "recitals" and any(_of(one, found["id"]) for one in found[key]) else ""
    for name in filter(None, (key[:-1], "score", of, "because")):
        table.add_column(name, no_wrap=name in (key[:-1], "score"), max_width=_READABLE)
    for one in found[key]:
        because = "\n".join(f"{reason['kind']}: {reason['evidence']} ({reason['weight']:.2f})" for reason in one["reasons"])
        because += "\n(speaks of the earlier wording)" if one["wording"] == "earlier" else ""
        table.add_row(one["id"], f"{one['score']:.2f}", *([_of(one, found["id"])] if of else []), escape(because))
    return table


def _of(link: dict[str, Any], asked: str) -> str:
    """What a recital supports, where that is not just what is asked for: parts of it, or what holds it."""
    parts = [one.removeprefix(f"{asked}/") for one in link.get("parts", ())]
    return "\n".join(parts) if parts or link["supports"] == asked else path_of(link["supports"])


def trace_act(found: dict[str, Any]) -> RenderableType:
    """An act's recitals by what they support."""
    if not found["groups"]:
        return Text(f"{found['id']} ({called(found['version'])}) has no recitals.")
    rows = []
    for group in found["groups"]:
        labels = [*map(_number, group["recitals"])]
        run = labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
        score = f"{group['score']:.2f}" if group["score"] is not None else ""
        provision = _within(found["id"], group["provision"]) if group["provision"] else "nothing in particular"
        also = ", ".join(_within(found["id"], own) for own in group["also"])
        rows.append((run, provision, group["heading"], score, also, ", ".join(map(_number, group["earlier"]))))
    columns = ("recitals", "support", "", "score", "some of them also", "speak of its earlier wording")
    title, width = f"{found['id']} ({called(found['version'])})", len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    return table(title, columns[:width], [row[:width] for row in rows])


def _number(recital: str) -> str:
    return path_of(recital).removeprefix("rct_")


def _within(act: str, provision: str) -> str:
    """A provision by its path in an act; one of another act by its id."""
    return path_of(provision) if act_of(provision) == act else provision


def of_another_version(found: dict[str, Any]) -> str:
    """What to know of recitals that are not of the provision's own version; nothing where they are."""
    recitals = found.get("recitals", ())
    published = any(act_of(one["id"]) == act_of(found["id"]) and one["version"] != found["version"] for one in recitals)
    amending = [act_number(own, "") for own in dict.fromkeys(act_of(one["id"]) for one in recitals) if own != act_of(found["id"])]
    told = ["This consolidated text has no recitals. Those of the act support the provision as published, which may have read otherwise."]
    told.append(f"Those of {' and '.join(amending)} support it as amended.")
    return " ".join(line for line, said in zip(told, (published, amending), strict=True) if said)


def answer_trace(found: Iterable[dict[str, Any]], question: str) -> Tree:
    """An answer's whole tree: question, walk, quotation, place."""
    tree = Tree(Text(question, style="bold"))
    for one in found:
        at = tree
        for step in one["walk"]:
            at = at.add(Text(f"{step['relation']} → {step['to']}  ({step['because']})"))
        for quote in one["quotes"]:
            leaf = at.add(Text(f"“{quote['text']}”"))
            place = f"{quote['source']}{_page(quote)}, characters {quote['start']}–{quote['end']}"
            leaf.add(Text(f"{quote['of']} ({called(quote['version'])}) {quote['span']} ← {place}", style="dim"))
    return tree


def definitions(found: dict[str, Any]) -> RenderableType:
    """A term with the words of each of its definitions, what kind it is, where it holds, and where it leads."""
    forms = f" ({', '.join(found['variants'])})" if found["variants"] else ""
    parts: list[RenderableType] = [Text(f"{found['label']}{forms}", style="bold cyan")]
    for one in found["definitions"]:
        parts.append(Text(f"{one['citation']}  [{one['form']}{'' if one['binding'] else ', of the preamble'}]{_holding(one)}"))
        parts += _quoted(one["quotes"])
        for lead in one["leads"]:
            parts.append(Padding(Text(f"→ {lead['wording']} ({_led(lead)})"), (0, 0, 0, 3)))
            parts += _quoted(lead["defines"]["quotes"] if lead["defines"] else ())
    return Group(*parts)


def _quoted(quotes: Iterable[Mapping[str, Any]]) -> Iterator[RenderableType]:
    for one in quotes:
        yield Padding(Text(f"“{one['text']}”"), (0, 0, 0, 3))


def _holding(one: Mapping[str, Any]) -> str:
    """Where a definition holds, unless that is the whole act."""
    where = ", ".join(path_of(own) for own in one["scope"])
    return (f"  holds in {where}" if where else "") + ("  holds from here on" if one["onward"] else "")


def _led(lead: Mapping[str, Any]) -> str:
    """Where a definition leads, as an id."""
    return str(lead["defines"]["provision"] if lead["defines"] else lead["target"] or "not resolved")


_TOPIC_LANGUAGES = {"en": "English", "fr": "French", "da": "Danish", "nl": "Dutch", "de": "German"}


def topic(found: dict[str, Any]) -> RenderableType:
    """What a topic is: its name and note, the topics around it with how many provisions each has, and the words that name it."""
    lines = [Text(found["label"], style="bold"), Text(found["note"])]
    for name in ("broader", "narrower", "related"):
        if found[name]:
            around = ", ".join(f"{one['label']} ({one['provisions']})" for one in found[name])
            lines.append(Text(f"{name.capitalize()}: {around}", style="dim"))
    for tag, words in found["labels"].items():
        if words:
            lines.append(Text(f"{_TOPIC_LANGUAGES[tag]}: {', '.join(words)}", style="dim"))
    return Group(*lines)


def versions_of(found: Iterable[Mapping[str, Any]]) -> str:
    """The texts that an output speaks of, in a line."""
    texts = dict.fromkeys(f"{act['celex']} ({called(act['version'])})" for one in found for act in one["acts"])
    return f"Texts: {', '.join(sorted(texts)) or 'none'}"


def line(words: str) -> Text:
    """Words as they are, broken between them where a terminal ends."""
    return Text(words)


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
    """A plain table."""
    out = Table(title=title, title_justify="left", show_edge=False)
    for column in columns:
        out.add_column(column, overflow="fold")
    for row in rows:
        out.add_row(*(escape(str(cell)) for cell in row))
    return out


def numbered(blocks: Iterable[tuple[str, Iterable[str]]]) -> RenderableType:
    """Heads with a number, each with lines below it."""
    parts: list[RenderableType] = []
    for number, (head, lines) in enumerate(blocks, 1):
        parts.append(Text(f"{number:>2}. {head}", style="bold"))
        parts += [Padding(Text(line), (0, 0, 0, 4)) for line in lines]
    return Group(*parts)


def printer(*, stderr: bool = False) -> Console:
    """A console for people; it honours NO_COLOR."""
    return Console(stderr=stderr, highlight=False)


def plain(renderable: RenderableType) -> str:
    """What is printed when nobody watches: no colours, no control codes, no blanks at line ends; the rows of tables are not broken."""
    width = 10_000 if isinstance(renderable, Table) else 100
    console = Console(file=StringIO(), width=width, highlight=False, force_terminal=False, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().removesuffix("\n").split("\n"))
