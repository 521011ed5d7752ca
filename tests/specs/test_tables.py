"""Tables: their numbers are those of the layers, and their HTML keeps them whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib import specs
from cnnlib.specs.tables import NARROW_SPACE, NetworkTable, Row, shortened, without_places

NETWORKS = [
    specs.lenet5_1998(), specs.alexnet(), specs.vgg(), specs.googlenet(), specs.resnet(50),
    specs.efficientnet_lite0(),
]  # fmt: skip


@pytest.mark.parametrize("inner", [False, True])
@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_sums_are_those_of_the_network(network, inner):
    table = network.table(inner=inner)
    total = table.total
    assert (total.parameters, total.weights) == (network.parameters, network.weights)
    assert (total.activations, total.macs) == (network.activations, network.macs)
    assert total.bytes() == network.bytes()
    assert len({row.name for row in table.rows if not row.is_silent}) == sum(
        not row.is_silent for row in table.rows
    )


def test_rows_of_vgg16_as_published():
    table = specs.vgg("D").table()
    assert table["conv1_1"].output == (64, 224, 224)
    assert (table["conv1_1"].weights, table["fc6"].weights) == (1728, 102_760_448)
    assert table["conv3_2"].macs == 256 * 256 * 9 * 56 * 56
    assert table["fc8"].output == (1000,)
    assert table.total.activations == 15_237_608
    with pytest.raises(KeyError, match="no row is called 'conv9'"):
        table["conv9"]


def test_inner_rows_have_the_path_of_their_block():
    table = specs.resnet(18).table(inner=True)
    assert table["conv3_1.conv1"].weights == 64 * 128 * 9
    assert table["conv3_1.downsample.Convolution"].weights == 64 * 128
    outer = specs.resnet(18).table()["conv3_1"]
    inner = [row for row in table.rows if row.name.startswith("conv3_1.")]
    assert outer.macs == sum(row.macs for row in inner)


def test_bytes_of_a_value():
    table = specs.lenet5().table(value_bytes=2)
    assert "9,408" in str(table)  # of conv1: 4,704 values
    with pytest.raises(ValueError, match="value_bytes must be at least 1"):
        specs.lenet5().table(value_bytes=0)


def test_silent_rows_are_left_out():
    table = specs.lenet5().table()
    assert "Tanh" in [row.name for row in table.rows]
    assert "Tanh" not in str(table)
    assert "Tanh" not in table._repr_html_()


def test_unknown_operations_are_shown_and_named():
    rows = Row("a", (3,), 3, 5, 0, None), Row("b", (3,), 3, 5, 0, 7)
    table = NetworkTable("net", rows)
    assert table.title == "net: 10 parameters; MACs of a are not known"
    assert re.search(r"^a +3 +3 +5 +\? +12$", str(table), re.MULTILINE)
    assert table.total.macs == 7


def test_html_keeps_every_number_in_full():
    page = specs.vgg("D").table()._repr_html_()
    for number in ("102,760,448", "15,237,608", "1,849,688,064"):
        assert f'title="{number}"' in page
    assert f">103{NARROW_SPACE}M</td>" in page
    cells = re.findall(r"<td[^>]*>", page)
    assert cells
    assert all("text-align: right" in cell for cell in cells)
    assert '<th scope="row"' in page
    assert page.count("<tr>") == 1 + 22 + 1  # heads; input, 21 layers that are not silent; sums


def test_names_are_escaped():
    table = NetworkTable("<net>", (Row("a<b", (1,), 1, 1, 1, 1),))
    assert "<net>" not in table._repr_html_()
    assert "a&lt;b" in table._repr_html_()


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (9_999, "9,999"), (10_000, "10.0 k"), (999_499, "999 k"), (99_960, "100 k"),
     (999_500, "1.00 M"), (3_858_000_000, "3.86 G"), (2 * 10**15, "2000 T")],
)  # fmt: skip
def test_shortened_by_hand(number, text):
    assert shortened(number).replace(NARROW_SPACE, " ") == text


@given(st.integers(0, 10**14))
def test_shortened_numbers_are_right_to_three_digits(number):
    digits, _, unit = shortened(number).partition(NARROW_SPACE)
    value = float(digits.replace(",", "")) * {"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}[unit]
    assert value == pytest.approx(number, rel=0.0051)
    assert len(digits.replace(".", "").replace(",", "")) <= 4


def test_shapes_without_places_are_one_number():
    assert without_places((1000, 1, 1)) == (1000,)
    assert without_places((64, 1, 2)) == (64, 1, 2)
