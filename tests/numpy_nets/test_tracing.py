"""PyTorch modules as NumPy networks: same outputs, same gradients, or a refusal with a name."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from cnnlib import models, numpy_nets
from cnnlib.numpy_nets import from_torch


class Residual(nn.Module):
    """A ResNet in small, written as torchvision writes it."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(8, 8, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(8)
        self.downsample = nn.Sequential(nn.Conv2d(3, 8, 1, 2, bias=False), nn.BatchNorm2d(8))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += self.downsample(x)
        out = self.relu(out)
        return self.fc(torch.flatten(self.avgpool(out), 1))


def settled(module, shape, seed=0):
    """Give batch normalizations a mean and a variance; return the module in evaluation mode."""
    generator = torch.Generator().manual_seed(seed)
    module = module.double().train()
    for _ in range(3):
        module(torch.randn(shape, generator=generator, dtype=torch.float64))
    return module.eval()


def check(module, shape, has_backward=True):
    """Compare a module with its NumPy network, forward and where it can backward."""
    x = torch.randn(shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    net = from_torch(module.double().eval())
    x.requires_grad_()
    expected = module(x)
    out, values = net.forward(x.detach().numpy())
    np.testing.assert_allclose(out, expected.detach().numpy(), rtol=0, atol=1e-10)
    np.testing.assert_allclose(net(x.detach().numpy()), out, rtol=0, atol=1e-12)
    if has_backward:
        expected.sum().backward()
        grad_x, grads = net.backward(np.ones_like(out), values)
        np.testing.assert_allclose(grad_x, x.grad.numpy(), rtol=0, atol=1e-10)
        for name, arrays in grads.items():
            for found, parameter in zip(
                arrays, module.get_submodule(name).parameters(), strict=True
            ):
                np.testing.assert_allclose(found, parameter.grad.numpy(), rtol=0, atol=1e-10)
    return net


def test_a_sequence():
    layers = [nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, padding=1)]
    layers += [nn.ReLU6(), nn.AvgPool2d(2), nn.Dropout(0.5), nn.Flatten(), nn.Linear(54, 5)]
    net = check(nn.Sequential(*layers, nn.Tanh()), (2, 1, 14, 14))
    assert {*net.parameters} == {"0", "3", "8"}


def test_a_residual_network():
    net = check(settled(Residual(), (4, 3, 12, 12)), (2, 3, 12, 12), has_backward=False)
    assert not any("bn" in step.name for step in net.steps)
    with pytest.raises(NotImplementedError, match="train it in PyTorch"):
        net.backward(None, {})


class Functional(nn.Module):
    """Branches joined, everything called as a function or a method."""

    def __init__(self, classes=5):
        super().__init__()
        self.left = nn.Conv2d(2, 3, 3, padding=1)
        self.right = nn.Conv2d(2, 4, 1)
        self.end = nn.Linear(7, classes)

    def forward(self, x):
        left = torch.relu(self.left(x))
        right = F.max_pool2d(F.relu(self.right(x)), kernel_size=3, stride=1, padding=1)
        both = torch.cat([left, right], dim=1)
        both = F.dropout(F.relu6(F.avg_pool2d(F.pad(both, (0, 1)), 2)), training=self.training)
        return self.end(both.mean((2, 3)))


def test_functions_and_methods():
    check(Functional(), (2, 2, 6, 7))


class Viewed(nn.Module):
    def forward(self, x):
        x = F.adaptive_avg_pool2d(torch.tanh(x), (2, 2))
        return x.view(x.size(0), -1) + x.reshape(x.shape[0], -1) + x.flatten(1)


def test_sizes_that_only_shape_an_array():
    check(Viewed(), (3, 2, 4, 6))


@pytest.mark.parametrize("build", [models.mlp, models.small_convnet, models.strided_convnet])
def test_models_of_the_course(build):
    check(build(), (2, 1, 8, 8))


def test_efficientnet_lite0_gives_the_scores_of_pytorch():
    module = models.efficientnet_lite0(weights="imagenet")
    x = np.random.default_rng(0).standard_normal((2, 3, 224, 224)).astype(np.float32)
    with torch.no_grad():
        expected = module(torch.from_numpy(x)).numpy()
    scores = from_torch(module)(x)
    assert scores.dtype == np.float32
    assert np.abs(scores - expected).max() <= 1e-4
    assert np.abs(expected).max() > 1  # so that the bound says something


def test_a_single_layer():
    check(nn.Conv2d(1, 2, 3), (1, 1, 5, 5), has_backward=False)


def test_later_training_does_not_change_the_network():
    module = nn.Sequential(nn.Conv2d(1, 2, 3)).eval()
    net, x = from_torch(module), np.ones((1, 1, 3, 3), np.float32)
    before = net(x)
    with torch.no_grad():
        module[0].weight.add_(1)
    assert np.array_equal(net(x), before)


class TwoOutputs(nn.Module):
    def forward(self, x):
        return x.relu(), x


class TwoInputs(nn.Module):
    def forward(self, x, y):
        return x + y


class Deciding(nn.Module):
    def forward(self, x):
        return x if x.sum() > 0 else -x


class Calling(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


REFUSED = [
    (nn.Sequential(nn.Conv2d(1, 1, 3), nn.GELU()), "1: GELU"),
    (TwoOutputs(), "must return one tensor"),
    (TwoInputs(), "second input, y"),
    (Deciding(), "depend on its input"),
    (Calling(torch.sigmoid), "sigmoid has no counterpart"),
    (Calling(lambda x: x.permute(0, 2, 1, 3)), "permute has no counterpart"),
    (Calling(lambda x: x + 1), "only outputs of other layers"),
    (Calling(lambda x: torch.cat([x, x], 2)), "only channels are concatenated"),
    (Calling(lambda x: x.mean(1)), "dim="),
    (Calling(lambda x: x.view(-1, 4)), "only the shape"),
    (Calling(lambda x: torch.flatten(x)), "all axes but the first"),
    (Calling(lambda x: F.dropout(x)), "always on"),
]


@pytest.mark.parametrize(("module", "message"), REFUSED, ids=[m for _, m in REFUSED])
def test_refuses_by_name_what_has_no_counterpart(module, message):
    with pytest.raises(ValueError, match=message):
        from_torch(module.eval())


def test_refuses_training_mode():
    with pytest.raises(ValueError, match=r"call module\.eval\(\) first"):
        from_torch(nn.Sequential(nn.BatchNorm2d(3)))


def test_refuses_what_is_no_module():
    with pytest.raises(TypeError, match=r"must be a torch\.nn\.Module, got dict"):
        from_torch({})


def test_the_part_loads_without_pytorch():
    code = "import cnnlib.numpy_nets, sys; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
    assert numpy_nets.from_torch is from_torch
