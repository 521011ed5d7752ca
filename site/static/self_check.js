// Self-checks: a question that is answered in place. The page holds the question and, in a fold,
// the answer with its reasons; here the question gets its widget, and a wrong answer its reason,
// which is copied from the fold. The kinds are in self_check_kinds.js.

const checkKinds = {}; // by name: a class that extends SelfCheck

function checkPart(tag, properties = {}, ...children) {
  const part = Object.assign(document.createElement(tag), properties);
  part.append(...children);
  return part;
}

// What follows the bold words at the start of a reason, as nodes of its own.
function withoutLead(item) {
  const copy = item.cloneNode(true);
  const lead = copy.querySelector("strong");
  const after = lead.nextSibling;
  lead.remove();
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^[\s:.]+/, "");
  return [...copy.childNodes];
}

class SelfCheck {
  constructor(box) {
    this.box = box;
    this.key = JSON.parse(atob(box.dataset.key));
    this.fold = box.querySelector(":scope > details.self-check-answer");
    this.reasons = [...this.fold.querySelectorAll(":scope > :is(ol, ul) > li")];
    this.form = checkPart("form", { className: "self-check-form", noValidate: true });
    this.verdict = checkPart("div", { className: "self-check-verdict" });
    this.verdict.setAttribute("role", "status");
    this.nameBox();
    this.build();
    this.fold.before(this.form, this.verdict);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  // The question names the widget to a screen reader.
  nameBox() {
    const title = this.box.querySelector(":scope > .admonition-title");
    title.id = `${this.box.id}-title`;
    this.question = this.box.querySelector(":scope > p:not(.admonition-title)");
    this.question.id = `${this.box.id}-question`;
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-labelledby", title.id);
  }

  addCheckButton() {
    this.form.append(checkPart("button", { type: "submit", textContent: "Check" }));
  }

  // Text of the answer before its list: what is right, and why.
  explanation() {
    const found = [];
    for (const part of this.fold.children) {
      if (part.matches("ol, ul")) break;
      if (part.tagName !== "SUMMARY") found.push(part.cloneNode(true));
    }
    return found;
  }

  tellRight(nodes = this.explanation()) {
    this.tell("right", "Right.", nodes);
  }

  tellWrong(position) {
    this.tell("wrong", "Not yet.", withoutLead(this.reasons[position]));
  }

  ask(sentence) {
    this.tell("unread", "", [checkPart("p", { textContent: sentence })]);
  }

  tell(state, word, nodes) {
    this.verdict.dataset.state = state;
    const lead = word ? [checkPart("strong", { textContent: word }), " "] : [];
    this.verdict.replaceChildren(...lead, ...nodes);
    if (state === "unread") return;
    const detail = { id: this.box.id, right: state === "right" };
    document.dispatchEvent(new CustomEvent("self-check", { detail }));
  }

  // The position of a mistake in the key; the hint for all others comes last.
  tellMistake(same) {
    const position = this.key.mistakes.findIndex(same);
    this.tellWrong(position < 0 ? this.reasons.length - 1 : position);
  }
}

function startSelfCheck(box) {
  const name = Object.keys(checkKinds).find((kind) => box.classList.contains(kind));
  box.selfCheck = new checkKinds[name](box);
}

// A box starts when it comes near, so that browsers need not lay out the whole page at first.
function startSelfChecks() {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        watcher.unobserve(target);
        startSelfCheck(target);
      }
    },
    { rootMargin: "200% 0px" },
  );
  for (const box of document.querySelectorAll("div.self-check[data-key]")) watcher.observe(box);
}
