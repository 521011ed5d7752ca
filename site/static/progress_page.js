// The page of the progress: what is done of each chapter, and what to do with it: keep it as a
// file, take it from a file, forget it. The table of the chapters is made when the site is built.

class ProgressPanel {
  constructor(panel) {
    this.panel = panel;
    this.status = this.part("p", "progress-status");
    this.status.setAttribute("role", "status");
    this.chapters = [...panel.querySelectorAll("tr[data-page]")];
    const box = panel.closest(".table-box"); // it scrolls sideways, and what belongs to it does not
    this.summary = box.previousElementSibling;
    this.fillButtons(box.nextElementSibling);
    box.nextElementSibling.after(this.status);
    document.addEventListener("course-progress", () => this.draw());
    this.draw();
  }

  part(tag, className, text = "") {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  button(text, action) {
    const button = this.part("button", "", text);
    button.type = "button";
    button.addEventListener("click", () => action());
    return button;
  }

  fillButtons(row) {
    this.file = this.part("input", "");
    Object.assign(this.file, { type: "file", accept: ".json,application/json", hidden: true });
    this.file.addEventListener("change", () => this.take(this.file.files[0]));
    row.replaceChildren(
      this.button("Keep as a file", () => this.keep()),
      this.button("Add from a file", () => this.file.click()),
      this.button("Forget all", () => this.forget()),
      this.file,
    );
  }

  say(sentence, ...more) {
    this.status.replaceChildren(sentence, ...more);
  }

  draw() {
    let done = 0;
    let total = 0;
    for (const row of this.chapters) {
      const count = Number(row.dataset.total);
      const own = Math.min(courseProgress.state.pages[row.dataset.page]?.done.length ?? 0, count);
      const bar = row.querySelector("progress");
      Object.assign(bar, { max: Math.max(count, 1), value: own });
      row.querySelector(".progress-count").textContent = `${own} of ${count}`;
      done += own;
      total += count;
    }
    const kept = courseProgress.kept ? "" : " This browser keeps nothing for these pages, so it ends with this tab.";
    this.summary.textContent = `You have done ${done} of ${total} sections.${kept}`;
  }

  keep() {
    const text = JSON.stringify(courseProgress.load(), null, 1);
    const link = this.part("a", "");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "cnn-course-progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.say("The file cnn-course-progress.json was written.");
  }

  // What the file has is added to what is there: nothing is lost.
  async take(file) {
    if (!file) return;
    try {
      const found = cleanProgress(JSON.parse(await file.text()));
      courseProgress.change((state) => this.merge(state, found));
      this.say("What the file holds was added.");
    } catch (error) {
      this.say(error instanceof SyntaxError ? "This file holds no progress of the course." : error.message);
    }
    this.file.value = "";
  }

  merge(state, found) {
    for (const [name, page] of Object.entries(found.pages)) {
      const own = courseProgress.page(state, name);
      own.total = Math.max(own.total, page.total);
      own.done = [...new Set([...own.done, ...page.done])];
      own.answered = [...new Set([...own.answered, ...page.answered])];
    }
    state.last ??= found.last;
  }

  forget() {
    const before = courseProgress.load();
    courseProgress.forget();
    const undo = this.button("Undo", () => {
      courseProgress.replace(before);
      this.say("It is back.");
    });
    this.say("All is forgotten. ", undo);
  }
}

for (const panel of document.querySelectorAll("table.course-progress")) new ProgressPanel(panel);
