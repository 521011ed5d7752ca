// A result of the search carries the beginnings of its words in its address; the page opens at the
// section that the address names, and the words stay marked until cleared.

const MARKED_WORDS = "highlight"; // name of the words in an address
const NEVER_MARKED = "script, style, noscript, svg, mark, button, .math, .headerlink";

// Patterns of words, for the search as well: it finds what is marked. `\p{L}` is any letter.
const escaped = (text) => text.replace(/[.*+\-?^${}()|[\]\\]/g, "\\$&");
const atBeginning = (pattern) => `(?<![\\p{L}\\p{N}_])${pattern}`;
const wordThatBegins = (pattern) => `${atBeginning(pattern)}[\\p{L}\\p{N}_]*`;

// A letter of a word that was asked for: "1x1" stands as 1×1 in a text.
const spelling = (letter) => (letter === "x" ? "[x×]" : escaped(letter));

// Every word that begins with one of the texts.
function wordPattern(beginnings) {
  const spelled = beginnings.map((text) => [...text].map(spelling).join("-?"));
  return new RegExp(wordThatBegins(`(?:${spelled.join("|")})`), "giu");
}

function isMarkable(text) {
  const holder = text.parentElement;
  return !holder.closest(NEVER_MARKED) && !holder.closest(":not(:defined)");
}

// Wrap every match in <mark>; return the marks in the order of the text.
function markWords(root, pattern) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts.filter(isMarkable).flatMap((text) => markText(text, pattern));
}

function markText(text, pattern) {
  const marks = [];
  let rest = text;
  for (const match of [...text.data.matchAll(pattern)].reverse()) {
    rest.splitText(match.index + match[0].length);
    const word = rest.splitText(match.index);
    const mark = document.createElement("mark");
    word.replaceWith(mark);
    mark.append(word);
    marks.unshift(mark);
  }
  return marks;
}

class SearchMarks {
  constructor(beginnings) {
    this.marks = markWords(document.querySelector("article"), wordPattern(beginnings));
    this.at = -1;
  }

  // A line at the foot of the window: how many marks, the next one, and away with them.
  showBar() {
    const words = `${this.marks.length} ${this.marks.length === 1 ? "word" : "words"} marked`;
    this.bar = document.createElement("div");
    this.bar.className = "search-marks";
    this.bar.setAttribute("role", "region");
    this.bar.setAttribute("aria-label", "Search");
    const next = this.button("Next mark", () => this.go(this.at + 1));
    this.bar.append(words, next, this.button("Clear the marks", () => this.clear()));
    document.body.append(this.bar);
    this.onKey = (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) this.clear();
    };
    document.addEventListener("keydown", this.onKey);
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  // The browser goes to the section by itself; the next mark is the first one in it.
  open() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named) return this.go(0);
    const before = (mark) => named.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_PRECEDING;
    this.at = this.marks.findLastIndex(before);
    const next = this.marks[this.at + 1];
    if (next && named.contains(next) && next.getBoundingClientRect().top > innerHeight) {
      this.go(this.at + 1);
    }
    return undefined;
  }

  go(index) {
    this.at = index % this.marks.length;
    const mark = this.marks[this.at];
    for (let fold = mark.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    mark.scrollIntoView({ block: "center" });
  }

  clear() {
    for (const mark of this.marks) {
      const holder = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      holder.normalize();
    }
    this.bar.remove();
    document.removeEventListener("keydown", this.onKey);
    const address = new URL(location.href);
    address.searchParams.delete(MARKED_WORDS);
    history.replaceState(history.state, "", address);
  }
}

function openMarked() {
  const words = new URL(location.href).searchParams.get(MARKED_WORDS);
  const beginnings = (words || "").toLowerCase().split("|").filter(Boolean);
  if (!beginnings.length) return;
  const marks = new SearchMarks(beginnings);
  if (!marks.marks.length) return;
  marks.showBar();
  marks.open();
}

openMarked();
