// What the up-convolution explorer shows of one cell: numbers so far, marks in both views, words.

// With inputs as steps the output holds the stamps so far; with outputs, what has been computed.
function fillOutput(explorer, index, { kind, at }) {
  const { sheets, stamps } = explorer;
  const { output } = stamps;
  const grid = explorer.grids.output;
  const stamping = explorer.by === "input";
  const whole = stamps.sums(sheets.image, sheets.kernel);
  const sofar = stamping ? stamps.sums(sheets.image, sheets.kernel, index) : whole;
  times(output[0], (i) => times(output[1], (j) => {
    const looked = kind === "output" && at[0] === i && at[1] === j;
    const partly = stamping && !looked;
    const done = stamping || looked || i * output[1] + j <= index;
    const text = done ? show((partly ? sofar : whole)[i][j]) : "";
    grid.write(i, j, text, `${place(i, j)}: ${done ? text : "not computed yet"}${partly ? ", so far" : ""}`);
  }));
}

function markCells(explorer, { kind, at }) {
  const { grids, stamps, stampFrame, slideFrame } = explorer;
  const terms = kind === "output" ? explorer.products(...at) : [{ r: at[0], c: at[1] }];
  const wrap = (cell) => (cell.localName === "input" ? cell.parentNode : cell);
  const mark = (grid, places, name) => {
    for (const cell of grid.node.querySelectorAll(`.${name}`)) cell.classList.remove(name);
    for (const [r, c] of places) wrap(grid.cells[r][c]).classList.add(name);
  };
  mark(grids.image, terms.map(({ r, c }) => [r, c]), "touched");
  mark(grids.kernel, kind === "output" ? terms.map(({ a, b }) => [a, b]) : [], "touched");
  mark(grids.output, kind === "output" ? [at] : [], "now");
  if (grids.stuffed) mark(grids.stuffed, terms.map(({ r, c }) => stamps.among(r, c)), "touched");
  stampFrame.node.hidden = kind === "output";
  if (slideFrame) slideFrame.node.hidden = kind === "input";
  if (kind === "output") slideFrame?.move(...at);
  else moveStamp(explorer, at);
  if (kind === "output" && !explorer.preview) {
    reveal(grids.output.node, stamps.cut[1][0] + at[1], 1, stamps.canvas[1]);
  }
}

// The stamp of one input: the frame on the output, with a product at every place.
function moveStamp({ sheets, stampFrame }, [r, c]) {
  stampFrame.taps.forEach((row, a) => row.forEach((tap, b) => {
    tap.firstChild.textContent = `+${show(sheets.image[r][c] * sheets.kernel[a][b])}`.replace("+\u2212", "\u2212");
  }));
  stampFrame.move(r, c);
}

function stampWords({ stamps, sheets }, r, c) {
  const [rows, columns] = stamps.reach(r, c);
  const value = `Input ${place(r, c)}, ${show(sheets.image[r][c])}, times the kernel`;
  if (!rows || !columns) return `${value}: the padding cuts off this whole stamp.`;
  const ends = ([first, last], word) => (first === last ? `${word} ${first}` : `${word}s ${first} to ${last}`);
  const whole = [rows, columns].every(([first, last], axis) => last - first + 1 === stamps.kernel[axis]);
  return `${value}, is added to output ${ends(rows, "row")}, ${ends(columns, "column")}`
    + `${whole ? "." : "; the rest of the stamp is cut off."}`;
}

// The formula of the cell that is looked at.
function writeWork(explorer, { kind, at }) {
  const { heading, sum, stamps } = explorer;
  sum.classList.add("level");
  if (kind === "input") {
    heading.textContent = `The stamp of input ${place(...at)}`;
    sum.replaceChildren(h("div", { class: "remark" }, stampWords(explorer, ...at)));
    return;
  }
  const terms = explorer.products(...at);
  const total = show(terms.reduce((all, { x, w }) => all + x * w, 0));
  heading.textContent = `Output, ${place(...at)}`;
  const list = terms.map(({ x, w }, index) => h("span", { class: "term" },
    h("span", { class: "plus" }, index ? "+" : ""),
    h("u", {}, factor(x)), "\u00b7", h("u", { class: "weight" }, factor(w))));
  const equals = h("span", { class: "term" }, h("span", { class: "plus" }, "="),
    h("span", { class: "total" }, total));
  const window = stamps.kernel[0] * stamps.kernel[1];
  const zeros = window - terms.length;
  const remark = terms.length
    ? `${plural(terms.length, "stamp")} ${terms.length === 1 ? "reaches" : "reach"} it. `
      + `Of the ${window} products of the window, ${zeros} ${zeros === 1 ? "has" : "have"} a zero that was put in.`
    : "No stamp reaches it, and under the window there are only zeros.";
  sum.replaceChildren(...(list.length ? list : ["0"]), equals, h("div", { class: "remark" }, remark));
}
