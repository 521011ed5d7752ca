"""Every chapter is stored in its one form: what `make notebooks` writes."""

import pytest

from tests.structure.tree import ROOT, files_in
from tools import normalise

NOTEBOOKS = files_in(("chapters",), (".ipynb",))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_notebook_is_normalised(path):
    found = normalise.check(ROOT / path, normalise.repository_url())
    assert not found, "\n".join(["run `make notebooks`, or mend:", *found])
