"""Pages in our own words, laid out as EUR-Lex lays out consolidated texts and acts of former years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract.reading import read_file
from kg.model import Act, Provision, walk

# ── a consolidated text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def mark(celex: str, shown: str, done: str = "") -> str:
    """A link of an amendment mark."""
    title = f"{celex}: {done}" if done else celex
    return f'<a href="http://publications.europa.eu/resource/celex/{celex}" title="{title}">{shown}</a>'


def modref(celex: str, shown: str, done: str = "", behind: str = "") -> str:
    """A line that holds an amendment mark."""
    return f'<p class="modref">{mark(celex, shown, done)}{behind}</p>'


def item(label: str, words: str) -> str:
    """A label and its words side by side."""
    return (
        f'<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>{label} </span></div>'
        f'<div class="grid-list-column-2">{words}</div></div>'
    )


def paragraph(number: str, words: str) -> str:
    """A numbered paragraph of an article."""
    return f'<div class="norm"><span class="no-parag">{number}.  </span><div class="norm inline-element">{words}</div></div>'


def article(label: str, heading: str, words: str) -> str:
    """An article with its id."""
    return (
        f'<div class="eli-subdivision" id="art_{label}"><p class="title-article-norm">Article {label}</p>'
        f'<div class="eli-title" id="art_{label}.tit_1"><p class="stitle-article-norm">{heading}</p></div>{words}</div>'
    )


def called(number: str, printed: str) -> str:
    """The mark of a footnote, which is a link to it."""
    return f'(<a href="#E{number}" id="src.E{number}">\n<span class="superscript">{printed}</span>\n</a>)'


def note(number: str, printed: str, words: str) -> str:
    """A footnote behind the text."""
    return f'<p class="footnote">(<a href="#src.E{number}" id="E{number}">\n<span class="superscript">{printed}</span>\n</a>) {words}</p>'


BASE, FIRST, SECOND = "32099R0007", "32100R0021", "32101R0034"
TITLE = (
    '<p class="title-doc-first">REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p>'
    '<p class="title-doc-first">of 1 May 2099</p><p class="title-doc-last">on the baking of bread</p>'
)
NOTICE = (
    '<p class="reference">02099R0007 — EN — 03.06.2101 — 002.001</p><hr class="separator"/>'
    '<p class="disclaimer">This page is for reference alone.</p>'
    f'<table><tr><td><p class="arrow">{mark(BASE, "►B")}</p></td><td>{TITLE}'
    '<p class="title-doc-oj-reference">(OJ L 7, 2.5.2099, p. 1)</p></td></tr></table>'
    '<p class="hd-modifiers">Amended by:</p>'
    f'<table><tr><td><p class="arrow">{mark(FIRST, "►M1")}</p></td>'
    '<td><p class="title-fam-member-star">Regulation (EU) 2100/21 of 2 May 2100</p></td>'
    '<td><p class="toc-1">L 21</p></td><td><p class="toc-2">9</p></td><td><p class="toc-2">3.5.2100</p></td></tr>'
    f'<tr><td><p class="arrow">{mark(SECOND, "►M2")}</p></td>'
    '<td><p class="title-fam-member-star">Regulation (EU) 2101/34 of 1 June 2101</p></td>'
    '<td><p class="toc-1">L 34</p></td><td><p class="toc-2">2</p></td><td><p class="toc-2">2.6.2101</p></td></tr></table>'
    '<hr class="separator"/>'
)
ARTICLE_1 = article(
    "1",
    "Subject matter",
    paragraph(
        "1",
        f'<p class="norm inline-element">This Regulation lays down rules on:</p>{item("(a)", "<p class=norm>round loaves;</p>")}'
        f"{modref(FIRST, '▼M1', 'DELETED', ' —————')}{modref(BASE, '▼B')}{item('(c)', '<p class=norm>flat loaves.</p>')}",
    )
    + f'<p class="norm">Loaves are baked ►{mark(SECOND, "M2", "REPLACED")} at noon ◄, never later {called("0001", "1")}.</p>'
    + paragraph("2", f"A fine of EUR 1\xa0500\xa0000 . is the highest {called('0002', '2')}."),
)
ARTICLE_4A = article("4a", "Ovens", "<p class='norm'>Ovens shall be clean.</p>")
ANNEX = (
    '<div id="anx_I"><hr class="separator-annex"/><p class="title-annex-1">ANNEX I</p><p class="title-annex-2">Kinds of flour</p>'
    '<p class="title-gr-seq-level-1">1. <span class="boldface">Rye</span></p><p class="norm">Rye is dark.</p>'
    '<p class="title-gr-seq-level-2">a. <span class="boldface">Coarse rye</span></p><p class="norm">It is coarse.</p>'
    f"{modref(SECOND, '▼M2', 'INSERTED')}"
    '<p class="title-gr-seq-level-2">b. <span class="boldface">Fine rye</span></p><div class="centered"><table>'
    '<tr><td><p class="tbl-norm">Kind of fine rye</p></td><td><p class="tbl-norm">Sieve that it needs</p></td></tr>'
    '<tr><td><p class="tbl-norm">Rye of the north</p></td><td><p class="tbl-norm">Narrow sieve</p></td></tr></table></div></div>'
)


def consolidated(front: str = "", tail: str = "") -> str:
    """A consolidated text: two amendments, an article 4a, a deleted point, marks inside a sentence, notes that begin again at 1."""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Consolidated TEXT: 32099R0007 — EN — 03.06.2101</title></head><body>'
        f'{front}{NOTICE}<div class="eli-container"><p class="arrow">{mark(BASE, "▼B")}</p>'
        f'<div class="eli-main-title" id="tit_1">{TITLE}</div><div class="eli-subdivision" id="enc_1"><div id="cpt_I">'
        '<p class="title-division-1">CHAPTER I</p><p class="title-division-2">GENERAL RULES</p>'
        f"{ARTICLE_1}{article('2', 'Scope', '<p class=norm>All bakers are bakers.</p>')}"
        f"{article('3', 'Definitions', '<p class=norm>Bread is bread.</p>')}{article('4', 'Bakers', '<p class=norm>Bakers bake.</p>')}"
        f"{modref(FIRST, '▼M1', 'INSERTED')}{ARTICLE_4A}{modref(FIRST, '▼M1', 'DELETED', ' —————')}{modref(BASE, '▼B')}"
        f"{article('6', 'Entry into force', '<p class=norm>This Regulation enters into force at once.</p>')}</div></div>{ANNEX}</div>"
        f'<hr class="separator-short"/>{note("0001", "1", "OJ L 1, 1.1.2098, p. 1.")}{note("0002", "1", "OJ L 2, 2.1.2098, p. 5.")}'
        f"{tail}</body></html>"
    )


# ── acts of former years ───────────────────────────────────────────────────────────────────────────────────────────────────────

FLAT = (
    "Directive 98/7/EC of the European Parliament and of the Council", "of 1 May 1998", "on the baking of bread",
    "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,",
    "Having regard to the Treaty, and in particular Article 100a (1) thereof,", "Having regard to the proposal from the Commission (1),",
    "(1) Whereas bread is baked in every Member State;", "(2) Whereas the rules of Council Directive 89/1/EEC (1) no longer suffice;",
    "(3) Whereas, therefore, new rules are needed,", "HAVE ADOPTED THIS DIRECTIVE:", "CHAPTER I GENERAL PROVISIONS", "Article 1", "Scope",
    "1. This Directive applies to:", "- bakeries,", "- mills.", "2. It applies to no one else, in accordance with Article 2 (1).",
    "CHAPTER II DUTIES", "Section 1: Bakers", "Article 2", "1. For the purposes of this Directive:",
    "(a) 'loaf' shall mean a piece of bread;", "(b) \"baker\" shall mean who bakes.", "2. Bakers wash their hands.", "FINAL PROVISIONS",
    "Article 3", "This Directive is addressed to the Member States.", "Done at Breadtown, 1 May 1998.", "For the Council",
    "The President", "B. AKER", "(1) OJ No C 1, 2. 1. 1997, p. 3 and", "OJ No C 4, 5. 1. 1997, p. 6.", "(1) OJ No L 7, 8. 1. 1989, p. 9.",
    "ANNEX", "LIST OF LOAVES", "1. Loaves which have the object of:", "(a) feeding people (1);", "(b) feeding birds.",
    "(1) OJ No L 9, 9. 1. 1990, p. 9.",
)  # fmt: skip
UNNUMBERED = (
    "COUNCIL DIRECTIVE 88/9/EEC", "of 1 May 1988", "on mills", "THE COUNCIL OF THE EUROPEAN COMMUNITIES,",
    "Having regard to the Treaty,", "Whereas mills are old;", "Whereas millers are tired;", "Whereas they sleep,",
    "HAS ADOPTED THIS DIRECTIVE:", "Article 1", "1. Mills shall be mended.", "2. Millers shall rest.", "Article 2",
    "This Directive is addressed to the Member States.", "Done at Milltown, 1 May 1988.",
)  # fmt: skip


def flat(paragraphs: tuple[str, ...] = FLAT, number: str = "31998L0007") -> str:
    """A page of EUR-Lex from before 2004: one paragraph behind another, the site around them."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="EN"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=UNICODE-1-1-UTF-8">'
        f"<title>EUR-Lex - {number} - EN</title></head><body><div><a>Legal notice</a></div><h1>{number}</h1>"
        f'<p><em>Official Journal L 009 , 02/06/1998 P. 0001 - 0002<br></em></p><div id="TexteOnly"><p><TXT_TE>{body}</TXT_TE></p></div>'
        "</body></html>"
    )


def unprefixed(chrome: str = "") -> str:
    """An act in the classes of the Official Journal without their prefix, its recitals without numbers."""
    front = UNNUMBERED[: UNNUMBERED.index("Article 1")]
    head = "".join(f'<p class="doc-ti">{words}</p>' for words in front[:3]) + "".join(
        f'<p class="normal">{words}</p>' for words in front[3:]
    )
    rows = (
        '<table><tr><td><p class="normal">(a)</p></td><td><p class="normal">grinding corn;</p></td></tr></table>'
        '<table><tr><td><p class="normal">(b)</p></td><td><p class="normal">resting.</p></td></tr></table>'
    )
    called_note = '<a id="ntc1-E1" href="#ntr1-E1"> (<span class="super">1</span>)</a>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html><head><title>L_1988.xml</title></head><body>'
        f'{chrome}<div id="text"><table><tr><td><p class="hd-date">2.5.1988</p></td><td><p class="hd-lg">EN</p></td>'
        '<td><p class="hd-ti">Official Journal of the European Communities</p></td><td><p class="hd-oj">L 9/1</p></td></tr></table>'
        f'{head}<p class="ti-art"><span class="italic">Article 1</span></p><p class="normal">1.   Mills are for{called_note}:</p>{rows}'
        '<p class="normal">2.   Millers shall rest.</p><p class="ti-art">Article 2</p>'
        '<p class="normal">This Directive is addressed to the Member States.</p><div class="final"><p class="normal">Done at Milltown, '
        '1 May 1988.</p></div><p class="note"><a id="ntr1-E1">(<span class="super">1</span>)</a> OJ No L 1, 1. 1. 1980, p. 1 and</p>'
        '<p class="note">OJ No L 2, 2. 1. 1980, p. 2.</p><p class="doc-ti">ANNEX</p><p class="ti-grseq-1">1.   <span>Wind</span></p>'
        '<p class="normal">Wind is free.</p></div></body></html>'
    )


def act_of(folder: Path, page: str, name: str = "page.html") -> Act:
    """The act on a page."""
    file = folder / name
    file.write_text(page, encoding="utf-8")
    return read_file(file)


def by_path(act: Act) -> dict[str, Provision]:
    """Every provision by its path in the act."""
    return {one.id.partition("/")[2]: one for one in walk(act.provisions)}


Page = Callable[[], str]
PAGES: dict[str, Page] = {"consolidated": consolidated, "flat": flat, "unprefixed": unprefixed}
