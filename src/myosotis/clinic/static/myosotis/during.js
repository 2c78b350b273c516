// A press is sent at once from the page, so that the buttons never go away. Without a network it is said at once, and sent
// as soon as there is one, with how long ago it was. Without this script the form does the same with a page in between.
const form = document.querySelector("form[data-signals]");
const said = document.querySelector("[data-said]");
const lost = document.querySelector("[data-lost]");
const WAIT_MS = 8000, AGAIN_MS = 3000;
const waiting = [];
let sending = false;

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
}

function marked(what) {
  for (const button of form.querySelectorAll("button")) button.toggleAttribute("data-last", button.value === what);
}

function sayLost(words) {
  if (lost.textContent !== words) lost.textContent = words;
  lost.hidden = !words;
}

async function sendAll() {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const one = waiting[0];
    const body = new FormData(form);
    body.set("what", one.what);
    body.set("key", one.key);
    body.set("ago", String(Math.round((performance.now() - one.at) / 1000)));
    let answer = null;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(WAIT_MS) });
    } catch { /* no network: said below */ }
    if (answer?.status === 410) { location.reload(); return; }
    if (!answer?.ok) {
      said.textContent = "";
      sayLost(form.dataset.lostWords);
      setTimeout(sendAll, AGAIN_MS);
      break;
    }
    waiting.shift();
    sayLost("");
    said.textContent = (await answer.json()).said;
  }
  sending = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const what = event.submitter.value;
  waiting.push({ what, key: newKey(), at: performance.now() });
  marked(what);
  said.textContent = form.dataset.sending;
  sendAll();
});
window.addEventListener("online", sendAll);
