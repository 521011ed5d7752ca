"""Sequences and branches: shapes follow the layers, counts add up."""

import pytest
from torch import nn

from cnnlib.specs import (
    AveragePool,
    Branches,
    Convolution,
    Dense,
    GlobalAveragePool,
    MaxPool,
    Network,
    ReLU,
    Sequence,
)

SMALL = Sequence(
    Convolution(4, 3, name="conv1"), ReLU(), MaxPool(2, name="pool1"), Dense(10, name="fc")
)


def test_sequence_passes_the_shape_on():
    shapes = [shape for _, shape in SMALL.steps((1, 8, 8))]
    assert shapes == [(1, 8, 8), (4, 6, 6), (4, 6, 6), (4, 3, 3)]
    assert SMALL.output_shape((1, 8, 8)) == (10, 1, 1)
    assert SMALL.output_size((8, 8)) == (1, 1)


def test_sequence_adds_the_counts():
    assert SMALL.weights((1, 8, 8)) == 36 + 360
    assert SMALL.biases((1, 8, 8)) == 4 + 10
    assert SMALL.parameters((1, 8, 8)) == 410
    assert SMALL.macs((1, 8, 8)) == 36 * 36 + 360


def test_sequence_adds_what_its_layers_write():
    assert SMALL.activations((1, 8, 8)) == 4 * 36 + 4 * 9 + 10  # ReLU writes over its input
    assert SMALL.bytes((1, 8, 8)) == 4 * 190
    assert SMALL.bytes((1, 8, 8), value_bytes=8) == 8 * 190


def test_sequence_of_anything_made_of_layers():
    conv, network = Convolution(4, 3), Network("small", SMALL, (1, 8, 8))
    assert Sequence.of(SMALL) is Sequence.of(network) is SMALL
    block = Branches((conv,), (conv,))
    for layers in (conv, [conv], (conv,), iter([conv])):
        assert Sequence.of(layers) == Sequence(conv)
    assert Sequence.of(block) == Sequence(block)


@pytest.mark.parametrize("layers", [None, 3, "conv", [nn.ReLU()], nn.Sequential(nn.ReLU())])
def test_sequence_of_nothing_else(layers):
    with pytest.raises(TypeError, match="layers must be a network, a layer, or an iterable"):
        Sequence.of(layers)


def test_empty_sequence_is_the_identity():
    assert Sequence().output_shape((3, 5, 5)) == (3, 5, 5)
    assert Sequence().parameters((3, 5, 5)) == 0


def test_sequences_nest_and_compare_by_value():
    nested = Sequence(Sequence(*SMALL.layers[:2]), *SMALL.layers[2:])
    assert nested.output_shape((1, 8, 8)) == SMALL.output_shape((1, 8, 8))
    assert nested.parameters((1, 8, 8)) == SMALL.parameters((1, 8, 8))
    assert Sequence(ReLU(), name="a") == Sequence(ReLU(), name="a") != Sequence(ReLU())


def test_repr_is_the_call_that_makes_it():
    block = Branches((Convolution(8, 3, padding=1),), (), name="block")
    for layer in (SMALL, Sequence(ReLU(), name="a"), block, Sequence(block)):
        assert eval(repr(layer)) == layer


def test_residual_block():
    block = Branches((Convolution(8, 3, padding=1), ReLU()), (), name="block")
    assert block.output_shape((8, 6, 5)) == (8, 6, 5)
    assert block.output_size((6, 5)) == (6, 5)
    assert block.parameters((8, 6, 5)) == 8 * 8 * 9 + 8
    assert block.macs((8, 6, 5)) == 8 * 8 * 9 * 30


def test_a_path_may_be_a_single_layer():
    assert Branches(Convolution(1, 3), ()) == Branches([Convolution(1, 3)], ())


def test_concatenation_stacks_channels():
    module = Branches((Convolution(3, 1),), (MaxPool(3, 1, 1),), join="concatenate")
    assert module.output_shape((8, 6, 5)) == (11, 6, 5)


@pytest.mark.parametrize("join", ["add", "concatenate"])
def test_branches_write_what_their_paths_write(join):
    paths = (Convolution(4, 1), ReLU(), Convolution(8, 3, padding=1)), (Convolution(8, 1),)
    block = Branches(*paths, join=join)
    assert block.activations((8, 6, 5)) == (4 + 8 + 8) * 30
    assert block.bytes((8, 6, 5), value_bytes=2) == 2 * 20 * 30
    assert Branches((), ()).bytes((8, 6, 5)) == 0


def test_windowed_turns_dense_ends_into_convolutions():
    body = SMALL.windowed((8, 8))
    assert body.layers[-1] == Convolution(10, (3, 3), name="fc")
    assert body.parameters((1, 8, 8)) == 410
    assert body.output_shape((1, 12, 8)) == (10, 3, 1)
    inside = Branches((GlobalAveragePool(),), (Dense(4),), join="concatenate")
    assert inside.windowed((3, 2)).paths[0].layers == (AveragePool((3, 2), stride=1),)
    assert inside.windowed((3, 2)).output_shape((4, 3, 2)) == (8, 1, 1)


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Sequence("conv"), TypeError, "layers"),
        (lambda: Branches(join="add"), ValueError, "paths"),
        (lambda: Branches((), join="sum"), ValueError, "join"),
        (
            lambda: Branches((Convolution(9, 3, padding=1),), ()).output_shape((8, 6, 6)),
            ValueError,
            "channels",
        ),
        (
            lambda: Branches((MaxPool(2),), (), join="concatenate").output_shape((8, 6, 6)),
            ValueError,
            "rows and columns",
        ),
        (
            lambda: SMALL.output_shape((1, 2, 2)),
            ValueError,
            r"conv1 with input \(1, 2, 2\)",
        ),
    ],
)
def test_errors_say_where(make, error, words):
    with pytest.raises(error, match=words):
        make()
