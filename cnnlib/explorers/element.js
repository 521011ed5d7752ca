// The element that holds a figure. A subclass gives:
//   static title, shape   its name, and a test for every value of its state (see address.js)
//   static extras         what its state has beside the `config` of the Python class
//   build(state)          draw it anew; if it has steps, `this.player` is a Player
//   state()               the state as it is now
//   code()                lines of Python that compute what is shown

const CHANGES = ["input", "change", "click", "keydown", "focusout", "moved"];
const ADDRESS_PAUSE = 300;  // milliseconds without a change before the address follows

// The light DOM (a still figure) stays for print; on screen the shadow DOM takes its place.
class Explorer extends HTMLElement {
  static extras = { step: 0 };

  #home;  // the state that the page starts with
  #key;  // the figure's name in the address
  #inAddress = null;  // what the address says, as differences from home
  #writing;
  #onAddress;
  #ready = false;
  #misled = false;
  #link;
  #note;
  #codeFold;
  #screen;

  connectedCallback() {
    if (!this.waits) this.wake();
  }

  // A page may set `waits`, and wake the figure when it comes near.
  wake() {
    if (this.shadowRoot) return;
    // JupyterLab would otherwise take typed digits for its own shortcuts.
    this.setAttribute("data-lm-suppress-shortcuts", "true");
    const root = this.attachShadow({ mode: "open" });
    this.#home = { ...this.constructor.extras, ...JSON.parse(this.dataset.config) };
    const alike = [...document.querySelectorAll(this.localName)];
    this.#key = `${this.localName.replace("cnn-", "")}-${alike.indexOf(this) + 1}`;
    this.spoken = h("p", { class: "spoken", "aria-live": "polite" });
    this.app = h("div", { class: "app", role: "group", "aria-label": this.constructor.title });
    try {
      this.begin(this.given());
    } catch (error) {
      root.append(h("slot"));
      throw error;
    }
    const styles = this.constructor.sheets.map((name) => names.SHEETS[name]).join("\n");
    root.append(h("style", {}, styles), this.app, this.makeTools(), this.spoken, h("slot"));
    this.listen(root);
    this.refresh();
    this.tellAddress();
  }

  disconnectedCallback() {
    this.player?.pause();
    if (this.#screen?.on) this.#screen.leave();
    window.removeEventListener("hashchange", this.#onAddress);
  }

  listen(root) {
    root.addEventListener("refused", (event) => this.say(event.detail));
    for (const name of CHANGES) this.app.addEventListener(name, () => this.refresh());
    root.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    });
    this.#onAddress = () => {
      if (!ownsAddress() || addressOf(this.#key, this.#inAddress) === window.location.href) return;
      this.begin(this.given());
      this.refresh();
      this.tellAddress();
    };
    window.addEventListener("hashchange", this.#onAddress);
    const [first] = addressEntries().keys();
    if (ownsAddress() && first === this.#key) {
      const show = () => this.scrollIntoView({ block: "nearest" });
      if (document.readyState === "complete") show();
      else window.addEventListener("load", show);
    }
  }

  // The state that the address gives, or the one that the page starts with.
  given() {
    const wanted = ownsAddress() ? readState(this.#key) : null;
    this.#misled = false;
    if (wanted === null) return this.#home;
    const state = checkedState(wanted, this.#home, this.constructor.shape);
    this.#misled = state === null;
    return state || this.#home;
  }

  tellAddress() {
    this.#note.hidden = !this.#misled;
    if (this.#misled) this.say(this.#note.textContent);
  }

  begin(state) {
    this.player?.pause();
    this.#ready = false;
    this.app.replaceChildren();
    this.build(structuredClone(state));
    this.#ready = true;
  }

  makeTools() {
    this.#codeFold = new CodeFold();
    this.#screen = new FullScreen(this);
    this.#link = h("a", { class: "link" }, "Link to this state");
    this.#note = h("p", { class: "astray", hidden: true },
      "The address asks for settings that this figure does not have: it starts as usual.");
    const reset = action("Reset", () => {
      this.#misled = false;
      this.begin(this.#home);
      this.refresh();
      this.tellAddress();
      this.say("The figure is as it was at the start.");
    });
    return h("div", { class: "tools", role: "group", "aria-label": "Tools" },
      this.#note, reset, this.#screen.button, this.#link, this.#codeFold.node);
  }

  // Code, link and address follow the state.
  refresh() {
    if (!this.#ready || !this.#link) return;
    this.#codeFold.show(this.code());
    const changed = differences(this.state(), this.#home);
    this.#link.href = addressOf(this.#key, changed);
    if (JSON.stringify(changed) === JSON.stringify(this.#inAddress)) return;
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.writeAddress(changed), ADDRESS_PAUSE);
  }

  writeAddress(changed) {
    this.#inAddress = changed;
    if (ownsAddress()) window.history.replaceState(window.history.state, "", addressOf(this.#key, changed));
  }

  say(sentence) {
    if (this.spoken.textContent !== sentence) this.spoken.textContent = sentence;
  }
}
