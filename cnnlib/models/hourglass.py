"""A network that shrinks its image, enlarges it again, and scores every pixel.

    down   convolutions with stride 2, ReLU                        32 -> 16 -> 8 -> 4
    up     transposed convolutions, kernel 4 and stride 2, ReLU     4 -> 8 -> 16 -> 32

With skip connections, each enlarged map is added to the map of the same size from the way down.
O. Ronneberger, P. Fischer and T. Brox, "U-Net", 2015, stack the two maps instead; J. Long,
E. Shelhamer and T. Darrell, "Fully convolutional networks for semantic segmentation", 2015, add
them.  Chapter 12 trains it with and without.
"""

from itertools import pairwise

import torch
from torch import nn

from cnnlib.training.seeding import seeded


class Hourglass(nn.Module):
    """Score every pixel by way of smaller and smaller maps, and back.

    Parameters
    ----------
    channels : int, optional
        Of the images.
    widths : sequence of int, optional
        Feature maps at full size, at half of it, at a quarter, and so on; at least two.
    classes : int, optional
    skips : bool, optional
        Add the maps of the way down on the way up.  Both forms have the same parameters.
    seed : int, optional
        Fixes the initial weights.

    Raises
    ------
    ValueError
        If there are fewer than two widths.

    Examples
    --------
    >>> net = Hourglass(widths=(4, 8, 8))
    >>> net(torch.zeros(2, 3, 16, 16)).shape
    torch.Size([2, 2, 16, 16])
    """

    def __init__(self, channels=3, widths=(8, 16, 24, 32), classes=2, skips=True, seed=0):
        super().__init__()
        if len(widths) < 2:
            raise ValueError(f"widths needs at least two numbers, got {widths}")
        self.skips = skips
        with seeded(seed):
            self.first = nn.Conv2d(channels, widths[0], kernel_size=3, padding=1)
            self.down = nn.ModuleList()
            self.up = nn.ModuleList()
            for large, small in pairwise(widths):  # feature maps before and after a halving
                self.down.append(nn.Conv2d(large, small, kernel_size=3, stride=2, padding=1))
                up = nn.ConvTranspose2d(small, large, kernel_size=4, stride=2, padding=1)
                self.up.insert(0, up)
            self.last = nn.Conv2d(widths[0], classes, kernel_size=1)

    def forward(self, x):
        """Map images (N, channels, H, W) to scores (N, classes, H, W).

        H and W must be divisible by two as often as there are steps down.
        """
        shrunk = 2 ** len(self.down)
        if x.shape[-2] % shrunk or x.shape[-1] % shrunk:
            raise ValueError(f"H and W must be multiples of {shrunk}, got {tuple(x.shape)}")
        x = torch.relu(self.first(x))
        passed = []
        for layer in self.down:
            passed.append(x)
            x = torch.relu(layer(x))
        for layer in self.up:
            x = layer(x)
            if self.skips:
                x = x + passed.pop()
            x = torch.relu(x)
        return self.last(x)
