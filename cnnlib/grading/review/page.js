// The grader's page: shows what stands on the desk, sends points, asks nobody else.

const $ = (id) => document.getElementById(id);
let state = null;
let question = 0; // place among the questions
let place = 0; // place among the shown answers
let chosen = new Set(); // places in the rubric

const current = () => state.questions[question];
const shown = () => current().answers.filter((answer) => answer.is_mine || !$("mine").checked);
const answer = () => shown()[place];
const isTyping = () => document.activeElement?.matches("input:not([type=checkbox]), textarea, select");

function say(text) {
  $("status").textContent = text;
}

async function ask(name, body) {
  const options = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const reply = await fetch(name, options);
    const data = await reply.json();
    if (reply.ok) return data;
    say(data.error);
  } catch {
    say("The server does not answer: start cnn-grade review again. Nothing saved is lost.");
  }
  return null;
}

function element(name, text, settings = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, settings);
}

function sum() {
  const points = [...chosen].reduce((total, i) => total + current().rubric[i].points, 0);
  return Math.min(Math.max(points, 0), current().max_points);
}

function toggle(i) {
  if (!answer() || i >= current().rubric.length) return;
  chosen.has(i) ? chosen.delete(i) : chosen.add(i);
  $("points").value = sum();
  drawRubric();
}

function drawRubric() {
  const focused = [...$("rubric").children].indexOf(document.activeElement);
  const buttons = current().rubric.map((item, i) => {
    const button = element("button", "", { type: "button", onclick: () => toggle(i) });
    button.setAttribute("aria-pressed", chosen.has(i));
    const points = `${item.points > 0 ? "+" : "−"}${Math.abs(item.points)}`;
    const key = i < 9 ? String(i + 1) : "";
    button.append(element("kbd", key), element("strong", points), element("span", item.text));
    if (item.example) button.append(element("small", `for example: ${item.example}`));
    return button;
  });
  $("rubric").replaceChildren(...buttons);
  buttons[focused]?.focus();
}

function drawBalance() {
  const rows = state.balance.map(({ grader, count, mean }) => {
    const row = element("tr", "");
    const share = mean === null ? "–" : mean.toFixed(2);
    row.append(element("td", grader), element("td", count), element("td", share));
    return row;
  });
  $("balance").replaceChildren(...rows);
}

function drawAnswer() {
  const one = answer();
  const done = shown().filter((each) => each.points !== null).length;
  $("progress").textContent = `${done} of ${shown().length} graded`;
  chosen = new Set(one?.items);
  $("answer-title").textContent = one ? `Answer ${one.number}` : "Answer";
  $("answer").textContent = one ? one.text || "(nothing written)" : "No answer to this question.";
  $("points").value = one?.points ?? "";
  $("points").max = current().max_points;
  $("most").textContent = `of ${current().max_points}`;
  $("comment").value = one?.comment ?? "";
  for (const id of ["save", "points", "comment", "next", "previous"]) $(id).disabled = !one;
  $("undo").disabled = !state.can_undo;
  drawRubric();
}

function draw() {
  $("asked").textContent = current().title;
  $("text").textContent = current().text;
  drawAnswer();
  drawBalance();
}

function move(step) {
  const count = shown().length;
  if (!count) return;
  place = (place + step + count) % count;
  drawAnswer();
  const given = answer().points;
  say(`Answer ${answer().number}${given === null ? "" : `, ${given} points by ${answer().grader}`}`);
}

function goOn() {
  const rest = shown();
  const order = rest.map((_, i) => (place + 1 + i) % rest.length);
  const open = order.find((i) => rest[i].points === null);
  if (open !== undefined) place = open;
  return open !== undefined;
}

async function save() {
  const one = answer();
  if (!one) return;
  if ($("points").value === "" && !chosen.size) return say("Choose a line of the rubric, or points.");
  const points = Number($("points").value);
  const items = [...chosen];
  const body = { question: current().id, number: one.number, points, items };
  const next = await ask("give", { ...body, comment: $("comment").value });
  if (!next) return;
  state = next;
  const more = goOn();
  draw();
  const words = `Answer ${one.number}: ${points} points saved.`;
  say(more ? `${words} Now answer ${answer().number}.` : `${words} All answers shown are graded.`);
}

async function undo() {
  const before = new Map(current().answers.map((each) => [each.number, JSON.stringify(each)]));
  const next = await ask("undo", {});
  if (!next) return;
  state = next;
  const changed = shown().findIndex((each) => before.get(each.number) !== JSON.stringify(each));
  if (changed >= 0) place = changed;
  draw();
  say(changed >= 0 ? `Taken back: answer ${answer().number}.` : "Taken back, in another question.");
}

const keys = {
  n: () => move(1),
  p: () => move(-1),
  u: undo,
  c: () => $("comment").focus(),
  0: () => {
    chosen.clear();
    $("points").value = 0;
    drawRubric();
  },
};

document.addEventListener("keydown", (event) => {
  if (!state) return;
  if (event.ctrlKey && event.key === "Enter") return save(); // also from the comment
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isField = isTyping();
  if (event.key === "Escape") return document.activeElement?.blur();
  if (event.key === "Enter" && !event.shiftKey) {
    const onControl = document.activeElement?.matches("button, summary, select, textarea");
    if (onControl) return;
    event.preventDefault();
    save();
  } else if (!isField && /^[1-9]$/.test(event.key)) {
    toggle(Number(event.key) - 1);
  } else if (!isField && keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

$("save").onclick = save;
$("undo").onclick = undo;
$("next").onclick = () => move(1);
$("previous").onclick = () => move(-1);
$("mine").onchange = () => {
  place = 0;
  draw();
};
$("question").onchange = () => {
  question = $("question").selectedIndex;
  place = Math.max(shown().findIndex((each) => each.points === null), 0);
  draw();
};

state = await ask("state");
if (state) {
  const options = state.questions.map((each) => element("option", each.id));
  $("question").replaceChildren(...options);
  if (state.questions.length) $("question").onchange();
  else say("No question of this set waits for a person.");
}
