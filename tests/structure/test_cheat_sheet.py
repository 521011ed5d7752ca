"""The numbers of the cheat sheet are those that the library counts."""

import re

import pytest

from cnnlib import receptive_field, specs
from tests.structure.tree import ROOT

SHEET = (ROOT / "chapters/appendices/cheat_sheet.md").read_text(encoding="utf-8")
NETWORKS = {
    "LeNet-5": (specs.lenet5(), "S4"),
    "AlexNet": (specs.alexnet(), "pool5"),
    "VGG-16": (specs.vgg("D"), "pool5"),
    "ResNet-18": (specs.resnet(18), None),
    "ResNet-50": (specs.resnet(50), None),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_numbers_to_know(name):
    network, _ = NETWORKS[name]
    row = re.search(rf"^\| {name} \| ([\d,]+) \| (\d+) \|$", SHEET, re.MULTILINE)
    assert int(row[1].replace(",", "")) == network.parameters
