"""Folders are named by students, and stay inside, apart and writable on every system."""

import pytest

from cnnlib.grading.platforms.folders import folder_name, folder_names
from tests.grading.platforms.made import laid_out

ODD = [
    "../up",
    "..",
    ".",
    "a/b",
    "李",
    "C:x",
    "x" * 300,
    "y" * 300,
    "nul\x00",
    "\u202eil",
    "é",
    "e\u0301",
]


def test_folders_of_odd_ids_stay_inside(tmp_path):
    names = [folder_name(student) for student in ODD]
    assert len({*names}) == len(ODD)
    for name in names:
        made = laid_out(tmp_path, {f"{name}/a.txt": b""}) / name
        assert made.resolve().parent == tmp_path.resolve()


@pytest.mark.parametrize("name", ["con", "CON", "aux.ipynb", "Lpt1", "nul.txt", "com¹.x"])
def test_devices_of_windows_are_no_folder(name):
    assert folder_name(name).startswith("%")


@pytest.mark.parametrize("name", ["connie", "aux1", "lpt", "li", "con-rad"])
def test_names_that_only_begin_like_devices_stay(name):
    assert folder_name(name) == name


def test_no_two_differ_in_case_alone():
    names = folder_names(["li", "LI", "Li", "bo", "STRASSE", "straße"])
    assert len({name.casefold() for name in names.values()}) == 6
