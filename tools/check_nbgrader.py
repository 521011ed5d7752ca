"""Run stock nbgrader over the problem sets: the solution must earn all points, the blank none.

    python tools/check_nbgrader.py                    every set, about 15 s each
    python tools/check_nbgrader.py ps2_convolution    one

Points of answers in words are given by people and count as none here.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import exercises
from cnnlib import questions

ROOT = Path(__file__).resolve().parent.parent


def python(folder, *words):
    """Run Python in a folder, with the library and the programs beside it at hand."""
    library = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": library, "PATH": programs},  # nbgrader calls alembic
        capture_output=True,
        text=True,
    )


def nbgrader(folder, *words):
    """Run a command of nbgrader in a course."""
    run = python(folder, "-m", "nbgrader", *words)
    if run.returncode:
        raise RuntimeError(f"nbgrader {' '.join(words)} failed:\n{run.stdout}{run.stderr}")


def released_as_ours(folder, name):
    """Tell whether nbgrader's release has the cells of ours."""
    ours = json.loads((folder / "ours" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    theirs = json.loads((folder / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    texts = [["".join(cell["source"]) for cell in one["cells"]] for one in (ours, theirs)]
    return texts[0] == texts[1]


def scores(folder):
    """Return (score, points) of the code of each submission, by the gradebook."""
    query = (
        "SELECT assignment.student_id, SUM(COALESCE(grade.auto_score, 0)), SUM(cell.max_score)"
        " FROM grade JOIN grade_cells AS cell ON cell.id = grade.cell_id"
        " JOIN submitted_notebook AS notebook ON notebook.id = grade.notebook_id"
        " JOIN submitted_assignment AS assignment ON assignment.id = notebook.assignment_id"
        " WHERE cell.cell_type = 'code' GROUP BY assignment.student_id"
    )
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        return {student: (score, points) for student, score, points in book.execute(query)}


def try_set(course, name, folder):
    """Release and grade one set in an empty course; return the scores of both submissions."""
    one = questions.Course(course.path, course.seed, {name: course.sets[name]})
    exercises.make(one, folder, course.seed)
    shutil.copy(course.path / "nbgrader_config.py", folder)
    (folder / "release").rename(folder / "ours")
    nbgrader(folder, "generate_assignment", name, "--create")
    if not released_as_ours(folder, name):
        raise RuntimeError(f"{name}: nbgrader's release differs from ours")
    for student, form in (("solution", "solution"), ("blank", "release")):
        shutil.copytree(folder / form / name, folder / "submitted" / student / name)
    nbgrader(folder, "autograde", name, "--create")
    return scores(folder)


def main(names):
    """Try each set; end with 1 if one fails."""
    course = questions.load_course(ROOT / "exercises")
    failed = []
    for name in names or course.sets:
        with tempfile.TemporaryDirectory() as folder:
            found = try_set(course, name, Path(folder))
        (full, points), (none, _) = found["solution"], found["blank"]
        print(f"{name}: solution {full:g} of {points:g}, blank {none:g}", flush=True)
        if full != points or none != 0 or points == 0:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
