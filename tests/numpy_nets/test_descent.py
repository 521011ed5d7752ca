"""Steps of gradient descent against PyTorch's, and the order of the images."""

import numpy as np
import pytest
import torch

from cnnlib.numpy_nets import SGD, minibatches


def layers(rng):
    return {
        "a": (rng.standard_normal((2, 3)), rng.standard_normal(2)),
        "b": (rng.standard_normal(4), rng.standard_normal(())),
    }


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_steps_are_those_of_pytorch(momentum):
    rng = np.random.default_rng(0)
    parameters = layers(rng)
    tensors = [torch.tensor(a, requires_grad=True) for p in parameters.values() for a in p]
    ours = SGD(parameters, lr=0.1, momentum=momentum)
    theirs = torch.optim.SGD(tensors, lr=0.1, momentum=momentum)
    for rate in (0.1, 0.1, 0.03):
        grads = layers(rng)
        ours.lr = theirs.param_groups[0]["lr"] = rate
        for tensor, grad in zip(tensors, (g for p in grads.values() for g in p), strict=True):
            tensor.grad = torch.tensor(grad)
        ours.step(grads)
        theirs.step()
    mine = [array for pair in parameters.values() for array in pair]
    for array, tensor in zip(mine, tensors, strict=True):
        np.testing.assert_allclose(array, tensor.detach().numpy(), rtol=0, atol=1e-14)


def test_gradients_are_left_alone():
    parameters = {"a": (np.zeros(2), np.zeros(1))}
    grads = {"a": (np.ones(2), np.ones(1))}
    descent = SGD(parameters, lr=1.0)
    descent.step(grads)
    descent.step(grads)
    assert (grads["a"][0] == 1).all()
    np.testing.assert_allclose(parameters["a"][0], [-2.9, -2.9])


RATES = [{"lr": 0}, {"lr": -1}, {"lr": np.nan}, {"lr": np.inf}, {"lr": 1, "momentum": 1}]


@pytest.mark.parametrize("options", [*RATES, {"lr": 1, "momentum": -0.1}])
def test_refuses_rates_out_of_range(options):
    with pytest.raises(ValueError, match="must be"):
        SGD({}, **options)


def test_refuses_gradients_of_other_parameters():
    descent = SGD({"a": (np.zeros(2), np.zeros(1))}, lr=1)
    with pytest.raises(ValueError, match="gradients of"):
        descent.step({"b": (np.zeros(2), np.zeros(1))})
    for wrong in ((np.zeros(1), np.zeros(1)), (np.zeros(2),)):
        with pytest.raises(ValueError, match=r"a: gradients .* for parameters \[\(2,\), \(1,\)\]"):
            descent.step({"a": wrong})


def test_a_refused_step_moves_nothing():
    parameters = {"a": (np.zeros(2),), "b": (np.zeros(3),)}
    descent = SGD(parameters, lr=1)
    with pytest.raises(ValueError, match="b: gradients"):
        descent.step({"a": (np.ones(2),), "b": (np.ones(2),)})
    assert (parameters["a"][0] == 0).all()
    assert (descent.velocities["a"][0] == 0).all()


@pytest.mark.parametrize("wrong", [np.zeros(2, int), np.zeros(2, np.uint8), [0.0, 1.0], 1.0])
def test_refuses_parameters_that_cannot_move_by_a_fraction(wrong):
    with pytest.raises(TypeError, match="a: parameters must be arrays of floats, got"):
        SGD({"a": (wrong,)}, lr=0.1)


def test_every_epoch_shows_every_image_once_in_a_new_order():
    batches = list(minibatches(10, 4, epochs=2, seed=3))
    assert [len(batch) for batch in batches] == [4, 4, 2] * 2
    first, second = np.concatenate(batches[:3]), np.concatenate(batches[3:])
    assert sorted(first) == sorted(second) == list(range(10))
    assert (first != second).any()


def test_order_follows_the_seed():
    orders = [np.concatenate(list(minibatches(50, 8, 1, seed))) for seed in (0, 0, 1)]
    assert (orders[0] == orders[1]).all()
    assert (orders[0] != orders[2]).any()


@pytest.mark.parametrize("name", ["count", "batch_size", "epochs"])
@pytest.mark.parametrize(("value", "error"), [(0, ValueError), (-1, ValueError), (1.5, TypeError)])
def test_refuses_what_gives_no_step_at_the_call_not_at_the_first_use(name, value, error):
    right = {"count": 4, "batch_size": 2, "epochs": 1}
    with pytest.raises(error, match=name):
        minibatches(**right | {name: value})
