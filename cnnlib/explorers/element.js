// Moving through the steps of a figure, and the element that holds a figure.

const ICONS = {
  first: "M3 3h2.5v12H3zM15 3v12L6.5 9z",
  back: "M13 3v12L4.5 9z",
  play: "M5 2.5v13L15.5 9z",
  pause: "M4 3h3.5v12H4zM10.5 3H14v12h-3.5z",
  forward: "M5 3v12L13.5 9z",
};

// Calls onMove(index, playing) whenever the step changes.
class Player {
  constructor({ onMove, onStop, interval = 1000 }) {
    Object.assign(this, { onMove, onStop, interval, index: 0, count: 0, timer: null });
    const button = (name, label, act) => h("button", {
      type: "button", class: name, "aria-label": label, title: label, onclick: act,
    }, icon(ICONS[name]));
    this.first = button("first", "Back to the first step", () => { this.pause(); this.go(0); });
    this.back = button("back", "Step back", () => { this.pause(); this.go(this.index - 1); });
    this.toggle = button("play", "Play", () => (this.timer ? this.pause() : this.play()));
    this.forward = button("forward", "Step forward", () => { this.pause(); this.go(this.index + 1); });
    this.where = h("span", { class: "where" });
    this.node = h("div", { class: "transport", role: "group", "aria-label": "Steps" },
      this.first, this.back, this.toggle, this.forward, this.where);
  }

  reset(count, index = 0) {
    this.pause();
    this.count = count;
    this.go(index);
  }

  go(index) {
    this.index = clamp(index, 0, Math.max(0, this.count - 1));
    this.where.textContent = this.count ? `${this.index + 1} of ${this.count}` : "no step";
    // aria-disabled, not disabled: a disabled button would lose the keyboard focus that is on it.
    this.mark(this.first, this.index === 0);
    this.mark(this.back, this.index === 0);
    this.mark(this.forward, this.index >= this.count - 1);
    this.mark(this.toggle, this.count < 2);
    this.onMove(this.index, this.timer !== null);
  }

  mark(button, idle) {
    button.setAttribute("aria-disabled", String(idle));
  }

  play() {
    if (this.count < 2) return;
    this.timer = setInterval(() => {
      if (this.index < this.count - 1) this.go(this.index + 1);
      if (this.index === this.count - 1) this.pause();
    }, this.interval);
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

// The light DOM (a still figure) stays for print; on screen the shadow DOM takes its place.
class Explorer extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    // JupyterLab would otherwise take typed digits for its own shortcuts.
    this.setAttribute("data-lm-suppress-shortcuts", "true");
    const root = this.attachShadow({ mode: "open" });
    this.spoken = h("p", { class: "spoken", "aria-live": "polite" });
    this.app = h("div", { class: "app", role: "group", "aria-label": this.constructor.title });
    try {
      this.build(JSON.parse(this.dataset.config));
    } catch (error) {
      root.append(h("slot"));
      throw error;
    }
    this.app.append(this.spoken);
    root.append(h("style", {}, CSS), this.app, h("slot"));
    this.app.addEventListener("refused", (event) => this.say(event.detail));
    root.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    });
  }

  disconnectedCallback() {
    this.player?.pause();
  }

  say(sentence) {
    if (this.spoken.textContent !== sentence) this.spoken.textContent = sentence;
  }
}
