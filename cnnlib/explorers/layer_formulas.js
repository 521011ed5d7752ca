// The arithmetic of one layer, written out with its numbers: a list of [name, formula].

const planeOf = ({ c, n }) => `${c}\u00b7${n}\u00b7${n}`;

function windowLines(before, after, kernel, stride, padding, ceil = 0) {
  const inside = `(${before.n} + 2\u00b7${padding} \u2212 ${kernel}) / ${stride}`;
  const whole = windowsAlong(before.n, kernel, stride, padding, 0);
  const counted = Math.ceil((before.n + 2 * padding - kernel) / stride) + 1;
  const written = ceil && counted > whole ? `\u2308${inside}\u2309 + 1 = ${counted}` : `\u230a${inside}\u230b + 1 = ${whole}`;
  const less = ceil && after.n < counted ? `, less one window in the padding alone: ${after.n}` : "";
  return [
    ["Rows and columns", `${written}${less}`],
    ["Field", `${before.field} + (${kernel} \u2212 1)\u00b7${before.jump} = ${after.field}`],
  ];
}

const memoryLine = (after) => ["Memory", `${VALUE_BYTES} bytes \u00b7 ${planeOf(after)} = ${withCommas(VALUE_BYTES * after.values)}`];

function convLines([filters, kernel, stride, padding, groups], before, after) {
  const channels = groups > 1 ? `(${before.c} / ${groups})` : before.c;
  const window = `${channels}\u00b7${kernel}\u00b7${kernel}`;
  const bias = after.biases ? `(${window} + 1)` : window;
  const note = after.biases ? "" : ", without biases, since a normalization follows";
  return [
    ...windowLines(before, after, kernel, stride, padding),
    ["Parameters", `${filters}\u00b7${bias} = ${withCommas(after.weights + after.biases)}${note}`],
    ["Multiply-adds", `${filters}\u00b7${window} \u00b7 ${after.n}\u00b7${after.n} = ${withCommas(after.macs)}`],
    memoryLine(after),
  ];
}

function denseLines([units], before, after) {
  const inputs = planeOf(before);
  return [
    ["Parameters", `${units}\u00b7(${inputs} + 1) = ${withCommas(after.weights + after.biases)}`],
    ["Multiply-adds", `${units}\u00b7${inputs} = ${withCommas(after.macs)}`],
    ["Field", `${before.field} + (${before.n} \u2212 1)\u00b7${before.jump} = ${after.field}, all that reaches it`],
    memoryLine(after),
  ];
}

function blockLines([filters, stride], before, after) {
  const { c, jump } = before;
  const shortcut = after.paths === 3;
  const weights = [`${filters}\u00b7${c}\u00b73\u00b73`, `${filters}\u00b7${filters}\u00b73\u00b73`,
    ...(shortcut ? [`${filters}\u00b7${c}`] : [])].join(" + ");
  return [
    ["Rows and columns", `\u230a(${before.n} \u2212 1) / ${stride}\u230b + 1 = ${after.n}`],
    ["Parameters", `${weights} + ${after.paths}\u00b72\u00b7${filters} = ${withCommas(after.weights + after.biases)}; `
      + `two 3\u00d73${shortcut ? ", a 1\u00d71 on the shortcut" : ""}, and their normalizations`],
    ["Multiply-adds", `(${weights}) \u00b7 ${after.n}\u00b7${after.n} = ${withCommas(after.macs)}`],
    ["Field", `${before.field} + 2\u00b7${jump} + 2\u00b7${jump * stride} = ${after.field}`],
    ["Memory", `${VALUE_BYTES} bytes \u00b7 ${after.paths} \u00b7 ${planeOf(after)} = ${withCommas(VALUE_BYTES * after.values)}`],
  ];
}

function bottleneckLines([width, stride, late], before, after) {
  const filters = WIDENING * width;
  const first = late ? before.n : after.n;
  const end = `${width}\u00b7${filters}${after.paths === 2 ? ` + ${before.c}\u00b7${filters}` : ""}`;
  const inner = `${width}\u00b7${width}\u00b73\u00b73`;
  const scales = `2\u00b7(2\u00b7${width} + ${after.paths > 1 ? `${after.paths}\u00b7` : ""}${filters})`;
  return [
    ["Rows and columns", `\u230a(${before.n} \u2212 1) / ${stride}\u230b + 1 = ${after.n}`],
    ["Parameters", `${before.c}\u00b7${width} + ${inner} + ${end} + ${scales} = ${withCommas(after.weights + after.biases)}; `
      + `1\u00d71, 3\u00d73, 1\u00d71${after.paths === 2 ? ", a 1\u00d71 on the shortcut" : ""}, and their normalizations`],
    ["Multiply-adds", `${before.c}\u00b7${width} \u00b7 ${first}\u00b7${first} + (${inner} + ${end}) \u00b7 ${after.n}\u00b7${after.n} `
      + `= ${withCommas(after.macs)}`],
    ["Field", `${before.field} + 2\u00b7${before.jump * (late ? 1 : stride)} = ${after.field}`],
    ["Memory", `${VALUE_BYTES} bytes \u00b7 (${width}\u00b7${first}\u00b7${first} + `
      + `${width + after.paths * filters}\u00b7${after.n}\u00b7${after.n}) = ${withCommas(VALUE_BYTES * after.values)}`],
  ];
}

function layerFormulas([kind, ...numbers], before, after) {
  if (kind === "conv") return convLines(numbers, before, after);
  if (kind === "dense") return denseLines(numbers, before, after);
  if (kind === "block") return blockLines(numbers, before, after);
  if (kind === "bottleneck") return bottleneckLines(numbers, before, after);
  if (kind === "lrn") return [["Shape", "as it was; it learns nothing"], memoryLine(after)];
  if (kind === "max" || kind === "mean") return [...windowLines(before, after, ...numbers), memoryLine(after)];
  if (kind === "norm") return [["Parameters", `2\u00b7${before.c} = ${withCommas(2 * before.c)}, a scale and a shift for each channel`]];
  if (kind === "global") {
    return [["Field", `${before.field} + (${before.n} \u2212 1)\u00b7${before.jump} = ${after.field}`], memoryLine(after)];
  }
  return [["Shape", "as it was; it learns nothing and writes over its input"]];
}
