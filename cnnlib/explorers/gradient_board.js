// The board of grids: forward above, backward below, each gradient under what it belongs to.
// `grids` maps x, w, z, dx, dw, dz to grids; without w it is a pooling.

const BOARD_NAMES = { x: "Input", w: "Weight", z: "Output" };

function fillBoard(board, grids, letters) {
  const pooling = !grids.w;
  board.style.setProperty("--letters", letters);
  board.classList.toggle("no-weight", pooling);
  const put = (node, area) => {
    node.style.gridArea = area;
    return node;
  };
  const symbol = (name) => {
    const letter = h("i", {}, name.at(-1));
    return BOARD_NAMES[name] ? letter : h("span", {}, "\u2202", h("i", {}, "L"), "/\u2202", letter);
  };
  const signs = pooling ? [["max \u2192", "e"], ["\u2190", "be"]]
    : [["\u22c6", "s"], ["=", "e"], ["\u2190", "be"]];
  board.replaceChildren(
    ...["x", "w", "z", "dx", "dw", "dz"].filter((name) => grids[name])
      .map((name) => put(panel(BOARD_NAMES[name] || "", grids[name], symbol(name)), name)),
    ...signs.map(([text, area]) => put(sign(text), area)));
}

// How many inputs and weights have a gradient now.
function receiverWords(grids) {
  const counts = [["dx", "input"], ["dw", "weight"]].filter(([name]) => grids[name]).map(([name, word]) => ({
    word, some: grids[name].node.querySelectorAll(".has").length, all: grids[name].cells.flat().length,
  }));
  const parts = counts.map(({ word, some, all }) => (
    `${some} of ${all === 1 ? "1" : `the ${all}`} ${all === 1 ? word : `${word}s`}`));
  const verb = parts.length === 1 && counts[0].some === 1 ? "receives" : "receive";
  return `${parts.join(" and ")} ${verb} something.`;
}
