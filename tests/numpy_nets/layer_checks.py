"""A layer beside PyTorch: its output, the gradient of each input and of each parameter."""

import numpy as np
import torch


def check_layer(layer, reference, *shapes, seed=0):
    """Compare a layer with a function of tensors: inputs first, then the layer's parameters."""
    rng = np.random.default_rng(seed)
    inputs = [rng.standard_normal(shape) for shape in shapes]
    arrays = [*inputs, *layer.parameters]
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    expected = reference(*tensors)
    out = layer.forward(*inputs)
    np.testing.assert_allclose(out, expected.detach().numpy(), rtol=1e-12, atol=1e-12)
    grad = rng.standard_normal(out.shape)
    expected_grads = torch.autograd.grad(expected, tensors, torch.tensor(grad))
    input_grads, parameter_grads = layer.backward(grad, inputs, out)
    for found, right in zip((*input_grads, *parameter_grads), expected_grads, strict=True):
        np.testing.assert_allclose(found, right.numpy(), rtol=1e-11, atol=1e-11)
    if layer.may_overwrite:
        first = inputs[0].copy()
        assert layer.forward(first, *inputs[1:], out=first) is first
        assert np.array_equal(first, out)
