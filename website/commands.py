"""The help of each command."""

from __future__ import annotations

import argparse
import os
from unittest import mock

from form4_grammar.cli import _parser

WIDTH = "100"  # of argparse's lines


def helps() -> str:
    """Return a section for each command with its help, but for the exit statuses, which all share."""
    with mock.patch.dict(os.environ, COLUMNS=WIDTH):
        helps = {name: command.format_help().strip() for name, command in _commands().items()}
    return "\n".join(f"### form4 {name}\n\n```text\n{text}\n```\n" for name, text in helps.items())


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = _parser()._subparsers._group_actions  # type: ignore[union-attr]
    commands: dict[str, argparse.ArgumentParser] = actions[0].choices  # type: ignore[assignment]
    for command in commands.values():
        command.epilog = None
    return commands
