"""Size, jump and start: recursion, closed form, and the published values."""

import numpy as np
import pytest
from hypothesis import given

from cnnlib.receptive_field import (
    Field,
    FieldGrid,
    closed_form,
    field_grid,
    field_of,
    field_table,
    path_counts,
)
from cnnlib.specs import (
    Branches,
    Convolution,
    Dense,
    GlobalAveragePool,
    MaxPool,
    ReLU,
    Sequence,
    TransposedConvolution,
    alexnet,
    googlenet,
    lenet5,
    resnet,
    vgg,
)
from tests.receptive_field.published import PUBLISHED
from tests.receptive_field.stacks import branched, inner_input, stacks

# Network, layer, size of its field: LeCun et al. 1998; Araujo, Norris and Sim 2019 (AlexNet,
# VGG-16, ResNet-50, -101, -152); the others follow from the papers' tables.
FAMOUS = [
    *[(lenet5(), *row) for row in zip(("conv1", "pool1", "conv2", "pool2", "fc1"),
                                      (5, 6, 14, 16, 32), strict=True)],
    (alexnet(), "pool5", 195),
    (alexnet(), "fc6", 355),
    *[(vgg("D"), f"pool{n}", size) for n, size in enumerate((6, 16, 44, 100, 212), 1)],
    (vgg("D"), "fc6", 404),
    (resnet(18), "conv5_2", 435),
    (resnet(34), "conv5_3", 899),
    (resnet(50), "conv5_3", 483),
    (resnet(50, stride_on_3x3=True), "conv5_3", 427),
    (resnet(101), "conv5_3", 1027),
    (resnet(152), "conv5_3", 1507),
    (googlenet(), "inception5b", 715),
]  # fmt: skip


@pytest.mark.parametrize(("network", "layer", "size"), FAMOUS)
def test_famous_sizes(network, layer, size):
    assert field_table(network)[layer].size == (size, size)
    assert field_grid(network.up_to(layer)).size == (size, size)


@pytest.mark.parametrize(("layers", "size"), PUBLISHED)
def test_published_sizes_of_other_bodies(layers, size):
    assert field_grid(layers()).size == (size, size)


@given(stacks)
def test_recursion_equals_closed_form(layers):
    assert field_grid(layers) == closed_form(layers)


@pytest.mark.parametrize("network", [lenet5(), alexnet(), vgg("E")])
def test_recursion_equals_closed_form_in_networks(network):
    assert field_grid(network) == closed_form(network)


@given(stacks | branched)
def test_field_of_holds_exactly_what_paths_reach(layers):
    place, size = inner_input(layers)
    field = field_of(layers, place)
    assert field == Field.around(path_counts(layers, (1, *size), place))
    assert field == field.inside(size)


@given(stacks)
def test_fields_cut_by_the_border(layers):
    _, size = inner_input(layers, margin=1)
    last = Sequence(*layers).output_size(size)
    for corner in [(0, 0), (last[0] - 1, 0), (0, last[1] - 1)]:
        counts = path_counts(layers, (1, *size), corner)
        if counts.any():  # else the window lies in the padding only
            reached, field = Field.around(counts), field_of(layers, corner).inside(size)
            assert reached.rows[0] >= field.rows[0]
            assert reached.rows[1] <= field.rows[1]
            assert reached.columns[0] >= field.columns[0]
            assert reached.columns[1] <= field.columns[1]


def test_rows_and_columns_on_their_own():
    layers = [Convolution(1, (3, 1), stride=(2, 1), padding=(1, 0)), Convolution(1, (1, 5))]
    assert field_grid(layers) == FieldGrid(size=(3, 5), jump=(2, 1), start=(-1, 0))


def test_three_3x3_see_what_one_7x7_sees():
    assert field_grid([Convolution(8, 3)] * 3) == field_grid([Convolution(8, 7)])


def test_dilation_widens_like_a_larger_kernel():
    assert field_grid([Convolution(8, 3, dilation=2)]) == field_grid([Convolution(8, 5)])


def test_pointwise_layers_change_nothing():
    assert field_grid([ReLU(), Convolution(1, 3), ReLU()]) == field_grid([Convolution(1, 3)])
    assert field_grid([]) == FieldGrid()


def test_residual_block_is_as_wide_as_its_convolutions():
    convs = (Convolution(8, 3, padding=1), ReLU(), Convolution(8, 3, padding=1))
    assert field_grid([Branches(convs, ())]) == FieldGrid((5, 5), (1, 1), (-2, -2))


def test_one_layer_is_taken_alone():
    block = Branches((Convolution(8, 5, padding=2),), ())
    for layer in (Convolution(8, 5, padding=2), block):
        assert field_grid(layer) == field_grid([layer]) == FieldGrid((5, 5), (1, 1), (-2, -2))


def test_branches_of_unequal_stride_are_refused():
    block = Branches((Convolution(8, 3, stride=2, padding=1),), (), name="block")
    with pytest.raises(ValueError, match="paths of block must have one jump"):
        field_grid([block])


def test_closed_form_refuses_branches():
    with pytest.raises(ValueError, match="several paths"):
        closed_form([Branches((Convolution(8, 3, padding=1),), ())])


def test_sequences_inside_are_followed():
    inner = Sequence(Convolution(1, 3), MaxPool(2))
    for follow in (field_grid, closed_form):
        assert follow([inner, inner]) == follow([*inner.layers, *inner.layers])


@pytest.mark.parametrize("layer", [Dense(10), GlobalAveragePool()])
def test_layers_that_see_everything_need_the_input_size(layer):
    layers = [Convolution(4, 3), layer]
    assert field_grid(layers, input_size=(8, 9)).size == (8, 9)
    with pytest.raises(ValueError, match="input_size"):
        field_grid(layers)


def test_network_may_be_asked_at_another_size():
    assert field_grid(lenet5()).size == (32, 32)
    assert field_grid(lenet5(), input_size=40).size == (40, 40)


def test_table_prints_what_has_a_window():
    layers = [Convolution(4, (3, 5), name="conv"), ReLU(), MaxPool(2), Branches((ReLU(),), ())]
    text = str(field_table(layers)).splitlines()
    assert [line.split()[0] for line in text] == ["layer", "conv", "MaxPool", "Branches"]
    assert text[1].split() == ["conv", "3x5", "1", "3x5", "1", "0"]
    assert text[2].split() == ["MaxPool", "2", "2", "4x6", "2", "0"]


def test_table_is_html_on_a_page():
    layers = [Convolution(4, 3, name="conv"), MaxPool(2)]
    page = field_table(layers)._repr_html_()
    assert page.count("<tr>") == 3
    assert '<td style="text-align: right">4</td>' in page


def test_table_has_a_row_for_every_layer():
    table = field_table(alexnet())
    assert [layer for layer, _ in table.rows] == list(alexnet().windowed().layers)
    assert table.rows[-1][1] == field_grid(alexnet())
    with pytest.raises(KeyError, match=r"pool9.*'pool5'"):
        table["pool9"]


@pytest.mark.parametrize("place", [(0, 1, 2), (1,), 3])
def test_field_of_takes_row_and_column(place):
    with pytest.raises(ValueError, match=r"output_place must be \(row, column\)"):
        field_of(lenet5(), place)


def test_field_of_may_reach_into_the_padding():
    field = field_of(vgg("D").up_to("pool5"), (0, 6))
    assert (field.rows, field.columns) == ((-90, 121), (102, 313))
    assert field.inside((224, 224)) == Field((0, 121), (102, 223))


def test_centers_lie_a_jump_apart():
    grid = field_grid(resnet(18).up_to("conv5_2"))
    centers = np.array([grid.field(i, 0).center[0] for i in range(4)])
    assert (centers == grid.center[0] + 32 * np.arange(4)).all()
    assert grid.center == (0.0, 0.0)


@pytest.mark.parametrize("function", [field_table, field_grid, closed_form])
def test_transposed_convolution_has_no_one_size(function):
    layers = [Convolution(4, 3), TransposedConvolution(4, 4, 2, 1, name="up")]
    with pytest.raises(ValueError, match=r"up is a transposed convolution.*nan_bisect"):
        function(layers)
