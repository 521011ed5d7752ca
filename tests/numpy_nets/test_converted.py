"""The table of conversions: every layer of the specifications is in it."""

import numpy as np
import pytest

from cnnlib import specs
from cnnlib.numpy_nets import converted


def kinds(base):
    """Return all kinds of layers below one."""
    return {base}.union(*(kinds(kind) for kind in base.__subclasses__()))


def test_every_layer_of_the_specifications_is_converted():
    abstract = {specs.Layer, specs.Pointwise, specs.Pool, specs.Sequence, specs.Branches}
    known = {kind for kind in kinds(specs.Layer) if kind.__module__.startswith("cnnlib.specs")}
    assert known - abstract == {*converted.WITH_WEIGHTS, *converted.WITHOUT_WEIGHTS}


def test_a_table_of_connections_fills_up_filters_with_zeros():
    layer = specs.PartialConvolution(((0, 2), (1,)), kernel_size=1, bias=False)
    weight = np.array([1.0, 2.0, 3.0]).reshape(3, 1, 1)
    conversion = converted.WITH_WEIGHTS[specs.PartialConvolution]
    assert conversion.shapes(layer, (3, 4, 4)) == {"weight": (3, 1, 1)}
    made = conversion.make(layer, weight, None)
    assert made.weight[:, :, 0, 0].tolist() == [[1, 0, 2], [0, 3, 0]]
    with pytest.raises(ValueError, match="no filter sees channel 3"):
        conversion.shapes(layer, (4, 4, 4))
