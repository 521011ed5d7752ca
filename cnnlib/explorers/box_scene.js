// The scene of the suppression explorer: objects, boxes with letters, and the box that is moved.
// Pointers act on the drawing; keys act on one element that lies over the chosen box.

const SCENE_EDGE = 0.9;  // around the scene, for the numbers of its axes
const SCENE_REACH = 0.75;  // from a corner, within which a pointer takes it
const SIGN_HIGH = 0.8;
const BOX_MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Both sides of a box moved, or one corner of it, as far as the scene and a width of 1 allow.
function movedBox(box, [dx, dy], corner = null) {
  const next = [...box];
  [dx, dy].forEach((way, axis) => {
    const [low, high] = [box[axis], box[axis + 2]];
    if (corner === null) {
      const step = clamp(way, -low, BOX_SCENE_SIZE[axis] - high);
      next[axis] = low + step;
      next[axis + 2] = high + step;
    } else if (corner[axis]) next[axis + 2] = clamp(high + way, low + 1, BOX_SCENE_SIZE[axis]);
    else next[axis] = clamp(low + way, 0, high - 1);
  });
  return next;
}

const holds = ([x1, y1, x2, y2], [x, y]) => x >= x1 && x <= x2 && y >= y1 && y <= y2;
const boxPlace = ([x1, y1, x2, y2]) => `x ${x1} to ${x2}, y ${y1} to ${y2}`;

class BoxScene {
  // `onChoose(index)` of a box or, after all boxes, of an object; `onMove(box)` of the chosen box.
  constructor({ onChoose, onMove }) {
    Object.assign(this, { onChoose, onMove, grip: null });
    const [width, height] = BOX_SCENE_SIZE;
    this.view = [-SCENE_EDGE, -SCENE_EDGE, width + 2 * SCENE_EDGE, height + 1.2 * SCENE_EDGE];
    this.layers = Object.fromEntries(["objects", "boxes", "signs"].map((name) => [name, draw("g", { class: name })]));
    this.figure = draw("svg", { viewBox: this.view.join(" "), "aria-hidden": "true" },
      draw("defs", {}, draw("pattern", { id: "shared", width: 0.4, height: 0.4, patternUnits: "userSpaceOnUse" },
        draw("path", { class: "strokes", d: "M0 .4L.4 0M-.1 .1L.1 -.1M.3 .5L.5 .3" }))),
      this.axes(), ...Object.values(this.layers));
    this.hold = h("div", {
      class: "hold", role: "slider", tabindex: "0", "aria-roledescription": "box", "aria-describedby": "how", "aria-valuemin": 0,
      onkeydown: (event) => this.key(event),
    });
    this.node = h("div", { class: "scene", role: "group", "aria-label": "Scene" }, this.figure, this.hold);
    const acts = { pointerdown: this.take, pointermove: this.drag, pointerup: this.leave, pointercancel: this.drop };
    for (const [name, act] of Object.entries(acts)) this.figure.addEventListener(name, act.bind(this));
  }

  axes() {
    const [width, height] = BOX_SCENE_SIZE;
    const lines = [...times(width + 1, (x) => `M${x} 0V${height}`), ...times(height + 1, (y) => `M0 ${y}H${width}`)];
    const tick = (x, y, value) => draw("text", { class: "tick", x, y }, String(value));
    return draw("g", {}, draw("path", { class: "mesh", d: lines.join("") }),
      ...[0, 4, 8, 12, 16].map((x) => tick(x, -0.25, x)), ...[4, 8].map((y) => tick(-0.45, y + 0.2, y)));
  }

  // Draw all anew. `looks` has the class of each box, `pair` the chosen box and what it is compared with.
  show({ boxes, truths, looks, pair, classed }) {
    Object.assign(this, { boxes, truths, pair });
    const [chosen, other] = pair;
    const rectangle = ([x1, y1, x2, y2], look) => draw("rect", { class: look, x: x1, y: y1, width: x2 - x1, height: y2 - y1 });
    this.layers.objects.replaceChildren(...truths.flatMap((truth, t) => this.object(truth, t, other === boxes.length + t)));
    const mine = boxes[chosen];
    const against = other < boxes.length ? boxes[other] : truths[other - boxes.length];
    const { wide, high } = boxOverlap(mine, against);
    const corner = [Math.max(mine[0], against[0]), Math.max(mine[1], against[1])];
    const order = times(boxes.length, (k) => k).sort((k, m) => (k === chosen) - (m === chosen) || (k === other) - (m === other));
    const marks = (k) => `box ${looks[k]}${k === other ? " other" : ""}${k === chosen ? " chosen" : ""}`;
    const grips = [0, 1, 2, 3].map((at) => draw("circle", { class: "grip", cx: mine[at % 2 ? 2 : 0], cy: mine[at > 1 ? 3 : 1], r: 0.28 }));
    this.layers.boxes.replaceChildren(
      ...(wide && high ? [rectangle([...corner, corner[0] + wide, corner[1] + high], "shared")] : []),
      ...order.map((k) => rectangle(boxes[k], marks(k))), ...grips);
    this.writeSigns(looks, classed);
    this.place(mine);
  }

  object([x1, y1, x2, y2, label], t, compared) {
    return [
      draw("path", { class: "head", d: BOX_HEADS[label - 1], transform: `translate(${x1} ${y1}) scale(${x2 - x1} ${y2 - y1})` }),
      draw("rect", { class: compared ? "truth other" : "truth", x: x1, y: y1, width: x2 - x1, height: y2 - y1 }),
      draw("text", { class: "number", x: (x1 + x2) / 2, y: y2 - 0.25 }, String(t + 1)),
    ];
  }

  // Each box has its letter and score in a corner, where no other sign stands if there is such a corner.
  writeSigns(looks, classed) {
    const wide = classed ? 3.2 : 1.95;
    this.signs = [];
    this.boxes.forEach((box, k) => {
      const corners = [0, 1, 2, 3].map((at) => [at % 2 ? Math.max(box[0], box[2] - wide) : box[0], at > 1 ? Math.max(box[1], box[3] - SIGN_HIGH) : box[1]]);
      const free = ([x, y]) => this.signs.every(([a, b]) => Math.abs(a - x) >= wide || Math.abs(b - y) >= SIGN_HIGH);
      this.signs.push((corners.find(free) || corners[0]).map((side, axis) => Math.min(side, BOX_SCENE_SIZE[axis] - [wide, SIGN_HIGH][axis])));
    });
    this.signWide = wide;
    this.layers.signs.replaceChildren(...this.signs.map(([x, y], k) => {
      const kind = classed ? ` ${BOX_CLASSES[this.boxes[k][5] - 1]}` : "";
      return draw("g", { class: `sign ${looks[k]}` }, draw("rect", { x, y, width: wide, height: SIGN_HIGH }),
        draw("text", { x: x + wide / 2, y: y + 0.6 }, `${boxName(k)}${kind} ${hundredth(this.boxes[k][4])}`));
    }));
  }

  // The element for keys lies over the chosen box.
  place(box) {
    const [left, top, width, height] = this.view;
    const [x1, y1, x2, y2] = box;
    const share = (length, whole) => `${(100 * length) / whole}%`;
    Object.assign(this.hold.style, {
      left: share(x1 - left, width), top: share(y1 - top, height), width: share(x2 - x1, width), height: share(y2 - y1, height),
    });
    const said = {
      "aria-label": `Box ${boxName(this.pair[0])}`,
      "aria-valuemax": BOX_SCENE_SIZE[0] - 1, "aria-valuenow": x1, "aria-valuetext": boxPlace(box),
    };
    for (const [name, value] of Object.entries(said)) this.hold.setAttribute(name, value);
  }

  key(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const letter = BOX_LETTERS.indexOf(key.toUpperCase());
    if (key in BOX_MOVES) {
      event.preventDefault();
      this.onMove(movedBox(this.boxes[this.pair[0]], BOX_MOVES[key], shiftKey ? [1, 1] : null), false);
    } else if (key.length === 1 && letter >= 0 && letter < this.boxes.length) this.onChoose(letter);
  }

  // The point of the scene under a pointer.
  under({ clientX, clientY }) {
    const frame = this.figure.getBoundingClientRect();
    const [left, top, width, height] = this.view;
    return [left + (width * (clientX - frame.left)) / frame.width, top + (height * (clientY - frame.top)) / frame.height];
  }

  // Boxes under a point, the smallest first; then the objects.
  at(point) {
    const found = times(this.boxes.length, (k) => k).filter((k) => holds(this.boxes[k], point));
    found.sort((k, m) => boxArea(this.boxes[k]) - boxArea(this.boxes[m]));
    return found;
  }

  take(event) {
    const point = this.under(event);
    const [chosen] = this.pair;
    const box = this.boxes[chosen];
    const corners = [[0, 0], [1, 0], [0, 1], [1, 1]];
    const far = (corner) => Math.hypot(...corner.map((end, axis) => box[end ? axis + 2 : axis] - point[axis]));
    const corner = corners.reduce((best, one) => (far(one) < far(best) ? one : best));
    const sign = this.signs.findLastIndex(([x, y]) => holds([x, y, x + this.signWide, y + SIGN_HIGH], point));
    const stack = this.at(point);
    let next = chosen;
    this.grip = { point, pointer: event.pointerId, corner: null, below: null };
    if (far(corner) < SCENE_REACH) this.grip.corner = corner;
    else if (sign >= 0) next = sign;
    else if (stack.includes(chosen)) this.grip.below = stack[(stack.indexOf(chosen) + 1) % stack.length];
    else if (stack.length) [next] = stack;
    else {
      this.grip = null;
      const object = this.truths.findIndex((truth) => holds(truth, point));
      if (object >= 0) this.onChoose(this.boxes.length + object);
      return;
    }
    this.figure.setPointerCapture(event.pointerId);
    if (next !== chosen) this.onChoose(next);
    this.grip.from = this.boxes[this.pair[0]];
  }

  drag(event) {
    if (!this.grip || event.pointerId !== this.grip.pointer) return;
    const { point, corner, from } = this.grip;
    const way = this.under(event).map((value, axis) => Math.round(value - point[axis]));
    const next = movedBox(from, way, corner);
    if (String(next) === String(this.boxes[this.pair[0]])) return;
    this.grip.below = null;
    this.onMove(next, true);
  }

  // A click that moved nothing goes to the box below.
  leave(event) {
    if (!this.grip || event.pointerId !== this.grip.pointer) return;
    const { below, from } = this.grip;
    this.drop();
    if (below !== null && below !== this.pair[0]) this.onChoose(below);
    else if (String(from) !== String(this.boxes[this.pair[0]])) this.onMove(this.boxes[this.pair[0]], false);
  }

  drop() {
    this.grip = null;
  }
}
