"""The one notebook of a student that counts: the last that belongs to the set.

Zips inside are opened in memory, within the limits of one submission.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cnnlib.grading.platforms.attempt import Attempt, plain_stem
from cnnlib.grading.platforms.entries import ASK_AGAIN, Entry, zip_entries
from cnnlib.grading.platforms.limits import Budget, Limits
from cnnlib.grading.problem import Problem, SubmissionError


@dataclass(frozen=True)
class Candidate:
    """A notebook that a student handed in, read.

    Attributes
    ----------
    attempt : Attempt
    name : str
        Path in the download, zips included.
    data : bytes
    is_of_set : bool
        Whether it holds a question of the set or, if those are not known, is named like it.
    submitted_at : datetime or None
    """

    attempt: Attempt
    name: str
    data: bytes
    is_of_set: bool
    submitted_at: datetime | None


def plain(text: str) -> str:
    """Return the letters and digits of a name, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


def is_of_set(data: bytes, file: str, set_id: str, question_ids) -> bool:
    """Tell whether a notebook belongs to a set: by its grade ids, else by its name.

    >>> is_of_set(b'{"nbgrader": {"grade_id": "ps2-conv2d"}}', "a.ipynb", "ps2", ["ps2-conv2d"])
    True
    """
    if question_ids:
        return any(f'"{name}"'.encode() in data for name in question_ids)
    return plain(set_id) in plain(plain_stem(file))


def files_of(attempt, entry, limits, budget, problems) -> Iterator[tuple[str, Entry]]:
    """Yield path and file of an attempt, those in its zips included."""
    waiting = [(attempt.file, entry, 0)]
    while waiting:
        path, file, depth = waiting.pop()
        if not path.lower().endswith(".zip"):
            yield path, file
            continue
        if depth == limits.depth:
            what = f"zips lie {depth + 1} deep in each other, more than {limits.depth}"
            problems.append(Problem(path, what, f"it is left out; {ASK_AGAIN}"))
            continue
        data = _read(path, file, limits, budget)
        inside = list(zip_entries(io.BytesIO(data), path, limits, problems))
        waiting += [(f"{path}/{found.name}", found, depth + 1) for found in reversed(inside)]


def _read(path, entry, limits, budget):
    """Return a file's bytes, or refuse it by its size."""
    if entry.size > limits.file_bytes:
        raise too_much(path, f"the file has {entry.size} bytes, more than {limits.file_bytes}")
    if refusal := budget.refusal(entry.size):
        raise too_much(path, refusal)
    return entry.read()


def too_much(path: str, what: str) -> SubmissionError:
    """Return the error for a submission larger than homework."""
    return SubmissionError(Problem(path, what, f"the rest is left out; {ASK_AGAIN}"))


def candidates(handed_in, set_id, question_ids, limits: Limits, problems) -> list[Candidate]:
    """Read all notebooks of one student.

    Parameters
    ----------
    handed_in : sequence of (Attempt, Entry)
    set_id : str
    question_ids : sequence of str
    limits : Limits
    problems : list of Problem
        Extended.

    Returns
    -------
    list of Candidate
        The one that counts comes last.
    """
    found = []
    budget = Budget(limits)
    newest_first = sorted(handed_in, key=lambda pair: pair[0].order, reverse=True)
    for attempt, entry in newest_first:
        try:
            for path, file in files_of(attempt, entry, limits, budget, problems):
                if path.lower().endswith(".ipynb"):
                    data = _read(path, file, limits, budget)
                    belongs = is_of_set(data, path, set_id, question_ids)
                    when = attempt.submitted_at or file.modified
                    found.append(Candidate(attempt, path, data, belongs, when))
        except SubmissionError as error:
            problems.append(error.problem)
    return sorted(found, key=lambda c: (c.is_of_set, c.attempt.order, c.name))


def remarks(student: str, found: list[Candidate], set_id: str) -> tuple[list[str], list[Problem]]:
    """Say which of several notebooks counts, and what a person should look at."""
    chosen = found[-1]
    notes, problems = [], []
    rivals = [c for c in found[:-1] if c.is_of_set == chosen.is_of_set]
    same = [c for c in rivals if c.attempt.order == chosen.attempt.order]
    if len(same) < len(rivals):
        when = f" of {chosen.submitted_at:%Y-%m-%d %H:%M}" if chosen.submitted_at else ""
        notes.append(f"{student}: {len(rivals) + 1} notebooks handed in, the last{when} counts")
    differing = [c.name for c in same if c.data != chosen.data]
    if same and not differing:
        notes.append(f"{student}: the same notebook {len(same) + 1} times")
    if differing:
        what = f"it was handed in together with {differing}, and they differ"
        problems.append(Problem(f"{student}, {chosen.name}", what, "see that the right one counts"))
    if not chosen.is_of_set:
        what = f"it does not look like {set_id}"
        problems.append(Problem(f"{student}, {chosen.name}", what, "see whether it is"))
    return notes, problems
