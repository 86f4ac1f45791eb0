"""Files: read within a limit, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from contextlib import suppress
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows, which lets nobody delete a file that is open
    fcntl = None  # type: ignore[assignment]

LONGEST = 64 * 1024 * 1024  # bytes of a text that is read; a filing has about ten thousand
PART_PREFIX, PART_SUFFIX = ".form4-", ".part"  # hidden: syrupy takes other files for snapshots


def read_bytes(file: str | os.PathLike[str] | BinaryIO, *, regular: bool = False) -> bytes:
    """The content of a file, which may be a pipe or a device unless it must be ``regular``.

    Raises OSError where it cannot be read, or is longer than ``LONGEST``.
    """
    if not isinstance(file, str | os.PathLike):
        return _read_within_limit(file, str(getattr(file, "name", "<file>")))
    # Opening a pipe waits for its writer unless told not to.
    with open(file, "rb", opener=_open_at_once if regular else None) as opened:
        if regular and not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(errno.EINVAL, "this is not a regular file", os.fspath(file))
        return _read_within_limit(opened, os.fspath(file))


def read_text(file: str | os.PathLike[str]) -> str:
    """The text of a regular file in UTF-8; bytes that are not are replaced."""
    return read_bytes(file, regular=True).decode("utf-8", errors="replace").replace("\r\n", "\n")


def write_file(path: str | os.PathLike[str], content: str | bytes, *, follow: bool = True) -> None:
    """Write a file, text as UTF-8; a file that is there is replaced once the new one is whole and on the disk.

    The new file has the old one's mode. A link stays one unless told not to ``follow`` it. What is no regular file
    (a pipe, a device, an open descriptor) is written to. Raises OSError where the file cannot be written.
    """
    data = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
    path = os.fspath(path)
    try:
        if path.endswith(("/", os.sep)):
            raise OSError(errno.ENOENT, "no such folder" if not os.path.isdir(path) else "this is a folder")
        if follow and (descriptor := _descriptor(path)) is not None:
            write_all(descriptor, data)
        elif follow and os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb", buffering=0) as special:
                write_all(special.fileno(), data)
        else:
            _replace(os.path.realpath(path) if follow else path, data)
    except OSError as refusal:
        raise OSError(refusal.errno, refusal.strerror, path) from None


def write_private(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file that only its owner can read and write, whole or not at all. Raises OSError if that fails."""
    _replace(os.fspath(path), data, mode=0o600)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte: a full pipe that does not block is waited for. Raises OSError where one cannot be written."""
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            import select

            select.select([], [descriptor], [])


def tidy(folder: str | os.PathLike[str]) -> None:
    """Remove what writers that were killed have left in a folder. What a living one is writing is locked."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(PART_PREFIX) and name.endswith(PART_SUFFIX):
                with suppress(OSError):
                    _remove_unless_locked(os.path.join(folder, name))


def encoding_of(data: bytes) -> str | None:
    """UTF-16 or UTF-32, if bytes look like it: by their mark, or by where the NUL bytes of ASCII text stand."""
    for mark, name in (
        (b"\xff\xfe\0\0", "UTF-32LE"),
        (b"\0\0\xfe\xff", "UTF-32BE"),
        (b"\xff\xfe", "UTF-16LE"),
        (b"\xfe\xff", "UTF-16BE"),
    ):
        if data.startswith(mark):
            return name
    first = data[: min(len(data), 400) // 4 * 4]
    for width in (4, 2):
        ascii_places = [sum(0 < byte < 128 for byte in first[place::width]) for place in range(width)]
        units = len(first) // width
        for place, order in ((0, "LE"), (width - 1, "BE")):
            if units and ascii_places[place] > 0.8 * units and first.count(0) > 0.8 * (len(first) - units):
                return f"UTF-{8 * width}{order}"
    return None


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read_within_limit(opened: BinaryIO, name: str) -> bytes:
    data = opened.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise OSError(errno.EFBIG, f"longer than {LONGEST // 1024**2} MB, the most that is read", name)
    return data


def _replace(target: str, data: bytes, mode: int | None = None) -> None:
    """Write a hidden file in the same folder under a name of its own, and rename it when it is on the disk."""
    folder = os.path.dirname(target) or os.curdir
    with suppress(FileNotFoundError):
        if mode is None and not os.path.islink(target):
            mode = stat.S_IMODE(os.lstat(target).st_mode)
    while True:
        part = os.path.join(folder, f"{PART_PREFIX}{secrets.token_hex(8)}{PART_SUFFIX}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            if not _is_locked(descriptor, part):
                continue  # someone who tidies came between
            if mode is not None and sys.platform != "win32":
                os.fchmod(descriptor, mode)
            write_all(descriptor, data)
            os.fsync(descriptor)
            if fcntl is None:
                os.close(descriptor)
                descriptor = -1
            os.replace(part, target)
            return
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
        finally:
            if descriptor >= 0:
                os.close(descriptor)


def _is_locked(descriptor: int, part: str) -> bool:
    """Lock a part that was just made; False where another process has found it before that."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return os.path.exists(part)


def _remove_unless_locked(part: str) -> None:
    if fcntl is None:
        os.unlink(part)
        return
    descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(part)
    finally:
        os.close(descriptor)


def _descriptor(path: str) -> int | None:
    """The descriptor of this process that a path such as /dev/stdout or /dev/fd/63 names; None for any other."""
    for _ in range(40):  # as many links as Linux follows
        folder, name = os.path.split(path)
        if name.isascii() and name.isdigit() and os.path.realpath(folder) in (f"/proc/{os.getpid()}/fd", "/dev/fd"):
            return int(name)
        if not os.path.islink(path):
            return None
        path = os.path.join(folder, os.readlink(path))
    return None
