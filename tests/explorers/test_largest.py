"""At their largest the explorers stay small enough for a page: tools/blocking.py has the times."""

import pytest

from cnnlib import explorers
from tests.explorers.every import EXPLORERS
from tools import blocking

MOST_ELEMENTS = 1500  # drawn anew in some 30 ms


def test_every_explorer_has_a_largest_state():
    usual = {"FcnOverlay"}  # its size is that of the maps
    assert {*blocking.LARGEST} | usual == {kind.__name__ for kind in EXPLORERS}


@pytest.mark.parametrize("name", blocking.LARGEST)
def test_elements_are_bounded(one, name):
    element = one(blocking.LARGEST[name](getattr(explorers, name)))
    count = element.evaluate("element => element.shadowRoot.querySelectorAll('*').length")
    assert 50 < count < MOST_ELEMENTS
