"""Networks: a sequence with an input, whose shapes and counts need no argument."""

import numpy as np
import pytest

from cnnlib.specs import Convolution, Dense, MaxPool, Network, ReLU, Sequence

SMALL = Sequence(
    Convolution(4, 3, name="conv1"), ReLU(), MaxPool(2, name="pool1"), Dense(10, name="fc")
)
NET = Network("small", SMALL, (1, 8, 8))


def test_counts_are_those_of_the_body():
    assert NET.output_shape == (10, 1, 1)
    assert NET.weights == SMALL.weights((1, 8, 8)) == 396
    assert NET.parameters == SMALL.parameters((1, 8, 8)) == 410
    assert NET.macs == SMALL.macs((1, 8, 8)) == 1656
    assert [*NET.steps()] == [*SMALL.steps((1, 8, 8))]


def test_memory_counts_the_input_too():
    assert NET.activations == 64 + 4 * 36 + 4 * 9 + 10 == 254
    assert (NET.bytes(), NET.bytes(value_bytes=2)) == (4 * 254, 2 * 254)


def test_windowed_takes_any_size():
    net = NET.windowed()
    assert net.layers[-1] == Convolution(10, (3, 3), name="fc")
    assert (net.parameters, net.macs, net.bytes()) == (NET.parameters, NET.macs, NET.bytes())
    assert net.body.output_shape((1, 12, 8)) == (10, 3, 1)


def test_up_to_ends_with_the_layer():
    assert NET.up_to("pool1").output_shape == (4, 3, 3)
    assert NET.up_to("pool1").parameters == 40
    with pytest.raises(ValueError, match=r"no layer 'pool9'.*conv1"):
        NET.up_to("pool9")


def test_body_may_be_a_list():
    assert Network("small", list(SMALL.layers), (1, 8, 8)) == NET


def test_input_shape_may_be_a_list():
    assert Network("small", SMALL, [1, 8, 8]) == NET
    assert Network("large", SMALL).input_shape == (3, 224, 224)


@pytest.mark.parametrize(
    ("shape", "error"),
    [((8, 8), ValueError), (8, ValueError), ((1, 0, 8), ValueError), ((1, 8, 8.0), TypeError)],
)
def test_input_shape_is_three_integers(shape, error):
    with pytest.raises(error, match="input_shape must be"):
        Network("small", SMALL, shape)


@pytest.mark.parametrize(("value_bytes", "error"), [(0, ValueError), (0.5, TypeError)])
def test_bytes_of_a_value_are_a_whole_number(value_bytes, error):
    with pytest.raises(error, match="value_bytes"):
        NET.bytes(value_bytes)


@pytest.mark.parametrize("small", [np.int8, np.uint8, np.int16, np.int32])
def test_small_integers_of_numpy_do_not_overflow(small):
    def network(number):
        first = Convolution(number(100), 3, groups=number(1))
        layers = first, Convolution(number(100), number(3)), Dense(number(100))
        return Network("a network", Sequence(*layers), (number(3), number(100), number(100)))

    for count in ("activations", "macs", "parameters", "output_shape"):
        assert getattr(network(small), count) == getattr(network(int), count)
