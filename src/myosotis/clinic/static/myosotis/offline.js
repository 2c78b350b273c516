// On a page of the check-in that was reached: keep the page for a time without a network, remember which link this is
// until it is answered, and send what was written without a network. Nothing stays on the phone after it is sent.
const own = document.currentScript;
const STORE = "kept", DAYS = 15;

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("myosotis", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const ask = async (mode, what) => {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const request = what(database.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
};
const kept = {
  get: (name) => ask("readonly", (store) => store.get(name)),
  put: (name, value) => ask("readwrite", (store) => store.put(value, name)),
  drop: (name) => ask("readwrite", (store) => store.delete(name)),
};

// {key, token, made_at, day, month, answers}: sent once by its key. What came back is told to the page.
let sending = null;
const send = () => (sending ??= sendNow().finally(() => { sending = null; }));
// The network is back: a try that left before that may still fail, so it is tried once more after it.
const sendAfter = async () => {
  await sending?.catch(() => {});
  return send();
};
async function sendNow() {
  const written = await kept.get("written");
  if (!written) return null;
  if (Date.now() - Date.parse(written.made_at) > DAYS * 86_400_000) {
    await kept.drop("written");
    return null;
  }
  let answer;
  try {
    answer = await fetch(`/c/${encodeURIComponent(written.token)}/later/`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(written),
    });
  } catch {
    return { said: "kept" };
  }
  if (answer.status >= 500 || answer.status === 429) return { said: "kept" };
  const told = await answer.json();
  if (answer.ok) {
    await kept.drop("written");
    await kept.drop("link");
    location.replace(told.go);
  }
  return told;
}

// What she was just sending of the danger lines, for the page without a network: in this tab, until the next page is reached.
const BEFORE = "sent-of-danger";
const before = () => JSON.parse(sessionStorage.getItem(BEFORE) ?? "[]");

if (own.dataset.worker) {
  // The lines first, and then which signs they are: two pages of one question.
  const isWhich = location.pathname.startsWith("/checkin/which/");
  if (!isWhich) sessionStorage.removeItem(BEFORE);
  document.addEventListener("submit", ({ target }) => {
    if (target.id !== "questions" || !(isWhich || location.pathname === "/checkin/flags/")) return;
    const sent = [...new FormData(target)].filter(([name]) => name.startsWith("flag_"));
    sessionStorage.setItem(BEFORE, JSON.stringify([...(isWhich ? before() : []), ...sent]));
  });
  const token = location.pathname.match(/^\/c\/([^/]+)\/$/);
  if (token) kept.put("link", decodeURIComponent(token[1])).catch(() => {});
  if (own.dataset.answered) kept.drop("link").catch(() => {});
  if (navigator.serviceWorker) navigator.serviceWorker.register(own.dataset.worker, { scope: "/" }).catch(() => {});
  send().catch(() => {});
}
