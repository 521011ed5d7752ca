// Channels as two columns with wires between them, and what the wires cost.

// The first and the last channel on the other side that meet a channel.
function partners({ inputs, outputs, groups }, kind, at) {
  const [own, others] = kind === "input" ? [inputs, outputs] : [outputs, inputs];
  const group = Math.floor(at / (own / groups));
  const many = others / groups;
  return [group * many, (group + 1) * many - 1];
}

// The picture is as high as the longer column; a channel is one unit, the shorter one is centered.
function drawWires(numbers) {
  const { inputs, outputs } = numbers;
  const rows = Math.max(inputs, outputs);
  const [wide, start] = [10, (count) => (rows - count) / 2 + 0.5];
  const line = (input, output) => `M0 ${start(inputs) + input}L${wide} ${start(outputs) + output}`;
  const from = (output) => {
    const [first, last] = partners(numbers, "output", output);
    return times(last - first + 1, (at) => line(first + at, output)).join("");
  };
  const into = (input) => {
    const [first, last] = partners(numbers, "input", input);
    return times(last - first + 1, (at) => line(input, first + at)).join("");
  };
  const lit = draw("path", { class: "wire lit" });
  const figure = draw("svg", { viewBox: `0 0 ${wide} ${rows}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("path", { class: "wire", d: times(outputs, from).join("") }), lit);
  return { figure, light: (kind, at) => lit.setAttribute("d", kind === "input" ? into(at) : from(at)) };
}

// Weights and multiply-adds, each with its formula, beside those of one group.
function groupCounts({ inputs, outputs, groups, kernel, places }) {
  const weights = kernel * kernel * (inputs / groups) * outputs;
  const spots = places * places;
  const formula = (text, said) => h("span", { class: "formula", role: "math", "aria-label": said }, ...text);
  const line = (name, letters, filled, value) => h("div", {}, h("span", { class: "axis" }, name),
    formula([inItalics(letters[0]), letters[1]].flat(), letters.join("")),
    formula([`= ${filled} = ${withCommas(value)}`], `is ${filled}, which is ${value}`));
  const filled = `${kernel}\u00b7${kernel}\u00b7${inputs}/${groups}\u00b7${outputs}`;
  const compared = groups === 1 ? "One group: every input channel feeds every output channel."
    : `That is 1/${groups} of the ${withCommas(weights * groups)} weights and the ${withCommas(weights * groups * spots)} `
      + "multiply-adds of one group.";
  return [
    line("Weights", ["k", "\u00b2 \u00b7 C\u2081/g \u00b7 C\u2082"], filled, weights),
    line(`Multiply-adds, for ${places} \u00d7 ${places} places`, ["k", "\u00b2 \u00b7 C\u2081/g \u00b7 C\u2082 \u00b7 places"],
      `${filled}\u00b7${withCommas(spots)}`, weights * spots),
    h("p", { class: "sentence" }, compared),
  ];
}
