"""Twelve students who hand in the set on convolution on Canvas: right, partly, broken, hostile."""

import copy
import io
import json
import zipfile

from cnnlib import questions
from tests.grading.similarity.solutions import renamed
from tests.structure.tree import ROOT

SET = "ps2_convolution"
COURSE = questions.load_course(ROOT / "exercises")
PROBLEMS = COURSE.sets[SET]
SEED = questions.seed_of(COURSE.seed, SET)
RELEASE = questions.notebook_of(PROBLEMS, SEED)
SOLUTION = questions.notebook_of(PROBLEMS, SEED, "solution")
# Canvas' ids; the seventh student's zip and the eighth's file cannot be graded.
STUDENTS = {
    "right": 101,
    "other": 102,
    "copy": 103,
    "flipped": 104,
    "partly": 105,
    "blank": 106,
    "climbs": 107,
    "broken": 108,
    "exits": 109,
    "equals": 110,
    "loops": 111,
    "again": 112,
}
OFFICIAL = COURSE.question("ps2-conv2d").variant(SEED).solution
SHIFTS = """
def conv2d(x, weight, bias=None, stride=1, padding=0):
    filters, _, height, width = weight.shape
    inside = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    rows = (inside.shape[2] - height) // stride + 1
    columns = (inside.shape[3] - width) // stride + 1
    result = np.zeros((len(x), filters, rows, columns))
    for i in range(height):
        down = slice(i, i + stride * rows, stride)
        for j in range(width):
            part = inside[:, :, down, j : j + stride * columns : stride]
            result += np.einsum("nchw,fc->nfhw", part, weight[:, :, i, j])
    return result if bias is None else result + np.asarray(bias)[:, None, None]
"""
FLIPPED = """
def conv2d(x, weight, bias=None, stride=1, padding=0):
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, around), weight.shape[2:], (2, 3))
    turned = weight[:, :, ::-1, ::-1]
    z = np.einsum("ncabij,kcij->nkab", windows[:, :, ::stride, ::stride], turned)
    return z if bias is None else z + np.reshape(bias, (1, -1, 1, 1))
"""
ARGUMENTS = ("x", "weight", "bias", "stride", "padding")
EXITS = "import os\nos._exit(0)"
EQUALS = """
class Everything(np.ndarray):
    def __eq__(self, other):
        return True
    def __array_ufunc__(self, *args, **kwargs):
        return self

def conv2d(*args, **kwargs):
    return np.zeros((1,)).view(Everything)
"""
LOOPS = "while True:\n    pass"


def notebook(form=SOLUTION, **cells):
    """Return the bytes of a notebook with some solution cells changed."""
    made = copy.deepcopy(form)
    for cell in made["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        key = name.removeprefix("ps2-").replace("-", "_")
        if key in cells:
            cell["source"] = cells[key]
    return json.dumps(made).encode()


def handed_in():
    """Return the notebook, or what takes its place, of each student."""
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../../right/ps2_convolution.ipynb", notebook())
    return {
        "right": notebook(),
        "other": notebook(conv2d=SHIFTS),
        "copy": notebook(conv2d=renamed(SHIFTS, ARGUMENTS)),
        "flipped": notebook(conv2d=FLIPPED),
        "partly": notebook(RELEASE, conv2d=OFFICIAL, why_flip="It is learned anyway."),
        "blank": notebook(RELEASE),
        "climbs": climbing.getvalue(),
        "broken": notebook()[:-50],
        "exits": notebook(conv2d=EXITS),
        "equals": notebook(conv2d=EQUALS),
        "loops": notebook(conv2d=LOOPS),
        "again": notebook(),
    }


def download():
    """Return Canvas' download of all of it: one late, one handed in twice."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number, (student, content) in enumerate(handed_in().items(), 5000):
            late = "_LATE" if student == "again" else ""
            kind = "zip" if student == "climbs" else "ipynb"
            name = f"{student}{late}_{STUDENTS[student]}_{number}_work.{kind}"
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 5, 12, 0, 0)), content)
        first = f"again_{STUDENTS['again']}_4000_work.ipynb"
        archive.writestr(zipfile.ZipInfo(first, (2026, 10, 1, 12, 0, 0)), notebook(RELEASE))
    return data.getvalue()


def roster_text():
    """Return the class as CSV."""
    lines = ["student_id,name,email,username,canvas_id,org_defined_id,first_name,last_name"]
    lines += [
        f'{s},"{s.title()}, Ann",{s}@uni.example,{s}1,{number},00{number},Ann,{s.title()}'
        for s, number in STUDENTS.items()
    ]
    return "\n".join(lines) + "\n"


def worksheet_text():
    """Return Moodle's worksheet of the class."""
    header = "Identifier,Full name,Email address,Status,Grade,Maximum Grade"
    header += ",Grade can be changed,Last modified (grade),Feedback comments"
    rows = [
        f'Participant {900 + i},"{s.title()}, Ann",{s}@uni.example,Submitted,,'
        f"{PROBLEMS.points}.00,Yes,-,"
        for i, s in enumerate(STUDENTS)
    ]
    return "\n".join([header, *rows]) + "\n"
