"""The robot finds what a changed number breaks, and accepts results and clear errors."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools import robot
from tools.robot_numbers import numbers, other_values, with_value

SETUP = "import numpy as np\nfrom cnnlib import notebook, ops, shapes\nnotebook.start()"
PROOF = new_code_cell("assert False, 'a proof is not run'", metadata={"tags": ["remove-cell"]})


def test_every_number_is_found_and_no_other_thing():
    source = "x = 3 + 0.5  # 7\ny = f'{x:.2f} of {4}' + '8'\nz = True, -2, x[1], x[2:, 6]"
    found = numbers(source)
    assert [number.value for number in found] == [3, 0.5, 2, 1, 2, 6]
    assert [number.is_index for number in found] == [False, False, False, True, True, True]


def test_a_number_is_exchanged_where_it_stands():
    source = "größe = 10; y = 10\nz = f(größe, 10)"
    places = numbers(source)
    assert with_value(source, places[1], 7) == "größe = 10; y = 7\nz = f(größe, 10)"
    assert with_value(source, places[2], 123) == "größe = 10; y = 10\nz = f(größe, 123)"


@pytest.mark.parametrize("value", [0, 1, 2, 5, 7, 0.0, 0.1])
def test_other_values_differ_and_are_positive(value):
    assert other_values(value)
    assert all(new > 0 and new != value for new in other_values(value))


WELL = {
    "result": "print(7)",
    "refused by the library": "shapes.output_size(len('a'), kernel_size=1)",
    "shown error": "with notebook.raises(ZeroDivisionError):\n    1 / (5 - 5)",
    "no such place": "[''][0]",
    "long": "if len('') != 0:\n    while True:\n        pass",
}
BAD = {
    "assertion": ("assert len('abc') == 3", "AssertionError"),
    "broadcast": ("np.ones(3) + np.ones(len('abc'))", "could not be broadcast"),
    "name": ("if len('abc') == 3:\n    a = ''\nb = a", "NameError"),
    "attribute": ("{len('abc'): ''}.get(3).upper()", "AttributeError"),
    "figure": (
        "import matplotlib.pyplot as plt\n"
        "class Bad(plt.Line2D):\n    def draw(self, _):\n        assert self.n == len('abc')\n"
        "line = Bad([], [])\nline.n = 3\n_ = plt.gca().add_artist(line)",
        "AssertionError",
    ),
    "crash": ("import os\nif len('') != 0:\n    os._exit(len('abc'))", "exit status"),
}


LATER = {
    "state": "values = []",
    "append": "values.append(3)",
    "after": "if len(values) > len('a'):\n    raise ValueError",
}
SOURCES = WELL | {name: source for name, (source, _) in BAD.items()} | LATER


def write(path, *sources):
    """Write a chapter of these cells."""
    cells = [new_markdown_cell("# T"), new_code_cell(SETUP), PROOF]
    cells += [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture(scope="module")
def trials(tmp_path_factory):
    """The trials of one tour of all samples, by the name of the sample."""
    path = write(tmp_path_factory.mktemp("robot") / "01_t.ipynb", *SOURCES.values())
    ids = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    names = {source: name for name, source in SOURCES.items()}
    return {names[ids[trial.cell]]: trial for trial in robot.trials_of(path)}


@pytest.mark.parametrize("name", WELL)
def test_results_and_clear_errors_are_well(trials, name):
    assert trials[name].outcome in robot.FINE, trials[name]


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, (_, words) in BAD.items()])
def test_what_a_reader_must_not_meet_is_named(trials, name, words):
    assert trials[name].outcome not in robot.FINE
    assert words in trials[name].words


def test_the_library_refuses_in_its_own_words(trials):
    assert trials["refused by the library"].outcome == "error"
    assert "kernel_size" in trials["refused by the library"].words


def test_a_changed_cell_that_computes_for_ever_is_stopped(trials):
    assert trials["long"].outcome == "slow"


def test_a_trial_leaves_nothing_for_the_cells_after_it(trials):
    assert trials["append"].outcome == "result"  # and "after" ran: one value was appended


def test_the_table_counts_and_names(trials, tmp_path):
    head, *worse = robot.table(tmp_path / "01_t.ipynb", list(trials.values()), 3.2)
    assert head.startswith(f"01_t.ipynb: {len(trials)} cells tried in 3 s")
    assert f"{len(BAD) - 1} unclear, 1 crashed" in head
    assert len(worse) == len(BAD)


def test_a_chapter_that_fails_unchanged_is_named(tmp_path, capsys):
    assert robot.main([str(write(tmp_path / "02_t.ipynb", "1 / 0"))]) == 1
    assert "fails unchanged" in capsys.readouterr().out
