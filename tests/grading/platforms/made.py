"""Downloads, rosters and scores for the tests."""

import io
import json
import zipfile
from pathlib import Path

from cnnlib.grading.platforms import Roster, Score

GOLDEN = Path(__file__).parent / "golden"
SET = "ps2_convolution"
ROSTER = Roster(
    [
        {
            "student_id": "li",
            "first_name": "Ann",
            "last_name": "Li",
            "email": "ann.li@uni.example",
            "username": "ali",
            "canvas_id": "17",
            "moodle_id": "901",
            "brightspace_id": "5001",
            "org_defined_id": "#00123",
            "sis_user_id": "S-17",
            "section": "Group 1",
        },
        {
            "student_id": "bo",
            "first_name": "Bo, Jr.",
            "last_name": 'O"Hara',
            "email": "bo@uni.example",
            "username": "bo_hara",
            "canvas_id": "18",
            "moodle_id": "902",
            "brightspace_id": "5002",
            "org_defined_id": "00124",
            "sis_user_id": "S-18",
            "section": "Group 1",
        },
        {
            "student_id": "omar",
            "name": "=HYPERLINK(1) عمر",
            "first_name": "=HYPERLINK(1)",
            "last_name": "عمر",
            "email": "omar@uni.example",
            "username": "omar",
            "canvas_id": "19",
            "moodle_id": "903",
            "brightspace_id": "5003",
            "org_defined_id": "00125",
            "sis_user_id": "S-19",
            "section": "Group 2",
        },
    ]
)
SCORES = [
    Score("li", SET, 9.5, 10.0, {"ps2-conv2d": (7.5, 8.0), "ps2-why": (2.0, 2.0)}),
    Score("omar", SET, 3.25, 10.0, {"ps2-conv2d": (3.25, 8.0), "ps2-why": (0.0, 2.0)}),
]


def notebook(text="x = 1", question="ps2-conv2d"):
    """Return the bytes of a notebook with one solution cell."""
    cell = {
        "cell_type": "code",
        "source": text,
        "metadata": {"nbgrader": {"grade_id": question, "solution": True}},
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps(
        {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def packed(files, when=(2026, 10, 5, 12, 0, 0)):
    """Return the bytes of a zip; files map names to bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def laid_out(folder, files):
    """Write files into a folder, and return it."""
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def lines_of(path):
    """Return the lines of a golden file or of one just written."""
    return Path(path).read_text(encoding="utf-8").splitlines()
