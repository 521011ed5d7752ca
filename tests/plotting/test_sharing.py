"""The picture of a convolution's matrix: names and colors of its weights."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib import ops
from cnnlib.plotting import show_shared_weights
from cnnlib.plotting.sharing import _tints


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def cell_colors(ax):
    return np.asarray(ax.images[0].get_array())


def test_every_cell_names_the_weight_that_it_holds():
    weight = np.array([[5.0, 7.0], [-3.0, 2.0]])
    matrix = ops.convolution_matrix(weight, (3, 3))
    ax = show_shared_weights(matrix, weight)
    names = {0: "", 5: "w00", 7: "w01", -3: "w10", 2: "w11"}
    assert [text.get_text() for text in ax.texts] == [names[int(value)] for value in matrix.flat]


def test_equal_weights_share_one_color_and_others_differ():
    weight = np.arange(1.0, 10).reshape(3, 3)
    matrix = ops.convolution_matrix(weight, (4, 4))
    colors = cell_colors(show_shared_weights(matrix, weight))
    kinds = [np.unique(colors[matrix == value], axis=0) for value in range(10)]
    assert [len(kind) for kind in kinds] == [1] * 10
    assert len(np.unique(np.concatenate(kinds), axis=0)) == 10


def test_draws_on_the_given_axes():
    _, ax = plt.subplots()
    assert show_shared_weights([[1, 0]], [[1]], ax, "C") is ax
    assert ax.get_title() == "C"


@pytest.mark.parametrize("weight", [[[1, 1]], [[1, 0]]])
def test_refuses_a_kernel_whose_values_cannot_be_told_apart(weight):
    with pytest.raises(ValueError, match="must differ"):
        show_shared_weights([[1, 1]], weight)


def test_refuses_a_matrix_of_another_kernel():
    with pytest.raises(ValueError, match="that weight does not"):
        show_shared_weights([[1, 3]], [[1, 2]])


def test_tints_stay_colors_when_the_palette_repeats():
    tints = np.array(_tints(15))
    assert tints.min() >= 0
    assert tints.max() <= 1
    assert len(np.unique(tints.round(6), axis=0)) == 15
