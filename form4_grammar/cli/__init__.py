"""The command ``form4``: argparse and nothing else; what a command does stands in its own module."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

EPILOG = """\
exit status:
  0  everything was read; warnings at most
  1  something was not read (with --strict: or is doubtful), or a grammar has a fault
  2  wrong usage, or a fault in the grammar given with --grammar
  4  a file could not be opened
Over many files the highest wins. Data goes to standard output, everything else to standard error.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit status."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a console that cannot show a character shows a replacement
    try:
        status: int = import_module(f".{arguments.module}", __name__).run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # "| head" has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="form4",
        description="Read SEC Form 4 filings from text.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"form4-grammar {version('form4-grammar')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    parse = _command(commands, "parse", "read", "what the texts say: a page on a terminal, or data")
    form = parse.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_const", const="json", dest="form", help="readings as indented JSON")
    form.add_argument("--jsonl", action="store_const", const="jsonl", dest="form", help="readings as JSON, one a line")
    form.add_argument("--csv", action="store_const", const="csv", dest="form", help="the rows of both tables as CSV")

    form.add_argument(
        "--diagnostics",
        choices=("json", "sarif", "github"),
        help="the diagnostics alone: JSON, SARIF 2.1.0, or GitHub's annotations",
    )

    for name, help_text in (
        ("tree", "the parse tree: line:column, rule or terminal, column, escaped text"),
        ("tokens", "the tokens alone, in the order of the text"),
    ):
        command = _command(commands, name, "trees", help_text)
        command.set_defaults(what=name)
        command.add_argument("--at", metavar="LINE:COL", help="show only the branch that covers this place")
        command.add_argument("--start", metavar="RULE", help="the text is one section alone: table_1, footnotes, …")
        if name == "tree":
            command.add_argument("--depth", type=int, metavar="N", help="leave out what stands deeper than N")
    report = _bare_command(commands, "report", "report", "a page for the browser: text and tree side by side")
    report.add_argument("path", metavar="FILE", help='a text, or "-" for standard input')
    report.add_argument("-o", "--output", metavar="FILE", help="write the page to this file, not to standard output")
    report.add_argument("--strict", action="store_true", help="exit with 1 for warnings, too")
    _add_grammar(report)

    for command in (parse, report):
        command.add_argument(
            "--no-rules", action="store_false", dest="rules", help="leave out what the form's rules doubt"
        )

    render = _writer(commands, "render", "a filing that is given as JSON, as text in a layout")
    render.add_argument("path", metavar="FILE", help='a filing or a reading as JSON, or "-" for standard input')
    convert = _writer(commands, "convert", "a text in another layout")
    convert.add_argument("path", metavar="FILE", help='a text, or "-" for standard input')
    _add_grammar(convert)

    trace = _command(commands, "trace", "trace", "why a place was read as it was: the rules, and what was tried")
    trace.add_argument("--at", metavar="LINE:COL", required=True, help="the place")

    coverage = _command(commands, "coverage", "coverage", "what of their grammars the texts meet")
    coverage.add_argument("--html", metavar="FILE", help="write the grammars, with what is met marked, to this file")

    grammar = _bare_command(commands, "grammar", "grammar", "a layout's grammar in one piece; or the layouts")
    which = grammar.add_mutually_exclusive_group()
    which.add_argument("layout", nargs="?", metavar="LAYOUT", help="the layout's name")
    which.add_argument("--grammar", metavar="FILE", help="your own grammar")
    grammar.add_argument("--lint", action="store_true", help="show the faults of the grammar, or of all grammars")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, module: str, help_text: str
) -> argparse.ArgumentParser:
    """A command that reads many texts."""
    command = _bare_command(commands, name, module, help_text)
    command.add_argument(
        "paths", nargs="+", metavar="FILE", help='texts, folders of .txt and .md texts, or "-" for standard input'
    )
    _add_grammar(command)
    command.add_argument("--strict", action="store_true", help="exit with 1 for warnings, too")
    return command


def _writer(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_text: str
) -> argparse.ArgumentParser:
    """A command that writes one text."""
    command = _bare_command(commands, name, "write", help_text)
    command.set_defaults(command=name)
    command.add_argument("--strict", action="store_true", help="exit with 1 for warnings, and for what is lost, too")
    command.add_argument("--to", metavar="LAYOUT", required=True, help="the layout to write")
    command.add_argument("-o", "--output", metavar="FILE", help="the file to write, rather than standard output")
    return command


def _bare_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, module: str, help_text: str
) -> argparse.ArgumentParser:
    """A command; ``module`` is the one of this package that runs it."""
    command = commands.add_parser(
        name, help=help_text, description=help_text, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.set_defaults(module=module)
    return command


def _add_grammar(command: argparse.ArgumentParser) -> None:
    """The grammar of a command that parses."""
    grammar = command.add_mutually_exclusive_group()
    grammar.add_argument("--layout", metavar="NAME", help="read the texts in this layout, rather than their own")
    grammar.add_argument("--grammar", metavar="FILE", help="read the texts by your own grammar")
