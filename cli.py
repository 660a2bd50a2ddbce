"""The command line: parse arguments, call, render; nothing else. Every command is also a function of the packages it calls.

Results go to standard output, progress and messages to standard error. Exit codes: 0 done, 1 an honest negative (abstained, faults
found), 2 bad usage or input.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.errors import InvalidId, LawError, SourceError, StructureError

_debugging: ContextVar[bool] = ContextVar("debugging", default=False)


class _Commands(TyperGroup):
    """Turns every error into one line and exit code 2, unless a traceback is asked for."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            if _debugging.get() or _is_typers(error):
                raise
            typer.echo(f"Error: {_told(error)}".replace("\n", " "), err=True)
            raise typer.Exit(2) from error


def _is_typers(error: Exception) -> bool:
    """Whether Typer deals with an error itself: its own, which carry an exit code, and a reader that went away."""
    return hasattr(error, "exit_code") or isinstance(error, typer.Abort | BrokenPipeError)


def _told(error: Exception) -> str:
    """An error in one line: what, where, and what to do next."""
    if isinstance(error, LawError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror.lower()} ({error.filename or 'no file'}). Check the path, its permissions, and the space left."
    return f"internal error ({type(error).__name__}: {error}). Please report it with the output of `whereas --debug …`."


app = typer.Typer(cls=_Commands, no_args_is_help=True, pretty_exceptions_enable=False, help="Answers from EU law, quoted and proved.")

LibraryOption = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads this at run time
    typer.Option("--library", help="The library file (else WHEREAS_LIBRARY, else the user's data folder)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ActOption = Annotated[Optional[str], typer.Option("--act", help="Only this act: CELEX number or short name.")]  # noqa: UP045
LangOption = Annotated[str, typer.Option("--lang", help="Language of the text.")]
AsOfOption = Annotated[str, typer.Option("--as-of", help="The law as it stood on this date (default: today).", show_default=False)]
RefArgument = Annotated[str, typer.Argument(help='A provision, as in "Article 5(1)(f)", "recital 113", art_5/par_1.')]
PlaceArgument = Annotated[Optional[str], typer.Argument(help="A provision or an act (default: every act).")]  # noqa: UP045


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whereas {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Answers from EU law, quoted and proved."""
    del version  # it has its callback
    _debugging.set(debug)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the law's quotation marks and dashes must come out whatever the locale
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


# ── what commands share ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _library(path: Path | None) -> Any:
    from kg.library import Library, default_path

    return Library(path or default_path())


def _with_vectors(library: Any) -> Any:
    """The library with the model of its vectors open, where it has vectors; where that cannot be used, it answers without."""
    from kg.vectors import attach

    why_not = attach(library, os.environ.get("WHEREAS_VECTORS", ""))
    if why_not:
        typer.echo(f"Vectors are off: {why_not}", err=True)
    return library


def _json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print(renderable: Any) -> None:
    from query.render import plain, printer

    console = printer()
    if console.is_terminal:
        console.print(renderable)
    else:
        typer.echo(plain(renderable), nl=False)


def _coloured() -> bool:
    """Whether what is printed shows in colours."""
    from query.render import printer

    console = printer()
    return console.is_terminal and not console.no_color


def _warn_of(outdated: list[dict[str, str]]) -> None:
    """Say of which texts nothing can be told because it was not looked for in them."""
    from query.outdated import warnings

    for line in warnings(outdated):
        typer.echo(line, err=True)


@contextmanager
def _progress(stage: str) -> Iterator[None]:
    """A spinner with the stage's name, on standard error, when a person is watching."""
    if not sys.stderr.isatty():
        yield
        return
    from query.render import printer

    with printer(stderr=True).status(f"{stage} …"):
        yield


def _shelf(library: Any, act: str | None, lang: str, as_of: str = "") -> Any:
    from query.ask import Engine, Options

    return Engine(library).shelf(Options(act=act, language=lang, as_of=_checked_date(as_of)))


def _check_form(form: str, forms: tuple[str, ...]) -> None:
    from kg.errors import InvalidId

    if form not in forms:
        raise InvalidId(f"no format {form!r}", hint=f"Formats are: {', '.join(forms)}.")


def _row(library: Any, ref: str, act: str | None, lang: str, as_of: str = "") -> tuple[Any, Any]:
    """A provision, and the texts it was looked for in, with the library as those see it who read in its language."""
    shelf = _shelf(library, act, lang, as_of)
    return shelf, _found(shelf, ref)


def _found(shelf: Any, ref: str) -> Any:
    """A provision in texts that are on the shelf, of the act if there is but one."""
    return _filled(shelf).find(ref, shelf.texts[0].celex if len(shelf.texts) == 1 else None)


def _filled(shelf: Any) -> Any:
    """A shelf that has texts on it."""
    if not shelf.texts:
        raise SourceError("the library is empty", hint="Add an act with `whereas add FILE`, or see `whereas demo`.")
    return shelf


def _add(library: Any, path: Path, allow_incomplete: bool = False) -> dict[str, Any]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one act's matrices are small: starting threads costs more than they save
    from extract.pipeline import add_file

    act, added = add_file(library, path, allow_incomplete=allow_incomplete, progress=_progress)
    return {
        "file": path.name,
        "celex": act.celex,
        "version": act.version,
        "language": act.language,
        "title": act.title,
        "outcome": added.outcome,
        "counts": dict(added.counts),
        "missing": added.missing,
        "extra": added.extra,
        "different": added.different,
        "absent_notes": added.absent_notes,
        "further_notes": added.further_notes,
    }


@contextmanager
def _sample_library() -> Iterator[Any]:
    """A library in a temporary folder that holds the sample act, and is gone afterwards."""
    from extract.sample import path

    with tempfile.TemporaryDirectory() as folder:
        library = _library(Path(folder) / "sample.sqlite")
        for name in ("act.pdf", "act.xhtml"):
            _add(library, path(name))
        try:
            yield library
        finally:
            library.close()


# ── the library ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@app.command()
def add(
    files: Annotated[list[str], typer.Argument(help="Files of acts, folders of them, or acts to fetch: CELEX numbers, ELIs, short names.")],
    library: LibraryOption = None,
    allow_incomplete: Annotated[bool, typer.Option("--allow-incomplete", help="Add even when the reading lost words.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language to fetch.")] = "en",
    consolidated: Annotated[bool, typer.Option("--consolidated", help="Fetch the newest consolidated version.")] = False,
    json_: JsonOption = False,
) -> None:
    """Read acts and add them to the library; acts named and not given as files are fetched from the Publications Office."""
    from extract.fetching import files_named
    from extract.pipeline import passed_over

    done: list[dict[str, Any]] = []
    failed: list[Exception] = []
    with _library(library) as shelf:
        _with_vectors(shelf)
        for given in files:
            with _set_aside(failed):
                for file, why in passed_over(Path(given)):
                    typer.echo(f"Passed over {file.name!r}: {why}.", err=True)
                for path in files_named(given, lang, consolidated=consolidated, progress=_progress):
                    with _set_aside(failed):
                        done.append(_add(shelf, path, allow_incomplete))
                        if not json_:
                            _say_added(done[-1])
    if not done and not failed:
        raise SourceError("no files that can be acts", where=files[0], hint="Give PDF, XHTML, HTML or text files of acts.")
    if json_ and done:
        _json(done)
    if failed:
        raise typer.Exit(2)


@contextmanager
def _set_aside(failed: list[Exception]) -> Iterator[None]:
    """Tell of one bad file, and let it keep none of the others out."""
    try:
        yield
    except (SourceError, StructureError) as error:
        if _debugging.get():
            raise
        failed.append(error)
        typer.echo(f"Error: {error}", err=True)


def _say_added(found: dict[str, Any]) -> None:
    from kg.counts import told

    counts = told(found["counts"], most=6)
    typer.echo(f"{found['file']}: {found['celex']} ({found['version']}, {found['language']}), {found['outcome']}: {counts}")
    said = {
        "missing": "missing beside the text shown", "extra": "extra beside the text shown", "different": "different from the text shown",
        "absent_notes": "footnotes absent from this source", "further_notes": "footnotes that only this source has",
    }  # fmt: skip
    for name, words in said.items():
        if found[name]:
            typer.echo(f"  {words}: {', '.join(found[name][:12])}{' …' if len(found[name]) > 12 else ''}")


@app.command()
def acts(library: LibraryOption = None, json_: JsonOption = False) -> None:
    """List what is in the library."""
    from kg.counts import told
    from query import render, show
    from query.outdated import outdated

    with _library(library) as shelf:
        found = show.acts(shelf)
        _warn_of(outdated(shelf.texts()))
    if json_:
        _json(found)
    elif not found:
        typer.echo("The library is empty. Add an act with `whereas add FILE`, or see `whereas demo`.", err=True)
    else:
        rows = [(one["celex"], one["version"], one["language"], one["title"], told(one["counts"], most=6)) for one in found]
        _print(render.table("", ("CELEX", "version", "language", "title", "counts"), rows))


@app.command()
def remove(
    act: Annotated[str, typer.Argument(help="CELEX number or short name.")],
    version: Annotated[Optional[str], typer.Option("--version", help="Only this version.")] = None,  # noqa: UP045
    lang: Annotated[Optional[str], typer.Option("--lang", help="Only the text in this language.")] = None,  # noqa: UP045
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Take an act out of the library."""
    from kg.adding import remove as take_out
    from query.shelf import named_act

    with _library(library) as shelf:
        celex = named_act(act, shelf.texts())
        there = [text for text in shelf.texts() if text.celex == celex]
        texts = [text for text in there if version in (None, text.version) and lang in (None, text.language)]
        if not texts:
            known = ", ".join(f"{text.version} {text.language}" for text in there)
            hint = f"Texts of it there are: {known}." if there else "See `whereas acts`."
            raise SourceError(f"{celex} is not in the library" + (" in that version and language" if there else ""), hint=hint)
        for text in texts:
            take_out(shelf, text)
            if not json_:
                typer.echo(f"removed {text.celex} ({text.version}, {text.language})")
    if json_:
        _json([{"celex": text.celex, "version": text.version, "language": text.language} for text in texts])


@app.command()
def reindex(
    vectors: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--vectors", envvar="WHEREAS_VECTORS", help="A folder with a sentence-embedding model (ONNX): keep vectors too."),
    ] = None,
    no_vectors: Annotated[bool, typer.Option("--no-vectors", help="Drop the vectors that the library keeps.")] = False,
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Rebuild the full-text index, link references across acts anew, and make the vectors that are lacking."""
    from extract.linking import link
    from extract.words import stems_of
    from kg.adding import reindex as rebuild
    from kg.vectors import switch_off

    with _library(library) as shelf:
        if not shelf.texts():
            raise SourceError("the library is empty", hint="Add an act with `whereas add FILE`.")
        if no_vectors:
            switch_off(shelf)
        embedder = None if no_vectors else _embedder(shelf, vectors)
        with _progress("indexing"):
            found = {"passages": rebuild(shelf, stems_of, partial(link, shelf))}
        if embedder is not None:
            found["vectors"] = _embed(shelf, embedder)
    if json_:
        _json(found)
    else:
        typer.echo(f"{found['passages']} passages indexed" + (f", {found['vectors']} with vectors" if "vectors" in found else ""))


def _embedder(library: Any, folder: Path | None) -> Any:
    """The model to make vectors with: the one in a folder, else the library's own; none where it has none that can be used."""
    from kg.embedding import open_model

    return open_model(folder) if folder is not None else _with_vectors(library).embedder


def _embed(library: Any, embedder: Any) -> int:
    """Make the vectors that a library lacks of a model; how many passages have one now."""
    from kg.vectors import embed_lacking, switch_on

    switch_on(library, embedder)
    with _progress("making vectors"):
        return embed_lacking(library, embedder)


# ── provisions ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@app.command()
def show(
    ref: RefArgument,
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Show a provision: its text, place, and supporting recitals."""
    from query import render
    from query import show as shows
    from query.amended import amended_by
    from query.applying import lines
    from query.dates import Calendar
    from query.history import by_versions
    from query.support import trace as trace_row

    with _library(library) as shelf:
        scope, row = _row(shelf, ref, act, lang, as_of)
        found = shows.provision(scope.library, row, Calendar(shelf))
        if json_:
            _json(found)
        else:
            recitals = trace_row(scope.library, row, scope.preamble_of(row.text), scope.standing(row)).get("recitals", [])
            amended = (*amended_by(scope.library, row), *by_versions(scope.library, row))
            further = (*lines(found, scope.holdings.as_of), *amended)
            _print(render.provision(found, shows.printed(scope.library, row), recitals[:8], further))


@app.command()
def diff(
    ref: Annotated[str, typer.Argument(help='A provision, as in "Article 5(1)(f)", or an act.')],
    since: Annotated[str, typer.Option("--from", help="The older version: `oj` (as published), or what stood on a date.")] = "oj",
    until: Annotated[str, typer.Option("--to", help="The newer one (default: the newest).", show_default=False)] = "",
    words: Annotated[bool, typer.Option("--words", help="Print the words of every change of an act.")] = False,
    act: ActOption = None,
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """How two versions of a provision or an act differ, word by word, and what changed it."""
    from query.diff import check_language
    from query.diff import diff as differing
    from query.render_diff import difference

    with _library(library) as shelf:
        check_language(shelf, lang)
        found = differing(_filled(_shelf(shelf, act, lang, "9999-12-31")), ref, since, until)
    if json_:
        _json(found)
    else:
        whole = "/" not in found["id"]
        for part in difference(found, whole=whole, words=words, marked=not _coloured()):
            _print(part)
    if not found["provisions"]:
        raise typer.Exit(1)


@app.command()
def refs(
    ref: RefArgument,
    into: Annotated[bool, typer.Option("--in", help="Only references into it, and into its parts.")] = False,
    out: Annotated[bool, typer.Option("--out", help="Only references out of it.")] = False,
    relation: Annotated[Optional[list[str]], typer.Option("--relation", help="Only these: derogates_from,applies,…")] = None,  # noqa: UP045
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """References out of a provision and into it."""
    from query.relations import POINTING, named
    from query.trace import references

    kept = named(relation or (), POINTING)
    sides = [side for side, wanted in (("out", out), ("in", into)) if wanted or out == into]
    with _library(library) as shelf:
        scope, row = _row(shelf, ref, act, lang, as_of)
        found = references(scope.library, row, kept)
    found |= {side: [] for side in ("out", "in") if side not in sides}
    if json_:
        _json(found)
    else:
        _print_references(found, sides)


def _print_references(found: dict[str, Any], sides: list[str]) -> None:
    from query import render
    from query.trace import COLUMNS, rows_of

    for side in sides:
        rows = rows_of(found[side])
        title = f"{'Out of' if side == 'out' else 'Into'} {found['id']} ({render.called(found['version'])})"
        if rows:
            _print(render.table(title, COLUMNS, rows))
        else:
            typer.echo(f"{title}: nothing")


@app.command()
def path(
    start: RefArgument,
    end: RefArgument,
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """The shortest walk over the graph between two provisions, each step with what it rests on."""
    from query.paths import shortest, told

    with _library(library) as shelf:
        scope, first = _row(shelf, start, act, lang, as_of)
        found = shortest(scope.library, first, _found(scope, end))
    if json_:
        _json(found)
    else:
        for line in told(found):
            typer.echo(line)
    if not found["steps"] and found["from"] != found["to"]:
        raise typer.Exit(1)


@app.command()
def cite(
    ref: RefArgument,
    form: Annotated[str, typer.Option("--format", help="text, bibtex or csl")] = "text",
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """The ways to cite a provision."""
    from query.citing import cited

    _check_form(form, ("text", "bibtex", "csl"))
    with _library(library) as shelf:
        scope, row = _row(shelf, ref, act, lang, as_of)
        found = cited(scope.library, row)
    if json_:
        _json(found)
    elif form == "bibtex":
        typer.echo(found["bibtex"])
    elif form == "csl":
        _json(found["csl"])
    else:
        names = [name for name in ("official", "short", "published", "consolidated", "eli", "web") if found[name]]
        width = max(9, *map(len, names))
        for name in names:
            typer.echo(f"{name:>{width}}  {found[name]}")


@app.command()
def trace(
    ref: Annotated[str, typer.Argument(help="A provision, a recital, an act, or an answer's JSON file.")],
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    form: Annotated[str, typer.Option("--format", help="text, json, dot (Graphviz source) or svg (a drawing).")] = "text",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Which recitals support a provision (or what a recital supports), with reasons; an act's recitals by what they support; or an
    answer's tree of evidence."""
    from query import evidence_tree, render

    _check_form(form, ("text", "json", "dot", "svg"))
    form = "json" if json_ else form
    if ref.endswith(".json") or Path(ref).is_file():
        _print_answer_trace(Path(ref), form)
        return
    with _library(library) as shelf:
        traced = _traced(_shelf(shelf, act, lang, as_of), ref)
    if form in ("dot", "svg"):
        _print_drawing(evidence_tree.of_support(traced), form)
    elif form == "json":
        _json(traced)
    elif "groups" in traced:
        _print(render.trace_act(traced))
    else:
        _print(render.trace(traced))
        if note := render.of_another_version(traced):
            typer.echo(note)


def _traced(scope: Any, ref: str) -> dict[str, Any]:
    """The support of an act as a whole, or of the provision that is named."""
    from query import support

    if whole := scope.act_named(ref):
        return support.trace_act(scope.library, scope.preamble_of(whole) or whole, whole)
    row = _found(scope, ref)
    return support.trace(scope.library, row, scope.preamble_of(row.text), scope.standing(row))


def _print_drawing(tree: Any, form: str) -> None:
    from query import trace_drawing

    typer.echo(trace_drawing.svg(tree) if form == "svg" else trace_drawing.dot(tree), nl=False)


def _print_answer_trace(file: Path, form: str) -> None:
    from query import evidence_tree, render
    from query.trace import trace_answer

    answer = _whole_answer(file)
    found = trace_answer(answer)
    if form in ("dot", "svg"):
        _print_drawing(evidence_tree.of_answer(answer), form)
    elif form == "json":
        _json(found)
    else:
        _print(render.answer_trace(found, answer.question))


def _answer_file(path: Path) -> Any:
    """The JSON of an answer in a file, whole or not."""
    from query.verify import is_answer

    hint = "Save one with: whereas ask … --json > answer.json"
    if not path.is_file():
        raise SourceError("no such file", where=str(path), hint=hint)
    try:
        given = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not an answer: {error}", where=str(path), hint=hint) from error
    if not is_answer(given):
        raise SourceError("not an answer: no JSON of the schema whereas/answer/1", where=str(path), hint=hint)
    return given


def _whole_answer(path: Path) -> Any:
    from query.answer import read_json

    given = _answer_file(path)
    try:
        return read_json(given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"not an answer: {error}", where=str(path), hint="Save one with: whereas ask … --json > answer.json") from error


@app.command()
def sanctions(
    ref: PlaceArgument = None,
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """What infringements cost: the penalties of the acts, or of a provision and what caps them."""
    from query import render
    from query.nothing import nothing_found
    from query.sanctions import told_of

    with _library(library) as shelf:
        scope = _shelf(shelf, act, lang, as_of)
        found = _penalties(scope, ref)
    _warn_of(found["outdated"])
    if json_:
        _json(found)
    elif found["sanctions"]:
        _print(render.numbered(told_of(found)))
    elif not found["outdated"]:
        typer.echo(nothing_found(scope, "No penalty was read."))
    if not found["sanctions"]:
        raise typer.Exit(1)


def _penalties(scope: Any, ref: str | None) -> dict[str, Any]:
    """The penalties of all acts, of one that is named, or of a provision."""
    from query.sanctions import of_acts, of_provision

    whole = scope.act_named(ref) if ref else None
    if ref and not whole:
        return of_provision(scope, _found(scope, ref))
    return of_acts(scope, (whole,) if whole else scope.texts)


@app.command()
def terms(
    term: Annotated[Optional[str], typer.Argument(help="One term.")] = None,  # noqa: UP045
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """The acts' defined terms, or one with its definitions and each use."""
    from query import render
    from query import show as shows

    with _library(library) as shelf:
        found = shows.terms(_shelf(shelf, act, lang, as_of).narrow, term)
    if json_:
        _json(found)
    elif term is None:
        rows = [(one["label"], one["provisions"], one["uses"], ", ".join(one["defined_in"])) for one in found]
        _print(render.table("", ("term", "provisions", "uses", "defined in"), rows))
        typer.echo(render.versions_of(found))
    else:
        for one in found:
            _print(render.definitions(one))
            rows = [(group, use["id"], use["uses"], ", ".join(use["forms"])) for group in ("binding", "recitals") for use in one[group]]
            _print(render.table("", ("", "provision", "uses", "as"), rows))
            typer.echo(render.versions_of([one]))


@app.command()
def duties(
    ref: PlaceArgument = None,
    actor: Annotated[Optional[str], typer.Option("--actor", help="Only of this actor: a role, a body, a person.")] = None,  # noqa: UP045
    modality: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--modality", help='Only these: "shall", "shall not", "may", "shall not apply", "should" …'),
    ] = None,
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Who must do what: duties, permissions and exemptions of a provision or an act, or of whom how many there are."""
    from query import duties as said
    from query import render
    from query.nothing import nothing_found

    kept = said.modalities(modality or ())
    with _library(library) as shelf:
        scope = _shelf(shelf, act, lang, as_of)
        place = (scope.act_named(ref) or _found(scope, ref)) if ref else None
        found = said.duties(scope, place, actor=actor, only=kept)
    _warn_of(found["outdated"])
    if json_:
        _json(found)
    elif not found["duties"]:
        if not found["outdated"]:
            typer.echo(nothing_found(scope, "No duty was read."))
    elif ref is None and actor is None:
        _print(render.table("", *said.summary(found["actors"])))
    else:
        _print(render.table("", said.COLUMNS, said.rows_of(found["duties"])))
    if not found["duties"]:
        raise typer.Exit(1)


@app.command()
def topics(
    topic: Annotated[Optional[str], typer.Argument(help="One topic: its name, or any word for it.")] = None,  # noqa: UP045
    narrower: Annotated[bool, typer.Option("--narrower", help="Count the uses of narrower topics too.")] = False,
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """The topics of the library, or one with the provisions about it."""
    from query import render
    from query.topics import described, listed

    with _library(library) as shelf:
        scope = _shelf(shelf, act, lang, as_of).narrow
        found = listed(scope) if topic is None else described(scope, topic, narrower=narrower)
    if json_:
        _json(found)
    elif topic is None:
        rows = [(one["label"], one["provisions"], one["uses"]) for one in found]
        _print(render.table("", ("topic", "provisions", "uses"), rows))
        typer.echo(render.versions_of(found))
    else:
        for one in found:
            _print(render.topic(one))
            about = [
                (group, f"{row['weight']:.2f}", row["uses"], row["citation"]) for group in ("binding", "recitals") for row in one[group]
            ]
            _print(render.table("", ("", "weight", "uses", "provision"), about) if about else "No provision of the library uses its words.")
            typer.echo(render.versions_of([one]))


@app.command()
def dates(
    ref: PlaceArgument = None,
    moment: Annotated[Optional[list[str]], typer.Option("--moment", help="Only these: entry,application,deadline,…")] = None,  # noqa: UP045
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """What applies from when: the dates that acts set, or from when a provision applies and what says so."""
    from query import render
    from query.ask import Options
    from query.dates import Calendar
    from query.nothing import nothing_found
    from query.timeline import COLUMNS, Wanted, is_nothing, moments_named, summary, table_rows
    from query.timeline import dates as dates_of

    wanted = Wanted(moments=moments_named(moment or ()), as_of=Options(as_of=_checked_date(as_of)).date)
    with _library(library) as shelf:
        scope = _shelf(shelf, act, lang, as_of)
        found = dates_of(scope, Calendar(shelf), ref, wanted)
    _warn_of(found["outdated"])
    if json_:
        _json(found)
    elif "dates" in found:
        if found["dates"]:
            _print(render.table(f"As of {found['as_of']}", COLUMNS, table_rows(found["dates"], several=len(found["texts"]) > 1)))
        elif not found["outdated"]:
            typer.echo(nothing_found(scope, "No dates are set."))
    else:
        _print(render.line(summary(found)))
        for title, key in (("Why", "applies"), ("Until when", "ends"), ("Parts of it", "parts"), ("Beside that", "other")):
            if found[key]:
                _print(render.table(title, COLUMNS, table_rows(found[key], several=key == "ends")))
    if is_nothing(found):
        raise typer.Exit(1)


# ── questions ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@app.command()
def ask(
    question: Annotated[Optional[str], typer.Argument(help="The question.")] = None,  # noqa: UP045
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Length of the rankings.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show the walk to each statement.")] = False,
    json_: JsonOption = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    batch: Annotated[Optional[Path], typer.Option("--batch", help="A file with one question a line; one JSON object a line.")] = None,  # noqa: UP045
    sample: Annotated[bool, typer.Option("--sample", help="Ask the fictional sample act.")] = False,
    library: LibraryOption = None,
) -> None:
    """Answer a question with quotations, citations and the walk that led to each."""
    from query.ask import Engine, Options
    from query.outdated import outdated

    options = Options(act=act, as_of=_checked_date(as_of), language=lang, limit=limit)
    with _sample_library() if sample else _library(library) as shelf:
        engine = Engine(_with_vectors(shelf))
        if batch is not None:
            _ask_batch(engine, batch, options)
            return
        found = engine.ask(question or "", options)
        _warn_of(outdated(engine.shelf(options).texts))
        _print_answer(found, shelf, explain, json_, markdown)
    if found.status == "abstained":
        raise typer.Exit(1)


def _checked_date(given: str) -> str:
    from datetime import date

    from kg.errors import InvalidId

    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise InvalidId(f"{given!r} is not a date", hint="Write it as 2026-11-23.") from error


def _ask_batch(engine: Any, batch: Path, options: Any) -> None:
    from query.answer import as_json

    if not batch.is_file():
        raise SourceError("no such file", where=str(batch), hint="Give a text file with one question a line.")
    try:
        questions = [line.strip() for line in batch.read_text("utf-8").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise SourceError("not UTF-8 text", where=str(batch), hint="Give a text file with one question a line.") from error
    for question in questions:
        try:
            found = as_json(engine.ask(question, options))
        except InvalidId as error:  # one bad question keeps none of the others from being asked
            found = {"question": question, "error": str(error)}
        typer.echo(json.dumps(found, ensure_ascii=False))


def _print_answer(found: Any, shelf: Any, explain: bool, json_: bool, markdown: bool) -> None:
    from query.answer import as_json

    if json_:
        _json(as_json(found))
        return
    from query import render

    if markdown:
        typer.echo(render.answer_markdown(found))
    else:
        _print(render.answer(found, shelf, explain=explain))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="An answer's JSON file, or a text with quotations and citations.")],
    act: ActOption = None,
    as_of: Annotated[str, typer.Option("--as-of", help="Of a text: the day to hold it to (default: the day it names, or today).")] = "",
    lang: LangOption = "en",
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Re-check every quotation, place, citation and walk step of an answer, and ask its question again; or hold the quotations and
    citations of any text to the law."""
    from query import render_verify as render

    written = _text_file(file)
    with _library(library) as shelf:
        found = _verdict(_answer_file(file), _with_vectors(shelf)) if written is None else _held(written, shelf, act, as_of, lang)
    if json_:
        _json(found)
    else:
        typer.echo("\n".join(render.answer_lines(found) if written is None else render.text_lines(found)))
    if not found["holds"]:
        raise typer.Exit(1)


def _text_file(path: Path) -> str | None:
    """What a file says in words; none where it is JSON, by its name or by what it holds."""
    from query.verify_text import LONGEST, is_json

    if path.suffix.lower() == ".json" or not path.is_file():
        return None
    try:
        written = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("not UTF-8 text", where=str(path), hint="Give an answer's JSON, or plain text or Markdown.") from error
    if is_json(written):
        return None
    if "\0" in written or not written.strip() or len(written) > LONGEST:
        raise SourceError("no text, or too long", where=str(path), hint=f"Give plain text or Markdown of at most {LONGEST} characters.")
    return written


def _verdict(given: Any, library: Any) -> dict[str, Any]:
    """What is found of an answer."""
    from query.verify import verdict_json, verify_json

    return verdict_json(given, verify_json(given, library))


def _held(written: str, library: Any, act: str | None, as_of: str, lang: str) -> dict[str, Any]:
    """What is found of a text, on the day asked for, else on the one that the text names."""
    from query.verify_text import day_of, verify_text

    return verify_text(written, _shelf(library, act, lang, as_of or day_of(written) or ""))


@app.command(name="eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Questions with their right provisions, JSON Lines.")],
    compare: Annotated[
        bool, typer.Option("--compare/--no-compare", help="Baselines beside it: plain BM25, and chunks by their vectors.")
    ] = True,
    without: Annotated[str, typer.Option("--without", help="Leave relations out: supports,refers_to,…")] = "",
    act: ActOption = None,
    library: LibraryOption = None,
    json_: JsonOption = False,
) -> None:
    """Measure answers over a question set, beside baselines: plain BM25, and chunks by vectors."""
    from query import render
    from query.comparing import CHUNKS, compared, rows_of

    with _library(library) as shelf:
        found = compared(_with_vectors(shelf), gold, act, without, baselines=compare)
        if compare and shelf.embedder is None:
            typer.echo(f"Left out, for want of vectors: {CHUNKS}. See `whereas reindex --vectors`.", err=True)
    if json_:
        _json(found)
        return
    columns, rows = rows_of(found)
    _print(render.table(f"{gold.name}: {found[0]['questions']} questions", columns, rows))
    for one in found:
        typer.echo(f"{one['engine']}: {render.versions_of([one])}")


# ── sources and exports ────────────────────────────────────────────────────────────────────────────────────────────────────────


@app.command()
def check(file: Annotated[Path, typer.Argument(help="A file of an act.")], json_: JsonOption = False) -> None:
    """The completeness certificate of a source: every word in a provision or in a named bucket."""
    from extract.coverage import certify
    from extract.reading import read_file

    with _progress("reading"):
        certificate = certify(file, read_file(file))
    if json_:
        _json(certificate.as_json())
    else:
        for line in certificate.lines():
            typer.echo(line)
    if certificate.verdict != "complete":
        raise typer.Exit(1)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A file of an act.")],
    stage: Annotated[
        str, typer.Option("--stage", help="blocks, outline, dropped, references, amendments, support, duties, dates, sanctions or graph")
    ] = "outline",
) -> None:
    """Print a stage of reading as text."""
    from extract.stages import inspect as lines_of

    for line in lines_of(file, stage):
        typer.echo(line)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="turtle")] = "turtle",
    act: ActOption = None,
    as_of: AsOfOption = "",
    lang: LangOption = "en",
    output: Annotated[Optional[Path], typer.Option("--output", help="A file instead of standard output.")] = None,  # noqa: UP045
    library: LibraryOption = None,
) -> None:
    """Export the graph as RDF."""
    from kg.rdf import turtle
    from query.shelf import is_of_preamble

    _check_form(form, ("turtle",))
    with _library(library) as shelf:
        scope = _shelf(shelf, act, lang, as_of)
        if not scope.texts:
            raise SourceError("the library is empty", hint="Add an act with `whereas add FILE`.")
        preambles = [found for text in scope.texts if (found := scope.preamble_of(text))]
        content = "\n".join((*(turtle(shelf, text) for text in scope.texts), *(turtle(shelf, text, is_of_preamble) for text in preambles)))
    if output is None:
        sys.stdout.write(content)
    else:
        output.write_text(content, "utf-8")


@app.command()
def demo() -> None:
    """The whole tour on the embedded sample act, in a temporary library."""
    from query.tour import tour

    with _sample_library() as shelf:
        for title, renderable in tour(shelf):
            typer.secho(f"\n$ {title}", bold=True)
            _print(renderable)


if __name__ == "__main__":
    app()
