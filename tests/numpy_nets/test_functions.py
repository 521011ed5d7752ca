"""Calls of functions and methods, read as layers: their arguments are PyTorch's."""

import pytest

from cnnlib.numpy_nets import functions, pointwise, pooling, wiring


def test_arguments_are_read_as_pytorch_does():
    assert functions.max_pool2d(3, padding=1) == pooling.MaxPool((3, 3), (3, 3), (1, 1), (1, 1))
    pooled = functions.avg_pool2d(2, 1, count_include_pad=False)
    assert pooled == pooling.AveragePool((2, 2), (1, 1), (0, 0), count_include_pad=False)
    assert functions.pad((1, 2)) == wiring.Pad(((0, 0), (1, 2)))
    assert functions.pad((1, 2, 3, 4), value=5.0) == wiring.Pad(((3, 4), (1, 2)), 5.0)
    assert isinstance(functions.mean((-1, -2), keepdim=True), pooling.MeanPool)
    assert isinstance(functions.mean([2, 3]), pooling.ChannelMeans)
    assert isinstance(functions.dropout(0.5, training=False), pointwise.Identity)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: functions.pad((1, 1), mode="reflect"), "constant"),
        (lambda: functions.pad((1, 1, 1, 1, 1, 1)), "rows and columns"),
        (lambda: functions.max_pool2d(2, return_indices=True), "return_indices=False"),
        (lambda: functions.view(2, 8), "shape"),
        (lambda: functions.mean(), "dim="),
        (lambda: functions.flatten(), "all axes but the first"),
    ],
)
def test_refuses_what_no_layer_does(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_every_function_has_a_counterpart_that_can_be_called():
    assert all(callable(function) for function in functions.FUNCTIONS.values())
    assert functions.JOINS.items() <= functions.FUNCTIONS.items()
