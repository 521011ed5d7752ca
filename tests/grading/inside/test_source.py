"""Magics are emptied where nothing else keeps a cell from being Python."""

import pytest

from cnnlib.grading.inside import source


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if 1:\n    !ls -l\ny = 2", "if 1:\n    pass\ny = 2"),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("np.pad?\nx = 1", "pass\nx = 1"),
        ("?np.pad\nx = 1", "pass\nx = 1"),
    ],
)
def test_magics_are_emptied(cell, plain):
    assert source.without_magics(cell) == plain


@pytest.mark.parametrize("cell", ["x = (7\n% 3)", "def f(:\n %x", "text = '''\n%matplotlib\n'''"])
def test_other_code_stays(cell):
    assert source.without_magics(cell) == cell


@pytest.mark.parametrize("cell", ["(" * 5000, "x = 1\x00", "-" * 100_000 + "1"])
def test_code_made_to_break_the_reader_is_no_code(cell):
    assert source.without_magics(cell) == cell
