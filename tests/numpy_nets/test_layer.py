"""What a layer promises unless it says otherwise."""

import pytest

from cnnlib.numpy_nets.layer import Layer


def test_a_bare_layer_computes_nothing_and_says_so():
    layer = Layer()
    assert layer.parameters == ()
    assert (layer.is_fresh, layer.may_overwrite) == (True, False)
    with pytest.raises(NotImplementedError):
        layer.forward(0)
    with pytest.raises(NotImplementedError):
        layer.backward(0, (0,), 0)
