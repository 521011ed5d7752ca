"""Sums of letters: by hand, and put back into numbers."""

import numpy as np
import pytest

from cnnlib.explorers.letters import letter_names, letter_sums, sum_of_letters
from cnnlib.ops import conv2d

DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@pytest.mark.parametrize(
    ("slopes", "text"),
    [
        ([[1, 1], [1, 0]], "w₁₁+w₁₂\n+w₂₁"),
        ([[-1, 0], [0, 2.5]], "−w₁₁\n+2.5w₂₂"),
        ([[0, 0], [-3, 1]], "−3w₂₁+w₂₂"),
        ([[0, 0], [0, 0]], "0"),
    ],
)
def test_a_sum_is_written_as_by_hand(slopes, text):
    assert sum_of_letters(slopes) == text


def test_sums_have_the_values_of_the_function():
    """Each written sum, with the weights put in for the letters, is what the operator returns."""
    rng = np.random.default_rng(3)
    x, weight = rng.integers(-4, 5, (1, 4, 5)).astype(float), rng.integers(-9, 10, (2, 3))
    sums = letter_sums(lambda w: conv2d(x, w[None, None], padding=1)[0], weight.shape)
    output = conv2d(x, weight[None, None].astype(float), padding=1)[0]
    named = zip(letter_names(weight.shape).flat, weight.flat, strict=True)
    values = {name.translate(DIGITS): int(value) for name, value in named}
    assert sums.shape == output.shape
    for written, value in zip(sums.flat, output.flat, strict=True):
        terms = written.replace("\n", "").replace("−", "-").replace("w", "*w").translate(DIGITS)
        terms = terms.replace("+*", "+").replace("-*", "-").removeprefix("*")
        assert eval(terms, {}, values) == value
