"""Parts side by side: the plan runs, can be read, and follows exchanged parts."""

import copy

import torch
from torch import nn

from cnnlib.models.joined import Join, Joined

X = torch.tensor([[-1.0, 2.0]])


def residual():
    return Joined({"fc": nn.Linear(2, 2), "relu": nn.ReLU()}, (Join((("fc",), ()), "add"), "relu"))


def test_adding():
    net = residual()
    torch.testing.assert_close(net(X), torch.relu(net.fc(X) + X))


def test_stacking_and_nesting():
    inner = Join((("twice",), ()), "concatenate")
    parts = {"relu": nn.ReLU(), "twice": nn.Threshold(-5, 0)}
    net = Joined(parts, (Join((("relu", inner), ()), "concatenate"),))
    assert net(X).tolist() == [[0, 2, 0, 2, -1, 2]]


def test_three_paths_are_summed():
    net = Joined({"relu": nn.ReLU()}, (Join((("relu",), (), ()), "add"),))
    assert net(X).tolist() == [[-2, 6]]


def test_plan_can_be_read():
    assert residual().extra_repr() == "(fc + input) -> relu"
    both = Join((("a", "b"), ()), "concatenate")
    assert str(both) == "[a -> b, input]"


def test_names_with_a_dot_lie_in_parts():
    parts = {"features.0": nn.Linear(2, 2), "features.1": nn.ReLU(), "score": nn.Linear(2, 1)}
    net = Joined(parts, (Join((("features.0",), ()), "add"), "features.1", "score"))
    assert [*net.state_dict()][:2] == ["features.0.weight", "features.0.bias"]
    inner = torch.relu(net.features["0"](X) + X)
    torch.testing.assert_close(net(X), net.score(inner))


def test_exchanged_parts_run():
    net = residual()
    net.fc = nn.Linear(2, 2)
    torch.testing.assert_close(net(X), torch.relu(net.fc(X) + X))


def test_copies_are_independent():
    net = residual()
    twin = copy.deepcopy(net)
    with torch.no_grad():
        twin.fc.weight.zero_()
    assert not torch.equal(net(X), twin(X))
