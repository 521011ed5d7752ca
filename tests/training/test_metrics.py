"""Accuracy is the share of equal entries."""

import pytest
import torch

from cnnlib.training import accuracy


@pytest.mark.parametrize(
    ("predicted", "labels", "expected"),
    [([1], [1], 1.0), ([1, 2], [2, 1], 0.0), ([[0, 1], [2, 3]], [[0, 1], [2, 9]], 0.75)],
)
def test_by_hand(predicted, labels, expected):
    assert accuracy(predicted, labels) == expected
    assert accuracy(torch.tensor(predicted), torch.tensor(labels)) == expected


@pytest.mark.parametrize(("predicted", "labels"), [([1, 2], [1]), ([], []), ([[1], [2]], [1, 2])])
def test_refuses_what_cannot_be_compared(predicted, labels):
    with pytest.raises(ValueError, match="cannot compare"):
        accuracy(predicted, labels)
