// Where windows lie: the arithmetic of sizes, and the places that one output is computed from.
// Pairs are [rows, columns]; padding is [[top, bottom], [left, right]], as in cnnlib.shapes.

function axisPadding(rule, k, d) {
  const reach = d * (k - 1);
  if (rule === "full") return [reach, reach];
  if (rule === "same") return [Math.floor(reach / 2), reach - Math.floor(reach / 2)];
  return [0, 0];
}

class Windows {
  constructor({ size, kernel, stride, padding, dilation }) {
    Object.assign(this, { size, kernel, stride, padding, dilation });
    this.span = [0, 1].map((axis) => dilation[axis] * (kernel[axis] - 1) + 1);
    this.padded = [0, 1].map((axis) => padding[axis][0] + size[axis] + padding[axis][1]);
    this.fits = this.span.every((span, axis) => span <= this.padded[axis]);
    this.output = [0, 1].map((axis) => (
      this.fits ? Math.floor((this.padded[axis] - this.span[axis]) / stride[axis]) + 1 : 0));
    this.count = this.output[0] * this.output[1];
  }

  // Every place under the kernel for output (i, j): row and column in the unpadded image.
  taps(i, j) {
    return times(this.kernel[0], (a) => times(this.kernel[1], (b) => {
      const r = i * this.stride[0] + a * this.dilation[0] - this.padding[0][0];
      const c = j * this.stride[1] + b * this.dilation[1] - this.padding[1][0];
      const inside = r >= 0 && c >= 0 && r < this.size[0] && c < this.size[1];
      return { a, b, r, c, inside };
    })).flat();
  }

  // Calls act(r, c, a, b) for every place of a window that lies inside.
  visit(i, j, act) {
    const [top, left] = [0, 1].map((axis) => [i, j][axis] * this.stride[axis] - this.padding[axis][0]);
    for (let a = 0, r = top; a < this.kernel[0]; a += 1, r += this.dilation[0]) {
      for (let b = 0, c = left; b < this.kernel[1]; b += 1, c += this.dilation[1]) {
        if (r >= 0 && c >= 0 && r < this.size[0] && c < this.size[1]) act(r, c, a, b);
      }
    }
  }

  at(index) {
    return [Math.floor(index / this.output[1]), index % this.output[1]];
  }
}

function flipped(kernel) {
  return kernel.map((row) => [...row].reverse()).reverse();
}

// Letters stand for numbers and are set in italics, as in print.
function inItalics(text) {
  return text.split(/([a-z])/).map((part) => (/^[a-z]$/.test(part) ? h("i", {}, part) : part));
}

function floorOver(top, bottom, rest, said) {
  const over = h("span", { class: "fraction" }, h("span", {}, inItalics(top)), h("span", {}, inItalics(bottom)));
  return h("span", { class: "formula", role: "math", "aria-label": said }, h("span", { class: "floor" }, over), rest);
}

// The formula of one axis, first in letters, then with its numbers. Where nothing is dilated,
// d(k - 1) + 1 is written as what it is then, k.
function sizeFormula({ n, k, s, sides, d, result }, dilates) {
  const even = sides[0] === sides[1];
  const pad = even ? `2\u00b7${sides[0]}` : `${sides[0]} + ${sides[1]}`;
  const span = dilates ? [`d(k \u2212 1) \u2212 1`, `${d}\u00b7(${k} \u2212 1) \u2212 1`] : ["k", `${k}`];
  const letters = `n + ${even ? "2p" : "p + p\u2032"} \u2212 ${span[0]}`;
  const top = `${n} + ${pad} \u2212 ${span[1]}`;
  return [
    floorOver(letters, "s", "+ 1", `floor of (${letters}) / s, plus 1`),
    floorOver(top, String(s), `+ 1 = ${result}`, `is floor of (${top}) / ${s}, plus 1, which is ${result}`),
  ];
}

// The formulas of both axes, as one line where rows and columns are alike.
function sizeFormulas({ size, kernel, stride, padding, dilation, output }, dilates) {
  const axis = (a) => ({
    n: size[a], k: kernel[a], s: stride[a], sides: padding[a], d: dilation[a], result: output[a],
  });
  const alike = JSON.stringify(axis(0)) === JSON.stringify(axis(1));
  const names = alike ? ["Rows and columns of the output"] : ["Rows of the output", "Columns of the output"];
  return names.map((name, a) => (
    h("div", {}, h("span", { class: "axis" }, name), sizeFormula(axis(a), dilates))));
}

// Scroll a grid that is wider than its panel sideways, never the page. A picture shrinks instead.
function reveal(grid, first, count, columns) {
  const box = grid?.classList.contains("wide") ? null : grid?.closest(".scroll");
  if (!box || box.scrollWidth <= box.clientWidth) return;
  box.scrollLeft = ((first + count / 2) / columns) * box.scrollWidth - box.clientWidth / 2;
}

// The window on the image: a frame, and inside it one tinted place per kernel value.
class Frame {
  constructor(windows, labels) {
    const { dilation, span } = windows;
    const unit = (count) => `calc(var(--cell) * ${count})`;
    this.node = h("div", {
      class: "frame", "aria-hidden": "true", style: `width:${unit(span[1])};height:${unit(span[0])}`,
    });
    this.taps = labels.map((row, a) => row.map((label, b) => {
      const style = `top:${unit(a * dilation[0])};left:${unit(b * dilation[1])}`;
      const tap = h("span", { class: "tap", style }, h("span", {}, label));
      this.node.append(tap);
      return tap;
    }));
    this.windows = windows;
  }

  move(i, j) {
    const [down, right] = [i * this.windows.stride[0], j * this.windows.stride[1]];
    this.node.style.transform = `translate(calc(var(--cell) * ${right}), calc(var(--cell) * ${down}))`;
    reveal(this.node.parentNode, right, this.windows.span[1], this.windows.padded[1]);
  }
}
