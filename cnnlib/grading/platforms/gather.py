"""A platform's download in, submissions out: one notebook a student, copied to a folder.

Whatever is wrong with a file is that student's problem alone: it is written down, and the others
are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path

from cnnlib.grading.platforms import (
    blackboard,
    brightspace,
    canvas,
    gradescope,
    mail,
    moodle,
    plain,
)
from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.cells import write_whole
from cnnlib.grading.platforms.download import download_entries
from cnnlib.grading.platforms.folders import folder_names
from cnnlib.grading.platforms.limits import Limits
from cnnlib.grading.platforms.notebooks import candidates, remarks
from cnnlib.grading.problem import Problem
from cnnlib.grading.submission import Submission, require_name

BY_NAME = {
    "canvas": canvas.parse,
    "moodle": moodle.parse,
    "brightspace": brightspace.parse,
    "blackboard": blackboard.parse,
}
PLATFORMS = (*BY_NAME, "gradescope", "mail", "plain")
# What platforms add to a download themselves.
EXTRAS = ("index.html",)


class NoNames(ValueError):
    """Nothing in a download has a name of the platform that it should be from."""


@dataclass
class Gathered:
    """What a download held.

    Attributes
    ----------
    submissions : list of Submission
        In the order of the students' ids.
    problems : list of Problem
        What a person should look at.
    notes : list of str
        What was decided, such as which of three notebooks counts.
    missing : list of str
        Students of the roster without a notebook.
    """

    submissions: list[Submission] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def gather(
    source,
    platform,
    set_id,
    folder,
    roster=None,
    *,
    question_ids=(),
    due=None,
    zone=None,
    limits=None,
):
    """Read a download, and copy the notebook that counts of each student to a folder.

    Parameters
    ----------
    source : path
        A folder or a zip.
    platform : str
        One of `PLATFORMS`.
    set_id : str
    folder : path
        Gets a folder for each student with one notebook, named by the set.
    roster : Roster, optional
        Without it the platform's key is the student's id.
    question_ids : sequence of str, optional
        Of the set: a notebook with one of them belongs to it, whatever its name.
    due : datetime, optional
        Later submissions are marked as late, beside those that the platform marks.
    zone : tzinfo, optional
        Of times in the download; by default this machine's.
    limits : Limits, optional

    Returns
    -------
    Gathered

    Raises
    ------
    ValueError
        If the platform is not known; `NoNames` if nothing in the download has a name of it.
    FileNotFoundError
        If there is no such download.
    """
    gathered = Gathered()
    limits = limits or Limits()
    pairs = _attempts(source, platform, roster, limits, gathered.problems)
    handed_in: dict[str, list] = {}
    for attempt, entry in pairs:
        student = _student(attempt, entry, roster, gathered.problems)
        if student is not None:
            handed_in.setdefault(student, []).append((_timed(attempt, zone), entry))
    places = folder_names(handed_in)
    for student in sorted(handed_in):
        problems: list[Problem] = []
        found = candidates(handed_in[student], set_id, question_ids, limits, problems)
        gathered.problems += [replace(p, where=_labelled(student, p.where)) for p in problems]
        if found:
            _keep(gathered, student, found, set_id, Path(folder, places[student]), due, roster)
        elif not problems:
            files = sorted(attempt.file for attempt, _ in handed_in[student])
            what = f"there is no notebook among {files}"
            gathered.problems.append(Problem(student, what, "ask for the .ipynb file"))
    have = {submission.student_id for submission in gathered.submissions}
    gathered.missing = sorted(set(roster.by_id if roster else ()) - have)
    return gathered


def _attempts(source, platform, roster, limits, problems) -> list[tuple[Attempt, object]]:
    """Return attempts and their files, whatever the platform."""
    if platform not in PLATFORMS:
        raise ValueError(f"the platform must be one of {', '.join(PLATFORMS)}, got {platform!r}")
    parse = BY_NAME.get(platform)
    own = {"gradescope": gradescope, "mail": mail, "plain": plain}.get(platform)
    recognises = (lambda entry: own.recognises(entry.name)) if own else parse
    entries = list(download_entries(Path(source), recognises, limits, problems))
    if platform == "plain":
        pairs = list(plain.attempts([e for e in entries if recognises(e)], problems, roster))
    elif own:
        pairs = list(own.attempts(entries, problems))
    else:
        pairs = [(parse(entry), entry) for entry in entries if parse(entry)]
    strangers = [e for e in entries if not recognises(e) and e.name.lower() not in EXTRAS]
    if not pairs and not problems:
        names = [entry.name for entry in strangers[:3]] or "no file"
        raise NoNames(
            f"nothing in {source} has a name of {platform}: found {names}; name the platform that "
            "it comes from, or --from plain for folders named by students"
        )
    for entry in strangers:
        what = f"the name is none of {platform}"
        problems.append(Problem(repr(entry.name), what, "it is left out; see whose it is"))
    return pairs


def _student(attempt, entry, roster, problems) -> str | None:
    """Return whose an attempt is, or add a problem."""
    where = repr(entry.name)
    if roster is None:
        return _usable(attempt.key, where, problems)
    fits = []
    if attempt.kind == "student_id" or roster.has(attempt.kind):
        for key in (attempt.key, *attempt.other_keys):
            fits = fits or roster.find(attempt.kind, key)
    if not fits and "@" in "".join(attempt.other_keys):
        fits = roster.find("email", attempt.other_keys[0])
    if not fits and attempt.name:
        fits = roster.find(attempt.name_kind, attempt.name)
    if len(fits) == 1:
        return fits[0]
    who = f"{attempt.kind} {attempt.key!r}" + (f", {attempt.name!r}" if attempt.name else "")
    what = f"several students are {who}: {fits}" if fits else f"the roster has nobody for {who}"
    advice = f"fill in the roster's column {attempt.kind}, then collect again"
    problems.append(Problem(where, what, advice))
    return None


def _usable(key, where, problems):
    """Return a platform's key as a student's id, or add a problem."""
    try:
        return require_name("student_id", key)
    except ValueError as error:
        problems.append(Problem(where, str(error), "collect with a roster"))
        return None


def _timed(attempt, zone: tzinfo | None) -> Attempt:
    """Return an attempt whose time has a zone."""
    when = attempt.submitted_at
    if when is None or when.tzinfo:
        return attempt
    return replace(attempt, submitted_at=when.replace(tzinfo=zone) if zone else when.astimezone())


def _labelled(student, where):
    return where if where.startswith(student) else f"{student}, {where}"


def _keep(gathered, student, found, set_id, folder, due, roster):
    """Copy the notebook that counts, and note what was decided."""
    chosen = found[-1]
    notes, problems = remarks(student, found, set_id)
    gathered.notes += notes
    gathered.problems += problems
    path = folder / f"{set_id}.ipynb"
    write_whole(path, chosen.data)
    when = chosen.attempt.submitted_at
    is_late = chosen.attempt.is_late or is_after(when, due)
    platform: Mapping[str, str] = {**chosen.attempt.platform, "file": chosen.name}
    name = roster.by_id[student]["name"] if roster else chosen.attempt.name
    gathered.submissions.append(
        Submission(student, set_id, path, when, is_late, name=name, platform=platform)
    )


def is_after(when: datetime | None, due: datetime | None) -> bool:
    """Tell whether a submission came after a deadline; without one of the times it did not."""
    if when is None or due is None:
        return False
    return when > (due if due.tzinfo else due.astimezone())
