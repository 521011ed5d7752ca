"""nbgrader reads our CSV, and its own interface reads the gradebook that we write."""

import csv
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cnnlib.grading.platforms import Score
from cnnlib.grading.platforms.nbgrader_course import COLUMNS, write_csv, write_gradebook
from tests.grading.platforms.made import GOLDEN, ROSTER, SCORES, SET, lines_of

api = pytest.importorskip("nbgrader.api", reason="pip install 'cnnlib[grading]'")
MOMENT = datetime(2026, 10, 5, 12, tzinfo=UTC)


def test_csv_is_the_golden_one_and_a_comma_shifts_nothing(tmp_path):
    scores = [replace(SCORES[0], submitted_at=MOMENT), SCORES[1]]
    write_csv(tmp_path / "grades.csv", scores, ROSTER, due=datetime(2026, 10, 6))
    assert lines_of(tmp_path / "grades.csv") == lines_of(GOLDEN / "nbgrader.csv")
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["score"] for row in rows] == ["9.5", "", "3.25"]
    assert rows[1]["first_name"] == "Bo, Jr."


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
def test_gradebook_shows_the_scores_to_nbgrader(tmp_path):
    database = f"sqlite:///{tmp_path / 'gradebook.db'}"
    open_part = {"ps2-conv2d": (3.25, 8.0), "ps2-why": (None, 2.0)}
    scores = [
        replace(SCORES[0], submitted_at=MOMENT),
        replace(SCORES[1], points=None, questions=open_part),
    ]
    write_gradebook(database, scores, ROSTER, manual={"ps2-why"})
    better = {"ps2-conv2d": (8.0, 8.0), "ps2-why": (2.0, 2.0)}
    again = [replace(scores[0], points=10.0, questions=better), scores[1]]
    write_gradebook(database, again, ROSTER, manual={"ps2-why"})
    with api.Gradebook(database) as gradebook:
        ann = gradebook.find_submission(SET, "li")
        assert (ann.score, ann.max_score, ann.needs_manual_grade) == (10.0, 10.0, False)
        assert (ann.written_score, ann.code_score) == (2.0, 8.0)
        assert ann.timestamp == datetime(2026, 10, 5, 12)
        omar = gradebook.find_submission(SET, "omar")
        assert (omar.score, omar.needs_manual_grade) == (3.25, True)
        assert gradebook.find_student("omar").last_name == "عمر"
        assert len(gradebook.assignments) == 1


def test_scores_without_questions_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"cannot go into a gradebook: \['li'\]"):
        write_gradebook(f"sqlite:///{tmp_path}/g.db", [Score("li", SET, 1, 10)], ROSTER)
