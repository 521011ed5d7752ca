"""A PyTorch module as a NumPy network: its trace, step by step, in layers of `cnnlib.ops`.

``torch.fx`` runs a module on symbols and writes down every call. Each call is looked up in a table:
modules by the name of their class, functions and methods by theirs. What is in no table is refused
with its name, so nothing is ever left out silently. PyTorch itself is only loaded by this call, and
not used by the network that comes out. Taught in chapter 9.
"""

from cnnlib.numpy_nets import functions, modules
from cnnlib.numpy_nets.graph import INPUT, NumpyNetwork, Step


def from_torch(module):
    """Make a NumPy network of a trained PyTorch module.

    Parameters
    ----------
    module : torch.nn.Module
        In evaluation mode. It may hold convolutions (also transposed), batch normalization,
        pooling, dense layers, ReLU, ReLU6, tanh, local response normalization, dropout, and join
        branches by adding or concatenating; no step of its forward may depend on the values.

    Returns
    -------
    NumpyNetwork
        Callable on (N, C, H, W) in the dtype of the weights. It holds a copy of them.

    Raises
    ------
    ValueError
        If the module is in training mode, or holds what no layer here can do; the message names it.
    TypeError
        If `module` is no PyTorch module.

    Examples
    --------
    >>> import numpy as np
    >>> from torch import nn
    >>> net = from_torch(nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten()).eval())
    >>> net(np.ones((2, 1, 5, 5), np.float32)).shape
    (2, 36)
    """
    from torch import fx, nn  # here, as only this function needs PyTorch

    if not isinstance(module, nn.Module):
        raise TypeError(f"module must be a torch.nn.Module, got {type(module).__name__}")
    if any(m.training and type(m).__name__ in modules.DIFFER_IN_TRAINING for m in module.modules()):
        raise ValueError(
            "the module is in training mode, in which batch normalization and dropout depend on "
            "chance or on the whole batch; call module.eval() first"
        )

    class Tracer(fx.Tracer):
        def is_leaf_module(self, inner, name):
            known = type(inner).__name__ in modules.LAYERS
            return known or super().is_leaf_module(inner, name)

    if type(module).__name__ in modules.LAYERS:
        module = nn.Sequential(module)  # a trace begins below its root
    try:
        graph = Tracer().trace(module)
    except fx.proxy.TraceError as error:
        raise ValueError(f"the steps of the module depend on its input: {error}") from error
    return NumpyNetwork(_steps(graph, module))


def _steps(graph, module):
    """Turn every call of a trace into a step."""
    called = {}  # name of a node -> name of the step whose output it is
    steps = []
    for node in graph.nodes:
        if node.op == "placeholder":
            _require_one_input(called, node)
            called[node.name] = INPUT
        elif node.op == "output":
            return _ending_with(steps, called, node)
        elif not functions.is_size(node):
            name = str(node.target) if node.op == "call_module" else node.name
            name = node.name if any(step.name == name for step in steps) else name
            layer, sources = _layer(node, module)
            steps.append(Step(name, layer, tuple(called[source.name] for source in sources)))
            called[node.name] = name
    raise AssertionError("a trace ends with its output")


def _layer(node, module):
    """Return the layer that a call stands for, and the nodes that feed it."""
    if node.op == "call_module":
        inner = module.get_submodule(node.target)
        kind = type(inner).__name__
        if kind not in modules.LAYERS:
            raise ValueError(f"{node.target}: {inner} has no counterpart in numpy_nets")
        return modules.LAYERS[kind](inner), node.args
    return functions.layer_of(node)


def _require_one_input(called, node):
    """Refuse a module whose forward takes more than the images."""
    if called:
        raise ValueError(f"the module takes a second input, {node.name}; only images can be given")


def _ending_with(steps, called, node):
    """Return the steps, or refuse a module that returns more than one array."""
    (value,) = node.args
    if not hasattr(value, "name") or value.name not in called:
        raise ValueError(f"the module must return one tensor, it returns {value}")
    end = called[value.name]
    names = [step.name for step in steps]
    return steps[: names.index(end) + 1]
