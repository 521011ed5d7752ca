// Windows on an input as one picture: padding, the first place of every window, what is left over,
// and the window of one output. Coordinates are cells of the padded input.

const boxPath = (r, c, rows, columns) => `M${c} ${r}h${columns}v${rows}h${-columns}z`;
const meshPath = (rows, columns) => (
  times(rows + 1, (r) => `M0 ${r}h${columns}`).join("") + times(columns + 1, (c) => `M${c} 0v${rows}`).join(""));
const cellFigure = (rows, columns, ...parts) => draw("svg", {
  viewBox: `0 0 ${columns} ${rows}`, preserveAspectRatio: "none", "aria-hidden": "true",
}, ...parts);

function drawWindows({ size, kernel, stride, padding, dilation, span, padded, output, fits }) {
  const [[top], [left]] = padding;
  const hatch = draw("pattern", {
    id: "hatch", width: 0.4, height: 0.4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  }, draw("path", { d: "M0 0v0.4", class: "hatching" }));
  const inside = boxPath(top, left, ...size);
  const parts = [draw("defs", {}, hatch),
    draw("path", { class: "border", "fill-rule": "evenodd", d: boxPath(0, 0, ...padded) + inside }),
    draw("path", { class: "mesh", d: meshPath(...padded) }), draw("path", { class: "inside", d: inside })];
  // Without an output the window is drawn as far as the input reaches.
  const rest = [0, 1].map((axis) => (fits ? (padded[axis] - span[axis]) % stride[axis] : 0));
  if (rest[0]) parts.push(draw("path", { class: "rest", d: boxPath(padded[0] - rest[0], 0, rest[0], padded[1]) }));
  if (rest[1]) parts.push(draw("path", { class: "rest", d: boxPath(0, padded[1] - rest[1], padded[0], rest[1]) }));
  const dots = times(output[0], (i) => times(output[1], (j) => (
    boxPath(i * stride[0] + 0.38, j * stride[1] + 0.38, 0.24, 0.24))).join("")).join("");
  const places = times(kernel[0], (a) => times(kernel[1], (b) => (
    boxPath(a * dilation[0], b * dilation[1], 1, 1))).join("")).join("");
  const moving = draw("g", { class: "moving" }, draw("path", { class: "place", d: places }),
    draw("path", { class: "window", d: boxPath(0, 0, ...span) }));
  const figure = cellFigure(...padded, ...parts, moving, draw("path", { class: "dots", d: dots }));
  return { figure, move: (i, j) => { moving.style.transform = `translate(${j * stride[1]}px, ${i * stride[0]}px)`; } };
}

// The output as a picture: what has been computed, and the cell that is looked at.
function drawOutput(rows, columns) {
  const done = draw("path", { class: "done" });
  const result = draw("path", { class: "result", d: boxPath(0, 0, 1, 1) });
  const figure = cellFigure(rows, columns, done, draw("path", { class: "mesh", d: meshPath(rows, columns) }), result);
  const move = (i, j) => {
    done.setAttribute("d", (i ? boxPath(0, 0, i, columns) : "") + boxPath(i, 0, 1, j + 1));
    result.setAttribute("d", boxPath(i, j, 1, 1));
  };
  return { figure, move };
}
