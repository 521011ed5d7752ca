"""Layers put together: one after the other, and side by side.

    Sequence(a, b)           output = b(a(x))
    Branches((a,), (b,))     output = a(x) + b(x), or both stacked along the channels

An empty path is the identity, so the block of a ResNet is ``Branches((conv, ...), ())``.
He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016; Szegedy et al.,
"Going deeper with convolutions", 2015. Taught in chapters 6 and 8.
"""

from dataclasses import dataclass

from cnnlib.specs.layers import Layer, image_shape

JOINS = ("add", "concatenate")


@dataclass(frozen=True, init=False, repr=False)
class Sequence(Layer):
    """Layers one after the other.

    Examples
    --------
    >>> from cnnlib.specs import Convolution, ReLU
    >>> Sequence(Convolution(8, 3), ReLU(), Convolution(8, 3)).output_shape((1, 9, 9))
    (8, 5, 5)
    """

    layers: tuple

    def __init__(self, *layers, name="", key=""):
        for layer in layers:
            if not isinstance(layer, Layer):
                raise TypeError(f"layers must be layers of cnnlib.specs, got {layer!r}")
        for field, value in (("layers", layers), ("name", name), ("key", key)):
            object.__setattr__(self, field, value)  # the class is frozen

    @classmethod
    def of(cls, layers):
        """Return a network, a layer, or an iterable of layers as one sequence.

        Raises
        ------
        TypeError
            If `layers` is anything else, such as a PyTorch module.
        """
        layers = getattr(layers, "body", layers)  # of a network
        if isinstance(layers, Layer):
            return layers if isinstance(layers, Sequence) else cls(layers)
        try:
            return cls(*layers)
        except TypeError as error:
            raise TypeError(
                f"layers must be a network, a layer, or an iterable of layers of cnnlib.specs, "
                f"got {layers!r}"
            ) from error

    def __repr__(self):
        return f"Sequence({', '.join([*map(repr, self.layers), *_named(self)])})"

    def steps(self, input_shape):
        """Yield every layer with the shape (C, H, W) of its input."""
        shape = image_shape(input_shape)
        for number, layer in enumerate(self.layers, 1):
            following = _after(layer, number, "output_shape", shape)  # a misfit is named here
            yield layer, shape
            shape = following

    def windowed(self, size=None):
        """Return the sequence with dense layers as convolutions, windows all known."""
        fixed = []
        for number, layer in enumerate(self.layers, 1):
            fixed.append(layer.windowed(size))
            size = None if size is None else _after(fixed[-1], number, "output_size", size)
        return Sequence(*fixed, name=self.name, key=self.key)

    def output_size(self, size):
        """Return (rows, columns) of the output for (rows, columns) of the input."""
        for number, layer in enumerate(self.layers, 1):
            size = _after(layer, number, "output_size", size)
        return tuple(size)

    def output_shape(self, input_shape):
        """Return (C, H, W) of the output for (C, H, W) of the input."""
        shape = image_shape(input_shape)
        for number, layer in enumerate(self.layers, 1):
            shape = _after(layer, number, "output_shape", shape)
        return shape

    def weights(self, input_shape):
        """Count the weights of all layers."""
        return sum(layer.weights(shape) for layer, shape in self.steps(input_shape))

    def biases(self, input_shape):
        """Count the biases of all layers."""
        return sum(layer.biases(shape) for layer, shape in self.steps(input_shape))

    def macs(self, input_shape):
        """Count the multiply-accumulate operations of all layers."""
        return sum(layer.macs(shape) for layer, shape in self.steps(input_shape))

    def activations(self, input_shape):
        """Count the values that all layers write."""
        return sum(layer.activations(shape) for layer, shape in self.steps(input_shape))


@dataclass(frozen=True, init=False, repr=False)
class Branches(Layer):
    """Paths side by side from one input, joined by adding or by stacking the channels.

    Attributes
    ----------
    paths : tuple of Sequence
        Given as tuples of layers, or as named sequences; the empty tuple is the identity.
    join : str
        "add" (ResNet) or "concatenate" (Inception).

    Examples
    --------
    >>> from cnnlib.specs import Convolution
    >>> block = Branches((Convolution(8, 3, padding=1),), ())
    >>> block.output_shape((8, 5, 5)), block.parameters((8, 5, 5))
    ((8, 5, 5), 584)
    """

    paths: tuple
    join: str = "add"

    def __init__(self, *paths, join="add", name="", key=""):
        if join not in JOINS:
            raise ValueError(f"join must be one of {JOINS}, got {join!r}")
        if not paths:
            raise ValueError("paths must hold at least one path; the identity is ()")
        whole = tuple(Sequence.of(path) for path in paths)
        for field, value in (("paths", whole), ("join", join), ("name", name), ("key", key)):
            object.__setattr__(self, field, value)  # the class is frozen

    def __repr__(self):
        written = [_written(path) for path in self.paths] + [f"join={self.join!r}"]
        return f"Branches({', '.join(written + _named(self))})"

    def windowed(self, size=None):
        """Return the branches with all windows known."""
        paths = (path.windowed(size) for path in self.paths)
        return Branches(*paths, join=self.join, name=self.name, key=self.key)

    def output_size(self, size):
        """Return (rows, columns) of the output, the same on every path."""
        sizes = [path.output_size(size) for path in self.paths]
        self._agree(sizes, "rows and columns")
        return sizes[0]

    def output_shape(self, input_shape):
        """Return (C, H, W) of the output for (C, H, W) of the input."""
        outputs = [path.output_shape(input_shape) for path in self.paths]
        if self.join == "add":
            self._agree(outputs, "channels, rows and columns")
            return outputs[0]
        self._agree([shape[1:] for shape in outputs], "rows and columns")
        return (sum(shape[0] for shape in outputs), *outputs[0][1:])

    def weights(self, input_shape):
        """Count the weights of all paths."""
        return sum(path.weights(input_shape) for path in self.paths)

    def biases(self, input_shape):
        """Count the biases of all paths."""
        return sum(path.biases(input_shape) for path in self.paths)

    def macs(self, input_shape):
        """Count the multiply-accumulate operations of all paths."""
        return sum(path.macs(input_shape) for path in self.paths)

    def activations(self, input_shape):
        """Count the values that all paths write; the join needs no room of its own."""
        return sum(path.activations(input_shape) for path in self.paths)

    def _agree(self, outputs, what):
        if len(set(outputs)) > 1:
            raise ValueError(f"the paths of {self.label} must end with equal {what}: {outputs}")


def _named(layer):
    """Write name and key as arguments, those that are given."""
    fields = {"name": layer.name, "key": layer.key}
    return [f"{field}={value!r}" for field, value in fields.items() if value]


def _written(path):
    """Write a path as a tuple of layers, or as a sequence if it has a name."""
    return repr(path) if _named(path) else repr(path.layers)


def _after(layer, number, asked, came):
    """Return the output shape or size of a layer; an error says in which layer it arose."""
    try:
        return getattr(layer, asked)(came)
    except ValueError as error:
        place = layer.name or f"layer {number} ({layer.label})"
        raise ValueError(f"{place} with input {came}: {error}") from error
