"""A submission has a student, a set and a file; names have one form."""

import unicodedata
from pathlib import Path

import pytest

from cnnlib.grading import Submission


def test_unicode_names_have_one_form():
    name = "José Núñez 李"
    forms = {
        Submission(unicodedata.normalize(form, name), "ps1", Path("a.ipynb")).student_id
        for form in ("NFC", "NFD")
    }
    assert forms == {name}


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00b", "\u202eevil", "x" * 201])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ValueError, match="student_id must be 1 to 200 printable"):
        Submission(name, "ps1", Path("a.ipynb"))


def test_a_number_is_no_name():
    with pytest.raises(TypeError, match="set_id must be a string, got int"):
        Submission("li", 2, Path("a.ipynb"))


def test_a_text_path_becomes_a_path():
    assert Submission("li", "ps1", "folder/a.ipynb").label == "li, a.ipynb"
