// What every layer of a stack puts out, learns, computes, writes and sees, as cnnlib.specs counts it.

const VALUE_BYTES = 4;  // float32

// How many windows fit; rounded up, all but one that would lie in the padding after the end.
function windowsAlong(n, kernel, stride, padding, ceil) {
  const steps = (n + 2 * padding - kernel) / stride;
  if (!ceil) return Math.floor(steps) + 1;
  return Math.ceil(steps) * stride >= n + padding ? Math.ceil(steps) : Math.ceil(steps) + 1;
}

function windowAfter({ n, jump, field }, kernel, stride, padding, ceil = 0) {
  return {
    n: windowsAlong(n, kernel, stride, padding, ceil), jump: jump * stride, field: field + (kernel - 1) * jump,
  };
}

// Why a window does not fit, in words; an empty string if it does.
function windowProblem(kind, n, kernel, stride, padding, ceil) {
  const room = n + 2 * padding - kernel;
  if (room < 0 && !(ceil && room + stride > 0)) {  // rounded up, one window may stick out
    const padded = padding ? ` with its padding has only ${n + 2 * padding}` : ` has only ${n}`;
    return `its window spans ${plural(kernel, "row")}, and what reaches it${padded}. `
      + "Take a smaller window, more padding, a larger input, or fewer strides before it.";
  }
  if (kind === "conv" || padding < kernel) return "";
  return `its padding, ${padding}, is as wide as its window, ${kernel}: a window could lie in the padding alone. `
    + "Take less padding.";
}

// Why channels cannot be divided into groups, in words; an empty string if they can.
function groupsProblem(c, filters, groups) {
  if (c % groups === 0 && filters % groups === 0) return "";
  return `its ${groups} groups must divide the ${plural(c, "channel")} that reach it and its ${plural(filters, "filter")}. `
    + "Take another number of groups, or 1.";
}

// One convolution without its surroundings: weights, and products at n by n places.
const convolved = (c, filters, kernel, n, groups = 1) => {
  const weights = filters * (c / groups) * kernel * kernel;
  return { weights, macs: weights * n * n, values: filters * n * n };
};

function blockRow(before, filters, stride) {
  const { c, jump, field } = before;
  const n = Math.floor((before.n - 1) / stride) + 1;
  const parts = [convolved(c, filters, 3, n), convolved(filters, filters, 3, n)];
  if (stride > 1 || c !== filters) parts.push(convolved(c, filters, 1, n));
  const sum = (key) => parts.reduce((all, part) => all + part[key], 0);
  return {
    c: filters, n, jump: jump * stride, field: field + 2 * jump + 2 * jump * stride,
    weights: sum("weights") + parts.length * filters, biases: parts.length * filters,
    macs: sum("macs"), values: sum("values"), paths: parts.length,
  };
}

// A 1x1, a 3x3 and a 1x1, which narrow and widen; with `late`, the 3x3 has the stride.
function bottleneckRow(before, width, stride, late) {
  const { c, jump, field } = before;
  const n = Math.floor((before.n - 1) / stride) + 1;
  const filters = WIDENING * width;
  const parts = [convolved(c, width, 1, late ? before.n : n), convolved(width, width, 3, n), convolved(width, filters, 1, n)];
  const paths = stride > 1 || c !== filters ? 2 : 1;
  if (paths === 2) parts.push(convolved(c, filters, 1, n));
  const sum = (key) => parts.reduce((all, part) => all + part[key], 0);
  const scales = 2 * width + paths * filters;
  return {
    c: filters, n, jump: jump * stride, field: field + 2 * jump * (late ? 1 : stride),
    weights: sum("weights") + scales, biases: scales, macs: sum("macs"), values: sum("values"), paths,
  };
}

function stackRow([kind, ...numbers], before, normed) {
  const { c, n, jump, field } = before;
  const nothing = { c, n, jump, field, weights: 0, biases: 0, macs: 0, values: 0 };
  const [first, ...rest] = numbers;
  const whole = { n: 1, field: field + (n - 1) * jump };  // looks at all that reaches it
  switch (kind) {
    case "conv": {
      const [kernel, stride, padding, groups] = rest;
      const after = windowAfter(before, kernel, stride, padding);
      return { ...convolved(c, first, kernel, after.n, groups), ...after, c: first, biases: normed ? 0 : first };
    }
    case "max": case "mean": {
      const after = windowAfter(before, ...numbers);
      return { ...nothing, ...after, values: c * after.n * after.n };
    }
    case "lrn": return { ...nothing, values: c * n * n };
    case "norm": return { ...nothing, weights: c, biases: c };
    case "global": return { ...nothing, ...whole, values: c };
    case "dense": return { ...nothing, ...whole, ...convolved(c, first, n, 1), c: first, biases: first };
    case "block": return blockRow(before, ...numbers);
    case "bottleneck": return bottleneckRow(before, ...numbers);
    default: return nothing;
  }
}

// The rows of a stack, the input first, up to the first layer that does not fit; `problem` says why.
function stackRows(channels, n, layers) {
  const rows = [{ c: channels, n, jump: 1, field: 1, weights: 0, biases: 0, macs: 0, values: channels * n * n }];
  for (const [index, layer] of layers.entries()) {
    const [kind, ...numbers] = layer;
    const windowed = { conv: numbers.slice(1, 4), max: numbers, mean: numbers }[kind];
    const { c, n: size } = rows.at(-1);
    const why = (kind === "conv" && groupsProblem(c, numbers[0], numbers[4]))
      || (windowed && windowProblem(kind, size, ...windowed));
    if (why) return { rows, problem: `Layer ${index + 1}, ${stackedName(layer)}, does not fit: ${why}` };
    rows.push(stackRow(layer, rows.at(-1), layers[index + 1]?.[0] === "norm"));
  }
  return { rows, problem: "" };
}

const rowNumbers = ({ weights, biases, macs, values }) => ({
  parameters: weights + biases, macs, bytes: VALUE_BYTES * values,
});

// A number with three digits and a unit, a short one in full.
function shortCount(number) {
  if (number < 10000) return number.toLocaleString("en-US");
  const [size, unit] = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]].find(([least]) => number >= 0.9995 * least);
  const digits = number / size;
  return `${digits.toFixed(digits < 9.995 ? 2 : digits < 99.95 ? 1 : 0)}\u202f${unit}`;
}
