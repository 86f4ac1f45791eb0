"""Chromium for the tests in a browser; importing this skips them where there is no Chromium, or no playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("FORM4_CHROMIUM", "/usr/bin/chromium")
if not Path(CHROMIUM).exists():
    pytest.skip(f"SKIPPED: no browser at {CHROMIUM} (set FORM4_CHROMIUM to a Chromium)", allow_module_level=True)
pytest.importorskip("playwright", reason='SKIPPED: no playwright (pip install -e ".[browser]")')

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def launched() -> Iterator[Browser]:
    """Yield a browser and close it: a fixture of each module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()
