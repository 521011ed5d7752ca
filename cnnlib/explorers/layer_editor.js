// The controls for one layer of a stack: its kind, its numbers, and its place.

class LayerEditor {
  // `onChange(layer)` for another number, `onSwap(layer)` for another kind; `onAct(name)` for the buttons.
  constructor({ onChange, onSwap, onAct }) {
    this.onChange = onChange;
    this.heading = h("div", { class: "title" });
    this.kind = choice({
      label: "Kind of the layer", value: "conv",
      options: Object.entries(LAYER_KINDS).map(([key, [name]]) => [key, name]),
      onChange: (kind) => onSwap([kind, ...LAYER_KINDS[kind][2]]),
    });
    this.numbers = h("div", { class: "numbers" });
    const button = (label, name) => action(label, () => onAct(name));
    this.node = h("div", { class: "editor", role: "group", "aria-label": "The chosen layer" },
      this.heading, h("div", { class: "fields" }, this.kind.node, this.numbers),
      h("div", { class: "acts" }, button("Add a layer after it", "add"), button("Remove it", "remove"),
        button("Move it up", "up"), button("Move it down", "down")));
  }

  show(layer, index, count) {
    this.heading.textContent = `Layer ${index + 1} of ${count}`;
    this.kind.set(layer[0]);
    const current = [...layer];
    this.numbers.replaceChildren(...LAYER_KINDS[layer[0]][1].map((name, at) => {
      const [label, low, high] = NUMBERS[name];
      const onChange = (next) => { current[at + 1] = Number(next); this.onChange([...current]); };
      const value = layer[at + 1];
      return high === 1 ? check({ label, value: value === 1, onChange }).node
        : stepper({ label, low, high, value, onChange }).node;
    }));
  }
}
