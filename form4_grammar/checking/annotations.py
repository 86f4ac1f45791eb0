"""What checking a text found, as workflow commands: GitHub shows them beside the file in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ..export.diagnostics import workflow_command
from .outcomes import Outcome


def commands_of(outcome: Outcome) -> Iterator[str]:
    """Yield a command for each way in which a text is not as its snapshot says; none for an accepted one."""
    if outcome.status not in ("new", "changed", "unread", "unopened"):
        return
    for change in outcome.changes:
        message = f"{change.kind}: {change.what}" + (f" ({change.example})" if change.example else "")
        yield _command(outcome, message, change.line)
    if not outcome.changes:
        messages = [outcome.message] if outcome.message else [str(cause) for cause in outcome.causes]
        for message in messages or ["it has no snapshot: form4 check --accept-new stores one"]:
            yield _command(outcome, message, outcome.line)


def _command(outcome: Outcome, message: str, line: int | None) -> str:
    place = {"line": line} if line else {}
    return workflow_command("error", message, file=outcome.path, **place, title=f"form4 check: {outcome.status}")
