"""Draw the sample act as a PDF in the print of the Official Journal, and extract its text again."""

from io import BytesIO
from typing import Any

from extract.sample.layout import BODY, LEADING, LEFT, NOTE_RAISED, REGULAR, SMALL, Line, Measure, Page, Run, paginate
from extract.sample.source import Node, meta

PAGE_SIZE = (595.276, 841.89)
EDGE, FAR_EDGE, FOOT_Y = 41.84, 553.436, 21.66
ELI = "ELI: http://data.europa.eu/eli/reg/{number}/oj"


class Pen:
    """A canvas that writes each run as the Publications Office does: a scaled matrix and a font of size 1."""

    def __init__(self, canvas: Any, measure: Measure) -> None:
        """Wrap a reportlab canvas and its measure of text."""
        self.canvas = canvas
        self.measure = measure

    def run(self, run: Run, x: float, y: float, space: float = 0.0) -> float:
        """Write a run with its base line at x, y and `space` added to each blank; give where it ends."""
        self.canvas.saveState()
        self.canvas.transform(run.size, 0, 0, run.size, round(x, 4), round(y + run.rise, 4))
        text = self.canvas.beginText(0, 0)
        text.setFont(run.font, 1, LEADING)
        text.setWordSpace(round(space / run.size, 6))
        text.textOut(run.text)
        self.canvas.drawText(text)
        self.canvas.restoreState()
        return float(x + self.measure(run.text, run.font, run.size) + space * run.text.count(" "))

    def right(self, run: Run, y: float) -> None:
        """Write a run that ends at the right edge of the page."""
        self.run(run, FAR_EDGE - self.measure(run.text, run.font, run.size), y)

    def rule(self, left: float, right: float, y: float) -> None:
        """Draw a thin rule."""
        self.canvas.rect(left, y, right - left, 0.51, stroke=0, fill=1)


def body_line(pen: Pen, line: Line) -> None:
    """Draw a line of the body."""
    if line.label is not None:
        pen.run(line.label, line.label_x, line.y)
    x = line.x
    for run in line.runs:
        x = pen.run(run, x, line.y, line.space)


def masthead(pen: Pen, number: str, date: str, count: int) -> None:
    """Draw the furniture of the first page."""
    step = BODY * LEADING
    pen.run(Run("Official Journal ", REGULAR, BODY), 84.36, 794.66)
    pen.run(Run("of the European Union", REGULAR, BODY), 84.36, 794.66 - step)
    pen.run(Run("EN ", REGULAR, BODY), 542.5, 794.66)
    pen.run(Run("L series", REGULAR, BODY), 525.2, 794.66 - step)
    pen.run(Run(number, REGULAR, 12.7388), 280.0, 760.025)
    pen.right(Run(date, REGULAR, BODY), 762.633)
    pen.rule(EDGE, FAR_EDGE, 777.6)
    pen.rule(EDGE, FAR_EDGE, 35.2)
    pen.run(Run(ELI.format(number=number), REGULAR, BODY), EDGE, FOOT_Y)
    pen.right(Run(f"1/{count}", REGULAR, BODY), FOOT_Y)


def furniture(pen: Pen, number: str, date: str, place: int, count: int) -> None:
    """Draw the furniture of a later page; left and right change places from page to page."""
    language, journal = Run("EN", REGULAR, 15.9301), Run(f"OJ L, {date}", REGULAR, BODY)
    folio, eli = Run(f"{place}/{count}", REGULAR, BODY), Run(ELI.format(number=number), REGULAR, BODY)
    even = place % 2 == 0
    pen.rule(EDGE, FAR_EDGE, 777.6)
    pen.run(*((language, EDGE, 785.65) if even else (journal, EDGE, 784.0)))
    pen.right(*((journal, 784.0) if even else (language, 785.65)))
    pen.rule(EDGE, FAR_EDGE, 35.2)
    pen.run(folio if even else eli, EDGE, FOOT_Y)
    pen.right(eli if even else folio, FOOT_Y)


def footnotes(pen: Pen, notes: list[Line], bottom: float) -> None:
    """Draw the footnotes at the foot of a page, below a short rule."""
    y = bottom + (len(notes) - 1) * SMALL * LEADING
    if notes:
        pen.rule(LEFT, LEFT + 51, y + 10.5)
    for line in notes:
        if line.label is not None:
            x = pen.run(Run("(", REGULAR, SMALL), LEFT, y)
            x = pen.run(Run(line.label.text, REGULAR, NOTE_RAISED, rise=2.84), x, y)
            pen.run(Run(")", REGULAR, SMALL), x, y)
        x = line.x
        for run in line.runs:
            x = pen.run(run, x, y, line.space)
        y -= SMALL * LEADING


def draw(pen: Pen, pages: list[Page], number: str, date: str) -> None:
    """Draw every page: its body, then its furniture, then its footnotes."""
    for place, page in enumerate(pages, start=1):
        for line in page.lines:
            body_line(pen, line)
        if place == 1:
            masthead(pen, number, date, len(pages))
        else:
            furniture(pen, number, date, place, len(pages))
        footnotes(pen, page.notes, 57.0)
        pen.canvas.showPage()


def write(roots: list[Node]) -> tuple[bytes, list[int]]:
    """Give the PDF of the act and the number of the page on which each annex starts."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped, unused-ignore]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped, unused-ignore]

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE_SIZE, invariant=1, pageCompression=0, initialFontName=REGULAR)
    canvas.setTitle(" ".join(node.text for node in roots if node.key == "title"))
    canvas.setAuthor("Whereas (sample text, not law)")
    canvas.setSubject("Sample act")
    pages, starts = paginate(roots, stringWidth)
    draw(Pen(canvas, stringWidth), pages, meta(roots, "number"), meta(roots, "date"))
    canvas.save()
    return buffer.getvalue(), starts


def extract(pdf: bytes) -> str:
    """Give the text of each page as pypdf reads it, the pages joined by form feeds."""
    from pypdf import PdfReader

    return "\f".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
