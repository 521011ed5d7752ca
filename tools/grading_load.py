"""Grade a made-up class, kill the grader in the middle, resume, and compare with a whole run.

    python tools/grading_load.py ps2_convolution 300 [--jobs 2]

Of five submissions two are right, one is wrong in every question, one is blank, one is broken.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cnnlib.grading.standings import moves, standings
from cnnlib.grading.store import Store
from cnnlib.questions import load_course, notebook_of, seed_of

ROOT = Path(__file__).resolve().parent.parent
COURSE = ROOT / "exercises"


def wrong_source(question, variant):
    """Return a known wrong answer, or the blank one where none is known as code."""
    return question.wrong[0].written(variant.solution) if question.wrong else variant.starter


def notebooks(problem_set, seed):
    """Return the texts of the five kinds of submission."""
    right = notebook_of(problem_set, seed, "solution")
    blank = notebook_of(problem_set, seed, "release")
    wrong = json.loads(json.dumps(blank))
    sources = {q.id: wrong_source(q, q.variant(seed)) for q in problem_set.questions}
    for cell in wrong["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = sources.get(name, cell["source"])
    texts = [json.dumps(one) for one in (right, right, wrong, blank)]
    return [*texts, texts[0][:-40]]


def write_class(folder, problem_set, count, seed):
    """Write the submissions of a class."""
    texts = notebooks(problem_set, seed)
    for number in range(count):
        path = folder / f"student{number:04}" / f"{problem_set.id}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(texts[number % len(texts)])


def start(set_id, folder, store, jobs):
    """Start the grader."""
    command = [sys.executable, "-m", "cnnlib.grading.command", "grade", set_id, str(folder)]
    options = ["--course", str(COURSE), "--store", str(store), "--jobs", str(jobs)]
    quiet = subprocess.DEVNULL
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen([*command, *options], stdout=quiet, stderr=quiet, env=environment)


def scores(store, set_id):
    """Return points by student and question."""
    found = standings(Store(store), set_id)
    return {(one.student_id, one.question_id): one.points for one in found}


def whole_run(folder, set_id, root, jobs):
    """Grade without a break; return seconds and scores."""
    begin = time.monotonic()
    if start(set_id, folder, root / "whole.db", jobs).wait():
        raise SystemExit("the grader failed: run cnn-grade by hand to see why")
    return time.monotonic() - begin, scores(root / "whole.db", set_id)


def broken_run(folder, set_id, root, jobs, enough):
    """Grade, kill the grader when enough is there, grade on; return what was there and scores."""
    run = start(set_id, folder, root / "broken.db", jobs)
    while run.poll() is None and len(scores(root / "broken.db", set_id)) < enough:
        time.sleep(0.5)
    run.kill()
    run.wait()
    before = {student for student, _ in scores(root / "broken.db", set_id)}
    start(set_id, folder, root / "broken.db", jobs).wait()
    moved = len(moves(Store(root / "broken.db"), set_id))
    return len(before), moved, scores(root / "broken.db", set_id)


def main():
    """Print what was measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("set")
    options.add_argument("count", type=int)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--unbroken", action="store_true", help="only the whole run")
    chosen = options.parse_args()
    course = load_course(COURSE)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        seed = seed_of(course.seed, chosen.set)
        write_class(root / "submitted", course.sets[chosen.set], chosen.count, seed)
        seconds, whole = whole_run(root / "submitted", chosen.set, root, chosen.jobs)
        print(
            f"{chosen.count} submissions in {seconds:.1f} s: {chosen.count / seconds:.1f} a second"
        )
        if chosen.unbroken:
            return
        done, moved, broken = broken_run(
            root / "submitted", chosen.set, root, chosen.jobs, len(whole) / 3
        )
        print(f"killed when {done} students had results; after the second run {moved} moved")
        print(f"scores are the same as of the whole run: {broken == whole} ({len(whole)} answers)")


if __name__ == "__main__":
    main()
