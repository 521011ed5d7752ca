"""From the notebook that was handed out to grades on every platform, with twelve students."""

import csv
import http.client
import json
import threading
import zipfile
from contextlib import contextmanager

import pytest

from cnnlib.grading import classroom
from cnnlib.grading.command import main
from cnnlib.grading.platforms.canvas import NAME
from cnnlib.grading.review import ReviewServer
from cnnlib.grading.runs import Plan
from cnnlib.grading.store import Store
from tests.grading import cycle_class as c
from tests.grading.platforms import importers
from tests.grading.platforms.test_moodle import ENGLISH
from tests.grading.sandboxed import needs_sandbox

# Points without the text, which has 4: wrong or hostile code costs its own question, 10 points.
CODE = {
    "right": 27,
    "other": 27,
    "copy": 27,
    "again": 27,
    "flipped": 17,
    "exits": 17,
    "equals": 17,
    "loops": 17,
    "partly": 10,
    "blank": 0,
}
TEXT = dict.fromkeys(CODE, 4) | {"partly": 1, "blank": 0}
WHOLE = {student: float(CODE[student] + TEXT[student]) for student in CODE}


def run(*arguments):
    assert main([arguments[0], c.SET, *arguments[1:], "--course", str(c.COURSE.path)]) == 0


@contextmanager
def served(desk):
    server = ReviewServer(desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def post(server, name, body):
    """Send what the page sends."""
    host = f"127.0.0.1:{server.server_address[1]}"
    headers = {"Origin": f"http://{host}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("POST", f"/{server.token}/{name}", json.dumps(body), headers)
    reply = connection.getresponse()
    state = json.loads(reply.read())
    connection.close()
    assert reply.status == 200, state
    return state


def reviewed(folder):
    """Give points to all texts through the page's server: one line of the rubric to a short one."""
    plan, store = Plan(c.COURSE, c.SET), Store(folder / "grades.db")
    desk = classroom.desk_of(store, plan, "ada")
    [question] = desk.state()["questions"]
    with served(desk) as server:
        for answer in question["answers"]:
            is_short = len(answer["text"]) < 50
            items = [1] if is_short else [0, 1, 2]
            points = sum(question["rubric"][i]["points"] for i in items)
            body = {"question": question["id"], "number": answer["number"], "points": points}
            state = post(server, "give", body | {"items": items, "comment": "Read."})
    assert state["balance"][0]["count"] == 9


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder of a class that was collected, graded and reviewed."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "download.zip").write_bytes(c.download())
    (folder / "class.csv").write_text(c.roster_text())
    (folder / "worksheet.csv").write_text(c.worksheet_text())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        source = ("--from", "canvas", "--roster", "class.csv")
        run("collect", "download.zip", "in", *source)
        run("grade", "in", "--seconds", "4", "--jobs", "1")
        reviewed(folder)
        yield folder


pytestmark = needs_sandbox


def by_number(scores):
    """Return scores by Canvas' id."""
    return {str(c.STUDENTS[student]): value for student, value in scores.items()}


def test_canvas(graded):
    run("export", "canvas.csv", "--to", "canvas", "--roster", "class.csv", "--assignment", "77")
    title, number, maximum, values = importers.canvas((graded / "canvas.csv").read_bytes())
    assert (title, number, maximum) == ("Problem set 2: convolution", "77", 31.0)
    ungraded = by_number({"climbs": "", "broken": ""})
    assert values == by_number({s: f"{p:.2f}" for s, p in WHOLE.items()}) | ungraded


def test_moodle(graded):
    out = ("export", "moodle.csv", "--to", "moodle", "--roster", "class.csv")
    run(*out, "--worksheet", "worksheet.csv", "--comments")
    grades, comments = importers.moodle((graded / "moodle.csv").read_bytes(), ENGLISH)
    order = [*c.STUDENTS]
    assert grades == {str(900 + order.index(s)): p for s, p in WHOLE.items()}
    assert "Read." in comments[str(900 + order.index("partly"))]


def test_brightspace_and_blackboard(graded):
    run("export", "d2l.csv", "--to", "brightspace", "--roster", "class.csv", "--title", "PS 2")
    item, points = importers.brightspace((graded / "d2l.csv").read_bytes())
    assert (item, points) == ("PS 2", {f"00{key}": p for key, p in by_number(WHOLE).items()})
    column = ("--column", "PS 2 [Total Pts: 31 Score] |123")
    run("export", "bb.txt", "--to", "blackboard", "--roster", "class.csv", *column)
    number, points = importers.blackboard((graded / "bb.txt").read_bytes())
    assert (number, points) == ("123", {f"{s}1": p for s, p in WHOLE.items()})


def test_nbgrader(graded):
    run("export", "nbgrader.csv", "--to", "nbgrader", "--roster", "class.csv")
    with (graded / "nbgrader.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert {s: float(points) for s, points in rows.items() if points} == WHOLE
    assert rows["climbs"] == ""


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
def test_gradebook_fits_the_release_notebook(graded):
    api = pytest.importorskip("nbgrader.api")
    run("export", "gradebook.db", "--to", "gradebook", "--roster", "class.csv")
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]["points"]
        for cell in c.RELEASE["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    }
    with api.Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_notebook(c.SET, c.SET)
        assert {cell.name: cell.max_score for cell in notebook.grade_cells} == cells
        found = {s: gradebook.find_submission(c.SET, s).score for s in WHOLE}
    assert found == WHOLE


def test_feedback_goes_back_to_canvas(graded):
    run("export", "feedback.zip", "--to", "canvas", "--feedback")
    with zipfile.ZipFile(graded / "feedback.zip") as archive:
        pages = {NAME.fullmatch(name)["user"]: archive.read(name) for name in archive.namelist()}
    assert pages.keys() == by_number(WHOLE).keys()
    partly = pages[str(c.STUDENTS["partly"])].decode()
    assert "The flip matters where the weights are given" in partly
    assert "Read." in partly


def test_statistics_and_similarity(graded):
    run("report", "report.html")
    report = (graded / "report.html").read_text(encoding="utf-8")
    assert "10 students." in report
    assert "2026-10-05" in report
    run("similar", "similar.html")
    similar = (graded / "similar.html").read_text(encoding="utf-8")
    assert "copy and other: " in similar
    assert "1 pair among 10 submissions" in similar


def test_what_needs_a_person_is_named(graded, capsys):
    run("status")
    out = capsys.readouterr().out
    assert "1 need a person" in out
    assert "broken, ps2_convolution.ipynb" in out
    run("collect", "download.zip", "again", "--from", "canvas", "--roster", "class.csv")
    out = capsys.readouterr().out
    assert "11 submissions in again, 1 of them late\nlate: again" in out
    assert "again: 2 notebooks handed in, the last of 2026-10-05 12:00 counts" in out
    assert "climbs out of its folder" in out
    assert "nothing from: climbs" in out


def test_late_marks_reach_the_scores(graded):
    handed_in = classroom.submissions_of(Store(graded / "grades.db"), Plan(c.COURSE, c.SET))
    assert [s.student_id for s in handed_in if s.is_late] == ["again"]
