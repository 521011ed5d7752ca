"""Convolution along a table of connections: counts by hand, and errors."""

import pytest

from cnnlib.specs import Convolution, PartialConvolution

TABLE = ((0, 1), (1, 2), (0, 1, 2))


def test_counts_by_hand():
    layer = PartialConvolution(TABLE, 5, name="C3")
    assert layer.output_shape((3, 14, 14)) == (3, 10, 10)
    assert layer.weights((3, 14, 14)) == 7 * 25
    assert layer.biases((3, 14, 14)) == 3
    assert layer.macs((3, 14, 14)) == 7 * 25 * 100
    assert PartialConvolution(TABLE, 5, bias=False).parameters((3, 14, 14)) == 175
    assert eval(repr(layer)) == layer


def test_a_full_table_is_a_convolution():
    full = PartialConvolution([range(4)] * 6, (3, 5), stride=2, padding=1)
    plain = Convolution(6, (3, 5), stride=2, padding=1)
    for cost in ("output_shape", "weights", "biases", "macs", "activations"):
        assert getattr(full, cost)((4, 9, 9)) == getattr(plain, cost)((4, 9, 9))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: PartialConvolution((), 3), "name a channel for every filter"),
        (lambda: PartialConvolution(((0,), ()), 3), "name a channel for every filter"),
        (lambda: PartialConvolution(((0, 0),), 3), "must differ"),
        (lambda: PartialConvolution(((-1,),), 3), "at least 0"),
        (lambda: PartialConvolution(((0, 3),), 3).output_shape((3, 5, 5)), "name channel 3"),
    ],
)
def test_errors_show_the_table(make, words):
    with pytest.raises(ValueError, match=words):
        make()
