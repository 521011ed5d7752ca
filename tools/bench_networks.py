"""What `make bench` measures of whole networks: the same weights in NumPy and in PyTorch.

EfficientNet-Lite0 runs forward; for the LeNet of chapter 5, "both" is a step of its training: the
loss of 64 digits, all gradients, and gradient descent with momentum.
"""

import numpy as np
import torch
from torch.nn import functional as F

from cnnlib import models, numpy_nets, ops, specs

LITE0 = "EfficientNet-Lite0, {} of 224x224"
LENET = "LeNet of chapter 5, 64 digits of 8x8"


def network_calls(dtype):
    """Return {name of a case: {name of a contender: function}}."""
    lite0 = models.efficientnet_lite0(weights="imagenet").to(getattr(torch, dtype))
    calls = {LITE0.format(n): _forward_calls(lite0, (n, 3, 224, 224), dtype) for n in (1, 8)}
    return {**calls, LENET: _training_calls(dtype)}


def _forward_calls(module, shape, dtype):
    """Return functions that run a network forward in NumPy and in both layouts of PyTorch."""
    net = numpy_nets.from_torch(module)
    x = np.random.default_rng(0).standard_normal(shape).astype(dtype)
    last = torch.from_numpy(x).to(memory_format=torch.channels_last)
    return {
        "numpy forward": lambda: net(x),
        "torch forward": lambda: _scores(module, torch.from_numpy(x)),
        "channels_last forward": lambda: _scores(module, last),
    }


def _scores(module, x):
    """Run a module forward, without what a backward would need."""
    with torch.no_grad():
        return module(x)


def _training_calls(dtype):
    """Return functions that run a LeNet forward, and that train it for one step."""
    shapes = numpy_nets.lenet.SHAPES
    layers = []
    for name in ("conv1", "conv2"):
        layers += [specs.Convolution(shapes[name][0], 3, padding=1, name=name)]
        layers += [specs.ReLU(), specs.MaxPool(2)]
    layers += [specs.Dense(64, name="fc1"), specs.ReLU(), specs.Dense(10, name="fc2")]
    specification = specs.Network("LeNet", specs.Sequence(*layers), (1, 8, 8))
    module = models.build(specification).to(getattr(torch, dtype))
    net = numpy_nets.network(specification, module.state_dict())
    descent = numpy_nets.SGD(net.parameters, lr=1e-4, momentum=0.9)
    optimizer = torch.optim.SGD(module.parameters(), lr=1e-4, momentum=0.9)
    rng = np.random.default_rng(0)
    x, labels = rng.random((64, 1, 8, 8)).astype(dtype), rng.integers(10, size=64)
    images, targets = torch.from_numpy(x), torch.from_numpy(labels)

    def numpy_step():
        scores, values = net.forward(x)
        grad_scores = ops.softmax_cross_entropy_backward(scores, labels)
        descent.step(net.backward(grad_scores, values)[1])

    def torch_step():
        optimizer.zero_grad()
        F.cross_entropy(module(images), targets).backward()
        optimizer.step()

    return {
        "numpy forward": lambda: net(x),
        "torch forward": lambda: _scores(module, images),
        "numpy both": numpy_step,
        "torch both": torch_step,
    }
