"""No platform: folders or files named after the students, and nbgrader's own folders.

li/ps2.ipynb            a folder for each student
ps2_li.ipynb, li.zip    the student's id, name or address in the file's name
submitted/li/ps2/...    nbgrader's course; a timestamp.txt beside the notebook is read
ps2_li_attempt_2026-01-30-20-30-10_ps2.ipynb    what nbgrader's collector reads
"""

import re
from datetime import datetime

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.roster import plain_name
from cnnlib.grading.problem import Problem

ATTEMPT = re.compile(r"_attempt_(\d{4}(?:-\d\d){5})")
LONGEST_TIMESTAMP = 100  # bytes
NAMES = ("student_id", "email", "name")


def recognises(name: str) -> bool:
    """Tell whether a file may hold a notebook; a zip is then a student's own."""
    return name.lower().endswith((".ipynb", ".zip", "timestamp.txt"))


def attempts(entries, problems, roster=None):
    """Yield an attempt and its file for each notebook or zip whose path names one student.

    Parameters
    ----------
    entries : sequence of Entry
    problems : list of Problem
        Extended.
    roster : Roster, optional
        Without it the folder above a file is the student's id; all such folders lie side by side.

    Yields
    ------
    Attempt, Entry
    """
    level = min((_level(e.name) for e in entries if "/" in e.name), default=0)
    times = {e.name.rpartition("/")[0]: _timestamp(e) for e in entries if _is_timestamp(e.name)}
    for entry in entries:
        if _is_timestamp(entry.name):
            continue
        students = _students(entry.name, roster, level)
        if len(students) != 1:
            found = f"students {students}" if students else "no student"
            advice = "put it into a folder named by the student's id"
            problems.append(Problem(repr(entry.name), f"the path names {found}", advice))
            continue
        when = _moment(entry.name) or times.get(entry.name.rpartition("/")[0]) or entry.modified
        file = entry.name.rpartition("/")[2]
        order = (when.timestamp() if when else 0.0,)
        yield Attempt("student_id", students[0], file, submitted_at=when, order=order), entry


def _is_timestamp(name):
    return name.rpartition("/")[2] == "timestamp.txt"


def _timestamp(entry):
    """Return the time that nbgrader wrote beside a notebook, without its zone, or None."""
    if entry.size > LONGEST_TIMESTAMP:
        return None
    text = entry.read().decode("utf-8", "replace").strip()
    try:
        return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S")
    except ValueError:  # not nbgrader's: the file's own time counts
        return None


def _moment(name):
    match = ATTEMPT.search(name)
    return datetime.strptime(match[1], "%Y-%m-%d-%H-%M-%S") if match else None


def _students(name, roster, level):
    """Return the students that a path names.

    The outermost folder that is just a student's name decides, since what is in it was named by
    that student; else the innermost part that holds a name.
    """
    parts = [_stem(part) for part in name.split("/")]
    if roster is None:
        return [parts[level] if len(parts) > 1 else parts[0]]
    for part in parts:
        if exact := [i for kind in NAMES for i in roster.find(kind, part)]:
            return sorted({*exact})
    for part in reversed(parts):
        if within := _named_within(part, roster):
            return sorted({*within})
    return []


def _stem(part):
    return re.sub(r"\.(ipynb|zip)$", "", part, flags=re.IGNORECASE)


def _level(name):
    """Return how many folders lie above that of a student.

    nbgrader's folder of the set, which is named as the file, is no student's.
    """
    *folders, file = name.split("/")
    is_of_set = len(folders) > 1 and folders[-1] == _stem(file)
    return len(folders) - (2 if is_of_set else 1)


def _named_within(stem, roster) -> list[str]:
    """Return the students whose id is a word of a file's name, or all of whose name is in it."""
    words = plain_name(stem.replace("_", " ")).split()
    found = [student for word in words for student in roster.find("student_id", word)]
    pairs = {student for word in words for student in roster.with_word(word)}
    return found + [i for i in pairs if _is_whole(roster.by_id[i]["name"], words)]


def _is_whole(name, words) -> bool:
    """Tell whether all words of a name, two or more, are there."""
    own = plain_name(name).split()
    return len(own) > 1 and {*own} <= {*words}
