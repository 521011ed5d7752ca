"""The pooling explorer: numbers against PyTorch and the element, ties, padding, refusals."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.explorers import PoolingExplorer
from tests.explorers.reading import finish, grid_values

EDGES = [[3, 1, 0, 3], [3, 2, 1, 3], [3, 1, 1, 3], [3, 1, 1, 3]]
RNG = np.random.default_rng(4)
SETTINGS = [
    {},
    {"x": EDGES, "stride": 1},
    {"x": EDGES, "stride": 1, "kind": "mean"},
    {"kind": "l2"},
    {"kernel_size": 3, "padding": 1, "stride": 1},
    {"kernel_size": 3, "padding": 1, "kind": "mean"},
    {"kernel_size": 3, "padding": 1, "kind": "mean", "count_include_pad": False},
    {"kernel_size": (2, 3), "stride": (1, 2), "padding": (1, 0), "kind": "l2"},
    {
        "x": RNG.integers(-99, 100, (7, 5)),
        "kernel_size": (4, 2),
        "stride": (3, 1),
        "padding": (2, 1),
    },
    {"x": -np.ones((3, 3)), "kernel_size": 2, "padding": 1, "stride": 2},
]


def by_torch(explorer):
    """Pool with PyTorch what the explorer pools."""
    x = torch.tensor(explorer.x)[None, None]
    size, stride, padding = explorer.kernel_size, explorer.stride, explorer.padding
    if explorer.kind == "max":
        pooled = functional.max_pool2d(x, size, stride, padding)
    elif explorer.kind == "mean":
        count = explorer.count_include_pad
        pooled = functional.avg_pool2d(x, size, stride, padding, count_include_pad=count)
    else:
        (rows, columns) = padding
        padded = functional.pad(x, (columns, columns, rows, rows))
        pooled = functional.lp_pool2d(padded, 2, size, stride)
    return pooled[0, 0].numpy()


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_python_pools_as_pytorch_does(settings):
    explorer = PoolingExplorer(**settings)
    np.testing.assert_allclose(explorer.output(), by_torch(explorer), rtol=1e-12)


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_element_pools_as_python_does(one, settings):
    explorer = PoolingExplorer(**settings)
    element = one(explorer)
    finish(element)
    np.testing.assert_allclose(grid_values(element, "Output"), explorer.output(), atol=0.005)


def test_known_outputs():
    assert PoolingExplorer().output().tolist() == [[6, 8], [3, 4]]
    assert PoolingExplorer(EDGES, stride=1).output().tolist() == [[3, 2, 3], [3, 2, 3], [3, 1, 3]]
    mean = PoolingExplorer(EDGES, stride=1, kind="mean").output()
    assert mean.tolist() == [[2.25, 1, 1.75], [2.25, 1.25, 2], [2, 1, 2]]


def test_the_first_of_a_tie_wins(one):
    """PyTorch's index of the maximum and the ringed cell are the same place."""
    explorer = PoolingExplorer(EDGES, kernel_size=3, stride=1, padding=1)
    _, indices = functional.max_pool2d(
        torch.tensor(explorer.x)[None, None], 3, 1, 1, return_indices=True
    )
    element = one(explorer)
    cells = element.get_by_role("grid", name="Output").get_by_role("gridcell")
    for position, index in enumerate(indices.flatten().tolist()):
        cells.nth(position).click()
        row, column = divmod(index, 4)
        assert f"row {row}, column {column}" in element.locator(".remark").inner_text()
        ring = element.locator(".tap.first").bounding_box()
        cell = element.get_by_label(f"Input, row {row}, column {column}", exact=True).bounding_box()
        assert ring["x"] == pytest.approx(cell["x"], abs=2)
        assert ring["y"] == pytest.approx(cell["y"], abs=2)


def test_a_tie_is_said(one):
    element = one(PoolingExplorer(np.full((4, 4), 2)))
    assert "A tie of 4: the first in reading order wins" in element.locator(".remark").inner_text()
    assert element.locator(".tap.tied").count() == 3
    element.get_by_label("Step forward").click()
    spoken = element.locator("[aria-live=polite]").text_content()
    assert spoken == "Output row 0, column 1: 2, from row 0, column 2, the first of 4 that tie."


def test_the_arithmetic_is_written_out(one):
    element = one(PoolingExplorer([[1, 2], [3, -4]]))
    written = element.locator(".sum")
    assert "max(1, 2, 3, −4)" in written.inner_text().replace("\n", "")
    element.get_by_label("Pooling by").select_option("l2")
    assert "1² + 2² + 3² + (−4)²" in written.inner_text().replace("\n", "")
    assert written.locator(".total").inner_text() == "5.48"
    element.get_by_label("Pooling by").select_option("mean")
    assert written.locator(".total").inner_text() == "0.5"


def test_settings_change_the_output(one):
    element = one(PoolingExplorer())
    element.get_by_label("Input values").select_option("edges")
    element.get_by_label("Pooling by").select_option("mean")
    element.get_by_label("Padding: more").click()
    element.get_by_label("The mean counts the padding").uncheck()
    finish(element)
    expected = PoolingExplorer(EDGES, 2, 2, 1, "mean", count_include_pad=False)
    np.testing.assert_allclose(grid_values(element, "Output"), expected.output(), atol=0.005)


def test_too_much_padding_is_explained(one):
    element = one(PoolingExplorer(padding=1))
    element.get_by_label("Padding: more").click()
    assert "more than half of the window" in element.locator(".notice").inner_text()
    element.get_by_label("Window: more").click()
    element.get_by_label("Window: more").click()
    assert not element.locator(".notice").is_visible()


def test_a_window_that_does_not_fit_is_explained(one):
    explorer = PoolingExplorer(np.ones((2, 3)), kernel_size=3)
    with pytest.raises(ValueError, match="covers 3 places"):
        explorer.output()
    assert "spans 3 rows" in one(explorer).locator(".notice").inner_text()


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": [[1]]},
        {"x": np.ones((33, 2))},
        {"kernel_size": 5},
        {"stride": 5},
        {"padding": 2},
        {"kind": "median"},
    ],
    ids=repr,
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PoolingExplorer(**wrong)
