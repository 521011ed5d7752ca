// Labeled controls: every one has its name in words, and reports through onChange.

// A whole number between two buttons. The buttons are for pointers; keys act on the field itself.
function stepper({ label, low, high, value, onChange }) {
  const set = (next, tell = true) => {
    input.value = clamp(Math.round(next), low, high);
    less.disabled = Number(input.value) === low;
    more.disabled = Number(input.value) === high;
    if (tell) onChange(Number(input.value));
  };
  const button = (text, word, step) => h("button", {
    type: "button", tabindex: "-1", "aria-label": `${label}: ${word}`,
    onclick: () => set(Number(input.value) + step),
  }, text);
  const less = button("\u2212", "less", -1);
  const more = button("+", "more", 1);
  const input = h("input", {
    type: "number", min: low, max: high, "aria-label": label, inputmode: "numeric",
    onchange: () => set(input.value === "" ? low : Number(input.value)),
  });
  set(value, false);
  const node = h("div", { class: "field" }, h("span", { class: "name", "aria-hidden": "true" }, label),
    h("div", { class: "stepper" }, less, input, more));
  return { node, set: (next) => set(next, false) };
}

function choice({ label, options, value, onChange }) {
  const select = h("select", { onchange: () => onChange(select.value) },
    options.map(([key, text]) => h("option", { value: key }, text)));
  select.value = value;
  const node = h("label", { class: "field" }, h("span", { class: "name" }, label), select);
  return { node, set: (next) => { select.value = next; } };
}

function check({ label, value, onChange }) {
  const input = h("input", { type: "checkbox", onchange: () => onChange(input.checked) });
  input.checked = value;
  return { node: h("label", { class: "check" }, input, label), set: (next) => { input.checked = next; } };
}

function action(label, onclick) {
  return h("button", { type: "button", class: "action", onclick }, label);
}

function slider({ label, low, high, value, onChange }) {
  const input = h("input", {
    type: "range", min: low, max: high, step: 1, "aria-label": label,
    oninput: () => onChange(Number(input.value)),
  });
  input.value = value;
  const name = h("span", { class: "name", "aria-hidden": "true" }, label);
  return { node: h("div", { class: "field" }, name, input), input, name };
}

// An element of SVG.
function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function icon(path) {
  return draw("svg", { viewBox: "0 0 18 18", "aria-hidden": "true" }, draw("path", { d: path }));
}

// One number for rows and columns alike, or one for each: `value` is [rows, columns].
function pairField({ label, low, high, value, onChange }) {
  let pair = [...value];
  let apart = false;
  const step = (name, axis) => stepper({
    label: name, low, high, value: pair[axis],
    onChange: (next) => {
      pair = apart ? pair.with(axis, next) : [next, next];
      onChange([...pair]);
    },
  });
  const node = h("div", { class: "pair" });
  const draw = () => {
    const names = apart ? [`${label}, rows`, `${label}, columns`] : [label];
    node.replaceChildren(...names.map((name, axis) => step(name, axis).node));
  };
  draw();
  return {
    node,
    set: (next) => { pair = [...next]; draw(); },
    split: (yes) => { apart = yes; draw(); },
  };
}
