"""What a fuzzing run begins with: the sample act and a shorter one in every format, and pieces of official texts where they are present.

Pieces of official texts are cut in memory and go nowhere but into the reader.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from extract.sample import build
from extract.sample import path as sample_path
from tests.fuzz.archive_mutations import ARCHIVE, packed
from tests.fuzz.mutations import MARKUP, TEXT, Mutation
from tests.fuzz.pdf_mutations import PDF

ROOT: Final = Path(__file__).resolve().parents[2]

SHORT: Final = """
number | 2099/7
date | 5.1.2099
hyphens | lamp-keeper
title | REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL
title | of 5 January 2099
title | on the keeping of lamps (Sample Lamp Act)
enacting | THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,
citation | Having regard to the Treaty on the Functioning of the European Union, and in particular Article 114 thereof,
citation | Acting in accordance with the ordinary legislative procedure[^1],
whereas | Whereas:
recital (1) | Lamps stand in every house. Regulation (EU) 2099/1 does not speak of them, and a lamp that is not kept goes out.
recital (2) | Every keeper of a lamp should therefore trim it, and should tell the Lamp Office when it fails, as Article 2 asks,
adopted | HAVE ADOPTED THIS REGULATION:
chapter I | LAMPS
article 1 | Definitions
text | For the purposes of this Regulation, the following definitions apply:
  point (1) | ‘lamp’ means a device that gives light;
  point (2) | ‘lamp keeper’ means a person who keeps a lamp:
    point (a) | at home; or
    point (b) | in the street.
article 2 | Duties of lamp keepers
par 1. | A lamp keeper shall trim the lamp every day, in accordance with Annex I.
par 2. | Paragraph 1 does not apply where:
  point (a) | the lamp is put out; or
  point (b) | the keeper has told the Lamp Office so under Article 1, point (2).
par 3. | Member States shall lay down penalties.
sub | The penalties shall be mild.
article 3 | Entry into force
text | This Regulation shall enter into force on 1 February 2099.
final | This Regulation shall be binding in its entirety and directly applicable in all Member States.
final | Done at Nowhere, 5 January 2099.
sign | For the European Parliament
sign | The President
sign | A. SAMPLE
annex I | How to trim a lamp
heading 1. | Before dark
  indent — | take the shears,
  indent — | cut the wick.
note 1 | Position of the European Parliament of 4 November 2098 (fictional).
"""
"""A short act in the markup of the sample act: a mutation of it is read in a tenth of the time."""

FORMEX: Final = """<?xml version="1.0" encoding="UTF-8"?>
<ACT xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
xsi:noNamespaceSchemaLocation="http://formex.publications.europa.eu/schema/formex-05.59-20170418.xd">
<BIB.INSTANCE><DOCUMENT.REF FILE="L_209900007EN.doc.xml"><COLL>L</COLL><NO.OJ>7</NO.OJ><YEAR>2099</YEAR><LG.OJ>EN</LG.OJ>
<PAGE.FIRST>1</PAGE.FIRST>
<PAGE.SEQ>1</PAGE.SEQ><VOLUME.REF>01</VOLUME.REF></DOCUMENT.REF><DATE ISO="20990105">20990105</DATE><LG.DOC>EN</LG.DOC>
<NO.SEQ>0001</NO.SEQ>
<PAGE.FIRST>1</PAGE.FIRST><PAGE.SEQ>1</PAGE.SEQ><PAGE.LAST>2</PAGE.LAST><PAGE.TOTAL>2</PAGE.TOTAL><NO.DOC FORMAT="YN" TYPE="OJ">
<NO.CURRENT>7</NO.CURRENT>
<YEAR>2099</YEAR><COM>EU</COM></NO.DOC></BIB.INSTANCE>
<TITLE><TI><P>REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</P><P>of <DATE ISO="20990105">5 January 2099</DATE></P>
<P>on the keeping of lamps (Sample Lamp Act)</P></TI></TITLE>
<PREAMBLE><PREAMBLE.INIT>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,</PREAMBLE.INIT>
<GR.VISA><VISA>Having regard to the Treaty on the Functioning of the European Union, and in particular Article 114 thereof,</VISA>
<VISA>Acting in accordance with the ordinary legislative procedure<NOTE NOTE.ID="E0001">
<P>Position of the European Parliament of 4 November 2098
(fictional).</P></NOTE>,</VISA></GR.VISA>
<GR.CONSID><GR.CONSID.INIT>Whereas:</GR.CONSID.INIT>
<CONSID><NP><NO.P>(1)</NO.P><TXT>Lamps stand in every house. <REF.DOC.OJ COLL="L" DATE.PUB="20990105" NO.OJ="1">Regulation (EU)
2099/1</REF.DOC.OJ>
does not speak of them.</TXT></NP></CONSID>
<CONSID><NP><NO.P>(2)</NO.P><TXT>Every keeper of a lamp should therefore trim it, as Article 2 asks,</TXT></NP></CONSID></GR.CONSID>
<PREAMBLE.FINAL>HAVE ADOPTED THIS REGULATION:</PREAMBLE.FINAL></PREAMBLE>
<ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>LAMPS</P></STI></TITLE>
<ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART><P>Definitions</P></STI.ART><ALINEA>
<P>For the purposes of this Regulation, the
following definitions apply:</P><LIST TYPE="ARAB"><ITEM><NP><NO.P>(1)</NO.P><TXT>
<QUOT.START CODE="2018" ID="QS0001" REF.END="QE0001"/>lamp<QUOT.END
CODE="2019" ID="QE0001" REF.START="QS0001"/> means a device that gives light;</TXT></NP></ITEM><ITEM><NP><NO.P>(2)</NO.P>
<TXT>‘lamp keeper’ means a
person who keeps a lamp:</TXT><P><LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>at home; or</TXT></NP></ITEM><ITEM><NP>
<NO.P>(b)</NO.P><TXT>in the
street.</TXT></NP></ITEM></LIST></P></NP></ITEM></LIST></ALINEA></ARTICLE>
<ARTICLE IDENTIFIER="002"><TI.ART>Article 2</TI.ART><STI.ART>Duties of lamp keepers</STI.ART><PARAG IDENTIFIER="002.001">
<NO.PARAG>1.</NO.PARAG>
<ALINEA>A lamp keeper shall trim the lamp every day, in accordance with Annex I.</ALINEA></PARAG><PARAG IDENTIFIER="002.002">
<NO.PARAG>2.</NO.PARAG>
<ALINEA>Member States shall lay down <HT TYPE="ITALIC">penalties</HT>.</ALINEA><ALINEA>The penalties shall be mild.</ALINEA></PARAG>
</ARTICLE></DIVISION>
</ENACTING.TERMS>
<FINAL><P>This Regulation shall be binding in its entirety and directly applicable in all Member States.</P><SIGNATURE><PL.DATE>
<P>Done at Nowhere,
<DATE ISO="20990105">5 January 2099</DATE>.</P></PL.DATE><SIGNATORY><P>For the European Parliament</P><P>The President</P></SIGNATORY>
</SIGNATURE></FINAL>
</ACT>
"""

AKN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="regulation"><meta><identification source="#x"><FRBRWork>
<FRBRthis
value="http://data.europa.eu/eli/reg/2099/7/oj"/><FRBRuri value="http://data.europa.eu/eli/reg/2099/7/oj"/>
<FRBRdate date="2099-01-05" name=""/><FRBRauthor
href="#x"/><FRBRcountry value="eu"/></FRBRWork><FRBRExpression><FRBRthis value="x"/><FRBRuri value="x"/>
<FRBRdate date="2099-01-05" name=""/><FRBRauthor
href="#x"/><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<preface><longTitle><p>REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p><p>of 5 January 2099</p>
<p>on the keeping of lamps</p>
</longTitle></preface>
<preamble><formula name="enacting"><p>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,</p></formula><citations>
<citation eId="cit_1"><p>Having
regard to the Treaty on the Functioning of the European Union,</p></citation></citations><recitals><intro><p>Whereas:</p></intro><recital
eId="rec_1"><num>(1)</num><p>Lamps stand in every house.</p></recital><recital eId="rec_2"><num>(2)</num>
<p>Every keeper should trim them<authorialNote
marker="1"><p>A note.</p></authorialNote>,</p></recital></recitals><formula name="adopting"><p>HAVE ADOPTED THIS REGULATION:</p>
</formula></preamble>
<body><chapter eId="chp_I"><num>CHAPTER I</num><heading>LAMPS</heading><article eId="art_1"><num>Article 1</num>
<heading>Definitions</heading><paragraph
eId="art_1__para"><list><intro><p>The following definitions apply:</p></intro><point eId="x"><num>(1)</num><content>
<p>‘lamp’ means a device that gives
light;</p></content></point><point><num>(2)</num><content><p>‘wick’ means the thread of a lamp.</p></content></point></list></paragraph>
</article><article
eId="art_2"><num>Article 2</num><heading>Duties</heading><paragraph eId="art_2__para_1"><num>1.</num><content><p>A keeper shall trim the
lamp.</p></content></paragraph><paragraph><num>2.</num><subparagraph><content><p>Member States shall lay down
penalties.</p></content></subparagraph><subparagraph><content><p>They shall be mild.</p></content></subparagraph></paragraph></article>
</chapter></body>
<conclusions><p>This Regulation shall be binding in its entirety and directly applicable in all Member States.</p>
<p>Done at Nowhere, 5 January
2099.</p></conclusions></act></akomaNtoso>
"""

CONSOLIDATED: Final = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Consolidated TEXT: 32099R0007 — EN — 01.02.2100</title></head><body>
<p class="disclaimer">This text is meant purely as a documentation tool and has no legal effect.</p><hr/>
<p class="title-fam-member-ref"><span class="boldface">►B</span> REGULATION (EU) 2099/7</p>
<p class="reference">02099R0007 — EN — 01.02.2100 — 001.001</p>
<div class="eli-main-title" id="tit_1"><p class="title-doc-first">REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p>
<p class="title-doc-last">of 5 January 2099</p><p class="title-doc-last">on the keeping of lamps</p></div>
<p class="modref"><a href="#B">▼B</a></p><div id="enc_1"><div id="cpt_I"><p class="title-division-1">CHAPTER I</p>
<p class="title-division-2">LAMPS</p>
<div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article 1</p><div class="eli-title">
<p class="stitle-article-norm">Definitions</p></div>
<div class="norm"><p class="norm inline-element">For this Regulation:</p></div><div class="grid-container grid-list">
<div class="list grid-list-column-1"><span>(1)
</span></div><div class="grid-list-column-2"><p class="norm">‘lamp’ means a device that gives light;</p></div></div>
<div class="grid-container grid-list"><div
class="list grid-list-column-1"><span>(1a) </span></div><div class="grid-list-column-2"><p class="norm">‘wick’ means a thread.</p></div>
</div></div>
<p class="modref"><a href="#M1">▼M1</a></p><div class="eli-subdivision" id="art_1a"><p class="title-article-norm">Article 1a</p>
<div class="norm"><span
class="no-parag">1.  </span><div class="norm inline-element">A keeper shall trim the lamp.</div></div><div class="norm">
<span class="no-parag">2.  </span><div
class="norm inline-element">—————</div></div></div></div></div>
<p class="norm">This Regulation shall be binding in its entirety and directly applicable in all
Member States.</p></body></html>
"""

OLD_HTML: Final = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>EUR-Lex - 32099L0007 - EN</title></head><body>
<h1>32099L0007</h1><p><strong>Directive 2099/7/EC of the European Parliament and of the Council of 5 January 2099 on the keeping of
lamps</strong>
<em>Official Journal L 007 , 05/01/2099 P. 0001 - 0002</em></p><div id="TexteOnly"><p><TXT_TE>
<p>DIRECTIVE 2099/7/EC OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p><p>of 5 January 2099</p><p>on the keeping of lamps</p>
<p>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,</p>
<p>Having regard to the Treaty establishing the European Community,</p><p>Whereas:</p>
<p>(1) Lamps stand in every house.</p><p>(2) Every keeper should trim them(1),</p><p>HAVE ADOPTED THIS DIRECTIVE:</p><p>CHAPTER I</p>
<p>LAMPS</p>
<p>Article 1</p><p>Definitions</p><p>For the purposes of this Directive:</p><p>(a) "lamp" means a device that gives light;</p>
<p>(b) "wick" means a thread.</p>
<p>Article 2</p><p>Duties</p><p>1. A keeper shall trim the lamp.</p><p>2. Member States shall lay down penalties.</p><p>Article 3</p>
<p>This Directive is addressed to the
Member States.</p><p>Done at Nowhere, 5 January 2099.</p><p>For the European Parliament</p><p>The President</p><p>(1) A note.</p>
</TXT_TE></div></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A reader to fuzz: the name of its files, its mutations, its own seeds, and how corpus files that it reads are called."""

    suffix: str
    mutations: Sequence[Mutation]
    own: Callable[[], Iterator[bytes]]
    corpus: tuple[str, ...] = ()


@cache
def short(name: str) -> bytes:
    """The short act in a format of the sample act."""
    return build.build(SHORT)[name]


def _sample(*names: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        for name in names:
            yield short(name)
            yield short(name)
            yield sample_path(name).read_bytes()

    return seeds


def _reflowed() -> Iterator[bytes]:
    """Text without marks of lines that run on: as other extractors and editors leave it."""
    for text in (short("act.pdf.txt"), sample_path("act.pdf.txt").read_bytes()):
        yield text.replace(b" \n", b"\n")
        yield text.replace(b" \n", b" ")


def _archives() -> Iterator[bytes]:
    yield packed([("L_209900007EN.0001.xml", FORMEX.encode())])
    yield packed(
        [
            ("L_209900007EN.doc.xml", b'<DOC><REF.PHYS FILE="L_209900007EN.0001.xml" TYPE="DOC.XML"/></DOC>'),
            ("L_209900007EN.0001.xml", FORMEX.encode()),
        ]
    )


READERS: Final = {
    "xhtml": Reader(suffix=".xhtml", mutations=MARKUP, own=_sample("act.xhtml"), corpus=("*.xhtml", "en.page.html")),
    "text": Reader(suffix=".txt", mutations=TEXT, own=_sample("act.pdf.txt"), corpus=("en.pypdf.txt",)),
    "pdf": Reader(suffix=".pdf", mutations=PDF, own=_sample("act.pdf"), corpus=()),
    "reflowed": Reader(suffix=".txt", mutations=TEXT, own=_reflowed, corpus=("en.txt", "en.layout.txt", "en.thirdparty.txt")),
    "formex": Reader(suffix=".xml", mutations=MARKUP, own=lambda: iter((FORMEX.encode(),)), corpus=("*.fmx.xml",)),
    "zip": Reader(suffix=".zip", mutations=ARCHIVE, own=_archives, corpus=()),
    "akn": Reader(suffix=".xml", mutations=MARKUP, own=lambda: iter((AKN.encode(),)), corpus=("*.akn.xml",)),
    "consolidated": Reader(suffix=".html", mutations=MARKUP, own=lambda: iter((CONSOLIDATED.encode(),)), corpus=("../0*/*.html",)),
    "old_html": Reader(suffix=".html", mutations=MARKUP, own=lambda: iter((OLD_HTML.encode(),)), corpus=("../3[12]*/en.html",)),
}  # fmt: skip


def seed(reader: Reader, chance: Random) -> bytes:
    """A seed of a reader: mostly its own, at times a piece of an official text."""
    files = _corpus_files(reader.corpus)
    if files and chance.random() < 0.3:
        return _piece(chance.choice(files).read_bytes(), chance)
    return chance.choice(list(reader.own()))


@cache
def _corpus_files(patterns: tuple[str, ...]) -> tuple[Path, ...]:
    named = os.environ.get("WHEREAS_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return tuple(
        sorted(
            {
                file
                for pattern in patterns
                for file in folder.glob(f"{'*' if not pattern.startswith('..') else ''}/{pattern}".lstrip("/").removeprefix("../"))
            }
        )
    )


def _piece(content: bytes, chance: Random, size: int = 20_000) -> bytes:
    """The beginning, a stretch from within, and the end: small, yet with a head and a tail."""
    if len(content) <= 3 * size:
        return content
    at = chance.randint(size, len(content) - 2 * size)
    return content[:size] + content[at : at + size] + content[-size:]
