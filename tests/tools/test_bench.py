"""The arithmetic of `make bench`: ratios, the floor, and how often its parts are measured."""

from functools import partial

import numpy as np
import pytest

from tools import bench, bench_floor
from tools.bench_cases import Case


def entry(**seconds):
    times = {name.replace("_", " "): (t, 2 * t) for name, t in seconds.items()}
    return {"times": times, "extra": 3e6}


def test_a_row_divides_by_torch_by_the_best_product_and_by_the_floor():
    figures = entry(numpy_forward=0.06, torch_forward=0.04, room=0.01)
    figures["times"] |= {"product, 512": (0.03, 1.0), "product, 512 turned": (0.02, 1.0)}
    figures["times"] |= {"copy, rows": (0.02, 1.0), "copy, all windows": (0.05, 1.0)}
    cells = bench.row("some case", figures)
    assert cells["fwd ms"] == pytest.approx(60)
    assert cells["median"] == pytest.approx(120)
    assert cells["fwd/torch"] == pytest.approx(1.5)
    assert cells["fwd/GEMM"] == pytest.approx(3)
    assert cells["fwd/floor"] == pytest.approx(0.06 / (0.02 + 0.02 + 0.01))
    assert cells["GEMM/torch"] == pytest.approx(0.5)
    assert "both/torch" not in cells


def test_the_summary_leaves_out_what_no_case_has():
    means, worst = bench.summary([{"fwd/torch": 0.5}, {"fwd/torch": 2.0, "both/torch": 3.0}, {}])
    assert means == {"case": "geometric mean", "fwd/torch": 1, "both/torch": pytest.approx(3)}
    assert worst == {"case": "worst", "fwd/torch": 2.0, "both/torch": 3.0}


def test_the_smallest_of_several_processes_counts():
    one, two = ({"a case": entry(numpy_forward=t)} for t in (0.2, 0.1))
    assert bench.merge([one, two])["a case"]["times"] == {"numpy forward": (0.1, 0.2)}


@pytest.mark.parametrize(
    ("kernel", "options", "copies"),
    [
        ((1, 1), {}, set()),
        ((3, 3), {"padding": 1}, {"copy, all windows", "copy, rows"}),
        ((3, 3), {"stride": 2}, {"copy, all windows"}),
        ((3, 3), {"dilation": 2}, {"copy, all windows", "copy, rows"}),
    ],
)
def test_floors_name_the_copies_that_a_convolution_could_do(kernel, options, copies):
    x, weight = np.ones((5, 2, 9, 11)), np.ones((3, 2, *kernel))
    case = Case("a case", "conv2d", x.shape, weight.shape, options)
    calls = bench_floor.floor_calls(case, [x, weight], np.ones((5, 3, 7, 9)))
    assert {name for name in calls if name.startswith("copy")} == copies
    assert "room" in calls
    for call, _ in calls.values():
        call()


def test_every_way_of_the_product_counts_as_often_as_the_case_has_places():
    calls = bench_floor._product_calls(np.ones((3, 2, 3, 3)), images=50, places=600)
    assert len(calls) == 2 * len({600, *bench_floor.WIDTHS})
    for call, scale in calls.values():
        assert isinstance(call, partial)
        times, _, _, product = call.args
        assert scale * times * product.size == pytest.approx(50 * 600 * 3)


def test_grouped_and_transposed_convolutions_have_no_floor():
    x, weight = np.ones((1, 2, 5, 5)), np.ones((2, 1, 3, 3))
    for operator, options in (("conv2d", {"groups": 2}), ("conv_transpose2d", {})):
        case = Case("a case", operator, x.shape, weight.shape, options)
        assert bench_floor.floor_calls(case, [x, weight], x) == {}
