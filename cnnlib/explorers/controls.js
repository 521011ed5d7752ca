// Labeled controls: every one has its name in words, and reports through onChange.

// What was typed is not taken: an event that the explorer turns into speech.
function refuse(input, sentence) {
  input.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: sentence }));
}

// A whole number between two buttons. The buttons are for pointers; keys act on the field itself.
// A number out of range becomes the nearest in range, and the name of the field says the range.
function stepper({ label, low, high, value, onChange }) {
  const set = (next, tell = true) => {
    const kept = clamp(Math.round(next), low, high);
    input.value = kept;
    less.disabled = kept === low;
    more.disabled = kept === high;
    name.textContent = kept === next ? label : `${label}: ${low} to ${high}`;
    if (!tell) return;
    onChange(kept);
    if (kept !== next) refuse(input, `${label} goes from ${low} to ${high}. It is ${kept} now.`);
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
  const name = h("span", { class: "name", "aria-hidden": "true" });
  set(value, false);
  const node = h("div", { class: "field" }, name, h("div", { class: "stepper" }, less, input, more));
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
// Taken together again, both are the number of the rows.
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
    split: (yes) => {
      const uneven = !yes && pair[0] !== pair[1];
      apart = yes;
      if (uneven) pair = [pair[0], pair[0]];
      draw();
      if (uneven) onChange([...pair]);
    },
    uneven: () => pair[0] !== pair[1],
  };
}

// One switch for several pairs; it is on at the start if a pair needs it.
function apartSwitch(fields) {
  const value = fields.some((one) => one.uneven());
  const split = (yes) => fields.forEach((one) => one.split(yes));
  split(value);
  return check({ label: "Rows and columns apart", value, onChange: split }).node;
}
