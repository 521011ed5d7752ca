// Moving through the steps of a figure: buttons, a scrubber, and the speed of playing.

const ICONS = {
  first: "M3 3h2.5v12H3zM15 3v12L6.5 9z",
  back: "M13 3v12L4.5 9z",
  play: "M5 2.5v13L15.5 9z",
  pause: "M4 3h3.5v12H4zM10.5 3H14v12h-3.5z",
  forward: "M5 3v12L13.5 9z",
};

const SPEEDS = [["0.5", "half speed"], ["1", "speed 1"], ["2", "speed 2"], ["4", "speed 4"]];
const NOT_STARTED = -1;

// Calls onMove(index, playing) whenever the step changes, and onStop() when playing ends.
// `tell(index)` gives the scrubber its words; `interval` is the time of a step in milliseconds.
class Player {
  constructor({ onMove, onStop, tell = null, label = "Step", interval = 1000 }) {
    Object.assign(this, { onMove, onStop, tell, interval, speed: 1, index: 0, count: 0, timer: null });
    const button = (name, words, act) => {
      const idle = () => made.getAttribute("aria-disabled") === "true";
      const made = h("button", {
        type: "button", class: name, "aria-label": words, title: words, onclick: () => { if (!idle()) act(); },
      }, icon(ICONS[name]));
      return made;
    };
    const moveTo = (where) => () => { this.pause(); this.go(where()); };
    this.first = button("first", "Back to the first step", moveTo(() => 0));
    this.back = button("back", "Step back", moveTo(() => this.index - 1));
    this.toggle = button("play", "Play", () => (this.timer ? this.pause() : this.play()));
    this.forward = button("forward", "Step forward", moveTo(() => this.index + 1));
    this.where = h("span", { class: "where" });
    this.scrubber = h("input", {
      type: "range", class: "scrubber", min: 0, step: 1, "aria-label": label,
      oninput: () => moveTo(() => Number(this.scrubber.value))(),
    });
    const pace = h("select", {
      class: "pace", "aria-label": "Speed", onchange: () => this.setSpeed(Number(pace.value)),
    }, SPEEDS.map(([value, words]) => h("option", { value, selected: value === "1" }, words)));
    this.node = h("div", { class: "transport", role: "group", "aria-label": "Steps" },
      h("div", { class: "buttons" }, this.first, this.back, this.toggle, this.forward, this.where),
      h("div", { class: "scrub" }, this.scrubber, pace));
  }

  // Start anew with so many steps; NOT_STARTED shows none of them yet.
  reset(count, index = 0) {
    this.pause();
    this.count = count;
    this.scrubber.max = Math.max(0, count - 1);
    this.go(index);
  }

  go(index) {
    this.index = index === NOT_STARTED ? index : clamp(index, 0, Math.max(0, this.count - 1));
    if (this.index !== NOT_STARTED) this.onMove(this.index, this.timer !== null);
    this.show();
    this.node.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
  }

  // Write where we are, without moving.
  show() {
    const { index, count } = this;
    const steps = plural(count, "step");
    this.where.textContent = count ? (index === NOT_STARTED ? steps : `${index + 1} of ${count}`) : "no step";
    this.scrubber.value = Math.max(0, index);
    this.scrubber.setAttribute("aria-valuetext", this.tell?.(index) || this.where.textContent);
    // aria-disabled, not disabled: a disabled button would lose the keyboard focus that is on it.
    this.mark(this.first, index <= 0 && index !== NOT_STARTED);
    this.mark(this.back, index <= 0);
    this.mark(this.forward, index >= count - 1);
    this.mark(this.toggle, count < 2);
  }

  mark(button, idle) {
    button.setAttribute("aria-disabled", String(idle));
  }

  setSpeed(speed) {
    this.speed = speed;
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.run();
  }

  run() {
    this.timer = setInterval(() => {
      if (this.index < this.count - 1) this.go(this.index + 1);
      if (this.index === this.count - 1) this.pause();
    }, this.interval / this.speed);
  }

  play() {
    if (this.count < 2) return;
    this.run();
    this.face("pause", "Pause");
    if (this.index === this.count - 1) this.go(0);
  }

  pause() {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.face("play", "Play");
    this.onStop?.();
  }

  face(name, label) {
    this.toggle.replaceChildren(icon(ICONS[name]));
    this.toggle.setAttribute("aria-label", label);
    this.toggle.title = label;
  }
}
