"""Suppression of boxes: every step against the library, what the scenes show, refusals."""

from fractions import Fraction

import numpy as np
import pytest

from cnnlib.explorers import SuppressionExplorer, svg
from tests.explorers.reading import in_each_state, run

STATES = 100
# The grid in the order of its rows, and what is shown after each step.
READ = r"""(element) => {
  const all = (names) => [...element.shadowRoot.querySelectorAll(names)];
  const grid = all("[role=gridcell]").map((cell) => (
    [cell.textContent, cell.ariaLabel.split("IoU ")[1].split(/ =\s/)[0]]));
  const letters = all(".row .pad:first-child").map((one) => one.textContent);
  const steps = [];
  for (let step = 0; step < element.player.count; step += 1) {
    element.player.go(step);
    steps.push({
      looks: element.looks, reasons: all(".reasons li").map((one) => one.textContent),
      counted: element.counted.textContent, found: all(".found li").map((one) => one.textContent),
      lit: all(".cell.lit").length, right: all(".cell.right").length,
    });
  }
  return { letters, grid, steps, formulas: element.formulas.textContent };
}"""


def corners(rng, count):
    """Draw boxes in a scene; small numbers make equal and touching ones."""
    x = np.sort([rng.choice(17, 2, replace=False) for _ in range(count)])
    y = np.sort([rng.choice(10, 2, replace=False) for _ in range(count)])
    return np.stack([x[:, 0], y[:, 0], x[:, 1], y[:, 1]], axis=1)


def drawn(count):
    """Draw explorers with equal scores, equal boxes, and thresholds that equal an overlap."""
    rng = np.random.default_rng(6)
    for _ in range(count):
        boxes = corners(rng, rng.integers(1, 8))
        near = np.clip(boxes[0] + rng.integers(-1, 2, (len(boxes), 4)), 0, [15, 8, 16, 9])
        near[:, 2:] = np.maximum(near[:, 2:], near[:, :2] + 1)
        boxes = np.where(rng.random((len(boxes), 1)) < 0.6, near, boxes)
        truths = np.vstack([boxes[:1], corners(rng, 2)])[: rng.integers(1, 4)]
        yield SuppressionExplorer(
            boxes=boxes,
            scores=rng.integers(rng.integers(1, 100), 101, len(boxes)) / 100,
            labels=rng.integers(1, rng.integers(2, 4), len(boxes)),
            truths=truths,
            truth_labels=rng.integers(1, rng.integers(2, 4), len(truths)),
            iou_threshold=float(rng.choice([0, 0.2, 0.25, 0.5, 0.6, 1, rng.integers(101) / 100])),
            per_class=rng.random() < 0.5,
        )


def test_grid_steps_and_counts_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*drawn(STATES)]
    seen = in_each_state(one(SuppressionExplorer()), explorers, READ)
    said = set()
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        check_grid(explorer, shown)
        for step, after in enumerate(shown["steps"]):
            check_step(explorer, step, after)
            said |= {kind for kind in KINDS if any(kind in text for text in after["reasons"])}
        names, printed = run(code)
        assert names["kept"].tolist() == explorer.kept()
        np.testing.assert_array_equal(
            names["overlap"], explorer.overlaps()[:, : len(explorer.boxes)]
        )
        right, left, truths = explorer.counts(len(explorer.steps()))
        assert printed.endswith(f"precision {right}/{left}, recall {right}/{truths}\n")
    assert said == KINDS


KINDS = {"suppressed.", "shares nothing", "not above", " <\N{NO-BREAK SPACE}", "it is a "}


def check_grid(explorer, shown):
    """Compare each cell with `box_iou`, as it is shown and as a fraction."""
    order = np.argsort(-explorer.scores, kind="stable")
    assert shown["letters"] == ["ABCDEFG"[k] for k in order]
    count = len(order)
    overlaps = explorer.overlaps()[order][:, [*order, *range(count, explorer.overlaps().shape[1])]]
    assert [text for text, _ in shown["grid"]] == [svg.number(value) for value in overlaps.ravel()]
    fractions = [float(Fraction(ratio)) for _, ratio in shown["grid"]]
    np.testing.assert_allclose(fractions, overlaps.ravel(), rtol=1e-15)
    chosen, other = explorer.config()["pair"]
    assert explorer.overlaps()[chosen, other] == float(
        Fraction(shown["formulas"].split("IoU ")[1].split()[0])
    )


def check_step(explorer, step, after):
    """Compare looks, reasons and counts after a step with the library."""
    steps = explorer.steps()[:step]
    looks = ["waiting"] * len(explorer.boxes)
    for kept, dropped in steps:
        looks[kept] = "kept"
        for k in dropped:
            looks[k] = "dropped" if kept == steps[-1][0] else "gone"
    assert after["looks"] == looks
    dropped = steps[-1][1] if steps else []
    names = [text[0] for text in after["reasons"] if text.endswith("suppressed.")]
    assert names == ["ABCDEFG"[k] for k in dropped]
    assert after["lit"] == len(dropped)
    right, left, truths = explorer.counts(step)
    assert f"{left} box" in after["counted"]
    assert f"precision {right}/{left}." in after["counted"]
    assert f"recall {right}/{truths}." in after["counted"]
    assert sum("is found by" in text for text in after["found"]) == right
    assert sum("is lost" in text for text in after["found"]) == truths - right


def test_the_kept_boxes_are_those_that_the_steps_keep():
    for explorer in drawn(40):
        steps = explorer.steps()
        assert [kept for kept, _ in steps] == explorer.kept()
        every = [k for kept, dropped in steps for k in (kept, *dropped)]
        assert sorted(every) == [*range(len(explorer.boxes))]


def results(scene, per_class=False):
    """Return found objects, boxes left and objects at every threshold, in hundredths."""
    rows = []
    for hundredths in range(101):
        explorer = SuppressionExplorer(scene, iou_threshold=hundredths / 100, per_class=per_class)
        rows.append(explorer.counts(len(explorer.steps())))
    return rows


def test_two_neighbors_are_kept_by_some_thresholds_and_not_by_lower_or_higher_ones():
    rows = results("neighbors")
    good = [at for at, row in enumerate(rows) if row == (2, 2, 2)]
    assert good == [*range(23, 47)]
    assert {row[0] for row in rows[:23]} == {1}  # an object is lost
    assert {row[0] for row in rows[47:]} == {2}
    assert min(left for _, left, _ in rows[47:]) == 3  # one is framed twice
    assert rows[50] == (2, 4, 2)


def test_no_threshold_finds_both_of_two_close_objects_and_no_duplicate():
    assert (2, 2, 2) not in results("close")
    assert {right for right, _, _ in results("close")} == {1, 2}


def test_a_dog_behind_a_cat_is_kept_within_classes():
    assert results("classes")[50] == (1, 1, 2)
    assert results("classes", per_class=True)[50] == (2, 2, 2)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"scene": "street"}, "scene must be one of"),
        ({"boxes": [[0, 0, 1, 1]]}, "one score for each box"),
        ({"labels": [1]}, "labels must come with"),
        ({"truth_labels": [1]}, "truth_labels must come with"),
        ({"iou_threshold": 0.505}, "two decimals, got 0.505"),
        ({"iou_threshold": 2}, "from 0 to 1"),
    ],
    ids=repr,
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        SuppressionExplorer(**wrong)


def test_the_still_figure_shows_scores_and_overlaps():
    still = SuppressionExplorer().still()
    signs = ("A 0.78", "B 0.95", "C 0.9", "D 0.66", "E 0.72", "F 0.84")
    assert all(still.count(f">{sign}<") == 1 for sign in signs)
    assert "with B, C, F, A, E, D, 1, 2, where numbers are objects: 1 0.23 0.33 0.58" in still
    assert still.count(">0.58<") == 2
    assert "a dog with score 0.95" in SuppressionExplorer("classes").still()
