"""A specification and its weights as a NumPy network.

The layers take the weights in their order, which is the order in which ``models.build`` writes its
state dictionary; each name and each shape is checked, so that no layer gets those of another.
Branches become steps that share an input and are joined. Taught in chapters 8 and 9.
"""

from collections.abc import Mapping
from functools import reduce

from cnnlib import specs
from cnnlib.numpy_nets import pointwise, wiring
from cnnlib.numpy_nets.converted import WITH_WEIGHTS, WITHOUT_WEIGHTS
from cnnlib.numpy_nets.graph import INPUT, NumpyNetwork, Step
from cnnlib.numpy_nets.modules import array

GLOBAL = (specs.GlobalAveragePool, specs.GlobalMaxPool)


def network(specification, weights):
    """Make a NumPy network of a specification.

    Parameters
    ----------
    specification : specs.Network
    weights : dict of str to array or tensor
        A state dictionary as that of ``models.build(specification)``: "conv1.weight" and so on.

    Returns
    -------
    NumpyNetwork
        Maps (N, C, H, W) to scores (N, classes) if the specification ends in a dense layer or a
        global pooling, else to maps. It holds a copy of the weights, in their dtype.

    Raises
    ------
    TypeError
        If `specification` is no specification, or `weights` no dictionary.
    ValueError
        If a layer does not fit its input, or the weights are not those of this specification; the
        message names the first layer.

    Examples
    --------
    >>> import numpy as np
    >>> tiny = specs.Network("tiny", specs.Sequence(specs.Dense(2, name="fc")), (1, 1, 3))
    >>> weights = {"fc.weight": np.ones((2, 3)), "fc.bias": np.array([0.0, 1.0])}
    >>> network(tiny, weights)(np.array([[[[1.0, 2.0, 3.0]]]]))
    array([[6., 7.]])
    """
    if not isinstance(specification, specs.Network):
        kind = type(specification).__name__
        raise TypeError(f"specification must be a specs.Network, got {kind}")
    if not isinstance(weights, Mapping):
        raise TypeError(f"weights must be a dictionary of arrays, got {type(weights).__name__}")
    specification.require_fit()
    writer = _Writer(_Weights(weights))
    end = writer.lay(specification.body, specification.input_shape, _Value(INPUT, is_flat=False))
    layers = specification.layers
    if layers and isinstance(layers[-1], GLOBAL) and not end.is_flat:
        writer.add(wiring.Reshape(), "flatten", end)  # (N, C, 1, 1) -> (N, C)
    writer.weights.require_none_left()
    return NumpyNetwork(writer.steps or [Step("identity", pointwise.Identity(), (INPUT,))])


class _Value:
    """The output of a step, and whether it comes as (N, C) instead of (N, C, H, W)."""

    def __init__(self, name, is_flat):
        self.name = name
        self.is_flat = is_flat


class _Writer:
    """Writes the steps of a network, one layer after the other."""

    def __init__(self, weights):
        self.steps = []
        self.weights = weights

    def add(self, layer, name, *sources, is_flat=True):
        """Add a step under a free name; return its output."""
        taken = {step.name for step in self.steps} | {INPUT}
        if name in taken:
            name = next(n for i in range(2, len(taken) + 3) if (n := f"{name}{i}") not in taken)
        self.steps.append(Step(name, layer, tuple(source.name for source in sources)))
        return _Value(name, is_flat)

    def lay(self, layer, shape, value):
        """Add the steps of a layer whose input has some shape (C, H, W); return its output."""
        if isinstance(layer, specs.Sequence):
            for inner, inner_shape in layer.steps(shape):
                value = self.lay(inner, inner_shape, value)
            return value
        if isinstance(layer, specs.Branches):
            return self._join(layer, [self.lay(path, shape, value) for path in layer.paths])
        value = self._in_form(layer, shape, value)
        is_flat = value.is_flat or isinstance(layer, specs.Dense)
        kind = type(layer)
        if kind in WITH_WEIGHTS:
            name, arrays = self.weights.take(layer, shape)
            return self.add(WITH_WEIGHTS[kind].make(layer, *arrays), name, value, is_flat=is_flat)
        if kind not in WITHOUT_WEIGHTS:
            raise TypeError(f"there is no layer of numpy_nets for {layer!r}")
        name = layer.name or kind.__name__.lower()
        return self.add(WITHOUT_WEIGHTS[kind](layer), name, value, is_flat=is_flat)

    def _in_form(self, layer, shape, value):
        """Flatten the input of a dense layer, and unflatten it for what needs rows and columns."""
        if isinstance(layer, specs.Dense) and not value.is_flat:
            return self.add(wiring.Reshape(), "flatten", value)  # (N, C, H, W) -> (N, C*H*W)
        if value.is_flat and not isinstance(layer, (specs.Dense, specs.Pointwise)):
            split = wiring.Reshape(tuple(shape))  # (N, C) -> (N, C, 1, 1)
            return self.add(split, "unflatten", value, is_flat=False)
        return value

    def _join(self, layer, values):
        """Add what joins the outputs of branches."""
        is_flat = values[0].is_flat
        if layer.join == "concatenate":
            return self.add(wiring.Concatenate(), "concatenate", *values, is_flat=is_flat)

        def added(one, other):
            return self.add(wiring.Add(), "add", one, other, is_flat=is_flat)

        return reduce(added, values)


class _Weights:
    """A state dictionary, layer by layer."""

    def __init__(self, weights):
        self.groups = {}  # name of a layer -> {name of a parameter: array}
        for name, value in weights.items():
            layer, _, parameter = name.rpartition(".")
            if parameter != "num_batches_tracked":
                self.groups.setdefault(layer, {})[parameter] = array(value)
        self.names = list(self.groups)
        self.taken = 0

    def take(self, layer, shape):
        """Return the name of the next layer and its arrays, which must be those of `layer`."""
        expected = WITH_WEIGHTS[type(layer)].shapes(layer, shape)
        name = self.names[self.taken] if self.taken < len(self.names) else ""
        found = self.groups.get(name, {})
        found_shapes = {key: values.shape for key, values in found.items()}
        called = layer.key or layer.name
        if found_shapes != expected or (called and not f".{name}".endswith(f".{called}")):
            raise ValueError(
                f"{called or repr(layer)} needs weights of the shapes {expected}; the next ones "
                f"are {name!r} with {found_shapes}"
            )
        self.taken += 1
        return name, [found.get(key) for key in WITH_WEIGHTS[type(layer)].names]

    def require_none_left(self):
        """Refuse weights for which the specification has no layer."""
        if self.taken < len(self.names):
            left = self.names[self.taken :]
            raise ValueError(f"weights hold layers that the specification does not have: {left}")
