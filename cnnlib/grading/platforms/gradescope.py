"""Gradescope: the export of an assignment's submissions."""

import re
from datetime import datetime

import yaml

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.problem import Problem, SubmissionError

# The first such folder is Gradescope's; what follows it was named by the student.
FOLDER = re.compile(r"(?:.*?/)??(?P<submission>submission_[^/]+)/(?P<file>.+)")
METADATA = "submission_metadata.yml"
LARGEST_METADATA = 20 * 2**20  # bytes


def recognises(name: str) -> bool:
    """Tell whether a path belongs to an export."""
    return FOLDER.fullmatch(name) is not None or is_metadata(name)


def is_metadata(name: str) -> bool:
    """Tell whether a path is the export's list of submitters, and no student's file."""
    return name.rpartition("/")[2] == METADATA and FOLDER.fullmatch(name) is None


def attempts(entries, problems):
    """Yield an attempt and its file for each submitter: a group hands in for all its members.

    Parameters
    ----------
    entries : sequence of Entry
    problems : list of Problem
        Extended.

    Yields
    ------
    Attempt, Entry
    """
    submitters = {}
    for entry in entries:
        if is_metadata(entry.name):
            submitters |= _submitters(entry)
    for entry in entries:
        match = FOLDER.fullmatch(entry.name)
        if match is None:
            continue
        people, when = submitters.get(match["submission"], ([], None))
        if not people:
            what = f"{METADATA} names no submitter of {match['submission']}"
            problems.append(Problem(repr(entry.name), what, "export the submissions again"))
        for person in people:
            yield _attempt(person, when, match), entry


def _attempt(person, when, match):
    """Return the attempt of one submitter, by the first of student id, e-mail and name."""
    sid, email = str(person.get(":sid") or ""), str(person.get(":email") or "")
    name = str(person.get(":name") or "")
    return Attempt(
        "sis_user_id" if sid else "email",
        sid or email,
        match["file"],
        name=name,
        submitted_at=when,
        order=(when.timestamp() if when else 0.0,),
        platform={"gradescope_submission": match["submission"]},
        other_keys=(email,) if sid and email else (),
    )


def _submitters(entry):
    """Return a dictionary from folder to its submitters and the time of submission."""
    if entry.size > LARGEST_METADATA:
        raise SubmissionError(Problem(entry.name, "it is larger than 20 MB", "export it again"))
    try:
        data = yaml.safe_load(entry.read())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        what = f"it is no YAML ({str(error).splitlines()[0]})"
        raise SubmissionError(Problem(entry.name, what, "export the submissions again")) from error
    data = data if isinstance(data, dict) else {}
    return {str(folder): _of_one(value) for folder, value in data.items()}


def _of_one(value):
    """Return the submitters of one entry, and its time if it has one."""
    value = value if isinstance(value, dict) else {}
    people = [person for person in value.get(":submitters") or [] if isinstance(person, dict)]
    when = value.get(":created_at")
    if isinstance(when, str):
        try:
            when = datetime.fromisoformat(when.replace(" UTC", "+00:00"))
        except ValueError:  # a form of time that is not known: the order of submissions is lost
            when = None
    return people, when if isinstance(when, datetime) else None
