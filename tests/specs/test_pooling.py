"""Poolings over the whole input; windows of fixed size are tested with the layers."""

import pytest

from cnnlib.specs import AveragePool, GlobalAveragePool, GlobalMaxPool, MaxPool


@pytest.mark.parametrize(
    ("whole", "pool"), [(GlobalAveragePool, AveragePool), (GlobalMaxPool, MaxPool)]
)
def test_window_is_the_whole_input(whole, pool):
    layer = whole(name="pool5", key="avgpool")
    assert layer.output_shape((512, 7, 5)) == (512, 1, 1)
    assert layer.windowed((7, 5)) == pool((7, 5), stride=1, name="pool5", key="avgpool")
    assert layer.parameters((512, 7, 5)) == layer.macs((512, 7, 5)) == 0
    assert layer.bytes((512, 7, 5)) == 4 * 512


@pytest.mark.parametrize("pool", [MaxPool, AveragePool])
def test_windows_of_padding_alone_are_refused(pool):
    assert pool(3, padding=2).output_shape((1, 4, 4)) == (1, 2, 2)
    with pytest.raises(ValueError, match="window 0 of 4 sees nothing but padding"):
        pool(2, padding=2).output_shape((1, 4, 4))
