"""The famous networks as specifications: numbers from their papers, and nothing else.

One file for each family: its configurations as data, and a function that lays them out.
Parameter counts follow from these lines; the tests compare them with the published ones. Each
layer that the papers name carries that name, so that a receptive field can be asked for by it.
"""

from cnnlib.specs.families.alexnet import alexnet
from cnnlib.specs.families.efficientnet_lite import efficientnet_lite0
from cnnlib.specs.families.googlenet import googlenet
from cnnlib.specs.families.lenet import lenet5
from cnnlib.specs.families.resnet import resnet
from cnnlib.specs.families.vgg import vgg

__all__ = ["alexnet", "efficientnet_lite0", "googlenet", "lenet5", "resnet", "vgg"]
