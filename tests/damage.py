"""Kinds of damage to texts, as converters, editors and people cause it.

Each kind is a function that takes a text and ``choose``, and returns the edits that it would make. ``choose`` returns a
number between two others, both included, as ``random.Random(seed).randint`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Choose = Callable[[int, int], int]
Edit = tuple[int, int, str]  # start and end of what is replaced, and by what
Kind = Callable[[str, Choose], list[Edit]]

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
SEPARATOR = re.compile(r"[\t|]")
HEADING = re.compile(
    r"^[^\r\n/\w]{0,12}(?:1\\?\. ?Name and Address|Table I{1,2} |Reporting Owners|Signatures|Explanation of Responses)",
    re.M,
)
# What a character may become: what a value, a mark or a separator is made of, what no keyboard types, what no terminal
# expects.
CHARACTERS = "0123456789ABDFGIJKMPSVXZadefiklmostx .,:;$#*()[]/-_<>&\\|\t\n\r\xa0\u200b\ufeffé☒\x00"
# What a cell may be full of: words, digits, blanks, and the beginnings of whatever a pattern looks ahead for.
PATTERNS = ("word ", "x", "1", "1,000", "(1) ", " ", "\xa0", "(", "[", "\\", "*", "-", "<b>", "X ")


def damaged(text: str, edits: list[Edit]) -> str:
    """The text after the edits."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def lines_of(text: str) -> list[tuple[int, int]]:
    """Start and end of every line, including its line end; a text without lines has one empty line."""
    return [found.span() for found in LINE.finditer(text)] or [(0, 0)]


# ------------------------------------------------------------------------------------------------- lines


def line_dropped(text: str, choose: Choose) -> list[Edit]:
    start, end = _line(text, choose)
    return [(start, end, "")]


def line_doubled(text: str, choose: Choose) -> list[Edit]:
    start, end = _line(text, choose)
    return [(end, end, text[start:end])]


def lines_swapped(text: str, choose: Choose) -> list[Edit]:
    one, other = _line(text, choose), _line(text, choose)
    return _swapped(text, one, other)


def neighbours_swapped(text: str, choose: Choose) -> list[Edit]:
    lines = _filled_lines(text)
    number = choose(0, max(0, len(lines) - 2))
    return _swapped(text, *lines[number : number + 2]) if len(lines) > 1 else []


def line_cut(text: str, choose: Choose) -> list[Edit]:
    """A line loses its last characters, but keeps its line end."""
    start, end = _line(text, choose)
    end = start + len(text[start:end].rstrip("\r\n"))
    return [(choose(start, end), end, "")]


def line_broken(text: str, choose: Choose) -> list[Edit]:
    start, end = _line(text, choose)
    place = choose(start, start + len(text[start:end].rstrip("\r\n")))
    return [(place, place, "\n")]


def lines_joined(text: str, choose: Choose) -> list[Edit]:
    ends = [found.span() for found in re.finditer(r"(?:\r\n?|\n)+", text)]
    return [(*ends[choose(0, len(ends) - 1)], " ")] if ends else []


def rest_cut_off(text: str, choose: Choose) -> list[Edit]:
    return [(choose(0, len(text)), len(text), "")]


# ------------------------------------------------------------------------------- separators and characters


def separator_lost(text: str, choose: Choose) -> list[Edit]:
    return [(place, place + 1, "") for place in _separator(text, choose)]


def separator_blanked(text: str, choose: Choose) -> list[Edit]:
    return [(place, place + 1, " ") for place in _separator(text, choose)]


def separator_doubled(text: str, choose: Choose) -> list[Edit]:
    return [(place, place, text[place]) for place in _separator(text, choose)]


def character_replaced(text: str, choose: Choose) -> list[Edit]:
    place = choose(0, max(0, len(text) - 1))
    return [(place, min(place + 1, len(text)), _character(choose))]


def character_dropped(text: str, choose: Choose) -> list[Edit]:
    place = choose(0, max(0, len(text) - 1))
    return [(place, min(place + 1, len(text)), "")]


def character_inserted(text: str, choose: Choose) -> list[Edit]:
    place = choose(0, len(text))
    return [(place, place, _character(choose))]


# ------------------------------------------------------------------------------------------ sections and size


def section_repeated(text: str, choose: Choose) -> list[Edit]:
    """From one of the form's headings to the next, a second time."""
    headings = [found.start() for found in HEADING.finditer(text)]
    if not headings:
        return []
    number = choose(0, len(headings) - 1)
    end = [*headings, len(text)][number + 1]
    return [(end, end, text[headings[number] : end])]


def line_3000_times(text: str, choose: Choose) -> list[Edit]:
    """A table of 3,000 rows, or as many of any other line."""
    start, end = _line(text, choose)
    return [(end, end, text[start:end] * 2_999)]


def cell_of_1_mb(text: str, choose: Choose) -> list[Edit]:
    """A word, a number or a blank within a line becomes a million characters long."""
    start, end = _line(text, choose)
    place = choose(start, start + len(text[start:end].rstrip("\r\n")))
    pattern = PATTERNS[choose(0, len(PATTERNS) - 1)]
    return [(place, place, pattern * (1_000_000 // len(pattern)))]


# One change of a document each.
SMALL: tuple[Kind, ...] = (
    *(line_dropped, line_doubled, lines_swapped, neighbours_swapped, line_cut, line_broken, lines_joined, rest_cut_off),
    *(separator_lost, separator_blanked, separator_doubled),
    *(character_replaced, character_dropped, character_inserted),
    section_repeated,
)


# ------------------------------------------------------------------------------- whole texts, as others write them
# What people, their editors and their converters do to all of a text. A kind makes no edit where no reader could notice
# what it did: dates as DD/MM of which none has a day above 12.

LABEL = r"Check this box|Director\b|10% Owner|Officer \(give|Other \(specify|Form filed by"
CHECK_MARK = re.compile(rf"(?:__?X__?|(?<![A-Za-z])X|\\?\[X\\?\]|[☒☑])(?=(?:\*\*|[ \t\xa0|]|\r?\n[-|]*)+(?:{LABEL}))")
CHECKED_OTHERWISE = (
    *(
        "checkbox checked",
        "Checked",
        "checked",
        "[checked]",
        "CHECKED",
        "Yes",
        "yes",
        "True",
        "Selected",
        "Marked",
        "1",
    ),
    *("![checkbox checked](box.gif)", "![X](images/box-checked.jpg)", '<img src="box-checked.gif" alt="X">', "[*]"),
    *(
        "&#9746;",
        "&#x2611;",
        ":white_check_mark:",
        "☑️",
        "✅",
        "✗",
        "✘",
        "×",
        "●",
        "■",
        "[✓]",
        "[√]",
        "(X)",
        "<X>",
        "+",
        "Ⅹ",
    ),
)


def check_marks_otherwise(text: str, choose: Choose) -> list[Edit]:
    """Every check mark becomes a word or a picture."""
    mark = CHECKED_OTHERWISE[choose(0, len(CHECKED_OTHERWISE) - 1)]
    return [(*found.span(), mark) for found in CHECK_MARK.finditer(text)]


# Not those in a sentence: "on 01/15/2024".
DATE = re.compile(r"(?<![0-9/])(?<![a-z] )(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/(?P<year>(?:19|20)[0-9]{2})(?![0-9/])")
GROUPED = re.compile(
    r"(?<=[\t|])[ ]?\$?(?P<number>[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?)(?=(?:\([0-9]+\))*[ ]?[\t|\r\n])"
)


def days_before_months(text: str, choose: Choose) -> list[Edit]:
    """Dates as DD/MM/YYYY."""
    dates = list(DATE.finditer(text))
    if not any(int(found["day"]) > 12 for found in dates):
        return []
    return [(*found.span(), f"{found['day']}/{found['month']}/{found['year']}") for found in dates]


def decimal_commas(text: str, choose: Choose) -> list[Edit]:
    """Numbers as 1.234,56."""
    numbers = {found.span("number"): found["number"].translate({44: ".", 46: ","}) for found in _in_rows(GROUPED, text)}
    tell = [number for number in numbers.values() if re.search(r"\..*[.,]|,(?![0-9]{3}$)|,.*\.", number)]
    return [(*place, number) for place, number in numbers.items()] if tell else []


def thousands_otherwise(text: str, choose: Choose) -> list[Edit]:
    """Numbers as 12 415."""
    separator = (" ", "\xa0", "\u202f", "\u2009", "'", "’", "_")[choose(0, 6)]
    found = [number for number in _in_rows(GROUPED, text) if "," in number["number"]]
    return [(*each.span("number"), each["number"].replace(",", separator)) for each in found]


MARK = re.compile(r"(?<=[^(])[ ]?\((?P<number>[1-9][0-9]?)\)(?=[ \xa0]?[\t|\r\n(]| \|)")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def marks_otherwise(text: str, choose: Choose) -> list[Edit]:
    """Every footnote mark behind a value takes another shape."""
    shapes: tuple[Callable[[str], str], ...] = (
        lambda number: f"[{number}]",
        lambda number: f" [{number}]",
        lambda number: f"{{{number}}}",
        lambda number: number.translate(SUPERSCRIPT),
        lambda number: f"⁽{number.translate(SUPERSCRIPT)}⁾",
        lambda number: "*" * int(number),
        lambda number: "†" * int(number),
        lambda number: f"({chr(96 + int(number) % 26)})",
        lambda number: f" Note {number}",
        lambda number: f"[fn{number}]",
        lambda number: f"（{number}）",
        lambda number: f"<{number}>",
        lambda number: f"/{number}/",
        lambda number: f"[note {number}](#fn{number})",
    )
    shape = shapes[choose(0, len(shapes) - 1)]
    return [(*found.span(), shape(found["number"])) for found in _in_rows(MARK, text)]


IN_OTHER_WORDS = (
    ("Remarks:", ("Remark:", "Comments:", "Bemerkungen:", "Remarks", "REMARKS -", "Additional remarks:")),
    ("Signatures", ("Signature", "Signed by", "Unterschriften", "Signature(s)", "SIGNATURE BLOCK")),
    ("Explanation of Responses:", ("Footnotes:", "Notes:", "Erläuterungen:", "Explanations of the Responses:")),
    ("Director", ("Direktor", "Board member", "Dir.", "Administrateur")),
    ("Reporting Owners", ("Owners", "Reporting Persons", "Meldepflichtige")),
    ("Table II - Derivative Securities", ("Tabelle II - Derivate", "Derivative Securities", "Table 2: Derivatives")),
    ("Table I - Non-Derivative Securities", ("Tabelle I - Wertpapiere", "Non-Derivative Securities", "Table 1:")),
    ("Signature of Reporting Person", ("Unterschrift", "Signed", "Signature of person")),
    ("(Street)", ("(Strasse)", "(Address)")),
    ("(City)", ("(Ort)", "(Town)")),
)


def heading_in_other_words(text: str, choose: Choose) -> list[Edit]:
    """A heading or a label of the form is translated or reworded."""
    heading, others = IN_OTHER_WORDS[choose(0, len(IN_OTHER_WORDS) - 1)]
    other = others[choose(0, len(others) - 1)]
    places = list(re.finditer(rf"(?<![^\s|*#_>]){re.escape(heading)}(?![A-Za-z])(?! of)", text))
    if heading == "Director":  # not an officer's title below a signature
        places = [found for found in places if found.start() < text.find("Table I")]
    elif heading == "Remarks:":  # not one that a note quotes
        places = [found for found in places if not text[: found.start()].rpartition("\n")[2].strip(" |*#_")][-1:]
    return [(*found.span(), other) for found in places]


# Neighbouring columns: the table's heading and number of columns, two captions, and the numbers of their cells.
PAIRS = (
    (r"Table I ", 11, r"2\. ?Transaction Date ?\(Month/Day/Year\)", r"2A\. ?Deemed[^|\t\r\n]*?Year\)", 1, 2),
    (r"Table II ", 16, r"3\. ?Transaction Date ?\(Month/Day/Year\)", r"3A\. ?Deemed[^|\t\r\n]*?Year\)", 2, 3),
    (r"Table I ", 11, r"Amount(?= ?[\t|])", r"Price", 5, 7),
    (r"Table II ", 16, r"\(A\)(?= ?[\t|])", r"(?<=[\t|]|[ ])\(D\)(?= ?[\t|])", 6, 7),
    (r"Table II ", 16, r"Date Exercisable(?= ?[\t|])", r"Expiration Date(?= ?[\t|])", 8, 9),
    (r"Table II ", 16, r"8\. ?Price of[^|\t\r\n]*\)", r"9\. ?Number of[^|\t\r\n]*\)", 12, 13),
    (r"Table II ", 16, r"(?<=[\t|]|[ ])Title(?= ?[\t|])", r"Amount or Number of Shares(?= ?[\t|])", 10, 11),
    (r"Table I ", 11, r"Code(?= ?[\t|])", r"(?<=[\t|]|[ ])V(?= ?[\t|])", 3, 4),
)


def columns_swapped(text: str, choose: Choose) -> list[Edit]:
    """Two columns of a table change places, with their captions."""
    heading, width, *captions, one, other = PAIRS[choose(0, len(PAIRS) - 1)]
    heads, _, rows = _table(text, heading, width, captions)
    swaps = [(cells[one], cells[other]) for cells in rows]
    if all(text[slice(*cell)].strip() == text[slice(*neighbour)].strip() for cell, neighbour in swaps):
        return []
    return [edit for places in [(heads[0], heads[1]), *swaps] for edit in _swapped(text, *places)]


# The table's heading and number of columns, a caption and the number of its column.
CAPTIONS = (
    (r"Table I ", 11, r"2\\?\. ?Transaction Date", 1),
    (r"Table I ", 11, r"2A\. ?Deemed", 2),
    (r"Table I ", 11, r"5\\?\. ?Amount of Sec", 8),
    (r"Table I ", 11, r"7\\?\. ?Nature", 10),
    (r"Table II ", 16, r"8\\?\. ?Price of Deriv", 12),
    (r"Table II ", 16, r"11\\?\. ?Nature", 15),
)


def column_added(text: str, choose: Choose) -> list[Edit]:
    """A table has a column that the form does not have, with a caption; its cells may look like those beside it."""
    heading, width, caption, number = CAPTIONS[choose(0, len(CAPTIONS) - 1)]
    content = ("Kestrel", "5", "$12.50", "01/02/2024", "D", "")[choose(0, 5)]
    heads, separator, rows = _table(text, heading, width, [caption])
    cells = [(row[number][0], row[number][0], f" {content} {separator}") for row in rows if len(row) > number]
    return [(heads[0][0], heads[0][0], f"Broker {separator}"), *cells] if cells else []


Spans = list[tuple[int, int]]


def _table(text: str, heading: str, width: int, captions: list[str]) -> tuple[Spans, str, list[Spans]]:
    """Places of captions of a table, its separator, and the places of the cells of its rows: none without captions."""
    found = re.search(rf"{heading}[^\r\n]*(?P<table>[\s\S]*?)(?=Table II |Reporting Owner|Explanation of|\Z)", text)
    heads = [re.compile(caption).search(text, *found.span("table")) for caption in captions] if found else []
    places = [head.span() for head in heads if head]
    if not found or len(places) < len(captions):
        return [], "", []
    separator = "|" if "|" in found["table"] else "\t"
    cell = re.compile(rf"[^{separator}\r\n]*")
    rows: list[Spans] = []
    for first, last in lines_of(text):
        if first < max(places)[1] or last > found.end("table") or "Code" in text[first:last]:
            continue
        first += text[first:last].startswith(separator)
        cells = [each.span() for each in cell.finditer(text, first, last)]
        cells = [each for number, each in enumerate(cells) if number == 0 or text[each[0] - 1] == separator]
        if len(cells) >= width - 1:
            rows.append(cells)
    return places, separator, rows


def lines_wrapped(text: str, choose: Choose) -> list[Edit]:
    """Lines are folded at blanks, with or without an indent."""
    width, indent = choose(60, 120), ("", "    ", "\t")[choose(0, 2)]
    edits: list[Edit] = []
    for start, end in lines_of(text):
        last = start
        for blank in re.finditer(r" (?=[^ \r\n])", text[start:end]):
            following = re.compile(r" (?=[^ \r\n])|$").search(text[start:end], blank.end())
            if start + (following.start() if following else end - start) - last > width:
                edits.append((start + blank.start(), start + blank.end(), f"\n{indent}"))
                last = start + blank.end()
    return edits


def form_typeset(text: str, choose: Choose) -> list[Edit]:
    """Long dashes, no-break blanks and other hyphens in the form's own words."""
    dash, hyphen, blank = "—–−"[choose(0, 2)], "‑‐-"[choose(0, 2)], "\xa0\u2009\u202f "[choose(0, 3)]
    edits = [(found.start() + 1, found.end() - 1, dash) for found in re.finditer(r"(?<=I) - (?=Non-D|D)", text)]
    edits += [(*found.span(), hyphen) for found in re.finditer(r"(?<=Non)-(?=Derivative)|(?<=10b5)-(?=1\(c\))", text)]
    captions = (
        r"(?:Table II?|Explanation of|Signature of|Name and|Ticker or|Title of|Check this|Form filed|10%) (?=[A-Za-z-])"
    )
    return edits + [(found.end() - 1, found.end(), blank) for found in re.finditer(captions, text)]


HIDDEN = "\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\x9d\xad"
HIDDEN += "\u200b\u200c\u200d\u200e\u200f\u2028\u202a\u202e\u2060\u2066\ufeff\ufffd"


def hidden_character(text: str, choose: Choose) -> list[Edit]:
    """A control or zero-width character within a word."""
    words = [found.span() for found in re.finditer(r"\w+", text)]
    start, end = words[choose(0, len(words) - 1)] if words else (0, 0)
    place = choose(start + 1, end - 1) if end - start > 1 else end
    return [(place, place, HIDDEN[choose(0, len(HIDDEN) - 1)])]


WHOLE: tuple[Kind, ...] = (
    *(check_marks_otherwise, days_before_months, decimal_commas, thousands_otherwise, marks_otherwise),
    *(heading_in_other_words, columns_swapped, column_added, lines_wrapped, form_typeset, hidden_character),
)


def _in_rows(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """What a pattern finds on lines with several separators, between the headings of the tables and of the notes."""
    end = text.find("Explanation of Responses")
    lines = [(start, last) for start, last in lines_of(text[: end if end > 0 else None])]
    table = text.find("Table I")
    rows = [line for line in lines if line[0] > table and len(SEPARATOR.findall(text, *line)) > 7]
    return [found for start, last in rows for found in pattern.finditer(text, start, last)]


# ------------------------------------------------------------------------------------------------ encodings


def stray_windows_1252(data: bytes, choose: Choose) -> bytes:
    return _inserted(data, choose, bytes([choose(0x80, 0xFF)]))


def piece_of_utf_16(data: bytes, choose: Choose) -> bytes:
    """Without its NUL bytes, as some tools leave it, or with them."""
    piece = "Prénom ☒".encode(("utf-16-le", "utf-16-be", "utf-16")[choose(0, 2)])
    return _inserted(data, choose, piece.replace(b"\0", b"") if choose(0, 1) else piece)


def byte_order_mark_inside(data: bytes, choose: Choose) -> bytes:
    return _inserted(data, choose, (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")[choose(0, 2)])


def character_cut_in_two(data: bytes, choose: Choose) -> bytes:
    return _inserted(data, choose, "é☒𝄞"[choose(0, 2)].encode()[:-1])


ENCODINGS = (stray_windows_1252, piece_of_utf_16, byte_order_mark_inside, character_cut_in_two)

# ------------------------------------------------------------------------------------------------- helpers


def _filled_lines(text: str) -> list[tuple[int, int]]:
    """The lines that are not blank: a missing blank line rarely matters."""
    return [(start, end) for start, end in lines_of(text) if text[start:end].strip()] or [(0, 0)]


def _line(text: str, choose: Choose) -> tuple[int, int]:
    lines = _filled_lines(text)
    return lines[choose(0, len(lines) - 1)]


def _swapped(text: str, one: tuple[int, int], other: tuple[int, int]) -> list[Edit]:
    return [] if one == other else [(*one, text[slice(*other)]), (*other, text[slice(*one)])]


def _separator(text: str, choose: Choose) -> list[int]:
    """The place of one separator, if there is any."""
    places = [found.start() for found in SEPARATOR.finditer(text)]
    return [places[choose(0, len(places) - 1)]] if places else []


def _character(choose: Choose) -> str:
    return CHARACTERS[choose(0, len(CHARACTERS) - 1)]


def _inserted(data: bytes, choose: Choose, piece: bytes) -> bytes:
    place = choose(0, len(data))
    return data[:place] + piece + data[place:]
