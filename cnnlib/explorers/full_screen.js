// A figure alone on the screen and in large type, for a lecture hall. Where a page may not fill the
// screen (a phone, a frame), the figure fills the window.

const USUAL_WIDTH = 800;  // of a figure in a page, in pixels
const LARGEST = 2.4;

class FullScreen {
  constructor(element) {
    this.element = element;
    this.button = action("Full screen", () => (this.on ? this.leave() : this.enter()));
    this.keep = (event) => { if (event.target !== this.element) this.button.focus(); };
    this.follow = () => { if (this.on && this.asked && document.fullscreenElement !== this.element) this.leave(); };
    this.fit = () => this.element.style.setProperty("--zoom", clamp(window.innerWidth / USUAL_WIDTH, 1, LARGEST));
    this.stop = (event) => { if (event.key === "Escape" && !document.fullscreenElement) this.leave(); };
  }

  get on() {
    return this.element.hasAttribute("enlarged");
  }

  async enter() {
    this.element.style.setProperty("--paper", paperBehind(this.element));
    this.fit();
    this.element.setAttribute("enlarged", "");
    this.button.textContent = "Leave full screen";
    for (const [where, name, act] of this.watched()) where.addEventListener(name, act);
    if (!document.fullscreenEnabled) return;
    try {
      await this.element.requestFullscreen();
      this.asked = true;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;  // refused: the window is filled anyway
    }
  }

  leave() {
    for (const [where, name, act] of this.watched()) where.removeEventListener(name, act);
    this.element.removeAttribute("enlarged");
    this.button.textContent = "Full screen";
    this.asked = false;
    if (document.fullscreenElement === this.element) document.exitFullscreen();
    this.element.scrollIntoView({ block: "nearest" });
  }

  watched() {
    return [[document, "focusin", this.keep], [document, "fullscreenchange", this.follow],
      [window, "resize", this.fit], [this.element.shadowRoot, "keydown", this.stop]];
  }
}

// The color of the page under an element, which covers the page when it fills the window.
function paperBehind(element) {
  for (let one = element; one; one = one.parentElement) {
    const color = getComputedStyle(one).backgroundColor;
    if (color !== "transparent" && !/, 0\)$/.test(color)) return color;
  }
  return "Canvas";
}
