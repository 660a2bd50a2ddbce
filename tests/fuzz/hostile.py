"""Text that has made readers of text stumble: characters, numbers, labels and fillers that a mutation puts into an act."""

from __future__ import annotations

from typing import Final

CHARACTERS: Final = (
    "\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1c", "\x1f", "\x7f", "\x85", "\xa0", "\xad", "\u034f", "\u061c", "\u200b",
    "\u200d",
    "\u200e", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ue000", "\U000e0041", "\U0010ffff",
    "e\u0301" * 50, "\U0001f468\u200d\U0001f469", "ﷺ", "İ", "ß", "ŉ", "Ǆ",
)  # fmt: skip
"""Controls, spaces, marks of direction and order, private and unassigned characters, letters of another length in the other case."""

RAW: Final = (
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xed\xb0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80",
    b"\xa0",
    b"\x00\x00",
    b"+ADw-",
)
"""Bytes that are no UTF-8 (half characters, lone surrogates, over-long forms), or another encoding's."""

NUMBERS: Final = (
    "0", "-1", "00", "9" * 5, "9" * 12, "9" * 4400, "2147483648", "1e999", "0x10", "²", "①", "٣", "Ⅷ", "１２", "½", "iiiii", "mmmmmmm",
    "zz", "zzz", "IVXLC",
    "1a", "1abc", "3.1.1.1.1", "1 000",
)  # fmt: skip
"""Numbers that are too large, too many, or digits only to some."""

LABELS: Final = (
    "(a)", "(b)", "(i)", "(ii)", "(aa)", "(1)", "1.", "2.", "—", "-", "(zz)", "(99999999999999999999)", "3.1", "Article 1", "Article 2",
    "Article",
    "ANNEX", "ANNEX I", "CHAPTER I", "SECTION 1", "Whereas:", "HAVE ADOPTED THIS REGULATION:", "THE EUROPEAN PARLIAMENT",
    "Done at Nowhere,",
    "REGULATION (EU) 2099/2", "REGULATION (EC) No 99999/9999", "Article 5(1), point (a), of Regulation (EU) 2016/679",
    "Articles 1 to 99999999",
    "points (a) to (zz) of Article 1", "paragraphs 1, 2, 3, 4 and 5 of Articles 1 to 900 and Annexes I to MMM", "‘", "’", "“", "”", "„",
    "«", "»", "(", ")", "((((", "( 1)",
    "(*)", "(**)", "(*1)", "https://", "http://data.europa.eu/eli/reg/2099/1/oj", "ELI: http://data.europa.eu/eli/reg/2099/1/oj", "1/1",
    "OJ L, 5.1.2099",
    "‘a’ means a;", "‘’ means", "means", ":", ";", "▼B", "▼M1", "►M1", "◄", "▌",
)  # fmt: skip
"""Words that structure is told from, to stand where they should not."""

FILLERS: Final = (
    "a", " ", "a ", "\n", "a\n", "(", ")", "(a) ", "(a)\n", "1. ", "(1) a\n", "‘", "’", "‘a’", "-", "a-", "a-\n", "a- \n",
    "https://a/ \n", ".", "a. ", "A. ", "Article 1 ",
    "Article 1\n", "Article 1(1) and ", "Article 1, ", "point (a) of ", "paragraph 1 of ", "Regulation (EU) 2016/679 ", "and ", ", ",
    "0", "9", "i", "IV ", "\t", "\xa0", "\u2028",
    "\u202e", "e\u0301", "\x0c", "\r", "\r\n", "No ", "of ", "*", "(*) ", "means ", "a: ", "(a) a:\n", "— ", "|", "1/1\n", "EN ",
    "www.a.b/", "&", "&amp;", "<", ">",
)  # fmt: skip
"""What stands many times over in a mutated file: patterns that search a long way find out here."""

CHARSETS: Final = ("utf-7", "utf-16", "utf-32", "utf-8-sig", "iso-8859-1", "windows-1252", "ascii", "idna", "punycode", "rot13", "hex",
"zlib", "bz2", "base64",
                   "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "no-such", "", "utf-8" * 50, "gb18030", "shift_jis",
                   "koi8-r", "cp037")  # fmt: skip
"""Names a file may give its encoding: right, wrong, not of text, or of nothing."""
