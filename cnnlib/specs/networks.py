"""Networks: a name, a sequence of layers, and the shape of the input.

    parameters, MACs, bytes = sums over the layers, each at the shape that reaches it

One object yields the table, the receptive fields and the PyTorch module. Taught in chapters 6
and 8.
"""

from dataclasses import dataclass, replace
from math import prod

from cnnlib import shapes
from cnnlib.specs.composites import Sequence
from cnnlib.specs.layers import image_shape
from cnnlib.specs.tables import network_table


@dataclass(frozen=True)
class Network:
    """A network as data: its name, its layers, and the shape of its input.

    Examples
    --------
    >>> from cnnlib.specs import Convolution, Dense, Sequence
    >>> net = Network("tiny", Sequence(Convolution(4, 3), Dense(10)), (1, 8, 8))
    >>> net.output_shape, net.parameters
    ((10, 1, 1), 1490)
    """

    name: str
    body: Sequence
    input_shape: tuple = (3, 224, 224)

    def __post_init__(self):
        object.__setattr__(self, "input_shape", image_shape(self.input_shape))  # frozen class
        object.__setattr__(self, "body", Sequence.of(self.body))

    @property
    def layers(self):
        """The layers, first to last."""
        return self.body.layers

    @property
    def output_shape(self):
        """(C, H, W) of the output."""
        return self.body.output_shape(self.input_shape)

    @property
    def weights(self):
        """How many weights, and scales of normalizations, are learned."""
        return self.body.weights(self.input_shape)

    @property
    def parameters(self):
        """How many numbers are learned: weights and biases, scales and shifts."""
        return self.body.parameters(self.input_shape)

    @property
    def macs(self):
        """Multiply-accumulate operations for one input."""
        return self.body.macs(self.input_shape)

    @property
    def activations(self):
        """How many values a forward pass holds: those of the input and what the layers write."""
        return prod(self.input_shape) + self.body.activations(self.input_shape)

    def bytes(self, value_bytes=4):
        """Count the bytes of `activations`; the parameters take ``value_bytes*parameters`` more."""
        return shapes.integer(value_bytes, "value_bytes", 1) * self.activations

    def steps(self):
        """Yield every layer with the shape (C, H, W) of its input."""
        return self.body.steps(self.input_shape)

    def table(self, inner=False, value_bytes=4):
        """Return the table of the layers; with `inner` those inside of blocks have rows, too."""
        value_bytes = shapes.integer(value_bytes, "value_bytes", 1)
        self.require_fit()
        return network_table(self, inner, value_bytes)

    def up_to(self, name):
        """Return the network that ends with the layer of this name."""
        names = [layer.name for layer in self.layers]
        if name not in names:
            raise ValueError(f"{self.name} has no layer {name!r}; it has {[n for n in names if n]}")
        return replace(self, body=Sequence(*self.layers[: names.index(name) + 1]))

    def windowed(self):
        """Return the network with its dense layers as convolutions: it then takes any size."""
        self.require_fit()
        return replace(self, body=self.body.windowed(self.input_shape[1:]))

    def require_fit(self):
        """Refuse a network in which a layer does not fit what reaches it.

        Raises
        ------
        ValueError
            Naming the layer, what came, and what was expected.
        """
        self.body.output_shape(self.input_shape)
