"""Functions and methods that a traced forward calls, as layers of NumPy networks, by their names.

A call is a node of a trace: its name, its arguments, some of them nodes again. The functions here
take the other arguments under PyTorch's names and return a layer, or refuse.
"""

from cnnlib.numpy_nets import pointwise, pooling, wiring
from cnnlib.numpy_nets.modules import pair


def is_size(node):
    """Tell whether a node is a size of the input, such as ``x.shape[0]``, and computes nothing."""
    name = name_of(node)
    if name == "getattr":
        return node.args[1] == "shape"
    if name == "getitem":
        return is_node(node.args[0]) and is_size(node.args[0])
    return name == "size"


def is_node(value):
    """Tell whether an argument is the output of another call."""
    return hasattr(value, "op")


def name_of(node):
    """Return the name of the function or the method that a node calls."""
    target = node.target
    return target if isinstance(target, str) else target.__name__


def layer_of(node):
    """Return the layer that the call of a function or a method stands for, and what feeds it.

    Raises
    ------
    ValueError
        If no layer does it; the message names the call.
    """
    name = name_of(node)
    if node.op not in ("call_function", "call_method") or name not in FUNCTIONS:
        raise ValueError(f"{node.format_node()}: {name} has no counterpart in numpy_nets")
    if name in JOINS:
        return _join(node, name)
    first, *others = node.args if node.args else (node.kwargs["input"],)
    named = {key: value for key, value in node.kwargs.items() if key != "input"}
    try:
        return FUNCTIONS[name](*others, **named), (first,)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{node.format_node()}: {error}") from error


def _join(node, name):
    """Return a sum or a concatenation, and the nodes that it joins."""
    values = node.args[:2] if JOINS[name] is wiring.Add else node.args[0]
    if not all(map(is_node, values)):
        raise ValueError(f"{node.format_node()}: only outputs of other layers can be joined")
    axis = (*node.args[1:], node.kwargs.get("dim", 0))[0]
    if JOINS[name] is wiring.Concatenate and axis != 1:
        raise ValueError(f"{node.format_node()}: only channels are concatenated, dim=1")
    if JOINS[name] is wiring.Add and node.kwargs.get("alpha", 1) != 1:
        raise ValueError(f"{node.format_node()}: only plain sums are supported, alpha=1")
    return JOINS[name](), tuple(values)


def flatten(start_dim=0, end_dim=-1):
    """``torch.flatten(x, 1)``."""
    if (start_dim, end_dim) != (1, -1):
        raise ValueError("only flattening of all axes but the first is supported")
    return wiring.Reshape()


def view(*shape):
    """``x.view(x.shape[0], -1)``, and ``x.reshape`` of the same."""
    shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
    if len(shape) != 2 or shape[1] != -1 or not (is_node(shape[0]) and is_size(shape[0])):
        raise ValueError("only the shape (x.shape[0], -1) is supported")
    return wiring.Reshape()


def relu(inplace=False):
    """``torch.relu`` and ``functional.relu``."""
    return pointwise.ReLU()


def relu6(inplace=False):
    """``functional.relu6``."""
    return pointwise.ReLU6()


def tanh():
    """``torch.tanh``."""
    return pointwise.Tanh()


def dropout(p=0.5, training=True, inplace=False):
    """``functional.dropout`` in evaluation."""
    if training and p:
        raise ValueError("dropout is always on here; give it training=self.training")
    return pointwise.Identity()


def mean(dim=None, keepdim=False):
    """``x.mean((2, 3))``: the mean of each channel."""
    axes = dim if isinstance(dim, (tuple, list)) else (dim,)
    if not all(isinstance(axis, int) for axis in axes) or {a % 4 for a in axes} != {2, 3}:
        raise ValueError("only the mean over rows and columns is supported, dim=(2, 3)")
    return pooling.MeanPool() if keepdim else pooling.ChannelMeans()


def adaptive_avg_pool2d(output_size):
    """``functional.adaptive_avg_pool2d``."""
    return pooling.MeanPool(pair(output_size))


def max_pool2d(
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """``functional.max_pool2d``."""
    if return_indices:
        raise ValueError("only the maxima are supported, return_indices=False")
    stride = kernel_size if stride is None else stride
    window = pair(kernel_size), pair(stride), pair(padding), pair(dilation)
    return pooling.MaxPool(*window, ceil_mode)


def avg_pool2d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    """``functional.avg_pool2d``."""
    stride = kernel_size if stride is None else stride
    window = pair(kernel_size), pair(stride), pair(padding)
    return pooling.AveragePool(*window, ceil_mode=ceil_mode, count_include_pad=count_include_pad)


def pad(pad, mode="constant", value=None):
    """``functional.pad`` of rows and columns with a constant."""
    if mode != "constant" or len(pad) not in (2, 4):
        raise ValueError("only padding of rows and columns with a constant is supported")
    left, right, top, bottom = (*pad, 0, 0)[:4]
    return wiring.Pad(((top, bottom), (left, right)), value or 0.0)


JOINS = {
    "add": wiring.Add,
    "iadd": wiring.Add,
    "cat": wiring.Concatenate,
    "concat": wiring.Concatenate,
}
FUNCTIONS = {
    "adaptive_avg_pool2d": adaptive_avg_pool2d,
    "avg_pool2d": avg_pool2d,
    "dropout": dropout,
    "flatten": flatten,
    "max_pool2d": max_pool2d,
    "mean": mean,
    "pad": pad,
    "relu": relu,
    "relu6": relu6,
    "relu_": relu,
    "reshape": view,
    "tanh": tanh,
    "view": view,
    **JOINS,
}
