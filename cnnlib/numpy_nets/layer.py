"""What every layer of a NumPy network can do.

    forward(*inputs)               the output
    backward(grad, inputs, out)    the gradients of the inputs, and those of the parameters

Nothing is remembered between the two: the network keeps inputs and outputs, and hands them back.
Taught in chapters 5 and 9.
"""


class Layer:
    """A layer with one input, a fresh output, and no parameters unless it says otherwise."""

    parameters = ()  # arrays that are learned, in a fixed order
    is_fresh = True  # the output lies in memory of its own, not in that of an input
    may_overwrite = False  # `forward` takes an argument out, and may write over its first input

    def forward(self, x):
        """Return the output."""
        raise NotImplementedError

    def backward(self, grad, inputs, out):
        """Return a tuple of the gradients of the inputs, and one of those of the parameters."""
        raise NotImplementedError
