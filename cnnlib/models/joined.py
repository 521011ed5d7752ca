"""A module whose parts do not just follow each other: some run side by side and are joined.

    plan = ("conv1", "relu", Join((("conv2",), ()), "add"))     y = relu(conv1(x)); conv2(y) + y

The plan names the parts, so exchanging one, as in ``net.fc = torch.nn.Linear(512, 2)``, exchanges
what runs.
"""

from dataclasses import dataclass

import torch
from torch import nn


@dataclass(frozen=True)
class Join:
    """Paths from one input, each a tuple of names and joins; "add" or "concatenate"."""

    paths: tuple
    how: str

    def __str__(self):
        sign = " + " if self.how == "add" else ", "
        whole = sign.join(written(path) or "input" for path in self.paths)
        return f"({whole})" if self.how == "add" else f"[{whole}]"


class Joined(nn.Module):
    """Named modules that run along a plan.

    Parameters
    ----------
    modules : dict of str to torch.nn.Module
        A name with a dot, such as "features.0", lies in a part of its own, ``net.features["0"]``.
    plan : tuple of str and Join

    Examples
    --------
    >>> block = Joined({"relu": nn.ReLU()}, (Join((("relu",), ()), "add"),))
    >>> block(torch.tensor([-1.0, 2.0]))
    tensor([-1.,  4.])
    """

    def __init__(self, modules, plan):
        super().__init__()
        for name, module in modules.items():
            part, _, number = name.rpartition(".")
            if part and part not in self._modules:
                self.add_module(part, nn.ModuleDict())
            self.get_submodule(part).add_module(number, module)
        self.plan = plan

    def forward(self, x):
        """Run the plan."""
        return self._run(self.plan, x)

    def _run(self, plan, x):
        """Run one path: its modules and joins one after the other."""
        for step in plan:
            x = self._join(step, x) if isinstance(step, Join) else self.get_submodule(step)(x)
        return x

    def _join(self, join, x):
        """Run all paths on x and join what they return."""
        outputs = [self._run(path, x) for path in join.paths]
        if join.how == "concatenate":
            return torch.cat(outputs, dim=1)  # along the channels
        total = outputs[0]
        for output in outputs[1:]:
            total = total + output
        return total

    def extra_repr(self):
        """Write the plan."""
        return written(self.plan)


def written(plan):
    """Write a plan as arrows, joins in brackets."""
    return " -> ".join(map(str, plan))
