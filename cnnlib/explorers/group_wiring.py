"""Wire the channels of a convolution in groups: who feeds whom, weights and multiply-adds.

    weights = k * k * C1/g * C2        MACs = weights * places of the output

With as many groups as input channels the convolution is depthwise. Taught in chapter 3.
"""

import numpy as np

from cnnlib import ops, shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer
from cnnlib.specs import Convolution

MOST = {"in_channels": 32, "out_channels": 32, "groups": 32, "kernel_size": 7, "n": 256}
NAMES = {
    "in_channels": "inputs",
    "out_channels": "outputs",
    "groups": "groups",
    "kernel_size": "kernel",
    "n": "places",
}


class GroupWiring(Explorer):
    """Which input channels feed which output channel, and what the wires cost.

    Parameters
    ----------
    in_channels, out_channels, groups : int, 1 to 32
    kernel_size : int, 1 to 7
    n : int, 1 to 256
        Rows and columns of the output.

    Raises
    ------
    ValueError, TypeError
        For numbers out of these ranges. Groups that do not divide the channels are allowed: the
        explorer then says which ones do.

    Examples
    --------
    >>> explorer = GroupWiring(4, 2, groups=2)
    >>> explorer.wiring()
    array([[1, 1, 0, 0],
           [0, 0, 1, 1]])
    >>> explorer.counts()
    {'weights': 36, 'macs': 28224}
    """

    tag = "cnn-group-wiring"
    element = "GroupWiring"
    sources = ("wires.js", "group_wiring.js")
    styles = ("plane.css", "group_wiring.css")

    def __init__(self, in_channels=6, out_channels=4, groups=2, kernel_size=3, n=28):
        given = {"in_channels": in_channels, "out_channels": out_channels, "groups": groups}
        given |= {"kernel_size": kernel_size, "n": n}
        self.numbers = {name: shapes.integer(value, name, 1) for name, value in given.items()}
        for name, most in MOST.items():
            if self.numbers[name] > most:
                raise ValueError(
                    f"{name} must be at most {most} in this explorer, got {self.numbers[name]}"
                )

    def wiring(self):
        """Ask a convolution who feeds whom.

        Returns
        -------
        ndarray of int, shape (out_channels, in_channels)
            1 where the filter has a kernel for the channel.

        Raises
        ------
        ValueError
            If the groups do not divide the channels.
        """
        channels, filters, groups = (self.numbers[name] for name in [*MOST][:3])
        images = np.eye(channels)[:, :, None, None]  # one for each channel
        ones = np.ones((filters, max(1, channels // groups), 1, 1))
        answers = ops.conv2d(images, ones, groups=groups)  # (images, filters, 1, 1)
        return answers[:, :, 0, 0].T.astype(int)

    def counts(self):
        """Count weights and multiply-adds, with `cnnlib.specs`.

        Returns
        -------
        dict
            "weights" and "macs".

        Raises
        ------
        ValueError
            If the groups do not divide the channels.
        """
        channels, filters, groups, kernel, n = self.numbers.values()
        layer = Convolution(filters, kernel, groups=groups)
        shape = (channels, n + kernel - 1, n + kernel - 1)
        return {"weights": layer.weights(shape), "macs": layer.macs(shape)}

    def config(self):
        """Return what the element starts from."""
        return {NAMES[name]: value for name, value in self.numbers.items()}

    def still(self):
        """Return the still figure: two columns of channels with their wires."""
        try:
            wiring, counts = self.wiring(), self.counts()
        except ValueError as error:
            return f"<p>Not possible: {svg.escape(str(error))}.</p>"
        filters, channels = wiring.shape
        rows = max(wiring.shape)
        near, apart = 0.6, 9  # columns of input and output; their names are wider than a cell
        down = {"Input": (rows - channels) / 2, "Output": (rows - filters) / 2}
        parts = [
            svg.line(down["Input"] + c + 0.5, near + 1, down["Output"] + f + 0.5, apart)
            for f, c in np.argwhere(wiring)
        ]
        for name, count, across in (("Input", channels, near), ("Output", filters, apart)):
            parts.append(svg.lines(down[name], across, count, 1))
            parts.append(svg.numbers(down[name], across, np.arange(count)[:, None], 12))
            parts.append(svg.text(rows + 0.5, across + 0.5, f"{name} {count}", 13))
        words = f"{counts['weights']:,} weights, {counts['macs']:,} multiply-adds"
        parts.append(svg.text(rows + 1.3, (near + apart + 1) / 2, words))
        return svg.figure(rows + 1.7, apart + 1.6, self.description(), *parts)

    def description(self):
        """Say the figure in words."""
        channels, filters, groups, kernel, n = self.numbers.values()
        counts = self.counts()
        return (
            f"{channels} input channels and {filters} output channels in {groups} groups: every "
            f"output is fed by {channels // groups} inputs. With kernels of {kernel} by {kernel}, "
            f"{counts['weights']} weights, and {counts['macs']} multiply-adds on {n} by {n} places."
        )

    def __repr__(self):
        options = ", ".join(f"{name}={value}" for name, value in self.numbers.items())
        return f"GroupWiring({options})"
