// Overlap of boxes and non-maximum suppression, in whole numbers: areas are counted in units.
// A box is [x1, y1, x2, y2, score in hundredths, class], a true box the same without a score.

const boxArea = ([x1, y1, x2, y2]) => (x2 - x1) * (y2 - y1);

function boxOverlap(a, b) {
  const [wide, high] = [0, 1].map((axis) => Math.max(0, Math.min(a[axis + 2], b[axis + 2]) - Math.max(a[axis], b[axis])));
  const shared = wide * high;
  return { wide, high, shared, union: boxArea(a) + boxArea(b) - shared };
}

const overlapExceeds = ({ shared, union }, hundredths) => 100 * shared > hundredths * union;
const overlapEquals = ({ shared, union }, hundredths) => 100 * shared === hundredths * union;

// Indices by falling score; of equal scores the first box comes first.
const byFallingScore = (boxes) => times(boxes.length, (k) => k).sort((k, m) => boxes[m][4] - boxes[k][4] || k - m);

// One step for each box that is kept: what it drops, and what stays for now. Boxes of `apart` classes
// leave each other alone.
function suppressionSteps(boxes, hundredths, apart) {
  const steps = [];
  let waiting = byFallingScore(boxes);
  while (waiting.length) {
    const [kept, ...others] = waiting;
    const rivals = (k) => !apart || boxes[k][5] === boxes[kept][5];
    const drops = (k) => rivals(k) && overlapExceeds(boxOverlap(boxes[kept], boxes[k]), hundredths);
    steps.push({ kept, others, dropped: others.filter(drops) });
    waiting = others.filter((k) => !drops(k));
  }
  return steps;
}

// The true box of its class that a box overlaps most, if by a half at least; -1 if there is none.
// Of true boxes that it overlaps alike, the one with the smallest y2, x2, y1, x1 counts.
function objectUnder(box, truths) {
  const inOrder = times(truths.length, (t) => t).filter((t) => truths[t][4] === box[5]).sort((s, t) => (
    [3, 2, 1, 0].map((side) => truths[s][side] - truths[t][side]).find((gap) => gap !== 0) || s - t));
  let best = -1;
  let most = { shared: -1, union: 1 };
  for (const t of inOrder) {
    const now = boxOverlap(box, truths[t]);
    if (now.shared * most.union > most.shared * now.union) {
      best = t;
      most = now;
    }
  }
  return best >= 0 && 2 * most.shared >= most.union ? best : -1;
}

// For each object the boxes on it, the one that finds it first; and the boxes on none.
function countFound(boxes, left, truths) {
  const on = truths.map(() => []);
  const none = [];
  for (const k of left) {
    const object = objectUnder(boxes[k], truths);
    (object < 0 ? none : on[object]).push(k);
  }
  return { on, none, right: on.filter((found) => found.length).length };
}
