"""Notebooks without a stored run are executed side by side; failures are left to their pages."""

import course_execution
import nbformat
import pytest
from course_execution import execute, is_stored, read
from jupyter_cache import get_cache
from nbformat.v4 import new_code_cell, new_notebook

TIMEOUT = 60


def write(path, *sources):
    """Write a notebook of these cells and return its path."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def cache(tmp_path):
    return get_cache(str(tmp_path / "cache"))


def test_runs_are_stored_and_found_again(tmp_path, cache):
    path = write(tmp_path / "one.ipynb", "print(6 * 7)")
    notebook = read(path, "aaaa")
    assert not is_stored(cache, notebook)
    assert execute(cache, {path: notebook}, TIMEOUT) == [path]
    assert is_stored(cache, read(path, "aaaa"))
    assert not is_stored(cache, read(path, "bbbb"))  # another library
    _, found = cache.merge_match_into_notebook(read(path, "aaaa"))
    assert found.cells[0].outputs[0].text == "42\n"


def test_what_is_printed_in_pieces_is_one_text(tmp_path, cache):
    code = (
        "import time\n"
        "for piece in ('a', ' b\\n', 'c\\n'):\n"
        "    print(piece, end='', flush=True)\n"
        "    time.sleep(0.1)\n"
    )
    path = write(tmp_path / "pieces.ipynb", code)
    assert execute(cache, {path: read(path, "aaaa")}, TIMEOUT) == [path]
    _, found = cache.merge_match_into_notebook(read(path, "aaaa"))
    texts = [output.text for output in found.cells[0].outputs if output.output_type == "stream"]
    assert texts == ["a b\nc\n"]


def test_a_failure_is_not_stored_and_stops_no_other(tmp_path, cache):
    wrong = write(tmp_path / "wrong.ipynb", "1 / 0")
    right = write(tmp_path / "right.ipynb", "1 + 1")
    waiting = {path: read(path, "aaaa") for path in (wrong, right)}
    assert execute(cache, waiting, TIMEOUT) == [right]
    assert not is_stored(cache, read(wrong, "aaaa"))


def test_two_run_at_the_same_time(tmp_path, cache, monkeypatch):
    monkeypatch.setattr(course_execution, "AT_ONCE", 2)
    wait = (
        "import pathlib, time\n"
        "mine, other = pathlib.Path('{0}'), pathlib.Path('{1}')\n"
        "mine.touch()\n"
        "while not other.exists(): time.sleep(0.05)\n"
    )
    paths = [
        write(tmp_path / f"{own}.ipynb", wait.format(own, other))
        for own, other in (("left", "right"), ("right", "left"))
    ]
    assert execute(cache, {path: read(path, "aaaa") for path in paths}, TIMEOUT) == paths
