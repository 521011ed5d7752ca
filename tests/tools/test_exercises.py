"""`make exercises` writes the folders of an nbgrader course, and names of students are safe."""

import json
import sys

import pytest

from tests.questions.small import write_course
from tests.structure.tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import exercises


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path / "exercises")


def roster(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def sources(path):
    return [cell["source"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def test_each_student_has_numbers_of_their_own(course, tmp_path, capsys):
    names = roster(tmp_path, "name,student_id\nLi,li\nÅsa,åsa\n")
    exercises.main(["--course", str(course), "--students", str(names)])
    assert "5 notebooks of 1 problem sets, seed 7" in capsys.readouterr().out
    files = [*course.glob("students/*/ps1_small/ps1_small.ipynb"), *course.glob("release/*/*")]
    given = {next(s for s in sources(path) if s.startswith("row")) for path in files}
    assert len(given) == 3


def test_a_section_is_a_link_where_the_pages_are_known():
    assert exercises.published("https://github.com/a/b") == "https://a.github.io/b"
    assert exercises.published("https://example.org/a/b") is None


def test_another_seed_draws_other_numbers_and_the_same_seed_the_same_bytes(course, tmp_path):
    texts = []
    for seed, out in ((1, "a"), (1, "b"), (2, "c")):
        exercises.main(["--course", str(course), "--seed", str(seed), "--out", str(tmp_path / out)])
        texts.append((tmp_path / out / "release/ps1_small/ps1_small.ipynb").read_bytes())
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nLi\n", "needs a column"),
        ("student_id\n", "needs a column"),
        ("student_id\n../li\n", "line 2"),
        ("student_id\nli\nli\n", "occur twice"),
    ],
)
def test_a_roster_that_cannot_be_used_is_refused(tmp_path, text, words):
    with pytest.raises(SystemExit, match=words):
        exercises.student_ids(roster(tmp_path, text))
