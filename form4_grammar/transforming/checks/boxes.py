"""Checks of boxes 2 to 4 and of the title: values that are missing, doubled, or in another place."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from ...findings import Finding, place_of
from ...part import Part
from ...values import to_text, without_links
from ..boxes import Boxes
from ..classify import classify
from ..head_items import REPEATABLE
from ..page import Page
from ..readout import Readout
from .check import check

DATE = "a date as MM/DD/YYYY"
LENGTH_OF_A_DATE = len("MM/DD/YYYY")
BOX_4 = "date_of_original_submission"
OF_BOXES = tuple(dict.fromkeys((*REPEATABLE.values(), "form_type")))


@check("repeated-item", on="header", fields=OF_BOXES, of_any_form=True)
def box_twice(page: Page, read: Readout) -> Iterator[Finding]:
    """A box that a form has once appears a second time; the first is read."""
    head = page.head
    if head is None or len(head.boxes) == len({box.rule for box in head.boxes}):
        return
    for box in head.boxes:
        if box.rule in REPEATABLE and box is not head.box(box.rule):
            paths = (REPEATABLE[box.rule], *(("form_type",) if box.rule == BOX_4 else ()))
            yield Finding("this box appears a second time; the first is read", paths, place=box.place)


@check("unreadable-value", on="header", fields="form_type")
def amendment_unclear(page: Page, read: Readout) -> Iterator[Finding]:
    """The box "If Amendment" is missing or holds no date, so the form may be an original or an amendment."""
    tokens = page.head.tokens(BOX_4)
    if not tokens or any(token.type == "ODD_TEXT" for token in tokens):
        filled = [token for token in tokens if token.type in ("DATE", "ODD_TEXT")]
        number = page.form.number
        message = f"{page.form.box(BOX_4)} does not tell whether this is an amendment"
        yield Finding(message, expected=f"{number} or {number}/A", place=place_of(filled or tokens))


@check("unclear-form", on="header", fields="form_type")
def form_unclear(page: Page, read: Readout) -> Iterator[Finding]:
    """The title, the statement and the captions name no form, or not the same one."""
    evidence = page.parse.evidence
    if evidence.is_told or not page.is_whole:
        return
    names = {"title": "the title", "statement": "the statement", "caption": "a caption"}
    told = [f"{names[sign.kind]} is that of {_forms(sign.forms)}" for sign, _, _ in evidence.found]
    message = "; ".join(dict.fromkeys(told)) or "the text has no title, no statement and no caption of a form"
    other = [(start, end) for sign, start, end in evidence.found if evidence.form not in sign.forms]
    yield Finding(message, expected="a title, a statement and captions of one form", place=next(iter(other), None))


def _forms(names: frozenset[str]) -> str:
    return " or ".join(f"Form {name.removeprefix('form')}" for name in sorted(names))


@check("contradiction", on="FORM_TITLE", fields="form_type")
def title_against_box_4(page: Page, read: Readout) -> Iterator[Finding]:
    """The title has the /A of an amendment, but the box for the date of the original is blank."""
    title, box = page.head.token("form_title", "FORM_TITLE"), page.head.box(BOX_4)
    if (
        title is not None
        and "/A" in title
        and box is not None
        and not box.parts_of("date_not_shown")  # as on a page that never prints the date
        and box.tokens
        and read.filing.date_of_original_submission is None
    ):
        message = f"the title has {page.form.number}/A, but {page.form.box(BOX_4)} is blank"
        yield Finding(message, place=place_of([title]))


@check("unreadable-value", on=("period_of_report", BOX_4), fields=("period_of_report", BOX_4, "form_type"))
def date_in_another_box(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 3 or 4 is blank, and a text in another box may be its date."""
    for rule, box in _blank_dates(page):
        texts = _dates_elsewhere(page, box)
        if texts:
            message = "this box is blank, but its date may be in another box"
            yield Finding(message, (rule, "form_type") if rule == BOX_4 else rule, DATE, place=texts[0].place)


@check("missing-value", on="period_of_report", fields=("period_of_report", BOX_4, "form_type"))
def no_period_of_report(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 3 is blank. If box 4 holds a date, it may be the date of box 3."""
    for rule, box in _blank_dates(page):
        if rule == "period_of_report" and not _dates_elsewhere(page, box):
            box_4 = page.head.box(BOX_4)
            paths = (rule, BOX_4, "form_type") if box_4 is not None and box_4.has("DATE") else rule
            yield Finding(f"{page.form.box(rule)} is blank", paths, DATE, place=box.place)


def _blank_dates(page: Page) -> Iterator[tuple[str, Part]]:
    """Boxes 3 and 4, if they are blank."""
    for rule in ("period_of_report", BOX_4):
        box = page.head.box(rule)
        if box is not None and not box.has("DATE", "ODD_TEXT"):
            yield rule, box


def _dates_elsewhere(page: Page, blank: Part) -> list[Part]:
    """Texts that may be the date of a blank box; without the caption of box 3, they are that box's."""
    if page.head.box("period_of_report") is None:
        return []
    texts = [text for text in page.head.texts if _is_nearly_a_date(text)]
    return texts or _second_city_behind(blank, page.head)


def _is_nearly_a_date(box: Part) -> bool:
    """Whether a text is as long as a date, or one shorter, and consists of slashes and hardly anything but digits."""
    if not any("/" in token for token in box.tokens):
        return False
    text = to_text("".join(leaf for leaf in box.leaves if leaf.type in ("TEXT", "CITY", "NAME"))) or ""
    is_long = 0 <= LENGTH_OF_A_DATE - len(text) <= 1
    return is_long and sum(map(str.isdigit, text)) >= LENGTH_OF_A_DATE - 4 and "/" in text


def _second_city_behind(box: Part, head: Boxes) -> list[Part]:
    """The text directly behind a box, if it is read as a city, and there is a city above the box already."""
    place = next(i for i, part in enumerate(head.boxes) if part is box)
    behind = head.boxes[place + 1 : place + 2]
    is_second = any(part.rule == "city" for part in head.boxes[:place]) and [part.rule for part in behind] == ["city"]
    return list(behind) if is_second else []


@check("missing-value", on="issuer", fields="issuer")
def no_issuer_name(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 2 has no name."""
    box = page.head.box("issuer")
    if box is not None and page.head.issuer_name is None:
        path = "issuer.name" if box.has("SYMBOL") else "issuer"  # the symbol follows the name
        yield Finding(f"{page.form.box('issuer')} has no name", path, "a name", place=box.place)


def _begins_an_address(name: Token) -> bool:
    return classify(to_text(name) or "").begins_an_address


@check("contradiction", on="issuer", fields=("issuer.name", "issuer.trading_symbol"))
def cut_issuer_name(page: Page, read: Readout) -> Iterator[Finding]:
    """The issuer's name ends in a second symbol; or it has none, but one bracket of it, or begins like an address."""
    name = page.head.issuer_name
    if name is None:
        return
    if page.head.token("issuer", "SYMBOL") is not None:
        is_cut = name.rstrip().endswith("]")
    else:
        is_cut = any(bracket in without_links(name) for bracket in "[]") or _begins_an_address(name)
    if is_cut:
        message = f"{page.form.box('issuer')}: this is not a name, or its symbol is cut off"
        yield Finding(message, expected="NAME [SYMBOL]", place=place_of([name]))
