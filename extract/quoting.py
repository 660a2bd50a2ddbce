"""An open quotation: text that an amending provision quotes stays in its host, where it mints no ids, and ends where it is closed.

Drafting rule: the new text stands behind a colon, in quotation marks of the language (Joint Practical Guide 18.13); Formex and Akoma
Ntoso also mark it. What the layout shows of it is kept beside the words (`kg.quoted`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract.blocks import Block, Role, whole_of
from extract.items import item_of
from extract.languages import Drafting
from extract.nodes import Node
from kg.labels import follows
from kg.quoted import QuotedBlock, QuotedCell

_TITLE_ROW: Final = 0


@dataclass(slots=True)
class Quoting:
    """The provision whose quotation is open, if one is."""

    drafting: Drafting
    host: Node | None = None

    @property
    def is_open(self) -> bool:
        return self.host is not None

    def stop(self) -> None:
        """The quotation ends."""
        self.host = None

    def takes(self, block: Block, host: Node) -> bool:
        """Whether a block is quoted by its quotation marks: it opens a quotation in `host`, or goes on with the one that is open."""
        if self.host is not None and self._goes_on_outside(block, self.host):
            self.stop()
            return False
        whole = whole_of(block)
        if self.host is None:
            if not whole.text or whole.text[0] not in self.drafting.quote_opens or not host.text.text.endswith(":"):
                return False
            self._open(host)
        self._add(block)
        if self.closes(block):
            self.stop()
        return True

    def is_whole(self, table: Block, host: Node) -> bool:
        """Whether quotation marks stand around a whole table: what is quoted is the table itself, or rows of one."""
        parts = [whole_of(part) for cells in table.rows for cell in cells for part in cell.parts]
        if not parts or parts[0].text[:1] not in self.drafting.quote_opens or not host.text.text.endswith(":"):
            return False
        closed_at_once = len(parts) > 1 and any(letter in self.drafting.quote_closes for letter in parts[0].text[1:])
        return not closed_at_once and self.closes(parts[-1])

    def take_marked(self, block: Block, host: Node, ahead: Block | None) -> None:
        """What the source marks as quoted, and a table in an open quotation: a line for each row, its cells beside each other."""
        if self.host is None:
            self._open(host)
        if block.role is Role.TABLE:
            self._add_table(block)
        else:
            self._add(block)
        last = [part for cells in block.rows[-1:] for cell in cells for part in cell.parts][-1:]
        if (ahead is None or not ahead.quoted) if block.quoted else any(map(self.closes, last)):
            self.stop()

    def closes(self, block: Block) -> bool:
        """Whether a block ends with a closing quotation mark, and the punctuation of the host."""
        return re.search(rf"[{self.drafting.quote_closes}]\s*[.;,]?[\"']?$", block.text) is not None

    def _open(self, host: Node) -> None:
        host.quoted_from = len(host.text.text) + 1 if host.text.text else 0
        self.host = host

    def _goes_on_outside(self, block: Block, host: Node) -> bool:
        """Whether the list that quotes goes on at its own depth: the end of the quotation stood in a footnote that is read later."""
        item = item_of(block)
        if item is None or not host.marks or host.depth is None:
            return False
        return (item.form, item.depth) == (host.form, host.depth) and follows(host.label, item.label, host.style)

    def _add(self, block: Block, cell: QuotedCell | None = None, depth: int | None = None, glue: str = "\n") -> None:
        """Words of the host's own, with what the layout shows of them."""
        whole = whole_of(block)
        if self.host is None or not whole.text:
            return
        self.host.add_text(whole.body, whole.marks, glue=glue)
        end = len(self.host.text.text)
        start = end - len(whole.text)
        self.host.quoted_blocks.append(
            QuotedBlock(
                start=start, end=end, label_end=start + len(block.label.text) if block.label is not None and cell is None else None,
                depth=block.depth if cell is None else depth, heading=block.role is Role.HEADING, cell=cell,
            )
        )  # fmt: skip

    def _add_table(self, block: Block) -> None:
        if self.host is None:
            return
        table = 1 + next((one.cell.table for one in reversed(self.host.quoted_blocks) if one.cell is not None), 0)
        self._add(block, QuotedCell(table=table, row=_TITLE_ROW, column=1), block.depth)
        for number, cells in enumerate(block.rows, 1):
            glue = "\n"
            for cell in cells:
                for part in cell.parts:
                    self._add(part, QuotedCell(table=table, row=number, column=cell.column), block.depth, glue)
                    glue = " "
