"""The cursor over tokens that the rules of the reference grammar move.

Input are the tokens of a text in which acts are folded; nothing here knows what a reference is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.reference_acts import ActToken, Item
from extract.reference_languages import ENGLISH, Language
from extract.reference_tokens import Token, TokenKind

K = TokenKind

_REMARK: Final = 8  # tokens of a remark in brackets


class Reader:
    """A cursor over the tokens of one text. Rules are methods: each returns what it read, or None with the cursor where it was."""

    def __init__(self, items: Sequence[Item], text: str, language: Language = ENGLISH) -> None:
        self.items, self.text, self.language, self.at = items, text, language, 0
        self.nested = False  # inside an inner run, whose own inner runs the outer one reads: so depth stays bounded
        self.ranged = 0  # provisions between the ends of the ranges read so far

    def peek(self, *kinds: TokenKind, ahead: int = 0) -> Token | None:
        """The token `ahead`, if it is of one of the kinds."""
        place = self.at + ahead
        item = self.items[place] if 0 <= place < len(self.items) else None
        return item if isinstance(item, Token) and item.kind in kinds else None

    def take(self, *kinds: TokenKind) -> Token | None:
        """The next token, if it is of one of the kinds; the cursor moves behind it."""
        token = self.peek(*kinds)
        self.at += token is not None
        return token

    def act(self) -> ActToken | None:
        """The act at the cursor, which moves behind it."""
        item = self.items[self.at] if self.at < len(self.items) else None
        if isinstance(item, ActToken):
            self.at += 1
            return item
        return None

    def leads_to_act(self, ahead: int) -> bool:
        """Whether the item `ahead` is an act, or the "of" that leads to one."""
        place = self.at + ahead
        return self.peek(K.OF, ahead=ahead) is not None or (place < len(self.items) and isinstance(self.items[place], ActToken))

    def pass_adjective(self) -> None:
        """Pass over a word between "of the" and an act: "of the amended Directive", "of the sixth Council Directive"."""
        word = self.peek(K.WORD, K.ORDINAL)
        following = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        if word and isinstance(following, ActToken) and (word.kind is K.ORDINAL or word.text in self.language.adjectives):
            self.at += 1

    def pass_remark(self) -> None:
        """Pass over a short remark in brackets, if "of" goes on behind it: "Part B (product checks) of this Annex"."""
        opened = self.peek(K.MARK)
        if opened is None or opened.text != "(":
            return
        for ahead in range(1, _REMARK):
            sign = self.peek(K.MARK, ahead=ahead)
            if sign is not None:
                self.at += ahead + 1 if sign.text == ")" and self.peek(K.OF, ahead=ahead + 1) else 0
                return

    def leads_wider(self) -> bool:
        """Whether what stands behind says what holds the provision: [COMMA] OF, or "that" that holds an "of" itself.

        Where a language repeats its "of" in lists, a comma leads wider only before a pointing word.
        """
        comma = self.peek(K.COMMA) is not None
        that, of = self.peek(K.THAT, ahead=comma), self.peek(K.OF, ahead=comma)
        held = that is not None and that.value in self.language.that_of
        pointed = held or self.peek(K.THIS, K.THAT, ahead=comma + 1) is not None
        return (held or of is not None) and (not comma or self.language.comma_before_of or pointed)

    def joint(self) -> bool:
        """joint := COMMA | [COMMA] AND"""
        comma = self.take(K.COMMA)
        return bool(self.take(K.AND) or comma)

    def end_of_last(self) -> int:
        """Where the token before the cursor ends."""
        return self.items[self.at - 1].end
