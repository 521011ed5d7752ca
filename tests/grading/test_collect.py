"""Submissions are found in folders of students; each oddity is a problem of its own."""

import os
import unicodedata

import pytest

from cnnlib.grading.collect import collect


def put(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def test_both_layouts_are_read(tmp_path):
    put(tmp_path, "li/ps1.ipynb", "ann/ps1/any.ipynb", "bo/work.ipynb", "bo/data.csv")
    found, problems = collect(tmp_path, "ps1")
    assert [(s.student_id, s.path.name) for s in found] == [
        ("ann", "any.ipynb"), ("bo", "work.ipynb"), ("li", "ps1.ipynb"),
    ]  # fmt: skip
    assert problems == []


def test_the_notebook_named_like_the_set_counts(tmp_path):
    put(tmp_path, "li/ps1.ipynb", "li/scratch.ipynb", "li/.ipynb_checkpoints/ps1.ipynb")
    found, _ = collect(tmp_path, "ps1")
    assert [s.path.name for s in found] == ["ps1.ipynb"]


def test_oddities_are_problems_of_one_student(tmp_path):
    put(tmp_path, "li/a.ipynb", "li/b.ipynb", "ann/notes.txt", "stray.ipynb", "bo/ps1.ipynb")
    (tmp_path / "eve").symlink_to(tmp_path / "bo")
    (tmp_path / "mal\nlory").mkdir()
    put(tmp_path, "mal\nlory/ps1.ipynb", "zoe/ps1.ipynb")
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / "ps1").symlink_to(tmp_path / "bo")
    found, problems = collect(tmp_path, "ps1")
    assert [s.student_id for s in found] == ["bo", "zoe"]
    words = {p.where: p.what for p in problems}
    assert words["li"] == "there are several notebooks: a.ipynb, b.ipynb"
    assert words["ann"] == words["kim"] == "there is no notebook in this folder"
    assert words["eve"] == "it is a link, which is not followed"
    assert words["stray.ipynb"] == "it lies outside a student's folder"
    assert "printable" in words["'mal\\nlory'"]


def test_names_in_unicode_have_one_form(tmp_path):
    one, other = (unicodedata.normalize(form, "José") for form in ("NFC", "NFD"))
    put(tmp_path, f"{one}/ps1.ipynb", f"{other}/ps1.ipynb", "李小龍/ps1.ipynb")
    found, problems = collect(tmp_path, "ps1")
    assert [s.student_id for s in found] == [one, "李小龍"]
    assert [p.what for p in problems] == [
        "another folder has the same name, in another form of Unicode"
    ]


def test_a_name_that_is_no_unicode_is_a_problem(tmp_path):
    os.mkdir(os.fsencode(tmp_path) + b"/\xff\xfe")
    _, problems = collect(tmp_path, "ps1")
    assert problems[0].what == "there is no notebook in this folder"


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(NotADirectoryError, match="should hold a folder for each student"):
        collect(tmp_path / "none", "ps1")
