"""Networks without a framework: NumPy operators, their backwards, and gradient descent.

Read lenet.py first: one network, written out. graph.py runs any other, whose layers are in
weighted.py, pointwise.py, pooling.py and wiring.py. specified.py makes it of a specification;
tracing.py makes it of a PyTorch module, and alone needs PyTorch.
"""

from cnnlib.numpy_nets import lenet
from cnnlib.numpy_nets.descent import SGD, minibatches
from cnnlib.numpy_nets.graph import NumpyNetwork
from cnnlib.numpy_nets.specified import network
from cnnlib.numpy_nets.tracing import from_torch

__all__ = ["SGD", "NumpyNetwork", "from_torch", "lenet", "minibatches", "network"]
