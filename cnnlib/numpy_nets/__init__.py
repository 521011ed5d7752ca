"""Networks trained without a framework: NumPy operators, their backwards, and gradient descent."""

from cnnlib.numpy_nets import lenet
from cnnlib.numpy_nets.descent import SGD, minibatches

__all__ = ["SGD", "lenet", "minibatches"]
