"""Problem sets as notebooks, in the folders of an nbgrader course.

    python tools/exercises.py                           the class shares its numbers
    python tools/exercises.py --seed 2027               other numbers
    python tools/exercises.py --students roster.csv     each student has numbers of their own

Writes source, release and solution below `exercises`, and with a roster
`students/ID/SET/SET.ipynb`. Git ignores all of them.
"""

import argparse
import csv
import json
import re
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
from cnnlib import questions
from notebook_rules import bootstrap_source
from student_links import site_address

ROOT = Path(__file__).resolve().parent.parent
SAFE = re.compile(r"[^\W_][\w.@+-]*")  # a name of a folder, on every system


def student_ids(roster):
    """Return the ids of a roster: its column `student_id`, or `id`.

    Raises SystemExit with the line that cannot be used.
    """
    with Path(roster).open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    column = next((name for name in ("student_id", "id") if rows and name in rows[0]), None)
    if column is None:
        raise SystemExit(f"{roster} needs a column `student_id` and at least one student")
    ids = [(row[column] or "").strip() for row in rows]
    for line, one in enumerate(ids, start=2):
        if not SAFE.fullmatch(one):
            raise SystemExit(f"{roster}, line {line}: {one!r} cannot be the name of a folder")
    repeated = {one for one in ids if ids.count(one) > 1}
    if repeated:
        raise SystemExit(f"{roster}: these ids occur twice: {', '.join(sorted(repeated))}")
    return ids


def write(path, notebook):
    """Write a notebook, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def published(url):
    """Return where a repository's pages are, or None for one that is not on GitHub."""
    try:
        return site_address(url)
    except ValueError:
        return None


def make(course, out, seed, students=()):
    """Write all notebooks of a course below a folder; return how many."""
    url = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"]
    titles = questions.section_titles(course.path.parent / "chapters", published(url))
    first_cell = bootstrap_source(url)
    count = 0
    for name, one in course.sets.items():
        shared = questions.seed_of(seed, name)
        for form in ("source", "release", "solution"):
            notebook = questions.notebook_of(one, shared, form, titles, first_cell)
            write(out / form / name / f"{name}.ipynb", notebook)
            count += 1
        for student in students:
            own = questions.seed_of(seed, name, student)
            notebook = questions.notebook_of(one, own, "release", titles, first_cell)
            write(out / "students" / student / name / f"{name}.ipynb", notebook)
            count += 1
    return count


def main(arguments=None):
    """Read the command line and write the notebooks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, help="default: the one in exercises/course.toml")
    parser.add_argument("--students", help="a table with a column student_id")
    parser.add_argument("--course", type=Path, default=ROOT / "exercises")
    parser.add_argument("--out", type=Path, help="default: the folder of the course")
    options = parser.parse_args(arguments)
    course = questions.load_course(options.course)
    seed = course.seed if options.seed is None else options.seed
    students = student_ids(options.students) if options.students else ()
    out = options.out or options.course
    count = make(course, out, seed, students)
    print(f"{count} notebooks of {len(course.sets)} problem sets, seed {seed}, in {out}")


if __name__ == "__main__":
    main()
