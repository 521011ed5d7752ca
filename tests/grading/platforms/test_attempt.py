"""Names of second and third copies of a file are read as the first one's."""

import pytest

from cnnlib.grading.platforms.attempt import plain_stem


@pytest.mark.parametrize(
    "file",
    ["a/ps2.ipynb", "ps2 (1).ipynb", "ps2(2).ipynb", "ps2-Copy1.ipynb", "ps2 - Copy (3).ipynb"],
)
def test_copies_have_the_same_stem(file):
    assert plain_stem(file) == "ps2"


def test_a_name_without_ending_stays():
    assert plain_stem("ps2") == "ps2"
