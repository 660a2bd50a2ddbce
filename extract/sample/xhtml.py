"""Write the sample act as the XHTML of the Official Journal."""

import re
from html import escape
from itertools import count

from extract.sample.source import Node, meta, pieces

FILE = "L_209900001EN"
DOCUMENT = f"{FILE}.000101"
WIDE = "\u00a0" * 3
OJ_PLACE = re.compile(r"OJ (?P<series>[LC]) (?P<issue>\d+), \d+\.\d+\.(?P<year>\d{4}), p\. \d+")
HEAD = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">\
<html xmlns="http://www.w3.org/1999/xhtml"><!-- Sample text, not law # ELI version:0.2 --><head>
      <meta http-equiv="content-type" content="text/html; charset=utf-8"/>
      <link type="text/css" rel="stylesheet" href="oj-convex-act.css"/>
      <title>{document}.fmx.xml</title>
   </head>
   <body>
      <table width="100%" border="0" cellspacing="0" cellpadding="0">
         <col width="5%"/>
         <col width="75%"/>
         <col width="20%"/>
         <tbody>
            <tr>
               <td  >
                  <img alt="European flag" src="europeanflag.gif" height="40pt" width="60pt"/>
               </td>
               <td  >
                  <p class="oj-hd-ti">Official Journal <br/>of the European Union</p>
               </td>
               <td  >
                  <p class="oj-hd-lg">EN</p>
                  <p class="oj-hd-coll">L series</p>
               </td>
            </tr>
         </tbody>
      </table>
      <hr class="oj-separator"/>
      <table width="100%" border="0" cellspacing="0" cellpadding="0">
         <col width="20%"/>
         <col width="60%"/>
         <col width="20%"/>
         <tbody>
            <tr>
               <td  />
               <td  >
                  <p class="oj-hd-uniq">{number}</p>
               </td>
               <td  >
                  <p class="oj-hd-date">{date}</p>
               </td>
            </tr>
         </tbody>
      </table>
"""
TAIL = """      <hr class="oj-separator"/>
      <p class="oj-normal">ELI: http://data.europa.eu/eli/reg/{number}/oj</p>
      <hr class="oj-doc-end"/>
   </body>
</html>
"""


class Writer:
    """Lines of XHTML, indented by the depth of the open elements."""

    def __init__(self, number: str, date: str) -> None:
        """Start a document with the masthead."""
        self.number = number
        self.parts = [HEAD.format(document=DOCUMENT, number=number, date=date)]
        self.open: list[tuple[str, str]] = []
        self.serial = count(39, 9)
        self.captions = count(1)
        self.prefix = "1-1"
        self.paragraphs = ""

    def line(self, text: str) -> None:
        """Write one line at the present depth."""
        self.parts.append("   " * (len(self.open) + 2) + text + "\n")

    def push(self, tag: str, attributes: str = "", role: str = "") -> None:
        """Open an element; `role` names it for `close_from`."""
        self.line(f"<{tag}{' ' + attributes if attributes else ''}>")
        self.open.append((tag, role))

    def pop(self) -> None:
        """Close the innermost open element."""
        tag, _ = self.open.pop()
        self.line(f"</{tag}>")

    def close_from(self, *roles: str) -> None:
        """Close every open element from the outermost one that has one of the roles."""
        depth = next((i for i, (_, role) in enumerate(self.open) if role in roles), len(self.open))
        while len(self.open) > depth:
            self.pop()

    def source_id(self) -> str:
        """Give the next source line id, such as "d1e57-1-1"."""
        return f"d1e{next(self.serial)}-{self.prefix}"

    def text(self, source: str) -> str:
        """Give inline text: escaped words, italics, and footnote marks as links to their notes."""
        newline = "\n" + "   " * (len(self.open) + 3)
        out: list[str] = []
        for kind, words in pieces(source):
            key = f"{DOCUMENT}-E{int(words):04d}" if kind == "note" else ""
            match kind:
                case "note":
                    mark = f'(<span class="oj-super oj-note-tag">{words}</span>)'
                    out.append(f'<a id="ntc{words}-{key}" href="#ntr{words}-{key}"{newline}>{mark}</a>')
                case "italic":
                    out.append(f'<span class="oj-italic">{escape(words, quote=False)}</span>')
                case _:
                    out.append(escape(words, quote=False))
        return "".join(out)

    def normal(self, text: str) -> None:
        """Write one ordinary paragraph of text."""
        self.line(f'<p class="oj-normal">{self.text(text)}</p>')


def table(out: Writer, node: Node, indented: bool) -> None:
    """Write a labelled item as a table row; annex points that are `indented` there have an empty first column."""
    out.push("table", 'width="100%" border="0" cellspacing="0" cellpadding="0"')
    for width in ("4%", "4%", "92%") if indented else ("4%", "96%"):
        out.line(f'<col width="{width}"/>')
    out.push("tbody")
    out.push("tr")
    if indented:
        out.line('<td valign="top"  />')
    out.push("td", 'valign="top"  ')
    out.normal(node.label)
    out.pop()
    out.push("td", 'valign="top"  ')
    if indented:
        out.line(f"<span>{out.text(node.text)}</span>")
    else:
        out.normal(node.text)
    items(out, node.children)
    for _ in range(4):
        out.pop()


def items(out: Writer, nodes: list[Node], *, annex: bool = False) -> None:
    """Write the points, indents and unlabelled texts that stand below a text."""
    for node in nodes:
        if node.key in ("point", "indent"):
            table(out, node, annex and node.key == "point")
        else:
            out.normal(node.text)


def opening(out: Writer, node: Node, counts: dict[str, int]) -> None:
    """Write a line of the preamble."""
    kind = {"citation": "cit", "recital": "rct"}.get(node.key)
    if kind is None:
        out.normal(node.text)
        return
    counts[kind] = counts.get(kind, 0) + 1
    out.push("div", f'class="eli-subdivision" id="{kind}_{counts[kind]}"')
    if node.label:
        table(out, node, False)
    else:
        out.normal(node.text)
    out.pop()


def grouping(out: Writer, node: Node, identifier: str) -> None:
    """Write the start of a chapter or section: its label and its caption."""
    label = f"{node.key.upper()} {node.label}"
    caption = f'<span class="oj-italic">{node.text}</span>' if node.key == "section" else node.text
    out.push("div", f'id="{identifier}"', node.key)
    if node.key == "section":
        out.push("p", f'id="{out.source_id()}" class="oj-ti-section-1"')
        out.line(f'<span class="oj-italic">{label}</span>')
        out.pop()
    else:
        out.line(f'<p id="{out.source_id()}" class="oj-ti-section-1">{label}</p>')
    out.push("div", f'class="eli-title" id="{identifier}.tit_1"')
    out.push("p", f'id="L_00001EN.01000101-d-{next(out.captions):03d}" class="oj-ti-section-2"')
    out.line(f'<span class="oj-bold">{caption}</span>')
    out.pop()
    out.pop()


def article(out: Writer, node: Node) -> None:
    """Write the start of an article: its number and its caption."""
    out.close_from("article")
    out.push("div", f'class="eli-subdivision" id="art_{node.label}"', "article")
    out.line(f'<p id="{out.source_id()}" class="oj-ti-art">Article {node.label}</p>')
    out.push("div", f'class="eli-title" id="art_{node.label}.tit_1"')
    out.line(f'<p class="oj-sti-art">{out.text(node.text)}</p>')
    out.pop()
    out.paragraphs = f"{int(node.label):03d}"


def enacting(out: Writer, node: Node, chapter: str) -> None:
    """Write a line of the enacting terms with what stands below it."""
    match node.key:
        case "chapter":
            out.close_from("chapter")
            grouping(out, node, f"cpt_{node.label}")
        case "section":
            out.close_from("section", "article")
            grouping(out, node, f"cpt_{chapter}.sct_{node.label}")
        case "article":
            article(out, node)
        case "par":
            out.close_from("par")
            out.push("div", f'id="{out.paragraphs}.{int(node.label.rstrip(".")):03d}"', "par")
            out.normal(f"{node.label}{WIDE}{node.text}")
        case _:
            out.normal(node.text)
    items(out, node.children)


def signature(out: Writer, lines: list[str]) -> None:
    """Write one signatory: on whose behalf, the office, the name."""
    out.push("div", 'class="oj-signatory"')
    for text in lines[:-1]:
        out.push("p", 'class="oj-signatory"')
        out.line(f'<span class="oj-italic">{text}</span>')
        out.pop()
    out.line(f'<p class="oj-signatory">{lines[-1]}')
    out.line("</p>")
    out.pop()


def final_part(out: Writer, roots: list[Node]) -> None:
    """Write the final formula and the signatories."""
    out.push("div", 'class="eli-subdivision" id="fnp_1"')
    out.push("div", 'class="oj-final"')
    for node in roots:
        if node.key == "final":
            out.normal(node.text)
    names = [node.text for node in roots if node.key == "sign"]
    for start in range(0, len(names), 3):
        signature(out, names[start : start + 3])
    out.pop()
    out.pop()


def linked(text: str, newline: str) -> str:
    """Give a footnote's text, the place in the Official Journal as a link."""

    def link(match: re.Match[str]) -> str:
        key = f"JO{match['series']}_{match['year']}_{int(match['issue']):03d}_R_TOC"
        return f'<a href="http://publications.europa.eu/resource/oj/{key}"{newline}>{match[0]}</a>'

    return OJ_PLACE.sub(link, text)


def notes(out: Writer, roots: list[Node]) -> None:
    """Write the footnotes."""
    out.line('<hr class="oj-note"/>')
    for node in (node for node in roots if node.key == "note"):
        key = f"{DOCUMENT}-E{int(node.label):04d}"
        newline = "\n" + "   " * (len(out.open) + 4)
        mark = f'(<span class="oj-super">{node.label}</span>)'
        anchor = f'<a id="ntr{node.label}-{key}" href="#ntc{node.label}-{key}"{newline}>{mark}</a>'
        out.push("p", 'class="oj-note"')
        out.line(f"{anchor}\u00a0\u00a0{linked(node.text, newline)}</p>")
        out.open.pop()


def annex(out: Writer, nodes: list[Node], page: int) -> None:
    """Write an annex in a container of its own."""
    head, *rest = nodes
    out.line('<hr class="oj-doc-sep"/>')
    out.push("div", f'id="{FILE}.{page:04d}01.fmx"')
    out.push("div", f'class="eli-container" id="anx_{head.label}"')
    out.serial, out.prefix = count(38, 9), f"{page}-1"
    out.line(f'<p class="oj-doc-ti" id="{out.source_id()}">ANNEX {head.label}</p>')
    out.line(f'<p class="oj-doc-ti">{out.text(head.text)}</p>')
    for node in rest:
        if node.key in ("group", "heading"):
            label = f"{node.label}{WIDE}" if node.label else ""
            out.line(f'<p id="{out.source_id()}" class="oj-ti-grseq-1">{label}{out.text(node.text)}</p>')
        else:
            out.normal(node.text)
        items(out, node.children, annex=True)
    out.pop()
    out.pop()


def preamble(out: Writer, roots: list[Node]) -> None:
    """Write the title and the preamble."""
    out.push("div", 'class="eli-main-title" id="tit_1"')
    for place, node in enumerate(node for node in roots if node.key == "title"):
        identifier = "" if place else f' id="{out.source_id()}"'
        out.line(f'<p class="oj-doc-ti"{identifier}>{node.text}</p>')
    out.pop()
    out.push("div", 'class="eli-subdivision" id="pbl_1"')
    counts: dict[str, int] = {}
    for node in roots:
        if node.key in ("enacting", "citation", "whereas", "recital", "adopted"):
            opening(out, node, counts)
    out.pop()


def articles(out: Writer, roots: list[Node]) -> None:
    """Write the enacting terms."""
    out.push("div", 'class="eli-subdivision" id="enc_1"', "enacting")
    keys = [node.key for node in roots]
    chapter = ""
    for node in roots[keys.index("chapter") : keys.index("final")]:
        chapter = node.label if node.key == "chapter" else chapter
        enacting(out, node, chapter)
    out.close_from("enacting")


def annexes(roots: list[Node]) -> list[list[Node]]:
    """Give the lines of each annex, the annex line first."""
    found: list[list[Node]] = []
    for node in roots:
        if node.key == "annex":
            found.append([node])
        elif found and node.key != "note":
            found[-1].append(node)
    return found


def write(roots: list[Node], pages: list[int]) -> str:
    """Give the XHTML of the act; `pages` says on which page each annex starts in print."""
    number = meta(roots, "number")
    out = Writer(number, meta(roots, "date"))
    out.push("div", 'class="eli-container"')
    preamble(out, roots)
    articles(out, roots)
    final_part(out, roots)
    notes(out, roots)
    out.pop()
    for nodes, page in zip(annexes(roots), pages, strict=True):
        annex(out, nodes, page)
    out.parts.append(TAIL.format(number=number))
    return "".join(out.parts)
