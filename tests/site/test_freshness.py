"""A chapter runs again when, and only when, something that it imports has changed."""

import json

import pytest
from course_freshness import with_fingerprint
from course_imports import fingerprint, imported_files, notebook_code
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbformat import reads

FILES = {
    "cnnlib/__init__.py": "",
    "cnnlib/shapes.py": "def output_size(n, k): return n - k + 1\n",
    "cnnlib/ops/__init__.py": "from cnnlib.ops.conv import conv2d\n",
    "cnnlib/ops/conv.py": "from cnnlib.shapes import output_size\nimport numpy\n",
    "cnnlib/explorers/__init__.py": "from .slide import Slide\n",
    "cnnlib/explorers/slide.py": "def Slide():\n    from cnnlib.shapes import output_size\n",
    "cnnlib/explorers/slide.js": "let a = 1;\n",
    "cnnlib/training.py": "import torch\n",
    "data/digits/digits.csv": "1,2\n",
    "data/README.md": "about\n",
    "constraints.txt": "numpy==2.4\n",
}


@pytest.fixture
def repository(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def notebook_text(*sources):
    cells = [
        {"cell_type": "code", "id": f"c{i}", "source": source, "metadata": {}, "outputs": [],
         "execution_count": None}
        for i, source in enumerate(sources)
    ]  # fmt: skip
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernelspec}, "nbformat": 4, "nbformat_minor": 5}
    )


@pytest.mark.parametrize(
    ("code", "changed", "reruns"),
    [
        ("from cnnlib.ops import conv2d", "cnnlib/ops/conv.py", True),
        ("from cnnlib.ops import conv2d", "cnnlib/shapes.py", True),
        ("from cnnlib import ops", "cnnlib/ops/conv.py", True),
        ("import cnnlib.ops.conv as conv", "cnnlib/ops/__init__.py", True),
        ("from cnnlib.ops import conv2d", "cnnlib/training.py", False),
        ("from cnnlib.explorers import Slide", "cnnlib/explorers/slide.js", True),
        ("from cnnlib.explorers import Slide", "cnnlib/shapes.py", True),
        ("from cnnlib.ops import conv2d", "cnnlib/explorers/slide.js", False),
        ("import numpy", "cnnlib/__init__.py", False),
        ("import numpy", "data/digits/digits.csv", True),
        ("import numpy", "data/README.md", False),
        ("import numpy", "constraints.txt", True),
    ],
)
def test_fingerprint_follows_imports(repository, code, changed, reruns):
    before = fingerprint(code, repository)
    assert fingerprint(code, repository) == before
    with (repository / changed).open("a") as file:
        file.write("# edited\n")
    assert (fingerprint(code, repository) != before) == reruns


def test_circular_imports_end(repository):
    (repository / "cnnlib/shapes.py").write_text("import cnnlib.ops.conv\n")
    names = {path.name for path in imported_files("import cnnlib.shapes", repository)}
    assert {"shapes.py", "conv.py"} <= names


def test_code_of_a_notebook_with_magics(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(notebook_text("%pip install -q x\nimport cnnlib.shapes", "!ls\ny = 50 % 7"))
    code = notebook_code(path)
    assert "import cnnlib.shapes" in code
    compile(code, "cells", "exec")


def test_code_of_a_markdown_notebook(tmp_path):
    path = tmp_path / "index.md"
    path.write_text(
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# Title\n\n"
        "```{code-cell} ipython3\n---\ntags: [hide-input]\n---\nimport cnnlib.ops\n```\n\n"
        "```{code-cell}\n:tags: [a]\nx = 1\n```\n"
    )
    assert notebook_code(path).split() == ["import", "cnnlib.ops", "x", "=", "1"]


def test_plain_markdown_has_no_code(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("# Title\n\n```{code-block} python\nimport cnnlib\n```\n")
    assert notebook_code(path) is None


def test_the_fingerprint_is_part_of_the_cache_key(tmp_path):
    cache = get_cache(tmp_path / "cache")
    text = notebook_text("x = 1")
    first, second = (reads(with_fingerprint(text, value), 4) for value in ("aaaa", "bbbb"))
    cache.cache_notebook_bundle(CacheBundleIn(first, "a.ipynb"), check_validity=False)
    assert cache.match_cache_notebook(first)
    with pytest.raises(KeyError):
        cache.match_cache_notebook(second)


def test_the_fingerprint_in_front_matter():
    text = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# A\n\nkernelspec:\n  x\n"
    marked = with_fingerprint(text, "aaaa")
    assert marked.startswith(
        "---\nfile_format: mystnb\nkernelspec:\n  fingerprint: aaaa\n  name: python3\n---\n"
    )
    assert marked.count("aaaa") == 1
