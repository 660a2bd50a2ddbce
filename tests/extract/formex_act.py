"""A small act of our own in Formex, in parts as the Publications Office delivers them, and the same as Akoma Ntoso."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN, FIRST, SECOND = "L_2099EN.000101.fmx.xml", "L_2099EN.000501.fmx.xml", "L_2099EN.000601.fmx.xml"
MANIFEST, CONTENTS = "L_2099EN.doc.fmx.xml", "L_2099EN.toc.fmx.xml"


def quoted(words: str, number: int) -> str:
    """Words in quotation marks, as Formex marks them."""
    opens = f'<QUOT.START CODE="2018" ID="QS{number:04}" REF.END="QE{number:04}"/>'
    return f'{opens}{words}<QUOT.END CODE="2019" ID="QE{number:04}" REF.START="QS{number:04}"/>'


def note(words: str, number: int, how: str = 'NUMBERING.CONTINUED="YES"') -> str:
    return f'<NOTE NOTE.ID="E{number:04}" {how}><P>{words}</P></NOTE>'


def np(label: str, words: str, more: str = "") -> str:
    return f"<NP><NO.P>{label}</NO.P><TXT>{words}</TXT>{more}</NP>"


def items(kind: str, *inner: str) -> str:
    return f'<LIST TYPE="{kind}">{"".join(f"<ITEM>{one}</ITEM>" for one in inner)}</LIST>'


def article(number: int, heading: str, body: str) -> str:
    return f'<ARTICLE IDENTIFIER="{number:03}"><TI.ART>Article\u00a0{number}</TI.ART><STI.ART>{heading}</STI.ART>{body}</ARTICLE>'


def paragraph(article_number: int, number: int, *alineas: str) -> str:
    inner = "".join(f"<ALINEA>{one}</ALINEA>" for one in alineas)
    return f'<PARAG IDENTIFIER="{article_number:03}.{number:03}"><NO.PARAG>{number}.</NO.PARAG>{inner}</PARAG>'


def division(head: str, heading: str, *inner: str) -> str:
    return f"<DIVISION><TITLE><TI><P>{head}</P></TI><STI><P>{heading}</P></STI></TITLE>{''.join(inner)}</DIVISION>"


def deleted(number: int, words: str = "") -> str:
    """What an amendment took out, between the instructions that say so."""
    return f'<?CLG.MDFO ID="OD{number}" IDREF="CD{number}" ACTION="DELETED"?>{words}<?CLG.MDFC ID="CD{number}" IDREF="OD{number}"?>'


TITLE = (
    '<TITLE><TI><P><HT TYPE="UC">Regulation (EU) 2099/7 of the European Parliament and of the Council</HT></P>'
    '<P>of <DATE ISO="20990301">1 March 2099</DATE></P><P>on the keeping of lanterns</P></TI></TITLE>'
)
BIB = "<BIB.INSTANCE><DOCUMENT.REF><COLL>L</COLL></DOCUMENT.REF><LG.DOC>EN</LG.DOC><PAGE.FIRST>1</PAGE.FIRST></BIB.INSTANCE>"
PAGE = '<?PAGE NO="2"?>'
STAR = 'NUMBERING="STAR" TYPE="QUOTATION"'
PREAMBLE = (
    "<PREAMBLE><PREAMBLE.INIT>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,</PREAMBLE.INIT><GR.VISA>"
    "<VISA>Having regard to the Treaty,</VISA>"
    f"<VISA>Having regard to the opinion of the lamplighters{note('Opinion of 3 May 2098.', 1)},</VISA>"
    "</GR.VISA><GR.CONSID><GR.CONSID.INIT>Whereas:</GR.CONSID.INIT>"
    f"<CONSID>{np('(1)', 'Lanterns (' + quoted('lights', 1) + ') bring joy.')}</CONSID>"
    f"<CONSID>{np('(2)', f'A lantern without a keeper{PAGE} goes out' + note('See the almanac of lamps.', 2) + '.')}</CONSID>"
    f"<CONSID>{np('(3)', 'Keepers are few, so that rules are needed,')}</CONSID>"
    "</GR.CONSID><PREAMBLE.FINAL>HAVE ADOPTED THIS REGULATION:</PREAMBLE.FINAL></PREAMBLE>"
)
TABLE = (
    '<TBL COLS="3" NO.SEQ="0001"><TITLE><TI><P>Oil by size</P></TI></TITLE><CORPUS>'
    '<ROW TYPE="HEADER"><CELL COL="1" TYPE="HEADER">Size</CELL><CELL COL="2" COLSPAN="2" TYPE="HEADER">Oil</CELL></ROW>'
    '<ROW><CELL COL="1">Small</CELL><CELL COL="2"><IE/></CELL><CELL COL="3">one spoon</CELL></ROW>'
    '<BLK><TI.BLK>Others</TI.BLK><ROW><CELL COL="1">Large</CELL><CELL COL="2"><P>two spoons</P><P>of the best</P></CELL>'
    f'<CELL COL="3">three spoons{note("Level spoons.", 4)}</CELL></ROW></BLK></CORPUS></TBL>'
)
_CLOSES = '<QUOT.END CODE="2019" ID="QE0002" REF.START="QS0002"/>'
QUOTATION = (
    '<QUOT.S LEVEL="1"><PARAG IDENTIFIER="009.002"><NO.PARAG><QUOT.START CODE="2018" ID="QS0002" REF.END="QE0002"/>2.</NO.PARAG>'
    f"<ALINEA>Wicks are of wool{note(f'Regulation (EU) 2099/7.{_CLOSES}.', 5, STAR)}.</ALINEA></PARAG>"
    '<PARAG IDENTIFIER="009.003"><NO.PARAG>3.</NO.PARAG><ALINEA>Old wicks are given back.</ALINEA></PARAG></QUOT.S>'
)
FUELS = items("roman", np("(i)", "oil; or"), np("(ii)", f"wax{note('Of bees.', 3)};"))
ENACTING = "<ENACTING.TERMS>{}{}</ENACTING.TERMS>".format(
    division(
        "CHAPTER I",
        '<HT TYPE="BOLD">KEEPERS</HT>',
        article(1, "Subject", "<ALINEA>This Regulation is about lanterns.</ALINEA><ALINEA>It is not about candles.</ALINEA>"),
        article(
            2,
            "Duties",
            paragraph(
                2, 1,
                "<P>The keeper shall:</P>"
                + items("alpha", np("(a)", "trim the wick;"), np("(b)", "fill the lamp with:", f"<P>{FUELS}</P>"))
                + "<P>and shall sleep little.</P>",
                "Keepers of more than one lantern shall keep a book.",
            )
            + paragraph(2, 2, '<P>A lost lantern costs EUR <FT TYPE="NUMBER">15000</FT>, whichever the size.</P>' + TABLE),
        ),
    ),
    division(
        "CHAPTER II",
        "WICKS",
        article(
            3, "Amendment",
            "<ALINEA><P>In Article 9 of Regulation (EU) 2098/1, paragraph 2 is replaced by the following:</P>" + QUOTATION + "</ALINEA>",
        ),
        article(
            4, "Entry into force",
            "<ALINEA>This Regulation shall enter into force at dusk. Annexes I and II shall apply from dawn.</ALINEA>",
        ),
    ),
)  # fmt: skip
FINAL = (
    "<FINAL><P>This Regulation shall be binding in its entirety and directly applicable in all Member States.</P><SIGNATURE>"
    '<PL.DATE><P>Done at Brussels, <DATE ISO="20990301">1 March 2099</DATE>.</P></PL.DATE>'
    '<SIGNATORY><P>For the Council</P><P>L. <HT TYPE="UC">Lumen</HT></P></SIGNATORY></SIGNATURE></FINAL>'
)
ACT = f'<?xml version="1.0" encoding="UTF-8"?><ACT NNC="YES">{BIB}{TITLE}{PREAMBLE}{ENACTING}{FINAL}</ACT>'
_ANNEX = (
    f'<?xml version="1.0" encoding="UTF-8"?><ANNEX NNC="YES">{BIB}'
    "<TITLE><TI><P>ANNEX {}</P></TI><STI><P>{}</P></STI></TITLE>{}</ANNEX>"
)
ANNEX_I = _ANNEX.format(
    "I",
    "Places for lanterns",
    "<CONTENTS><P>Lanterns hang at:</P>" + items("DASH", "<P>gates,</P>", "<P>wells.</P>") + "</CONTENTS>",
)
ANNEX_II = _ANNEX.format(
    "II",
    "The book",
    '<CONTENTS><GR.SEQ LEVEL="1"><TITLE><TI>' + np("1.", "Pages") + "</TI></TITLE>"
    f"<P>Pages are ruled{note('In blue.', 1, '')}.</P></GR.SEQ>"
    '<GR.SEQ LEVEL="1"><TITLE><TI>' + np("2.", "Ink") + "</TI></TITLE>"
    '<GR.SEQ LEVEL="2"><TITLE><TI>' + np("a.", "Black ink") + "</TI></TITLE><P>By day.</P></GR.SEQ>"
    '<GR.SEQ LEVEL="2"><TITLE><TI>' + np("b.", "White ink") + "</TI></TITLE><P>By night.</P></GR.SEQ></GR.SEQ></CONTENTS>",
)
DOC = (
    '<?xml version="1.0" encoding="UTF-8"?><DOC><BIB.DOC><NO.DOC><YEAR>2099</YEAR><NO.CURRENT>0007</NO.CURRENT></NO.DOC>'
    '<NO.ELI ID="http://data.europa.eu/eli/reg/2099/7/oj">ELI</NO.ELI></BIB.DOC><PUBLICATION.REF><COLL>L</COLL>'
    '<DATE ISO="20990305">20990305</DATE></PUBLICATION.REF><FMX>'
    f'<DOC.MAIN.PUB><REF.PHYS FILE="{MAIN}" TYPE="DOC.XML"/></DOC.MAIN.PUB>'
    f'<DOC.SUB.PUB><REF.PHYS FILE="{FIRST}" TYPE="DOC.XML"/></DOC.SUB.PUB>'
    f'<DOC.SUB.PUB><REF.PHYS FILE="{SECOND}" TYPE="DOC.XML"/></DOC.SUB.PUB></FMX></DOC>'
)
TOC = '<?xml version="1.0"?><PUBLICATION><OJ><BIB.OJ><COLL>L</COLL></BIB.OJ></OJ></PUBLICATION>'
PARTS: Mapping[str, str] = {CONTENTS: TOC, MANIFEST: DOC, MAIN: ACT, FIRST: ANNEX_I, SECOND: ANNEX_II}

CONSOLIDATED = (
    '<?xml version="1.0"?><CONS.ACT><INFO.CONSLEG START.DATE="21000401"/><CONS.DOC>'
    "<BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><FAM.COMP><BIB.DATA><BIB.INSTANCE.CONS><DOCUMENT.REF.CONS><COLL>L</COLL><NO.OJ>12</NO.OJ>"
    '</DOCUMENT.REF.CONS><DATE ISO="20990305">20990305</DATE></BIB.INSTANCE.CONS><NO.CELEX>32099R0007</NO.CELEX></BIB.DATA><GR.MOD.ACT>'
    "<MOD.ACT><BIB.DATA><NO.CELEX>32100R0001</NO.CELEX></BIB.DATA></MOD.ACT></GR.MOD.ACT></FAM.COMP>"
    f"{TITLE}<PREAMBLE><PREAMBLE.INIT/><PREAMBLE.FINAL/></PREAMBLE><ENACTING.TERMS>"
    + article(1, "Subject", '<?CLG.MDFO ID="O1" ACTION="REPLACED"?><ALINEA>This Regulation is about lamps.</ALINEA><?CLG.MDFC ID="C1"?>')
    + article(2, "Duties", paragraph(2, 1, "Keepers shall keep.") + deleted(1) + paragraph(2, 3, "Keepers shall wake."))
    + deleted(2)
    + article(4, "Entry into force", "<ALINEA>This Regulation shall enter into force at dusk.</ALINEA>")
    + "</ENACTING.TERMS><CONS.ANNEX><TITLE><TI><P>ANNEX I</P></TI><STI><P>Places</P></STI></TITLE><CONTENTS><P>Gates.</P></CONTENTS>"
    "</CONS.ANNEX></CONS.DOC></CONS.ACT>"
)

AKN = """<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="regulation"><meta><identification>
<FRBRWork><FRBRalias value="32099R0007" name="CELEX"/></FRBRWork><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression>
</identification><proprietary><x:COLL xmlns:x="urn:x">L</x:COLL></proprietary></meta>
<preface><p>REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p><p>on the keeping of lanterns</p></preface>
<preamble><formula><p>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,</p></formula>
<citations><citation><p>Having regard to the Treaty<authorialNote marker="1"><p>As amended.</p></authorialNote>,</p></citation></citations>
<recitals><intro><p>Whereas:</p></intro><recital><num>(1)</num><p>Lanterns bring joy,</p></recital></recitals>
<block name="final">HAVE ADOPTED THIS REGULATION:</block></preamble>
<body><chapter><num>CHAPTER I</num><heading>KEEPERS</heading><article><num>Article 1</num><heading>Duties</heading>
<paragraph><num>1.</num><list><intro><p>The keeper shall:</p></intro><point><num>(a)</num><content><p>trim the <i>wick</i>; and</p></content></point>
<point><num>(b)</num><content><p>sleep.</p></content></point></list></paragraph>
<paragraph><num>2.</num><content><p>The following is added:</p><p><quotedStructure startQuote="‘" endQuote="’"><paragraph><num>7.</num>
<content><p>Wicks are of wool.</p></content></paragraph></quotedStructure></p></content></paragraph></article>
<article><num>Article 2</num><heading>Oil</heading><alinea><content><p>Oil is given by size.</p><table><tr><th>Size</th><th>Oil</th></tr>
<tr><td colspan="2">Others</td><td>none</td></tr></table></content></alinea></article></chapter></body>
<conclusions><p>This Regulation shall be binding in its entirety.</p><p>Done at Brussels, 1 March 2099.</p></conclusions></act></akomaNtoso>
"""  # noqa: E501


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of the parts, the same bytes on each run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2099, 3, 5, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(folder: Path, parts: Mapping[str, str | bytes] = PARTS) -> Path:
    """A folder of the parts."""
    folder.mkdir(exist_ok=True)
    for name, content in parts.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def written(folder: Path, content: str | bytes, name: str = "act.bin") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file
