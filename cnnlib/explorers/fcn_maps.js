// Maps of classes from runs, their counts and measures, and how they are drawn.
// CLASS_INKS, a color and strokes for each class, comes from class_inks.py.

// A run is a class and a length, row after row.
function mapFromRuns(runs, [rows, columns]) {
  const flat = times(runs.length / 2, (n) => Array(runs[2 * n + 1]).fill(runs[2 * n])).flat();
  return times(rows, (r) => flat.slice(r * columns, (r + 1) * columns));
}

// counts[truth][map], over rows [top, bottom) and columns [left, right).
function confusionCounts(map, truth, classes, [top, bottom, left, right]) {
  const counts = times(classes, () => Array(classes).fill(0));
  for (let r = top; r < bottom; r += 1) {
    for (let c = left; c < right; c += 1) counts[truth[r][c]][map[r][c]] += 1;
  }
  return counts;
}

const addUp = (values) => values.reduce((sum, value) => sum + value, 0);
const countsAsMap = (counts) => counts.map((_, k) => addUp(counts.map((row) => row[k])));
const countsRight = (counts) => addUp(counts.map((row, k) => row[k]));

// Intersection over union; NaN for a class that is neither true nor in the map.
function overlapOf(counts, k) {
  return counts[k][k] / (addUp(counts[k]) + countsAsMap(counts)[k] - counts[k][k]);
}

function meanOverlap(counts) {
  const known = counts.map((_, k) => overlapOf(counts, k)).filter((value) => !Number.isNaN(value));
  return addUp(known) / known.length;
}

// Two decimals, halves up; a dash for what there is not.
const share2 = (value) => (Number.isNaN(value) ? "\u2013" : (Math.floor(value * 100 + 0.5) / 100).toFixed(2));

// Pixels of each class as strokes of one pixel, in units of pixels.
function classPaths(map, classes) {
  const data = times(classes, () => []);
  map.forEach((row, r) => {
    let start = 0;
    row.forEach((k, c) => {
      if (row[c + 1] === k) return;
      data[k].push(`M${start} ${r + 0.5}h${c + 1 - start}`);
      start = c + 1;
    });
  });
  return data.map((parts, k) => draw("path", {
    d: parts.join(""), fill: "none", stroke: `url(#ink-${k})`, "stroke-width": 1.02,
  }));
}

function inkPatterns(classes) {
  return draw("defs", {}, ...CLASS_INKS.slice(0, classes).map(([color, strokes], k) => draw("pattern", {
    id: `ink-${k}`, width: 4, height: 4, patternUnits: "userSpaceOnUse",
  }, draw("rect", { width: 4, height: 4, fill: color }), draw("path", { d: strokes, stroke: "#fff", "stroke-width": 0.6 }))));
}

// The ink of a class beside its name.
function swatch(k) {
  const [color, strokes] = CLASS_INKS[k];
  return draw("svg", { class: "swatch", viewBox: "0 0 4 4", "aria-hidden": "true" },
    draw("rect", { width: 4, height: 4, fill: color }), draw("path", { d: strokes, stroke: "#fff", "stroke-width": 0.6 }));
}

function overlapCode(name, counts) {
  return [
    "import numpy as np", "", "from cnnlib.training import metrics", "",
    `# ${name}: pixels of each true class (rows), by their class in the map (columns)`,
    "counts = np.array(", "    [", ...counts.map((row) => `        [${row.join(", ")}],`), "    ]", ")",
    "iou = metrics.class_iou(counts)", "mean = metrics.mean_iou(counts)", "accuracy = metrics.pixel_accuracy(counts)",
    'print(iou.round(2), f"mean {mean:.2f}, pixel accuracy {accuracy:.2f}")',
  ];
}
