"""Are the instructions of an amending act read right? They are carried out on the published text, and held against the consolidated one.

    python benchmarks/amendments.py PUBLISHED AMENDING CONSOLIDATED

The unit is a provision at the narrowest level: an article, paragraph, subparagraph, point, indent, annex or part of one, by its id. It
counts as changed when its own words (heading, text, wrap-up; white space and the shape of quotation marks aside) differ between two
texts, or when it stands in only one of them. So a replaced article counts once for each part of it whose words change, and parts that
are enacted anew with the same words do not count. `truth` are the provisions that differ between the published and the consolidated
text, `found` those that differ between the published text and that text with the instructions carried out. Printed are precision and
recall over both sets, how many of the provisions found also have the words of the consolidated text, and every difference.

A subparagraph that is added without a number is counted on from those there are: that is the one thing the published text is asked for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from extract.amendments import find_amendments
from extract.reading import read_file
from kg.findings import Action, Amendment, Portion, Unresolved
from kg.ids import path_of
from kg.model import Act, Provision, walk

Words = tuple[str, str, str]
"""Heading, text and wrap-up."""

State = dict[str, Words]

_QUOTES = str.maketrans(dict.fromkeys('‘’“”`"', "'"))


def state_of(act: Act) -> State:
    """The own words of every provision of articles and annexes, by id."""
    return {one.id: _words(one) for one in walk(act.provisions) if path_of(one.id).startswith(("art_", "anx_"))}


def _words(one: Provision) -> Words:
    return one.heading, one.text, one.wrap_up


def carried_out(state: Mapping[str, Words], amendments: Iterable[Amendment], texts: Mapping[str, str]) -> tuple[State, list[str]]:
    """The text after the instructions; and those that could not be carried out. `texts` are the words of the hosts, for quoted text."""
    now, lost = dict(state), []
    for one in amendments:
        if isinstance(one.target, Unresolved):
            lost.append(f"{one.provision}: {one.target.reason}")
        elif "/" in one.target and one.target not in now and one.target not in state:
            lost.append(f"{one.provision}: there is no {one.target}")
        else:
            _carry_out(now, one, texts)
    return now, lost


def _carry_out(now: State, one: Amendment, texts: Mapping[str, str]) -> None:
    target = str(one.target)
    heading, text, wrap_up = now.get(target, ("", "", ""))
    if one.action is Action.DELETE:
        _take_out(now, target)
    elif one.portion is Portion.HEADING and one.content:
        now[target] = one.content[0].heading, text, wrap_up
    elif one.portion is Portion.INTRODUCTION and one.content:
        now[target] = heading, one.content[0].text, wrap_up
    elif one.action is Action.REPLACE and one.portion is Portion.FIRST_SUBPARAGRAPH:
        _take_out(now, target, first_only=True)
        _put_in(now, one.content)
        now[target] = heading, now.get(target, ("", "", ""))[1], now.get(target, ("", "", ""))[2]
    elif one.action is Action.REPLACE:
        _take_out(now, target)
        _put_in(now, one.content)
    elif one.action in (Action.INSERT, Action.ADD) and one.content:
        _put_in(now, one.content)
    elif one.action in (Action.INSERT, Action.ADD) and one.quoted is not None:
        now[_next_subparagraph(now, target)] = "", _unquoted(texts[one.provision][one.quoted.start : one.quoted.end]), ""
    else:
        now[target] = heading, f"{text} (amended)", wrap_up


def _take_out(now: State, target: str, *, first_only: bool = False) -> None:
    for own in [own for own in now if own == target or own.startswith(f"{target}/")]:
        if not (first_only and own.startswith(f"{target}/unp_")):
            del now[own]


def _put_in(now: State, content: tuple[Provision, ...]) -> None:
    now.update((one.id, _words(one)) for one in walk(content) if path_of(one.id).startswith(("art_", "anx_")))


def _next_subparagraph(now: State, target: str) -> str:
    last = [int(match[1]) for own in now if (match := re.fullmatch(rf"{re.escape(target)}/unp_(\d+)", own))]
    return f"{target}/unp_{max(last, default=1) + 1}"


def _unquoted(words: str) -> str:
    return re.sub(r"\s*[’”][.;,]?$", "", words.removeprefix("‘").strip())


def folded(words: Words) -> tuple[str, ...]:
    """Words without what printing may change: white space and the shape of quotation marks."""
    return tuple("".join(part.translate(_QUOTES).split()) for part in words)


def changed(before: Mapping[str, Words], after: Mapping[str, Words]) -> set[str]:
    """The provisions whose words differ, or that stand in one of the two only."""
    every = before.keys() | after.keys()
    return {own for own in every if own not in before or own not in after or folded(before[own]) != folded(after[own])}


def report(before: Mapping[str, Words], now: Mapping[str, Words], after: Mapping[str, Words], lost: Iterable[str]) -> None:
    """Print the figures, of all provisions, and of articles and annexes apart; and every difference."""
    truth, found = changed(before, after), changed(before, now)
    alike = {own for own in truth & found if _same(own, now, after)}
    for title, code in {"all": "/", "articles": "/art_", "annexes": "/anx_"}.items():
        print(_figures(title, *({own for own in ids if code in own} for ids in (truth, found, alike))))
    for title, ids in (("missed", truth - found), ("wrongly found", found - truth), ("other words", (truth & found) - alike)):
        for own in sorted(ids):
            print(f"  {title}: {own}{_CLOSING if _differs_in_closing(own, now, after) else ''}")
    for one in lost:
        print(f"  not carried out: {one}")


_CLOSING = " (only the closing mark, which the consolidation sets by the place in the list: no instruction names it)"


def _differs_in_closing(own: str, now: Mapping[str, Words], after: Mapping[str, Words]) -> bool:
    """Whether two texts of a provision differ in the last punctuation mark and nothing else."""
    if own not in now or own not in after or _same(own, now, after):
        return False
    return [part.rstrip(".;,") for part in folded(now[own])] == [part.rstrip(".;,") for part in folded(after[own])]


def _figures(title: str, truth: set[str], found: set[str], alike: set[str]) -> str:
    both = truth & found
    shares = (part / whole if whole else 1.0 for part, whole in ((len(both), len(found)), (len(both), len(truth)), (len(alike), len(both))))
    figures = "  ".join(f"{name} {share:.3f}" for name, share in zip(("precision", "recall", "same words"), shares, strict=True))
    return f"{title}: differ {len(truth)}  found {len(found)}  both {len(both)}  {figures}"


def _same(own: str, now: Mapping[str, Words], after: Mapping[str, Words]) -> bool:
    return (own in now) == (own in after) and (own not in now or folded(now[own]) == folded(after[own]))


def main(published: str, amending: str, consolidated: str) -> None:
    """Read the three texts and print the figures."""
    act, by, after = (read_file(Path(one)) for one in (published, amending, consolidated))
    amendments = [one for one in find_amendments(by) if isinstance(one.target, Unresolved) or one.target.startswith(act.celex)]
    texts = {str(one.id): one.text for one in walk(by.provisions)}
    now, lost = carried_out(state_of(act), amendments, texts)
    print(f"{by.celex} amends {act.celex}: {len(amendments)} instructions")
    report(state_of(act), now, state_of(after), lost)


if __name__ == "__main__":
    main(*sys.argv[1:4])
