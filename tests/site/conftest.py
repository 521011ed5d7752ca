"""The extensions of the site stand on the path as they do for Sphinx; a book with self-checks."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = ROOT / "site" / "ext"

if str(EXTENSIONS) not in sys.path:
    sys.path.append(str(EXTENSIONS))


@pytest.fixture(scope="session")
def checked_book(tmp_path_factory):
    """The folder of a small built book whose chapter has a self-check of each kind."""
    from tests.site.form_book import build
    from tests.site.self_check_samples import cells

    index = "# A small book\n\n```{div} lead\nIt asks.\n```\n"
    return build(tmp_path_factory.mktemp("checks"), cells(), index)
