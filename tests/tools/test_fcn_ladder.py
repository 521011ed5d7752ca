"""The ladder holds with the seeds that the chapter does not run, and the demand is a real one."""

import inspect
import re

import nbformat
import numpy as np
import pytest

from tests.structure.tree import ROOT
from tools import fcn_ladder


@pytest.mark.parametrize("seed", [1, 2])
def test_every_rung_beats_the_one_before_it(seed):
    ious = fcn_ladder.climb(seed)
    assert [*ious] == [32, 16, 8]
    assert fcn_ladder.holds(ious), ious


@pytest.mark.parametrize(
    ("ious", "expected"),
    [
        ({32: 0.30, 16: 0.48, 8: 0.62}, True),
        ({32: 0.30, 16: 0.28, 8: 0.62}, False),
        ({32: 0.30, 16: 0.63, 8: 0.62}, False),
        ({32: 0.55, 16: 0.58, 8: 0.62}, False),
        ({32: 0.30, 16: 0.48, 8: 0.59}, False),
    ],
)
def test_what_holds(ious, expected):
    assert fcn_ladder.holds(ious) is expected


def test_the_command_prints_a_line_a_seed_and_says_whether_all_hold(monkeypatch, capsys):
    found = {5: {32: 0.3, 16: 0.5, 8: 0.7}, 6: {32: 0.3, 16: 0.5, 8: 0.5}}
    monkeypatch.setattr(fcn_ladder, "climb", found.__getitem__)
    assert fcn_ladder.main([5]) is True
    assert fcn_ladder.main([5, 6]) is False
    printed = capsys.readouterr().out
    assert "0.300 0.500 0.700" in printed
    assert "some seed does not hold" in printed


def test_the_command_trains_as_the_chapter_does():
    chapter = nbformat.read(ROOT / "chapters/13_fcn_segmentation.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in chapter.cells if cell.cell_type == "code")
    tool = inspect.getsource(fcn_ladder)
    for setting in (r"\{32: \d+, 16: \d+, 8: \d+\}", r'"lr": (\S+),', r"epochs=(\d+), lr=3e-3"):
        assert re.findall(setting, tool) == re.findall(setting, code), setting
    assert str(fcn_ladder.BODY["stages"]) in code
    assert str(fcn_ladder.KINDS.tolist()) in code


def test_kinds_join_faces_and_bodies():
    assert fcn_ladder.KINDS[np.array([[0, 1], [2, 4]])].tolist() == [[0, 1], [1, 2]]
