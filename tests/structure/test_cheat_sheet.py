"""The numbers of the cheat sheet are those that the library counts."""

import re

import pytest

from cnnlib import receptive_field, specs
from tests.structure.tree import ROOT

SHEET = (ROOT / "chapters/appendices/cheat_sheet.md").read_text(encoding="utf-8")
LAST_POOLING = {  # of each network, or the last block before its global pooling
    "LeNet-5": (specs.lenet5(), "pool2"),
    "AlexNet": (specs.alexnet(), "pool5"),
    "VGG-16": (specs.vgg("D"), "pool5"),
    "ResNet-18": (specs.resnet(18), "conv5_2"),
    "ResNet-50": (specs.resnet(50), "conv5_3"),
}


def row(name):
    """Return the two numbers that the sheet gives for a network."""
    found = re.search(rf"^\| {name} \| ([\d,]+) \| (\d+) \|$", SHEET, re.MULTILINE)
    return [int(number.replace(",", "")) for number in found.groups()]


@pytest.mark.parametrize("name", LAST_POOLING)
def test_numbers_to_know(name):
    network, last = LAST_POOLING[name]
    field = receptive_field.field_table(network)[last].size[0]
    assert row(name) == [network.parameters, field]
