"""The segmentation explorer: maps, cells and measures against the library, over random states."""

import numpy as np
import pytest

from cnnlib.explorers import FcnOverlay, score_maps
from cnnlib.receptive_field import FieldGrid
from cnnlib.training import metrics
from tests.explorers.reading import in_each_state, run
from tests.explorers.test_agreement import STATES

# The tables' rows of texts, the sentence, and the strokes of each map.
READ = """element => {
  const rows = [...element.shadowRoot.querySelectorAll(".tables table")].map(table =>
    [...table.querySelectorAll("tr")].map(row => [...row.children].map(cell => cell.textContent)));
  const maps = [...element.shadowRoot.querySelectorAll(".map")].map(map =>
    [...map.children].map(path => path.getAttribute("d")));
  const frame = element.shadowRoot.querySelector(".patch");
  const patch = ["x", "y", "width", "height"].map(name => Number(frame.getAttribute(name)));
  const said = element.shadowRoot.querySelector(".sentence").textContent;
  return [...rows, maps, patch, said];
}"""


def drawn(count):
    """Draw scenes, truths, scores and states of any kind."""
    rng = np.random.default_rng(31)
    for _ in range(count):
        classes, strides = int(rng.integers(2, 7)), (8, 4, 2)[: rng.integers(1, 4)]
        h, w = 8 * rng.integers(1, 3, 2)
        scores = {s: 3 * rng.normal(size=(classes, h // s, w // s)) for s in strides}
        stride = int(rng.choice(strides))
        jumps = {s: (s, s) for s in strides}
        fields = {s: FieldGrid((9, 7), jump, (-2, 1)) for s, jump in jumps.items()}
        yield FcnOverlay(
            rng.uniform(size=(3, h, w)),
            np.kron(rng.integers(0, classes - 1, (h // 2, w // 2)), np.ones((2, 2), int)),
            scores,
            [f"class{k}" for k in range(classes)],
            fields,
            stride=stride,
            opacity=int(rng.integers(0, 11)),
            cell=(int(rng.integers(h // stride)), int(rng.integers(w // stride))),
        )


def covered(strokes, shape):
    """Return the map that strokes draw, -1 where none lies."""
    found = np.full(shape, -1)
    for number, path in enumerate(strokes):
        for stroke in path.split("M")[1:]:
            column, row, length = stroke.replace("h", " ").split()
            found[int(float(row)), int(column) : int(column) + int(length)] = number
    return found


def near(text, value):
    """Tell whether a text is a number to two decimals, or a dash for what there is not."""
    return text == "–" if np.isnan(value) else abs(float(text) - value) <= 0.005 + 1e-9


@pytest.fixture(scope="module")
def states():
    """Explorers in states of any kind."""
    return [*drawn(STATES)]


def test_measures_are_those_of_the_library_and_of_the_printed_code(one, states):
    shown_and_code = in_each_state(one(FcnOverlay()), states, READ)
    for explorer, (values, code) in zip(states, shown_and_code, strict=True):
        classes = len(explorer.names)
        tables = [
            metrics.confusion_matrix(explorer.map(stride), explorer.truth, classes)
            for stride in explorer.scores
        ]
        _, scene, maps, _, _ = values
        assert [row[0] for row in scene[1:-2]] == explorer.names
        for column, counts in enumerate(tables, 1):
            expected = [*metrics.class_iou(counts), metrics.mean_iou(counts)]
            expected.append(metrics.pixel_accuracy(counts))
            texts = [row[column] for row in scene[1:]]
            assert all(map(near, texts, expected)), explorer
        shown = [*explorer.scores].index(explorer.stride)
        for strokes in maps:  # over the scene, and over the truth
            found = covered(strokes, explorer.truth.shape)
            np.testing.assert_array_equal(found, explorer.map(explorer.stride))
        names, printed = run(code)
        assert printed
        np.testing.assert_array_equal(names["counts"], tables[shown])
        assert names["mean"] == metrics.mean_iou(tables[shown])


def test_a_cell_shows_its_scores_its_pixels_and_its_patch(one, states):
    shown_and_code = in_each_state(one(FcnOverlay()), states, READ)
    for explorer, (values, _) in zip(states, shown_and_code, strict=True):
        stride, (row, column) = explorer.stride, explorer.cell
        part = np.s_[row * stride : (row + 1) * stride, column * stride : (column + 1) * stride]
        mapped, true = explorer.map(stride)[part], explorer.truth[part]
        shares = score_maps.shares_of(explorer.scores[stride])[row, column]
        cell, _, _, patch, said = values
        for k, (name, share, in_map, in_truth) in enumerate(cell[1:]):
            assert name == explorer.names[k]
            assert abs(float(share.removesuffix(" %")) - 100 * shares[k]) <= 0.5 + 1e-9
            assert [int(in_map), int(in_truth)] == [(mapped == k).sum(), (true == k).sum()]
        best = explorer.names[shares.argmax()]
        right = (mapped == true).sum()
        assert f"scores say {best}; the map is right at {right} of its {stride**2} pixels" in said
        field = explorer.fields[stride].field(row, column).inside(explorer.truth.shape)
        (top, _), (left, _) = field.rows, field.columns
        assert patch == [left, top, field.size[1], field.size[0]]
        assert f"see rows {top} to {field.rows[1]}, columns {left} to" in said


def test_another_rung_keeps_the_place(one):
    element = one(FcnOverlay(stride=8, cell=(5, 6)))
    element.locator(".settings select").select_option(label="FCN-32s")
    assert element.locator(".sentence").inner_text().startswith("Cell row 1, column 1 of FCN-32s")
    element.locator(".settings select").select_option(label="FCN-16s")
    assert element.locator(".sentence").inner_text().startswith("Cell row 2, column 2 of FCN-16s")


def test_a_cell_is_chosen_by_key_and_by_pointer(show):
    page = show(FcnOverlay(stride=8))
    element = page.locator(FcnOverlay.tag)
    cells = element.get_by_role("grid", name="Cells of FCN-8s").get_by_role("gridcell")
    cells.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert element.locator(".where").inner_text() == "10 of 64"
    said = element.locator("[aria-live=polite]").text_content()
    assert said.startswith(
        "Cell row 1, column 1 of FCN-8s stands for rows 8 to 15, columns 8 to 15."
    )
    cells.last.click()
    assert element.locator(".where").inner_text() == "64 of 64"


def test_opacity_goes_from_the_scene_to_the_map(one):
    element = one(FcnOverlay(opacity=0))
    opacity = "element => getComputedStyle(element.shadowRoot.querySelector('.map')).opacity"
    field = element.get_by_label("Opacity, in tenths", exact=True)
    assert element.evaluate(opacity) == "0"
    for _ in range(10):
        field.press("ArrowUp")
    assert element.evaluate(opacity) == "1"


def test_without_fields_no_patch_is_drawn(one):
    image, truth = np.full((3, 8, 8), 0.5), np.eye(8, dtype=int)
    scores = {4: score_maps.known_scores(truth, 2, 4)}
    element = one(FcnOverlay(image, truth, scores, ["no", "yes"]))
    assert element.locator(".layers .patch").first.is_hidden()
    assert "see rows" not in element.locator(".sentence").inner_text()


def test_an_address_of_a_rung_that_is_not_there_shows_the_last(show):
    page = show(FcnOverlay())
    page.evaluate("""location.hash = '#fcn-overlay-1={"rung":3,"step":99}'""")
    page.wait_for_function("() => document.querySelector('cnn-fcn-overlay').state().rung === 2")
    assert page.locator(FcnOverlay.tag).locator(".where").inner_text() == "64 of 64"
