"""The command ``form4``: only the argument parser. Each command has its own module."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..forms import FORMS
from .completion import codes, complete, layout_names, rules, writable_names
from .outputs import STDOUT, Terminated, say, streams
from .settings import settings
from .statuses import UNREADABLE, USAGE, UsageError, told

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

LONGEST_MESSAGE = 2000  # characters: Lark quotes what it refuses
EPILOG = """\
exit status:
  0  everything was read, perhaps with warnings
  1  something was not read (with --strict: or there are warnings); check: a snapshot differs;
     compare: a field differs, or a file of A has no partner; the grammar has a fault
  2  wrong usage, or a fault in the grammar given with --grammar
  4  a file could not be opened or written
  130, 143  ended by Ctrl-C (SIGINT), by SIGTERM
Over many files the highest wins. Data goes to standard output, everything else to standard error.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    with streams():
        try:
            status = _run(argv)
            sys.stdout.flush()
            return status
        except OSError as refusal:
            if isinstance(refusal, BrokenPipeError) and refusal.filename == STDOUT:
                return 0  # "| head" has read enough
            say(told(refusal))
            return UNREADABLE
        except KeyboardInterrupt:
            return 130
        except Terminated:
            return 143


def _run(argv: Sequence[str] | None) -> int:
    grammar = None
    try:
        parser = _parser()
        complete(parser)
        arguments = parser.parse_args(argv)
        grammar = getattr(arguments, "grammar", None)
        if getattr(arguments, "strict", False) is None:
            arguments.strict = settings().flag("strict")
        status: int = import_module(f".{arguments.module}", __name__).run(arguments)
        return status
    except SystemExit as end:  # --help, --version, wrong usage
        return end.code if isinstance(end.code, int) else 0
    except UsageError as refusal:
        say(_in_one_line(refusal))
        return USAGE
    except OSError:
        raise
    except Exception as refusal:
        if not grammar:
            raise
        from lark.exceptions import LarkError  # --help needs no Lark

        # Whatever a user's own grammar makes Lark or the transformer stumble over is a fault in it.
        kind = "" if isinstance(refusal, LarkError) else f"{type(refusal).__name__}: "
        message = f"{kind}{_in_one_line(refusal)}"
        # An error in the file itself names it already, with the line.
        say(message if str(Path(grammar).resolve()) in message else f"{grammar}: {message}")
        return USAGE


def _in_one_line(refusal: Exception) -> str:
    message = " ".join(str(refusal).split())
    return message if len(message) <= LONGEST_MESSAGE else f"{message[: LONGEST_MESSAGE - 1]}…"


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *given: object, **more: object) -> None:
        from importlib.metadata import version  # which takes longer to import than all that --help needs

        print(f"form4-grammar {version('form4-grammar')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="form4",
        description="Read SEC Forms 3, 4 and 5 from text.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_readers(commands)
    _add_writers(commands)
    _add_workbench(commands)
    return parser


def _add_readers(commands: Commands) -> None:
    """Add the commands that read texts."""
    about = "read filings and print them: a page on a terminal, or data"
    parse = _command(commands, "parse", "read", about, *MANY, RULES, CODES)
    form = parse.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=("page", "json", "jsonl", "csv", "table"),
        dest="form",
        help="a page of each filing (default); readings as indented JSON, or as JSON, one a line; the rows of all"
        " filings as CSV, or as a table for a terminal",
    )
    form.add_argument("--json", action="store_const", const="json", dest="form", help="--format json")
    form.add_argument("--jsonl", action="store_const", const="jsonl", dest="form", help="--format jsonl")
    form.add_argument("--csv", action="store_const", const="csv", dest="form", help="--format csv")
    parse.add_argument(
        "--guard-formulas",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="with CSV: an apostrophe before texts that a spreadsheet would run as formulas (default: yes)",
    )
    form.add_argument("--statistics", action="store_true", help="only how often each code was reported")
    form.add_argument(
        "--diagnostics",
        choices=("json", "sarif", "github"),
        help="only the diagnostics: JSON, SARIF 2.1.0, or GitHub annotations",
    )

    _add_extract(commands)
    for name, help_text in (
        ("tree", "print the parse tree: line:column, rule or terminal, column, escaped text"),
        ("tokens", "print only the tokens, in the order of the text"),
    ):
        command = _command(commands, name, "trees", help_text, *MANY, LANGUAGE)
        command.set_defaults(what=name)
        command.add_argument("--at", metavar="LINE:COL", help="show only the branch that covers this place")
        if name == "tree":
            command.add_argument("--depth", type=int, metavar="N", help="omit what is deeper than N")

    about = "write a page for the browser: the filing, its diagnostics and its tree beside the text"
    report = _command(commands, "report", "report", about, *MANY, LANGUAGE, RULES, CODES)
    report.add_argument(
        "-o", "--output", metavar="PATH", help="the file of the page; of several files, the folder of their pages"
    )

    about = "compare two readings of one filing, field by field: its text and its XML, or two texts"
    compare = _command(commands, "compare", "compare", about, GRAMMAR)
    compare.add_argument("one", metavar="A", help='a file, "-", or a folder; --layout and --grammar are for A')
    compare.add_argument("other", metavar="B", help="what it is compared with: a file, or a folder of them")
    compare.add_argument(
        "--pairs", metavar="CSV", help="two paths in each row, in A and in B (default: files of the same name)"
    )
    compare.add_argument("--json", action="store_true", help="write what was found as one JSON document")

    explain = _command(commands, "explain", "explain", "explain the code of a diagnostic, or list all codes")
    code = explain.add_argument("code", nargs="?", metavar="CODE", help="the code: cell-count, for example")
    _completed(code, codes)


def _add_extract(commands: Commands) -> None:
    about = "write the SEC's tables of any number of texts; a run that was interrupted goes on"
    extract = _command(commands, "extract", "extract", about, GRAMMAR, STRICT, RULES)
    extract.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=f"{TEXTS}; .gz, .zip and .tar archives of them; .jsonl and .parquet files with a column of texts",
    )
    extract.add_argument("--out", metavar="DIR", required=True, help="the folder of the tables")
    extract.add_argument("--format", choices=("parquet", "csv", "jsonl"), default="parquet", help="(%(default)s)")
    extract.add_argument("--files-from", metavar="FILE", help='a file with a path in each line; "-" is standard input')
    extract.add_argument("--text-column", metavar="NAME", default="text", help="the column of the text (%(default)s)")
    extract.add_argument("--id-column", metavar="NAME", help="the column that names a text (default: file and number)")
    extract.add_argument("--workers", type=int, metavar="N", help="how many processes read (default: one per core)")
    extract.add_argument(
        "--part-size", type=int, default=1000, metavar="N", help="how many documents go into a file (%(default)s)"
    )


def _add_writers(commands: Commands) -> None:
    """Add the commands that write texts."""
    about = "write a filing or a reading, given as JSON, as text in a layout"
    render = _command(commands, "render", "write", about, ONE_TEXT, STRICT, OUTPUT)
    convert = _command(
        commands, "convert", "write", "write a text in another layout", ONE_TEXT, GRAMMAR, STRICT, CODES, OUTPUT
    )
    for command, is_text in ((render, False), (convert, True)):
        command.set_defaults(is_text=is_text)
        to = command.add_argument("--to", metavar="LAYOUT", required=True, help="the layout to write")
        _completed(to, writable_names)


def _add_workbench(commands: Commands) -> None:
    """Add the commands for grammar authors."""
    about = "compare the readings of many texts with their snapshots"
    check = _command(commands, "check", "check", about, PATHS, GRAMMAR, LANGUAGE, STRICT)
    check.add_argument("--store", metavar="DIR", help="the folder of snapshots (default: snapshots)")
    accept = check.add_mutually_exclusive_group()
    accept.add_argument(
        "--accept", nargs="+", metavar="NAME", help="store the readings of these texts (patterns are allowed)"
    )
    accept.add_argument("--accept-new", action="store_true", help="store the readings of texts that have no snapshot")
    accept.add_argument("--review", action="store_true", help="go through them one by one: accept, reject, skip")
    check.add_argument("--annotate", action="store_true", help="write what is not as it was as GitHub annotations, too")
    check.add_argument("--error-case", action="store_true", help="also accept readings with errors or error nodes")
    check.add_argument(
        "--variants", metavar="DIR", help="write a minimal reproduction of each variant into this folder"
    )

    about = "explain why a place was read as it was: its rules, and the terminals that were tried"
    trace = _command(commands, "trace", "trace", about, *MANY, LANGUAGE)
    trace.add_argument("--at", metavar="LINE:COL", required=True, help="the place")

    about = "show which parts of the grammars the texts exercise"
    coverage = _command(commands, "coverage", "coverage", about, *MANY, LANGUAGE)
    coverage.add_argument(
        "--html", metavar="FILE", help="write the grammars to this file, with the exercised parts marked"
    )
    coverage.add_argument("--lcov", metavar="FILE", help="write it as an lcov file, for editors and CI")

    about = "print a grammar in one piece, or list the layouts"
    grammar = _command(commands, "grammar", "grammar", about, LANGUAGE)
    which = grammar.add_mutually_exclusive_group()
    layout = which.add_argument("layout", nargs="?", metavar="LAYOUT", help="the layout's name")
    _completed(layout, layout_names)
    which.add_argument("--grammar", metavar="FILE", help="your own grammar")
    grammar.add_argument(
        "--form", choices=sorted(FORMS), help="the form that the grammar is composed with (default: 4)"
    )
    what = grammar.add_mutually_exclusive_group()
    what.add_argument("--lint", action="store_true", help="report the faults of the grammar, or of all grammars")
    samples = what.add_argument(
        "--samples", nargs="?", const="", metavar="RULE", help="print texts of a rule or a terminal, shortest first"
    )
    diagram = what.add_argument(
        "--diagram", nargs="?", const="", metavar="RULE", help="draw a rule or a terminal, or all, as railroad diagrams"
    )
    for one in (samples, diagram):
        _completed(one, rules)
    grammar.add_argument("-o", "--output", metavar="FILE", help="with --diagram: the SVG file to write")
    grammar.add_argument("--count", type=int, default=10, metavar="N", help="with --samples: how many (%(default)s)")

    about = "write a first grammar for texts of any kind, with the texts, their snapshots and a test"
    new = _command(commands, "new-grammar", "new", about)
    new.add_argument("name", metavar="NAME", help="the folder to write; its last part names the grammar")
    new.add_argument("--from", dest="texts", nargs="+", required=True, metavar="TEXT", help=TEXTS)


def _command(
    commands: Commands, name: str, module: str, help_text: str, *shared: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """Add a command that a module of this package runs, with the arguments that it shares with others."""
    command = commands.add_parser(
        name,
        parents=shared,
        help=help_text,
        description=help_text,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(module=module)
    return command


def _completed(argument: argparse.Action, completer: Callable[..., Iterable[str]]) -> None:
    """Let the shell complete an argument."""
    argument.completer = completer  # type: ignore[attr-defined] # where argcomplete looks for it


def _shared(*names: str, **more: Any) -> argparse.ArgumentParser:
    """Create an argument that several commands share."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(*names, **more)
    return parent


def _which_grammar() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    grammar = parent.add_mutually_exclusive_group()
    layout = grammar.add_argument(
        "--layout", metavar="NAME", help="read the texts in this layout instead of detecting it"
    )
    _completed(layout, layout_names)
    grammar.add_argument("--grammar", metavar="FILE", help="read the texts with your own grammar")
    return parent


def _which_codes() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    for name, what in (("--select", "only these"), ("--ignore", "none of these")):
        argument = parent.add_argument(
            name, action="append", metavar="CODES", help=f"show {what} diagnostics: codes or patterns, with commas"
        )
        _completed(argument, codes)
    return parent


def _which_language() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    start = parent.add_argument(
        "--start", metavar="RULE", help="the rule to start with; without --grammar a section: table_1, footnotes, …"
    )
    parent.add_argument(
        "--option", action="append", metavar="NAME=VALUE", help="an option of Lark for --grammar: lexer=basic, …"
    )
    parent.add_argument("--postlex", metavar="MODULE:CLASS", help="a postlex of Lark for --grammar")
    _completed(start, rules)
    return parent


TEXTS = "texts, folders of .txt, .md, .html and .xml files, or patterns"
PATHS = _shared("paths", nargs="+", metavar="PATH", help=TEXTS)
ONE_TEXT = _shared("path", metavar="FILE", help='the file to read, or "-" for standard input')
STRICT = _shared(
    "--strict",
    action=argparse.BooleanOptionalAction,
    help="warnings count as errors: for the exit status, and for what check accepts",
)
RULES = _shared("--no-rules", action="store_false", dest="rules", help="omit the findings of the form's rules")
OUTPUT = _shared("-o", "--output", metavar="FILE", help="the file to write instead of standard output")
GRAMMAR = _which_grammar()
LANGUAGE = _which_language()
CODES = _which_codes()
# What most commands take.
MANY = (_shared("paths", nargs="+", metavar="FILE", help=f'{TEXTS}; "-" is standard input'), GRAMMAR, STRICT)
