// What the suppression explorer says: fractions, the reasons of a step, what is found, and its code.

const boxName = (k) => BOX_LETTERS[k];
const boxList = (indices) => indices.map(boxName).join(", ");
const hundredth = (value) => show(value / 100);

// A fraction with its decimals: as many as tell it from a threshold that it does not equal. No line
// ends with a sign of comparison.
function overlapRatio(overlap, hundredths = null) {
  const { shared, union } = overlap;
  let decimals = show(shared / union);
  if (hundredths !== null && !overlapEquals(overlap, hundredths)) {
    for (let digits = 3; Number(decimals) === hundredths / 100; digits += 1) decimals = (shared / union).toFixed(digits);
  }
  return `${shared}/${union} =\u00a0${decimals}`;
}

// Why a box is dropped or stays, beside the one that is kept.
function stepReason(boxes, kept, k, hundredths, apart) {
  const [mine, best] = [boxName(k), boxName(kept)];
  if (apart && boxes[k][5] !== boxes[kept][5]) {
    return `${mine} stays: it is a ${BOX_CLASSES[boxes[k][5] - 1]}, and ${best} a ${BOX_CLASSES[boxes[kept][5] - 1]}.`;
  }
  const overlap = boxOverlap(boxes[kept], boxes[k]);
  const limit = hundredth(hundredths);
  const ratio = overlapRatio(overlap, hundredths);
  if (overlapExceeds(overlap, hundredths)) return `${mine} overlaps ${best} with IoU ${ratio} >\u00a0${limit}: suppressed.`;
  if (!overlap.shared) return `${mine} stays: it shares nothing with ${best}.`;
  if (overlapEquals(overlap, hundredths)) return `${mine} stays: its IoU with ${best} is ${ratio}, and not above ${limit}.`;
  return `${mine} stays: its IoU with ${best} is ${ratio} <\u00a0${limit}.`;
}

// The first sentence of a step.
function stepHeadline(boxes, { kept, others }, first) {
  const score = hundredth(boxes[kept][4]);
  const alike = others.filter((k) => boxes[k][4] === boxes[kept][4]);
  const tie = alike.length ? ` ${boxList(alike)} ${alike.length > 1 ? "have" : "has"} it, too: of equal scores the first letter wins.` : "";
  if (!others.length) return `${boxName(kept)} is kept, with a score of ${score}: ${first ? "it is the only box" : "no other box is left"}.`;
  return `${boxName(kept)} is kept: its score of ${score} is the highest${first ? "" : " of those left"}.${tie}`;
}

// How far two boxes overlap, in formulas: the second may be a true box.
function pairFormulas(a, b) {
  const { wide, high, shared, union } = boxOverlap(a, b);
  const product = shared ? `${wide}\u00b7${high} = ${shared}` : "0";
  return [
    ["intersection", product], ["union", `${boxArea(a)} + ${boxArea(b)} \u2212 ${shared} = ${union}`],
    ["IoU", overlapRatio({ shared, union })],
  ];
}

// Precision and recall of what is left, as fractions.
function countWords({ right }, left, truths) {
  return [
    `${left} ${left === 1 ? "box" : "boxes"} left, ${right} right: precision ${right}/${left}.`,
    `${right} of ${plural(truths, "object")} found: recall ${right}/${truths}.`,
  ];
}

// A sentence for each object, and one for the boxes on none.
function foundWords(boxes, truths, { on, none }) {
  const said = on.map(([first, ...twice], t) => {
    if (first === undefined) return `Object ${t + 1} is lost: no box left has an IoU of at least 0.5 with it.`;
    const ratio = overlapRatio(boxOverlap(boxes[first], truths[t]), 50);
    const again = twice.length ? ` ${boxList(twice)} ${twice.length > 1 ? "frame" : "frames"} it again, which counts as wrong.` : "";
    return `Object ${t + 1} is found by ${boxName(first)}, IoU ${ratio}.${again}`;
  });
  return none.length ? [...said, `${boxList(none)}: on no object, since no IoU with one reaches 0.5.`] : said;
}

function suppressionCode({ boxes, truths, threshold, apart }) {
  const corners = (list) => list.map((one) => one.slice(0, 4));
  const column = (list, at) => `np.array([${list.map((one) => one[at]).join(", ")}])`;
  const classes = new Set([...boxes.map((box) => box[5]), ...truths.map((truth) => truth[4])]).size > 1;
  const nms = apart ? `detection.batched_nms(boxes, scores, idxs=labels, iou_threshold=${threshold / 100})`
    : `detection.nms(boxes, scores, iou_threshold=${threshold / 100})`;
  const found = classes ? [
    "kinds = (1, 2)  # cat, dog", "mine = [kept[labels[kept] == kind] for kind in kinds]",
    "found = [(boxes[some], scores[some]) for some in mine]", "true = [truths[truth_labels == kind] for kind in kinds]",
  ] : ["found, true = [(boxes[kept], scores[kept])], [truths]"];
  return [
    "import numpy as np", "", "from cnnlib import detection", "", ...pyMatrix("boxes", corners(boxes)),
    `scores = ${column(boxes, 4)} / 100`, ...(classes || apart ? [`labels = ${column(boxes, 5)}`] : []),
    `kept = ${nms}`, 'print("kept:", *("ABCDEFG"[k] for k in kept))', "", "overlap = detection.box_iou(boxes, boxes)",
    ...pyMatrix("truths", corners(truths)), ...(classes ? [`truth_labels = ${column(truths, 4)}`] : []), ...found,
    "curve = detection.precision_recall(found, true)", "right, left = curve.right[-1], curve.detections[-1]",
    'print(f"precision {right}/{left}, recall {right}/{curve.truths}")',
  ];
}
