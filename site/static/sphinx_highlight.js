// In place of Sphinx's file of this name. Sphinx marks words in the whole page, formulas and scripts
// too, and forgets them at once. Here a result of the search carries the beginnings of its words in
// its address; the page opens at the section that fits best, and the marks stay until cleared.

const SPHINX_HIGHLIGHT_ENABLED = true; // searchtools.js asks for it, and for _highlightText
const MARKED_WORDS = "highlight"; // name of the words in an address
const NEVER_MARKED = "script, style, noscript, svg, mark, button, mjx-container, .math, .headerlink";

// Every word that begins with one of the texts; `\p{L}` is any letter.
function wordPattern(beginnings) {
  const escaped = beginnings.map((text) => text.replace(/[.*+\-?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join("|")})[\\p{L}\\p{N}_]*`, "giu");
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

function _highlightText(node, term) {
  markWords(node, wordPattern([term]));
}

// The section that holds most of the words asked for; of equals, the one that says them most often.
function bestSection(marks, beginnings) {
  const sections = new Map();
  for (const mark of marks) {
    const section = mark.closest("section[id]");
    if (section) sections.set(section, [...(sections.get(section) || []), mark]);
  }
  const said = (own) => own.map((mark) => mark.textContent.toLowerCase());
  const score = ([, own]) => {
    const words = said(own);
    const held = beginnings.filter((text) => words.some((word) => word.startsWith(text)));
    return held.length * 1000 + Math.min(own.length, 999);
  };
  return [...sections].reduce((best, one) => (best && score(best) >= score(one) ? best : one), null);
}

class SearchMarks {
  constructor(beginnings) {
    this.marks = markWords(document.querySelector("article"), wordPattern(beginnings));
    this.beginnings = beginnings;
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

  // A section that the address names is where the browser goes by itself; the next mark is in it.
  open() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named) {
      const before = (mark) => named.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_PRECEDING;
      this.at = this.marks.findLastIndex(before);
      return;
    }
    const [section, own] = bestSection(this.marks, this.beginnings) || [];
    if (!section) return;
    this.at = this.marks.indexOf(own[0]);
    section.scrollIntoView();
    if (own[0].getBoundingClientRect().bottom > window.innerHeight) this.go(this.at);
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

async function openMarked() {
  const words = new URL(location.href).searchParams.get(MARKED_WORDS);
  const beginnings = (words || "").toLowerCase().split(" ").filter(Boolean);
  if (!beginnings.length) return;
  const marks = new SearchMarks(beginnings);
  if (!marks.marks.length) return;
  marks.showBar();
  await window.MathJax?.startup?.promise; // formulas take their room first
  marks.open();
}

// The words of a search as they may begin in a text: "pooling" finds "pools", too.
function searchedBeginnings() {
  const query = new URL(location.href).searchParams.get("q") || "";
  const stemmer = new Stemmer();
  const words = splitQuery(query.toLowerCase()).filter((word) => !stopwords.includes(word));
  return words.map((word) => {
    const stem = stemmer.stemWord(word);
    const same = [...word].findIndex((letter, index) => letter !== stem[index]);
    return same < 1 ? word : word.slice(0, same);
  });
}

// Results are added one by one; each link gets the words that its page is to mark.
function carryWords(results) {
  const words = searchedBeginnings().join(" ");
  new MutationObserver(() => {
    for (const link of results.querySelectorAll("li > a:not([data-carries])")) {
      const address = new URL(link.href);
      address.searchParams.set(MARKED_WORDS, words);
      link.href = address;
      link.dataset.carries = "";
    }
  }).observe(results, { childList: true, subtree: true });
}

document.addEventListener("DOMContentLoaded", () => {
  const results = document.getElementById("search-results");
  // From disk no page may read another: there are no summaries, and Sphinx shall not try.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  if (results && typeof splitQuery !== "undefined") carryWords(results);
  else openMarked();
});
