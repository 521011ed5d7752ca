"""Gradient descent: in which order the images come, and how far each step goes.

    velocity = momentum * velocity + gradient
    parameter = parameter - lr * velocity

Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; the form is
``torch.optim.SGD``'s. Taught in chapter 5.
"""

import numpy as np


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

    Examples
    --------
    >>> parameters = {"layer": (np.array([1.0]), np.array([0.0]))}
    >>> SGD(parameters, lr=0.5).step({"layer": (np.array([4.0]), np.array([-2.0]))})
    >>> parameters["layer"]
    (array([-1.]), array([1.]))
    """

    def __init__(self, parameters, lr, momentum=0.9):
        if not lr > 0:
            raise ValueError(f"lr must be positive, got {lr}")
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1, got {momentum}")
        self.parameters, self.lr, self.momentum = parameters, lr, momentum
        self.velocities = {
            name: [np.zeros_like(array) for array in arrays] for name, arrays in parameters.items()
        }

    def step(self, grads):
        """Move every parameter against its gradient.

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
            for array, velocity, grad in zip(
                arrays, self.velocities[name], grads[name], strict=True
            ):
                if grad.shape != array.shape:
                    raise ValueError(f"{name}: gradient {grad.shape} for parameter {array.shape}")
                velocity *= self.momentum
                velocity += grad
                array -= self.lr * velocity


def minibatches(count, batch_size, epochs, seed=0):
    """Yield the numbers of the images of every step: all images once an epoch, shuffled anew.

    Parameters
    ----------
    count : int
        Images.
    batch_size : int
        Images of one step; the last step of an epoch takes what is left.
    epochs : int
    seed : int

    Yields
    ------
    ndarray of int, at most batch_size of them

    Raises
    ------
    ValueError
        If `count` or `batch_size` is not positive.

    Examples
    --------
    >>> [len(batch) for batch in minibatches(5, batch_size=2, epochs=1)]
    [2, 2, 1]
    """
    if count < 1 or batch_size < 1:
        raise ValueError(f"count and batch_size must be positive, got {count} and {batch_size}")
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(count)
        for start in range(0, count, batch_size):
            yield order[start : start + batch_size]
