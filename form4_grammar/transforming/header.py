"""From the head of the page, items 1 to 6, to what it says of the filing, the issuer and the first owner."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import attrs
from lark import Token, Tree

from ..filing import Filing, Issuer, Relationship
from ..parsing import leaves
from ..values import to_symbol, to_text, without_links
from .box_one import read_box_one
from .dates import EXPECTED, read_date
from .findings import Findings, branches_of, tokens_of, written_in
from .head_gaps import is_lost_date
from .head_items import ITEMS, ODD_BOXES, OWNER, RELATIONSHIP, REPEATABLE, TEXT_BOXES, TICK_BOXES
from .looks import looks_of
from .names import read_name_and_cik

BOXES = {"is_officer": "Officer", "is_other": "Other"}
LENGTH_OF_A_DATE = len("MM/DD/YYYY")
LONGEST_MARK = 5  # characters, those of "__X__"


class HeadReader:
    """Reads the tree of the rule ``header``: its boxes, each by a method."""

    def __init__(self, header: Tree[Token], findings: Findings) -> None:
        self.findings = findings
        self.header = header
        self.boxes: dict[str, Tree[Token]] = {}
        self.before: dict[str, Tree[Token]] = {}  # the text without a caption that stands before a box
        last = None
        for box in header.children:
            if isinstance(box, Token):
                continue
            if last is not None and last.data in ODD_BOXES:
                self.before.setdefault(box.data, last)
            last = box
            if box.data in self.boxes and box.data in REPEATABLE:
                message = "this box stands in the text a second time; the first is read"
                follows = ("form_type",) if box.data == "date_of_original_submission" else ()
                for doubtful in (REPEATABLE[box.data], *follows):
                    findings.report("repeated-item", message, doubtful, box)
            else:
                self.boxes[box.data] = box

    @property
    def other_form(self) -> Token | None:
        """The title, if it is that of Form 3 or 5."""
        title = self._token("form_title", "FORM_TITLE")
        return title if title is not None and "4" not in title else None

    @property
    def has_items(self) -> bool:
        """Whether any of the numbered items is there."""
        return any(item in self.boxes for item in ITEMS)

    def read(self) -> Filing:
        """What the head says, as a filing of which nothing else is known; the first owner is the only one."""
        amended = self._date("date_of_original_submission")
        return Filing(
            self._form_type(),
            self._tick("not_subject_to_section_16", "not_subject_to_section_16"),
            self._tick("aff_10b5_one", "aff_10b5_one"),
            self._date("period_of_report"),
            amended,
            self._issuer(),
            (attrs.evolve(read_box_one(self.header, OWNER, self.findings), relationship=self._relationship()),),
        )

    # ------------------------------------------------------------------------------------------ boxes

    def _form_type(self) -> str:
        """An amendment's if box 4 is filled; reported where that cannot be told, or where the title does not agree."""
        title = self._token("form_title", "FORM_TITLE")
        if title is not None:
            self.findings.place("form_type", title)
        amendment = tokens_of(self.boxes.get("date_of_original_submission"))
        filled = [token for token in amendment if token.type in ("DATE", "ODD_TEXT")]
        if not amendment or any(token.type == "ODD_TEXT" for token in filled):
            message = "whether this is an amendment cannot be told from box 4"
            self.findings.report("unreadable-value", message, "form_type", filled or amendment, expected="4 or 4/A")
        elif title is not None and "/A" in title and not filled:
            message = "the title says 4/A, but box 4 is blank"
            self.findings.report("contradiction", message, "form_type", [title])
        return "4/A" if filled else "4"

    def _date(self, rule: str) -> dt.date | None:
        box = self.boxes.get(rule)
        if box is None:
            return None
        filled = tokens_of(box, "DATE", "ODD_TEXT")
        if not filled:
            texts = [text for text in branches_of(self.header, *TEXT_BOXES) if _is_nearly_a_date(text)]
            texts = texts or self._second_city_behind(box)
            if texts and "period_of_report" in self.boxes:  # without its caption, it is item 3's
                for lost in (rule, "form_type") if rule == "date_of_original_submission" else (rule,):
                    message = "this item is blank, but what may be its date is read as another box's"
                    self.findings.report("unreadable-value", message, lost, texts[0], expected=EXPECTED)
            elif rule == "period_of_report":
                message = "3. Date of Earliest Transaction is blank"
                # Where item 4 holds a date, it may be this one's.
                below = tokens_of(self.boxes.get("date_of_original_submission"), "DATE")
                for lost in (rule, "date_of_original_submission", "form_type") if below else (rule,):
                    self.findings.report("missing-value", message, lost, box, expected=EXPECTED)
            return None
        self.findings.place(rule, *filled)
        return read_date(filled, rule, "a date", self.findings)

    def _second_city_behind(self, box: Tree[Token]) -> list[Tree[Token]]:
        """The text directly behind a box, if it is read as the city's, and a city stands above the box already."""
        boxes = [part for part in self.header.children if isinstance(part, Tree)]
        place = next(i for i, part in enumerate(boxes) if part is box)
        behind = boxes[place + 1 : place + 2]
        second = any(part.data == "city" for part in boxes[:place]) and [part.data for part in behind] == ["city"]
        return behind if second else []

    def _issuer(self) -> Issuer:
        name = self._token("issuer", "ISSUER_NAME") or self._token("issuer", "TEXT")
        symbol = self._token("issuer", "SYMBOL")
        foreign = self._token("foreign_trading_symbol", "SYMBOL")
        if "issuer" in self.boxes and name is None:
            message = "2. Issuer Name and Ticker or Trading Symbol: no name is read"
            lost = "issuer.name" if symbol is not None else "issuer"  # the symbol stands behind the name
            self.findings.report("missing-value", message, lost, self.boxes["issuer"], expected="a name")
        if name is not None and symbol is None and _is_cut_or_moved(name):
            message = "2. Issuer Name and Ticker or Trading Symbol: this is no name, or one whose symbol is cut off"
            for path in ("issuer.name", "issuer.trading_symbol"):
                self.findings.report("contradiction", message, path, [name], expected="NAME [SYMBOL]")
        return Issuer(
            *read_name_and_cik(name, "issuer", self.findings, *(() if symbol else ("trading_symbol",))),
            self._symbol(symbol, "issuer.trading_symbol"),
            self._symbol(foreign, "issuer.foreign_trading_symbol"),
        )

    def _relationship(self) -> Relationship | None:
        ticks = {name: self._tick(name, f"{RELATIONSHIP}.{name}") for name in TICK_BOXES}
        lines = [part for part in branches_of(self.header, "relationship_text") if not is_lost_date(part)]
        texts = [token for line in lines for token in tokens_of(line, "TEXT")]
        if all(tick is None for tick in ticks.values()) and not texts:
            return None
        if any(tick is not None for tick in ticks.values()):
            # Where the text shows marks at all, a box without one is not checked.
            ticks = {name: bool(tick) if name in self.boxes else None for name, tick in ticks.items()}
        self.findings.place(RELATIONSHIP, *(token for name in TICK_BOXES for token in tokens_of(self.boxes.get(name))))
        title, other = (*texts, None, None)[:2]
        if len(texts) > 2:
            message = "more than an officer's title and another text stand below the boxes of item 5"
            self.findings.report("unknown-text", message, RELATIONSHIP, texts[2:], expected="a title or a text")
        if ticks["is_other"] and not ticks["is_officer"]:
            title, other = None, title
        beside = self._name_behind([self.boxes.get("is_other"), *lines])
        for text, box, field in ((title, "is_officer", "officer_title"), (other, "is_other", "other_text")):
            # Both texts may stand in one, the officer's.
            if ticks[box] and text is None and (box == "is_officer" or title is None):
                message = f"{BOXES[box]} is checked, but no text of it stands below"
                for path in (f"{RELATIONSHIP}.{field}", *beside):
                    self.findings.report("contradiction", message, path, self.boxes[box])
            elif text is not None and ticks[box] is False:
                message = "this text stands below the boxes of item 5, but the box that it belongs to is not checked"
                for path in (f"{RELATIONSHIP}.{field}", f"{RELATIONSHIP}.{box}", *beside):
                    self.findings.report("contradiction", message, path, [text])
        return Relationship(
            **ticks,
            officer_title=self._text(title, f"{RELATIONSHIP}.officer_title"),
            other_text=self._text(other, f"{RELATIONSHIP}.other_text"),
        )

    def _name_behind(self, boxes: list[Tree[Token] | None]) -> tuple[str, ...]:
        """The paths of the owner's name and address, if the name stands directly behind one of these boxes."""
        parts = [part for part in self.header.children if isinstance(part, Tree)]
        behind = any(part.data == "name" and any(before is box for box in boxes) for before, part in pairwise(parts))
        return (f"{OWNER}.name", f"{OWNER}.address") if behind else ()

    def _tick(self, rule: str, path: str) -> bool | None:
        """True or False by the box's mark, None where the text shows no mark."""
        for token in tokens_of(self.boxes.get(rule), "CHECKED", "UNCHECKED"):
            self.findings.place(path, token)
            return token.type == "CHECKED"
        box = self.boxes.get(rule)
        blank = box is not None and bool(branches_of(box, "unchecked"))
        before = self.before.get(rule)
        # On a page that leaves unchecked boxes blank, only what is as short as a mark can be meant for one.
        if before is not None and (not blank or len(written_in(before)) <= LONGEST_MARK):
            message = "what stands before this box is no check mark that is known"
            self.findings.report("unreadable-value", message, path, before, expected="a check mark or nothing")
            return None
        if box is not None and blank:
            self.findings.place(path, *tokens_of(box))
            return False
        return None

    # ----------------------------------------------------------------------------------------- helpers

    def _token(self, rule: str, terminal: str) -> Token | None:
        return next(iter(tokens_of(self.boxes.get(rule), terminal)), None)

    def _text(self, token: Token | None, path: str) -> str | None:
        if token is None:
            return None
        self.findings.place(path, token)
        return to_text(token)

    def _symbol(self, token: Token | None, path: str) -> str | None:
        if token is None:
            return None
        self.findings.place(path, token)
        return to_symbol(token)


def _is_cut_or_moved(name: Token) -> bool:
    """Whether a name without a symbol behind it has one bracket of that, or begins as an address does."""
    return any(bracket in without_links(name) for bracket in "[]") or looks_of(to_text(name) or "").begin_an_address


def _is_nearly_a_date(box: Tree[Token]) -> bool:
    """Whether a box holds a text of a date's length, or one less, that consists of digits but for its slashes."""
    text = to_text("".join(token for token in leaves(box) if token.type in ("TEXT", "CITY", "NAME"))) or ""
    nearly = 0 <= LENGTH_OF_A_DATE - len(text) <= 1 and sum(map(str.isdigit, text)) >= LENGTH_OF_A_DATE - 4
    return nearly and "/" in text
