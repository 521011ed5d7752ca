// Gradient descent on a 3 by 3 filter. The wanted output is made by wanted weights w*, so the mean
// squared error of weights w is e A e with e = w - w*, where A is the mean of p p over all windows p;
// its slopes are 2 A e. Everything about the example that the descent needs is in these 81 numbers.

const DESCENT_FRAMES = 201;
const BEYOND = 1e9;  // a loss that is this large will not come back

class Descent {
  constructor(image, wanted, start) {
    const n = image.length - 2;
    this.windows = times(n * n, (at) => times(9, (tap) => (
      image[Math.floor(at / n) + Math.floor(tap / 3)][(at % n) + (tap % 3)])));
    this.wanted = wanted;
    this.start = start;
    this.moments = times(9, (i) => times(9, (j) => (
      this.windows.reduce((sum, window) => sum + window[i] * window[j], 0) / this.windows.length)));
    this.steepest = largestEigenvalue(this.moments);
  }

  // The output of a filter, window by window.
  filtered(weight) {
    return this.windows.map((window) => window.reduce((sum, x, tap) => sum + x * weight[tap], 0));
  }

  gap(weight) {
    return weight.map((value, tap) => value - this.wanted[tap]);
  }

  slopes(weight) {
    return timesVector(this.moments, this.gap(weight)).map((value) => 2 * value);
  }

  loss(weight) {
    const gap = this.gap(weight);
    return timesVector(this.moments, gap).reduce((sum, value, tap) => sum + value * gap[tap], 0);
  }

  // What so many steps do to the gap between weights and wanted weights: a power of 1 - 2 rate A.
  leap(rate, steps) {
    let step = this.moments.map((row, i) => row.map((value, j) => Number(i === j) - 2 * rate * value));
    let all = step.map((row, i) => row.map((_, j) => Number(i === j)));
    for (let rest = steps; rest; rest = Math.floor(rest / 2)) {
      if (rest % 2) all = timesMatrix(step, all);
      step = timesMatrix(step, step);
    }
    return all;
  }

  // Weights and loss at the start and after every so many steps, until the loss grows beyond bounds.
  frames(rate, every) {
    const found = [];
    const leap = this.leap(rate, every);
    let weight = this.start;
    while (found.length < DESCENT_FRAMES) {
      const loss = this.loss(weight);
      if (!(loss < BEYOND) && found.length) break;
      found.push({ weight, loss, gap: this.gap(weight).reduce((sum, value) => sum + value * value, 0) });
      weight = timesVector(leap, this.gap(weight)).map((value, tap) => value + this.wanted[tap]);
    }
    return found;
  }
}

const timesVector = (matrix, vector) => matrix.map((row) => row.reduce((sum, value, at) => sum + value * vector[at], 0));

const timesMatrix = (left, right) => {
  const columns = right.map((_, j) => timesVector(left, right.map((row) => row[j])));
  return left.map((_, i) => columns.map((column) => column[i]));
};

// By the power method: A is symmetric and has no negative eigenvalue.
function largestEigenvalue(matrix) {
  let [vector, length] = [matrix.map((_, at) => 1 + at / 10), 1];
  for (let round = 0; round < 500; round += 1) {
    const next = timesVector(matrix, vector);
    length = Math.hypot(...next) || 1;
    vector = next.map((value) => value / length);
  }
  return length;
}

// A number of any size with three digits: 0.0123, 4.5·10⁻⁶.
function brief(value) {
  const size = Math.abs(value);
  const minus = value < 0 ? "\u2212" : "";
  if (size === 0) return "0";
  if (size >= 0.001 && size < 10000) return minus + String(Number(size.toPrecision(3)));
  const [digits, power] = size.toExponential(1).split("e");
  const raised = [...String(Number(power))].map((one) => (one === "-" ? "\u207b" : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[one]));
  return `${minus}${digits}\u00b710${raised.join("")}`;
}

// The loss over the steps, on a logarithmic axis, with a mark that moves.
function drawLoss(frames, every) {
  const [wide, tall, left] = [340, 130, 58];
  const logs = frames.map(({ loss }) => Math.log10(Math.max(loss, 1e-30)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const x = (at) => left + (at / Math.max(1, frames.length - 1)) * (wide - left - 8);
  const y = (log) => 12 + ((high - log) / Math.max(1e-9, high - low)) * (tall - 34);
  const mark = draw("circle", { r: 6, class: "mark" });
  const words = (at, down, text, anchor = "end") => draw("text", { x: at, y: down, "text-anchor": anchor }, text);
  const figure = draw("svg", {
    viewBox: `0 0 ${wide} ${tall}`, role: "img",
    "aria-label": `The loss over the steps, on a logarithmic axis: from ${brief(frames[0].loss)} to ${brief(frames.at(-1).loss)}.`,
  }, draw("path", { class: "axes", d: `M${left} 6V${tall - 20}H${wide - 4}` }),
  draw("path", { class: "falling", d: `M${logs.map((log, at) => `${x(at).toFixed(1)} ${y(log).toFixed(1)}`).join("L")}` }), mark,
  words(left - 9, 16, brief(10 ** high)), words(left - 9, tall - 22, brief(10 ** low)), words(wide - 4, tall - 4, `${(frames.length - 1) * every} steps`),
  words(left, tall - 4, "loss, logarithmic", "start"));
  const move = (at) => { mark.setAttribute("cx", x(at)); mark.setAttribute("cy", y(logs[at])); };
  return { figure, move };
}

function descentCode({ examples, start, rate, every, wanted, step }) {
  return [
    "import numpy as np", "", "from cnnlib import ops", "",
    ...pyMatrix("x", EXAMPLES[examples][1]), "x = x[None, None] / 100  # (images, channels, rows, columns)",
    ...pyMatrix("wanted", wanted), ...pyMatrix("weight", STARTS[start][1]), "weight = weight[None, None]",
    "target = ops.conv2d(x, wanted[None, None])", `for _ in range(${step * every}):`,
    "    error = ops.conv2d(x, weight) - target", "    grad_z = 2 * error / error.size  # of the mean squared error",
    "    _, grad_weight, _ = ops.conv2d_backward(grad_z, x, weight)", `    weight = weight - ${rate / 100} * grad_weight`,
    "loss = np.mean((ops.conv2d(x, weight) - target) ** 2)", "print(weight[0, 0].round(2))", 'print(f"loss {loss:.3g}")',
  ];
}
