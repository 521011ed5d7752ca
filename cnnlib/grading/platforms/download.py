"""The files of a download as the platform made it, zips of whole classes inside it opened."""

import io
from collections.abc import Iterator
from pathlib import Path

from cnnlib.grading.platforms.entries import Entry, folder_entries, zip_entries
from cnnlib.grading.platforms.limits import Limits, written
from cnnlib.grading.problem import Problem, SubmissionError


def download_entries(source: Path, recognises, limits: Limits, problems) -> Iterator[Entry]:
    """List the files of a folder or zip.

    A zip whose name is no student's holds a download itself, and is opened.

    Parameters
    ----------
    source : path
    recognises : callable
        Takes an Entry, and tells whether its name belongs to a student.
    limits : Limits
    problems : list of Problem
        Extended.

    Yields
    ------
    Entry

    Raises
    ------
    FileNotFoundError
        If there is nothing at `source`.
    """
    if not source.exists():
        raise FileNotFoundError(f"there is no folder or zip {source}")
    if source.is_dir():
        waiting = [(entry, 0) for entry in folder_entries(source, problems)]
    else:
        waiting = [(entry, 0) for entry in _inside(source, source.name, limits, problems)]
    count = 0
    waiting.reverse()
    while waiting:
        entry, depth = waiting.pop()
        if not entry.name.lower().endswith(".zip") or recognises(entry):
            count += 1
            if count > limits.download_files:
                what = f"it holds more than {limits.download_files} files"
                problems.append(Problem(source.name, what, "the rest is left out; split it"))
                return
            yield entry
        elif depth < limits.depth:
            waiting += [(e, depth + 1) for e in reversed(_opened(entry, limits, problems))]
        else:
            what = f"zips lie more than {limits.depth} deep in each other"
            problems.append(Problem(repr(entry.name), what, "unpack it by hand"))


def _inside(source, where, limits, problems):
    """List a zip's files; zips among them may be as large as a class's download."""
    largest = limits.download_zip_bytes
    for entry in zip_entries(source, where, limits, problems, largest=largest):
        if entry.size <= limits.file_bytes or entry.name.lower().endswith(".zip"):
            yield entry
        else:
            what = f"it unpacks to {written(entry.size)}, more than {written(limits.file_bytes)}"
            problems.append(Problem(f"{where}, {entry.name!r}", what, "it is left out"))


def _opened(entry, limits, problems):
    """Return the files of a zip inside a download, with the zip's name before theirs."""
    if entry.size > limits.download_zip_bytes:
        what = f"it has {written(entry.size)}, more than {written(limits.download_zip_bytes)}"
        problems.append(Problem(repr(entry.name), what, "unpack it by hand"))
        return []
    try:
        data = io.BytesIO(entry.read())
    except SubmissionError as error:
        problems.append(error.problem)
        return []
    folder = entry.name.removesuffix(".zip")
    found = _inside(data, entry.name, limits, problems)
    return [Entry(f"{folder}/{e.name}", e.size, e.modified, e.read) for e in found]
