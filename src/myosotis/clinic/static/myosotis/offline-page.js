// The page without a network: one section at a time, danger answered at once from the table that came with it.
const form = document.getElementById("offline");
const sections = [...form.querySelectorAll("section[data-section]")];
const danger = JSON.parse(document.getElementById("danger").textContent);
const said = JSON.parse(document.getElementById("said").textContent);
const line = document.getElementById("status");
const alarm = document.getElementById("alarm");
const again = document.getElementById("again");
const against = document.getElementById("against");
const lines = form.querySelector("[data-section=danger]");

function show(number) {
  sections.forEach((section, index) => { section.hidden = index !== number; });
  const heading = sections[number].querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
  scrollTo(0, 0);
}

function tell(words) {
  line.textContent = words;
  line.hidden = !words;
}

// What she had answered to the danger lines when the network went: {line: yes, unsure or no}, and the signs she had ticked.
function carryOver() {
  for (const [name, value] of before()) {
    const boxes = [...lines.querySelectorAll("input[type=checkbox]")].filter((one) => one.name === name);
    const tick = boxes.find((one) => one.value === value);
    if (tick) tick.checked = true;
    else if (boxes.length) {
      lines.append(Object.assign(document.createElement("input"), { type: "hidden", name: `said_${name}`, value }));
      boxes[0].closest("fieldset").hidden = value === "no";
    }
  }
  warn();
}

const ticked = () => [...lines.querySelectorAll("input[type=checkbox]:checked")].filter((one) => danger[one.value]);
const saidYes = () => [...form.querySelectorAll("input[name^=said_][value=yes]")].map((one) => one.name.slice("said_".length));

function warn() {
  const signs = ticked();
  const lineOf = (line) => signs.some((one) => one.name === line) ? [] : danger[line];
  const worst = [...signs.map((one) => danger[one.value]), ...saidYes().flatMap(lineOf)].sort((a, b) => b.level - a.level)[0];
  alarm.hidden = !worst;
  if (!worst) return false;
  alarm.querySelector("h2").textContent = worst.headline;
  alarm.querySelector(".alarm-call").hidden = worst.level < 5;
  alarm.querySelector("ul").replaceChildren(...worst.do.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  return true;
}

// Ticks and "none of these" do not fit together: she is asked which it is.
function asksAgainst() {
  const labels = [...ticked().map((one) => one.closest("label").textContent.trim()),
    ...saidYes().map((line) => lines.querySelector(`[name="${CSS.escape(line)}"]`).closest("fieldset").querySelector("legend").textContent.trim())];
  against.hidden = labels.length === 0;
  against.querySelector("ul").replaceChildren(...labels.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  if (labels.length) against.focus();
  return labels.length > 0;
}

// An untouched list is no answer, and ticks are not "none of these": it is asked, and the page stays.
function asksFor(section, go) {
  const asks = section.querySelector("[data-asks]");
  if (!asks) return false;
  const ticks = section.querySelectorAll("fieldset input:checked").length > 0;
  const toldBefore = section === lines && (saidYes().length > 0 || flagLines().every((name) => form.elements[`said_${name}`]));
  asks.textContent = go === "on" && !ticks && !toldBefore ? said.choose : go === "none" && ticks ? said.ticked : "";
  asks.hidden = !asks.textContent;
  if (!asks.hidden) {
    asks.focus();
    return true;
  }
  section.querySelector("input[name$=_none]").checked = go !== "on";
  return false;
}
const flagLines = () => [...new Set([...lines.querySelectorAll("fieldset input[type=checkbox]")].map((one) => one.name))];

lines.addEventListener("change", () => { against.hidden = true; warn(); });
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const here = sections.findIndex((section) => !section.hidden);
  if (button.dataset.go === "back") show(here - 1);
  if (button.dataset.go === "none" && sections[here] === lines && asksAgainst()) return;
  if (button.dataset.go === "really-none") {
    ticked().forEach((one) => { one.checked = false; });
    form.querySelectorAll("input[name^=said_]").forEach((one) => one.remove());
    lines.querySelectorAll("fieldset").forEach((one) => { one.hidden = false; });
    warn();
  }
  if (["on", "none", "really-none"].includes(button.dataset.go)) {
    against.hidden = true;
    if (asksFor(sections[here], button.dataset.go)) return;
    const read = sections[here].querySelector("input[name$=_read]");
    if (read) read.checked = true;
    show(here + 1);
  }
});

async function tryToSend(how = send) {
  if (!(await kept.get("written"))) return;
  if (navigator.onLine) tell(said.sending);
  const told = await how();
  if (!told || told.go) return;
  tell(said[told.said] ?? said.kept);
  if (told.said === "wrong_birthday") {
    form.hidden = false;
    show(sections.length - 1);
  }
}

function done(written) {
  form.hidden = true;
  document.getElementById("note-unread").hidden = !written.answers.note?.some((words) => words.trim());
  again.hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "day" || name === "month") continue;
    (answers[name] ??= []).push(value);
  }
  const inAddress = location.pathname.match(/^\/c\/([^/]+)\//);
  const token = inAddress ? decodeURIComponent(inAddress[1]) : await kept.get("link");
  if (!token) {
    tell(said.no_link);
    return;
  }
  const before = await kept.get("written");
  const written = {
    key: before?.key ?? crypto.randomUUID(), made_at: before?.made_at ?? new Date().toISOString(), token, answers,
    day: Number(form.elements.day.value), month: Number(form.elements.month.value),
  };
  await kept.put("written", written);
  tell(said.kept);
  done(written);
  tryToSend();
});
document.getElementById("forget").addEventListener("click", async () => {
  await kept.drop("written");
  location.reload();
});
addEventListener("online", () => tryToSend(sendAfter));
setInterval(() => tryToSend(), 20_000);

document.getElementById("asked").hidden = false;
carryOver();
show(0);
kept.get("written").then((written) => {
  if (!written) return;
  tell(said.kept);
  done(written);
  tryToSend();
});
