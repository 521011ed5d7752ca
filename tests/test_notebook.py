"""The first cell of a chapter: style, sharp figures, one thread, seeds; nothing printed."""

import io
import json
import os
import random
import subprocess
import sys
from base64 import b64decode

import matplotlib
import nbformat
import numpy as np
import pytest
import torch
from nbclient import NotebookClient
from PIL import Image
from threadpoolctl import threadpool_info

from cnnlib import notebook
from cnnlib.plotting import style


@pytest.fixture(autouse=True)
def put_everything_back(monkeypatch):
    for variable in notebook.THREAD_VARIABLES:
        monkeypatch.setenv(variable, os.environ.get(variable, "2"))
    with matplotlib.rc_context():
        yield


def run(code):
    """Run code in a fresh process that may use two threads, and return what it prints as JSON."""
    environment = os.environ | dict.fromkeys(notebook.THREAD_VARIABLES, "2")
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    return json.loads(result.stdout)


def test_returns_and_prints_nothing(capsys):
    assert notebook.start() is None
    assert capsys.readouterr() == ("", "")


def test_sets_the_style_and_the_seeds():
    notebook.start(seed=7)
    assert matplotlib.rcParams["text.color"] == style.INK
    first = random.random(), np.random.rand(), torch.rand(1).item()  # noqa: NPY002
    notebook.start(seed=7)
    assert first == (random.random(), np.random.rand(), torch.rand(1).item())  # noqa: NPY002


def test_one_thread_for_everything_loaded_now():
    notebook.start()
    assert torch.get_num_threads() == 1
    assert {pool["num_threads"] for pool in threadpool_info()} == {1}


def test_torch_is_not_imported_but_finds_the_limit_later():
    before, loaded, after = run(
        "import json, sys; from cnnlib import notebook; notebook.start();"
        "loaded = 'torch' in sys.modules;"
        "from threadpoolctl import threadpool_info;"
        "pools = sorted({pool['num_threads'] for pool in threadpool_info()});"
        "import torch; print(json.dumps([pools, loaded, torch.get_num_threads()]))"
    )
    assert (before, loaded, after) == ([1], False, 1)


def test_torch_imported_first_is_limited_too():
    threads = run(
        "import json, torch; before = torch.get_num_threads();"
        "from cnnlib import notebook; notebook.start();"
        "print(json.dumps([before, torch.get_num_threads()]))"
    )
    assert threads == [2, 1]


@pytest.fixture(scope="module")
def executed():
    """Return the outputs of a notebook's cells, run in a real kernel."""
    cells = [
        "import torch\nfrom matplotlib import pyplot as plt\n"
        "from cnnlib import datasets, models, notebook, training\nnotebook.start()",
        "fig, ax = plt.subplots(figsize=(4, 3))\nax.plot([1, 2]);",
        "data = datasets.digits()\nhistory = training.fit(models.mlp(), *data, epochs=2)",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, kernel_name="python3", timeout=120).execute()
    return [cell.outputs for cell in book.cells]


def test_setup_cell_leaves_no_output(executed):
    assert executed[0] == []


def test_figures_are_sharp_and_transparent(executed):
    (output,) = executed[1]
    picture = Image.open(io.BytesIO(b64decode(output.data["image/png"])))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0))[3] == 0
    assert picture.width == pytest.approx(2 * output.metadata["image/png"]["width"], abs=2)
    assert output.metadata["image/png"]["width"] == pytest.approx(400, abs=20)
    assert float(picture.text["Smallest letters"]) == pytest.approx(style.FONT_SIZE / 0.72, abs=0.1)


def test_training_leaves_no_progress_bar_in_an_executed_notebook(executed):
    assert executed[2] == []
