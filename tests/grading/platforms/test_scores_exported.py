"""Whatever students are called, each platform's importer gives each the points that were meant."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlib.grading.platforms import Roster, Score, blackboard, brightspace, canvas, moodle
from cnnlib.grading.platforms.cells import is_formula, read_rows, write_rows
from tests.grading.platforms import importers
from tests.grading.platforms.test_moodle import ENGLISH

TRICKY = ("=cmd|' /C calc'!A0", "+1", "@x", "-Ann", ", ", '"', "‮عمر", "a;b\tc", "\nx", "李")
NAMES = st.one_of(st.sampled_from(TRICKY), st.text(max_size=20)).filter(
    lambda name: not any(0xD800 <= ord(character) < 0xE000 for character in name)
)
PEOPLE = st.lists(
    st.tuples(NAMES, NAMES, st.integers(0, 1000).map(lambda hundredth: hundredth / 100)),
    min_size=1,
    max_size=5,
)


def made(people):
    students = [
        {
            "student_id": f"s{i}",
            "first_name": first,
            "last_name": last,
            "canvas_id": str(100 + i),
            "username": f"user{i}",
            "org_defined_id": f"00{i}",
        }
        for i, (first, last, _) in enumerate(people)
    ]
    scores = [Score(f"s{i}", "ps2", points, 10.0) for i, (_, _, points) in enumerate(people)]
    return Roster(students), scores


def dangerous(path):
    """Return the cells of a written file that a spreadsheet would run."""
    return [cell for row in read_rows(path) for cell in row if is_formula(cell)]


@settings(max_examples=60)
@given(PEOPLE)
def test_every_importer_reads_what_was_meant(people):
    roster, scores = made(people)
    points = [round(person[2], 2) for person in people]
    with TemporaryDirectory() as folder:
        path = Path(folder, "grades.csv")
        canvas.write_csv(path, scores, roster, "PS 2", 5)
        values = importers.canvas(path.read_bytes())[3]
        assert values == {str(100 + i): f"{p:.2f}" for i, p in enumerate(points)}
        assert not dangerous(path)
        brightspace.write_csv(path, scores, roster, "PS 2")
        assert importers.brightspace(path.read_bytes())[1] == {
            f"00{i}": p for i, p in enumerate(points)
        }
        blackboard.write_table(path, scores, roster, "PS 2 |77")
        assert importers.blackboard(path.read_bytes())[1] == {
            f"user{i}": p for i, p in enumerate(points)
        }
        assert not dangerous(path)


@settings(max_examples=40)
@given(PEOPLE)
def test_a_worksheet_with_any_names_is_filled_in(people):
    _, scores = made(people)
    header = ["Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments"]
    rows = [
        [f"Participant {i}", f"{first} {last}", "", "10.00", ""]
        for i, (first, last, _) in enumerate(people)
    ]
    with TemporaryDirectory() as folder:
        download, path = Path(folder, "in.csv"), Path(folder, "out.csv")
        write_rows(download, [header, *rows])
        worksheet = moodle.Worksheet.read(download)
        numbers = {score.student_id: str(i) for i, score in enumerate(scores)}
        moodle.fill_worksheet(worksheet, path, scores, numbers)
        grades, _ = importers.moodle(path.read_bytes(), ENGLISH)
        assert grades == {str(i): round(person[2], 2) for i, person in enumerate(people)}
        assert not dangerous(path)
