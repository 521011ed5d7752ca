// What the channel explorer knows by name, and the sums of one output.

const COLORS = ["Red", "Green", "Blue"];
const FILTER_SIZE = 3;
// What a filter does with each channel: one weight for the whole kernel of each.
const DEEP_FILTERS = {
  gray: ["brightness: all alike", [1, 1, 1]], redness: ["red minus blue", [1, 0, -1]],
  green: ["green minus red", [-1, 1, 0]], blue: ["blue alone", [0, 0, 1]],
};
const PATCHES = {
  corner: ["red meets blue", PATCH],
  stripes: ["stripes", [0, 1, 2].map((c) => times(6, () => times(6, (column) => (column % 3 === c ? 9 : 0))))],
  gray: ["gray, brighter to the right", times(3, () => times(6, () => times(6, (column) => Math.min(9, 2 * column))))],
};

// Show the names of image and filter if they are among the known ones.
function nameChannels(explorer) {
  const find = (known, same) => Object.keys(known).find((key) => same(known[key][1])) || "own";
  const [rows, columns] = explorer.sizes.image;
  const now = JSON.stringify(explorer.image());
  explorer.patch.set(find(PATCHES, (values) => values[0].length >= rows && values[0][0].length >= columns
    && JSON.stringify(values.map((one) => explorer.cut(one, explorer.sizes.image))) === now));
  const filter = explorer.filters()[explorer.shown()[0]];
  explorer.named.set(find(DEEP_FILTERS, (weights) => (
    filter.every((kernel, c) => kernel.flat().every((w) => w === weights[c])))));
}

// The three sums of an output, each with its products, and their sum.
function writeSums(explorer, m, i, j) {
  const { heading, sum, sheets, windows } = explorer;
  heading.textContent = `Map ${m}, ${place(i, j)}`;
  const taps = windows.taps(i, j);
  const parts = [0, 1, 2].map((c) => explorer.part(m, c, i, j));
  const line = (c) => {
    const products = taps.flatMap(({ a, b, r, c: column }, index) => [" ", h("span", { class: "term" }, index ? "+ " : "",
      h("u", {}, factor(sheets.x[c][r][column])), "\u00b7", h("u", { class: "weight" }, factor(sheets.weight[m][c][a][b])))]);
    return h("div", { class: "channel" }, h("b", {}, COLORS[c]), products, " = ", h("b", {}, show(parts[c])));
  };
  const total = h("div", { class: "channel" }, h("b", {}, "Sum over channels"), " ",
    `${show(parts[0])} + ${factor(parts[1])} + ${factor(parts[2])} = `,
    h("span", { class: "total" }, show(explorer.result(m, i, j))));
  sum.replaceChildren(...[0, 1, 2].map(line), total);
}
