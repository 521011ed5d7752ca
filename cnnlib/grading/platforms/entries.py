"""The files of a folder or zip, listed without unpacking; what could do harm is refused.

Refused are links and other special files, absolute paths, paths that climb out, locked zips, and
files that unpack to more than a homework can be.  Nothing is written, no link is followed.
"""

import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cnnlib.grading.platforms.limits import Limits, written
from cnnlib.grading.problem import Problem, SubmissionError

# What operating systems and editors leave beside a student's files.
CLUTTER = re.compile(r"(^|/)(__MACOSX|\.ipynb_checkpoints|\.git)/|(^|/)(\._[^/]*|\.DS_Store)$")
UTF8_NAME = 0x800  # flag of a zip entry
LOCKED = 0x1
ASK_AGAIN = "ask for the notebook again"
# What zipfile raises on damaged or unknown data.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True)
class Entry:
    """One file of a download.

    Attributes
    ----------
    name : str
        Path inside the download, with ``/``.
    size : int
        Bytes, as the folder or the zip's directory says.
    modified : datetime or None
        Local time of whoever made the download, without a zone.
    read : callable
        Returns the bytes; reads at most `size` of them.
    """

    name: str
    size: int
    modified: datetime | None
    read: Callable[[], bytes]


def refusal_of_path(name: str) -> str | None:
    """Say why a path inside a zip is dangerous, or return None.

    >>> refusal_of_path("../../ps1.ipynb")
    "the path '../../ps1.ipynb' climbs out of its folder"
    """
    path = name.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return f"the path {name!r} is absolute"
    if ".." in path.split("/"):
        return f"the path {name!r} climbs out of its folder"
    if any(ord(character) < 32 for character in path):
        return f"the path {name!r} holds control characters"
    return None


def _refusal_of_size(info: zipfile.ZipInfo, limits: Limits, largest: int) -> str | None:
    if info.file_size > largest:
        return f"it unpacks to {written(info.file_size)}, more than {written(largest)}"
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > limits.ratio_from and ratio > limits.ratio:
        return f"it unpacks to {ratio:.0f} times its packed size, more than {limits.ratio}"
    return None


def _refusal_of_kind(info: zipfile.ZipInfo) -> str | None:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "it is a symbolic link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a special file"
    if info.flag_bits & LOCKED:
        return "it is locked with a password"
    return None


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: many packers write UTF-8 and do not say so."""
    if not info.flag_bits & UTF8_NAME:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass  # the name really is in the old code page
    return info.filename


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(info) as file:
                data = file.read(info.file_size + 1)
        except UNREADABLE as error:
            raise damaged(f"{where}, {info.filename}", error) from error
        if len(data) > info.file_size:
            what = f"the zip says {info.file_size} bytes and holds more"
            raise SubmissionError(Problem(f"{where}, {info.filename}", what, ASK_AGAIN))
        return data

    return read


def damaged(where: str, error: Exception) -> SubmissionError:
    """Return the error that names a zip that cannot be read."""
    return SubmissionError(Problem(where, f"the zip is damaged ({error})", ASK_AGAIN))


def _modified(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:  # month 0: the packer wrote no date
        return None


def zip_entries(source, where, limits, problems, largest=None) -> Iterator[Entry]:
    """List the files of a zip, and add a problem for each that is refused.

    Parameters
    ----------
    source : path or binary file
    where : str
        What the problems call it.
    limits : Limits
    problems : list of Problem
        Extended.
    largest : int, optional
        Bytes allowed for one file; by default `limits.file_bytes`.

    Yields
    ------
    Entry
    """
    try:
        archive = zipfile.ZipFile(source)
    except UNREADABLE as error:
        problems.append(damaged(where, error).problem)
        return
    for info in archive.infolist():
        name = _zip_name(info)
        if name.endswith("/") or CLUTTER.search(name):
            continue
        refusal = (
            refusal_of_path(name)
            or _refusal_of_kind(info)
            or _refusal_of_size(info, limits, largest or limits.file_bytes)
        )
        if refusal:
            problems.append(Problem(f"{where}, {name!r}", refusal, f"it is left out; {ASK_AGAIN}"))
            continue
        path = name.replace("\\", "/")
        yield Entry(path, info.file_size, _modified(info), _reader(archive, info, where))


def _file_reader(path: Path, size: int) -> Callable[[], bytes]:
    def read() -> bytes:
        # A link put here after the listing is not followed either.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(size)

    return read


def folder_entries(folder: Path, problems: list[Problem]) -> Iterator[Entry]:
    """List the files of a folder in the order of their names; links are refused, not followed."""
    for parent, folders, files in os.walk(folder):
        for name in sorted(files + [f for f in folders if Path(parent, f).is_symlink()]):
            path = Path(parent, name)
            inside = path.relative_to(folder).as_posix()
            status = path.lstat()
            if CLUTTER.search(inside):
                continue
            if not stat.S_ISREG(status.st_mode):
                what = "it is a symbolic link" if path.is_symlink() else "it is a special file"
                problems.append(Problem(repr(inside), what, f"it is left out; {ASK_AGAIN}"))
                continue
            changed = datetime.fromtimestamp(status.st_mtime)
            yield Entry(inside, status.st_size, changed, _file_reader(path, status.st_size))
        folders.sort()
