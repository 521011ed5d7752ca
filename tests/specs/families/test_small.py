"""The course's small nets: counts by hand; the modules are tested in tests/models."""

import pytest

from cnnlib.specs import mlp, pooled_convnet, small_convnet, strided_convnet


def test_counts_by_hand():
    assert mlp((3, 4, 5), (7, 6), 2).parameters == (60 * 7 + 7) + (7 * 6 + 6) + (6 * 2 + 2)
    assert mlp(hidden=()).parameters == 64 * 10 + 10
    assert small_convnet((1, 12, 12)).parameters == 160 + 4640 + 32 * 9 * 10 + 10
    assert small_convnet((1, 12, 12), global_pooling=True).parameters == 160 + 4640 + 330
    assert strided_convnet(3, (4, 5), classes=2).parameters == 28 * 4 + 37 * 5 + 12


def test_both_ways_to_shrink_have_the_same_shapes():
    for stride in (2, 3):
        shapes = [
            [shape for layer, shape in make(stride=stride).steps() if layer.label == "Convolution"]
            for make in (strided_convnet, pooled_convnet)
        ]
        assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: small_convnet(kernel_size=4), "kernel_size must be odd"),
        (lambda: small_convnet(widths=(4,) * 4), "4 poolings leave nothing of a 8x8 image"),
        (lambda: small_convnet(widths=()), "at least one width"),
        (lambda: strided_convnet(widths=()), "at least one width"),
        (lambda: pooled_convnet(widths=()), "at least one width"),
    ],
)
def test_wrong_arguments_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()
