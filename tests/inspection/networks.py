"""Networks whose fields are known, for the tests of this folder."""

import torch
from torch import nn

from cnnlib.training import seeded


def stack(channels=2, seed=0):
    """Convolution, ReLU, pooling, convolution, with padding; fields of 15x15, jump 4."""
    with seeded(seed):
        return nn.Sequential(
            nn.Conv2d(channels, 4, 5, stride=2, padding=2),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Conv2d(4, 6, 3, padding=1),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(6, 3),
        ).double()


class Shared(nn.Module):
    """Runs one ReLU twice, as torchvision's residual blocks do."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.relu = nn.ReLU()
        self.second = nn.Linear(2, 2)

    def forward(self, x):
        return self.relu(self.second(self.relu(self.first(x))))


def images(count=5, channels=2, size=(24, 20), seed=0):
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randn((count, channels, *size), generator=generator, dtype=torch.float64)
    return drawn.numpy()
