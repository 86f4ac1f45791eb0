"""Values that are computed once, however many threads ask for them first."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, TypeVar

R = TypeVar("R")


def once(function: Callable[..., R]) -> Callable[..., R]:
    """As ``functools.cache``, but one thread computes a value while the others wait; ``found`` has the values."""
    found: dict[tuple[Any, ...], R] = {}
    lock = RLock()

    def renew_lock() -> None:
        nonlocal lock
        lock = RLock()

    if hasattr(os, "register_at_fork"):  # a thread that holds the lock is not there in a forked child
        os.register_at_fork(after_in_child=renew_lock)

    @wraps(function)
    def call(*args: Any) -> R:
        if args not in found:
            with lock:
                if args not in found:
                    found[args] = function(*args)
        return found[args]

    call.found = found  # type: ignore[attr-defined]
    return call
