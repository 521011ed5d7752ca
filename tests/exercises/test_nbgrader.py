"""Stock nbgrader takes our notebooks: the solution earns all points, the blank none."""

import sys

import pytest

from tests.structure.tree import ROOT

pytest.importorskip("nbgrader")
sys.path.insert(0, str(ROOT / "tools"))
import check_nbgrader


def test_a_set_is_released_and_graded(capsys):
    assert check_nbgrader.main(["ps1_sizes"]) == 0
    points = "solution 31 of 31, blank 0"
    assert points in capsys.readouterr().out
