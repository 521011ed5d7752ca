"""Gradient descent: in which order the images come, and how far each step goes.

    velocity = momentum * velocity + gradient
    parameter = parameter - lr * velocity

Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; the form is
``torch.optim.SGD``'s. Taught in chapter 5.
"""

import numpy as np

from cnnlib.integers import integer


class SGD:
    """Stochastic gradient descent with momentum, in place.

    Parameters
    ----------
    parameters : dict of str to tuple of ndarray
        Changed by every step.
    lr : float
        Learning rate: the length of a step, in multiples of the velocity. Positive.
    momentum : float
        How much of the last step goes on; at least 0 and below 1.

    Raises
    ------
    ValueError
        If `lr` or `momentum` is out of range.
    TypeError
        If a parameter is no array of floating-point numbers: integers cannot take small steps.

    Examples
    --------
    >>> parameters = {"layer": (np.array([1.0]), np.array([0.0]))}
    >>> SGD(parameters, lr=0.5).step({"layer": (np.array([4.0]), np.array([-2.0]))})
    >>> parameters["layer"]
    (array([-1.]), array([1.]))
    """

    def __init__(self, parameters, lr, momentum=0.9):
        if not 0 < lr < np.inf:
            raise ValueError(f"lr must be positive and finite, got {lr}")
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1, got {momentum}")
        for name, arrays in parameters.items():
            _require_floats(name, arrays)
        self.parameters = parameters
        self.lr = lr
        self.momentum = momentum
        self.velocities = {name: _zeros_like(arrays) for name, arrays in parameters.items()}

    def step(self, grads):
        """Move every parameter against its gradient; all are checked before the first is moved.

        Parameters
        ----------
        grads : dict of str to sequence of ndarray
            With the names and shapes of the parameters.

        Raises
        ------
        ValueError
            If names or shapes differ from those of the parameters.
        """
        if grads.keys() != self.parameters.keys():
            raise ValueError(f"gradients of {[*grads]} for parameters {[*self.parameters]}")
        for name, arrays in self.parameters.items():
            _require_same_shapes(name, grads[name], arrays)
        for name, arrays in self.parameters.items():
            for array, velocity, grad in zip(
                arrays, self.velocities[name], grads[name], strict=True
            ):
                velocity *= self.momentum
                velocity += grad
                array -= self.lr * velocity


def _zeros_like(arrays):
    return [np.zeros_like(array) for array in arrays]


def _require_floats(name, arrays):
    """Refuse parameters that cannot be moved in place by a small step."""
    for array in arrays:
        if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
            kind = getattr(array, "dtype", type(array).__name__)
            raise TypeError(f"{name}: parameters must be arrays of floats, got {kind}")


def _require_same_shapes(name, grads, arrays):
    """Refuse gradients of other shapes than those of the parameters."""
    shapes = [np.shape(grad) for grad in grads], [array.shape for array in arrays]
    if shapes[0] != shapes[1]:
        raise ValueError(f"{name}: gradients {shapes[0]} for parameters {shapes[1]}")


def minibatches(count, batch_size, epochs, seed=0):
    """Choose the images of every step: all images once an epoch, shuffled anew.

    Parameters
    ----------
    count : int
        Images.
    batch_size : int
        Images of one step; the last step of an epoch takes what is left.
    epochs : int
    seed : int

    Returns
    -------
    iterator of ndarray of int
        The numbers of the images of a step, at most batch_size of them.

    Raises
    ------
    ValueError
        If `count`, `batch_size` or `epochs` is not positive.
    TypeError
        If one of them is no integer.

    Examples
    --------
    >>> [len(batch) for batch in minibatches(5, batch_size=2, epochs=1)]
    [2, 2, 1]
    """
    sizes = {"count": count, "batch_size": batch_size, "epochs": epochs}
    return _batches(*(integer(value, name, 1) for name, value in sizes.items()), seed)


def _batches(count, batch_size, epochs, seed):
    """Yield what `minibatches` promises; a generator would check its arguments at its first use."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(count)
        for start in range(0, count, batch_size):
            yield order[start : start + batch_size]
