"""Find submissions in a folder: one folder for each student, one notebook in each.

``submitted/li/ps2_convolution.ipynb`` and nbgrader's ``submitted/li/ps2_convolution/….ipynb`` are
both read.  Links are never followed; each oddity is a problem of that student alone.
"""

import os
from pathlib import Path

from cnnlib.grading.problem import Problem
from cnnlib.grading.submission import Submission

PUT_ONE = "leave one notebook of this set in the student's folder"


def collect(folder, set_id):
    """Return the submissions of a set, and what kept others from being found.

    Parameters
    ----------
    folder : path
        Holds a folder for each student.
    set_id : str
        The problem set, such as ``"ps2_convolution"``.

    Returns
    -------
    submissions : list of Submission
        By student.
    problems : list of Problem

    Raises
    ------
    NotADirectoryError
        If there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(
            f"{folder} is no folder; it should hold a folder for each student, "
            f"as {folder}/li/{set_id}.ipynb"
        )
    submissions, problems = {}, []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        found = _of_student(entry, set_id)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.student_id in submissions:
            what = "another folder has the same name, in another form of Unicode"
            problems.append(Problem(found.label, what, "remove one of the two"))
        else:
            submissions[found.student_id] = found
    return [*submissions.values()], problems


def _of_student(entry, set_id):
    """Return the submission in a student's folder, or the problem with it."""
    name = entry.name.encode("utf-8", "replace").decode()
    if entry.is_symlink():
        return Problem(name, "it is a link, which is not followed", "put the folder itself here")
    if not entry.is_dir(follow_symlinks=False):
        return Problem(name, "it lies outside a student's folder", "make a folder for the student")
    try:
        notebooks = _notebooks(Path(entry.path), set_id)
    except OSError as error:
        return Problem(name, f"the folder cannot be read ({error.strerror})", "see its permissions")
    if not notebooks:
        return Problem(name, "there is no notebook in this folder", PUT_ONE)
    named = [path for path in notebooks if path.stem == set_id]
    chosen = named if named else notebooks
    if len(chosen) > 1:
        names = ", ".join(path.name for path in chosen[:5])
        return Problem(name, f"there are several notebooks: {names}", PUT_ONE)
    try:
        return Submission(name, set_id, chosen[0])
    except ValueError as error:
        return Problem(repr(name), str(error), "rename the folder")


def _notebooks(folder, set_id):
    """Return the notebooks of a student's folder, and of the set's folder in it."""
    inner = folder / set_id
    folders = [folder, inner] if inner.is_dir() and not inner.is_symlink() else [folder]
    entries = [entry for place in folders for entry in sorted(place.iterdir())]
    return [
        path
        for path in entries
        if path.suffix.lower() == ".ipynb" and not path.name.startswith((".", "~"))
    ]
