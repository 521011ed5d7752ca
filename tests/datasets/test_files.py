"""Files are found without importing scikit-learn, and a changed file is refused."""

import hashlib
import subprocess
import sys

import pytest

from cnnlib.datasets import files


def test_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match=r"no images/nowhere\.jpg"):
        files.scikit_learn_file("images/nowhere.jpg")


def test_missing_scikit_learn_says_what_to_install(monkeypatch):
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="pip install scikit-learn"):
        files.scikit_learn_file("images/china.jpg")


def test_changed_content_is_refused_with_both_checksums():
    expected, found = (hashlib.sha256(c).hexdigest() for c in (b"right", b"wrong"))
    assert files.verify(b"right", expected, "file") == b"right"
    with pytest.raises(ValueError, match=rf"(?s)the file differs.*{expected}.*{found}"):
        files.verify(b"wrong", expected, "the file")


def test_loading_imports_neither_scikit_learn_nor_torch():
    code = (
        "import sys; from cnnlib import datasets; datasets.digits(); datasets.photograph();"
        "print({'sklearn', 'torch', 'matplotlib', 'scipy'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"
