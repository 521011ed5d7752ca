"""A network as a list of steps: layers, and from where each takes its inputs.

    forward    for each step in order:     its output from the outputs of earlier steps
    backward   for each step in reverse:   adds to the gradients of its inputs

Where a value goes two ways, its gradients add up: that is all that branches need. Rumelhart, Hinton
and Williams, "Learning representations by back-propagating errors", 1986. Taught in chapters 5
and 9.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from cnnlib.numpy_nets.layer import Layer
from cnnlib.numpy_nets.weighted import NO_BACKWARD, BatchNormalization, Convolution, Dense

INPUT = "input"  # the name of what the network is given


@dataclass(frozen=True)
class Step:
    """One layer in its place: what it is called and which steps feed it."""

    name: str
    layer: Layer
    inputs: tuple  # of names of earlier steps

    def run(self, inputs, **into):
        """Run the layer forward; an error says in which step it arose."""
        try:
            return self.layer.forward(*inputs, **into)
        except ValueError as error:
            came = " and ".join(str(one.shape) for one in inputs)
            raise ValueError(f"{self.name} with input {came}: {error}") from error


class NumpyNetwork:
    """A network that runs by ``cnnlib.ops`` alone; `from_torch` and `network` make it.

    Attributes
    ----------
    steps : tuple of Step
        In the order in which they run, batch normalization folded into the layer before it.
    parameters : dict of str to tuple of ndarray
        The weights of each layer that has some, bias last: for `SGD`, which changes them in place.

    Examples
    --------
    >>> dense = Dense(np.array([[1.0, -1.0]]), np.array([0.5]))
    >>> net = NumpyNetwork([Step("dense", dense, (INPUT,))])
    >>> net(np.array([[3.0, 1.0]]))
    array([[2.5]])
    """

    def __init__(self, steps):
        self.has_batch_norm = any(isinstance(step.layer, BatchNormalization) for step in steps)
        self.steps = tuple(_folded(list(steps)))
        uses = [name for step in self.steps for name in step.inputs]
        last = {name: index for index, step in enumerate(self.steps) for name in step.inputs}
        last.pop(self.steps[-1].name, None)
        self._dies = {}  # which outputs are needed last by each step
        for name, index in last.items():
            self._dies.setdefault(index, []).append(name)
        self._overwrites = self._find_overwrites(Counter(uses))

    @property
    def parameters(self):
        """The weights of each layer that has some, by its name."""
        return {step.name: step.layer.parameters for step in self.steps if step.layer.parameters}

    def __call__(self, x):
        """Run the network forward.

        Parameters
        ----------
        x : ndarray of shape (N, C, H, W)
            In the dtype of the weights: float32 unless they are float64.

        Returns
        -------
        ndarray
        """
        values = {INPUT: np.asarray(x)}
        for index, step in enumerate(self.steps):
            inputs = [values[name] for name in step.inputs]
            into = {"out": inputs[0]} if index in self._overwrites else {}
            values[step.name] = step.run(inputs, **into)
            for name in self._dies.get(index, ()):
                del values[name]  # its memory is free for what comes
        return values[self.steps[-1].name]

    def forward(self, x):
        """Run the network forward and keep what `backward` needs.

        Parameters
        ----------
        x : ndarray of shape (N, C, H, W)

        Returns
        -------
        output : ndarray
        values : dict of str to ndarray
            The input and the output of every step, by name.
        """
        values = {INPUT: np.asarray(x)}
        for step in self.steps:
            values[step.name] = step.run([values[name] for name in step.inputs])
        return values[self.steps[-1].name], values

    def backward(self, grad_output, values):
        """Carry the gradient of a loss back through all steps.

        Parameters
        ----------
        grad_output : ndarray of the shape of the output
        values : dict
            From `forward`.

        Returns
        -------
        grad_x : ndarray of the shape of the input
        grads : dict of str to tuple of ndarray
            With the names and shapes of `parameters`.

        Raises
        ------
        NotImplementedError
            If the network has batch normalization.
        """
        if self.has_batch_norm:
            raise NotImplementedError(NO_BACKWARD)
        grads = {self.steps[-1].name: grad_output}
        parameter_grads = {}
        for step in reversed(self.steps):
            if step.name not in grads:  # nothing that follows depends on it
                parameter_grads[step.name] = tuple(map(np.zeros_like, step.layer.parameters))
                continue
            inputs = [values[name] for name in step.inputs]
            grad = grads.pop(step.name)
            grad_inputs, own = step.layer.backward(grad, inputs, values[step.name])
            parameter_grads[step.name] = own
            for name, part in zip(step.inputs, grad_inputs, strict=True):
                grads[name] = grads[name] + part if name in grads else part
        return grads[INPUT], {name: parameter_grads[name] for name in self.parameters}

    def _find_overwrites(self, uses):
        """Return the steps that may write over their first input, as no other step needs it."""
        fresh = {step.name: step.layer.is_fresh for step in self.steps}
        return {
            index
            for index, step in enumerate(self.steps)
            if step.layer.may_overwrite
            and fresh.get(step.inputs[0], False)
            and uses[step.inputs[0]] == 1
        }


def _folded(steps):
    """Put every batch normalization into the convolution or dense layer that alone feeds it."""
    uses = Counter(name for step in steps for name in step.inputs)
    kept = {}
    renamed = {}
    for step in steps:
        inputs = tuple(renamed.get(name, name) for name in step.inputs)
        before = kept.get(inputs[0])
        alone = before is not None and uses[step.inputs[0]] == 1
        if (
            alone
            and isinstance(step.layer, BatchNormalization)
            and isinstance(before.layer, (Convolution, Dense))
        ):
            layer = before.layer.scaled(step.layer.weight, step.layer.bias)
            kept[before.name] = Step(before.name, layer, before.inputs)
            renamed[step.name] = before.name
        else:
            kept[step.name] = Step(step.name, step.layer, inputs)
    return kept.values()
