"""Write `docs/reference/cli.md` from the commands themselves: their help, arguments and options, in plain text 100 wide.

    python docs/reference/make_cli.py            write the page
    python docs/reference/make_cli.py --check    compare it with what is there; exit 1 if it is stale

Read from the signatures that Typer reads, not from its printed help: so neither the terminal nor the version of a library changes a
character.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from cli import app

PAGE: Final = Path(__file__).with_name("cli.md")
WIDTH: Final = 100
_COLUMN: Final = 26
_HEAD: Final = """# Command line

This page is generated from the commands: `python docs/reference/make_cli.py`.

Results go to standard output, progress and messages to standard error.
Exit codes: 0 done; 1 an honest negative (abstained, or a check found faults); 2 bad usage or input.
Output is laid out for a terminal; it is plain when piped, and without colours when `NO_COLOR` is set.
A provision may be named in any of the ways listed under [identifiers](ids.md).
The functions behind the commands stand in [the Python reference](python.md).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An argument or option of a command: what stands left and right in its help."""

    names: tuple[str, ...]
    is_option: bool
    metavar: str
    help: str
    default: object

    @property
    def left(self) -> str:
        """How it is written on the command line."""
        if not self.is_option:
            return self.metavar if self.default is ... else f"[{self.metavar}]"
        return " / ".join(self.names) + (f" {self.metavar}" if self.metavar else "")

    @property
    def right(self) -> str:
        """What it means, and what holds without it."""
        hidden = self.default in (None, False, "", ...)
        told = self.names[0] if self.default is True else self.default
        return self.help + ("" if hidden else f" [default: {told}]")


def commands() -> dict[str, Callable[..., object]]:
    """Every command by name, in the order of the help."""
    found = {}
    for one in app.registered_commands:
        assert one.callback is not None
        found[one.name or one.callback.__name__.replace("_", "-")] = one.callback
    return found


def parameters(callback: Callable[..., object]) -> tuple[Parameter, ...]:
    """The arguments and options of a command, in its own order."""
    hints = get_type_hints(callback, include_extras=True)
    return tuple(_parameter(name, hints[name], one.default) for name, one in inspect.signature(callback).parameters.items())


def _parameter(name: str, hint: Any, default: object) -> Parameter:
    kind, info = get_args(hint)
    assert isinstance(info, ArgumentInfo | OptionInfo)
    kind = next((one for one in get_args(kind) if one is not type(None)), kind) if get_origin(kind) is not list else kind
    if isinstance(info, ArgumentInfo):
        metavar = name.upper() + ("…" if get_origin(kind) is list else "")
        return Parameter(names=(), is_option=False, metavar=metavar, help=info.help or "", default=_default(default))
    names = str((info.param_decls or (info.default,))[0]).split("/")  # Typer takes the first positional argument for a default
    metavar = {bool: "", int: "N", Path: "PATH"}.get(kind, "TEXT")
    shown = default if info.show_default else None
    return Parameter(names=tuple(names), is_option=True, metavar=metavar, help=info.help or "", default=shown)


def _default(default: object) -> object:
    return ... if default is inspect.Parameter.empty else default


def page() -> str:
    """The whole page."""
    assert app.registered_callback is not None
    assert app.registered_callback.callback is not None
    parts = [_HEAD, _section("## Every command", "whereas", app.registered_callback.callback, "COMMAND …")]
    parts += [_section(f"## `whereas {name}`", f"whereas {name}", callback) for name, callback in commands().items()]
    return "\n".join(parts)


def _section(heading: str, called: str, callback: Callable[..., object], tail: str = "") -> str:
    """A command as a heading, its help, and its usage with every argument and option."""
    said = " ".join((inspect.getdoc(callback) or "").split())
    return f"{heading}\n\n{said}\n\n```text\n{usage(called, parameters(callback), tail)}\n```\n"


def usage(called: str, params: tuple[Parameter, ...], tail: str = "") -> str:
    """Usage of a command with a line or more for each argument and option."""
    arguments = [one for one in params if not one.is_option]
    options = [one for one in params if one.is_option]
    words = ["Usage:", called, *(["[OPTIONS]"] if options else []), *(one.left for one in arguments), *([tail] if tail else [])]
    lines = [" ".join(words)]
    for title, rows in (("Arguments", arguments), ("Options", options)):
        if rows:
            lines += ["", f"{title}:", *(line for row in rows for line in _laid_out(row.left, row.right))]
    return "\n".join(lines)


def _laid_out(left: str, right: str) -> Iterator[str]:
    """Two columns, the right one wrapped."""
    lines = textwrap.wrap(right, WIDTH - _COLUMN) or [""]
    if len(left) > _COLUMN - 4:
        yield f"  {left}"
    else:
        yield (f"  {left}".ljust(_COLUMN) + lines.pop(0)).rstrip()
    yield from (" " * _COLUMN + line for line in lines)


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is fresh."""
    if "--check" in arguments:
        return 0 if PAGE.is_file() and PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
