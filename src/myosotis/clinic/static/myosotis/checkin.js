// A page whose questions have one answer each goes on by itself when the last one that is needed is tapped.
// Only a finger or a mouse does it: with the keyboard every choice is a step on the way to another.
const ITSELF = "went-on-by-itself";
const STILL_MS = 500;
for (const form of document.querySelectorAll("form[data-goes-on]")) {
  const fields = [...form.elements];
  const onlyChoices = fields.every((one) => one.type === "radio" || one.type === "hidden" || one.type === "fieldset" || one.tagName === "BUTTON");
  if (!onlyChoices) continue;
  let tapped = false;
  form.addEventListener("pointerdown", () => { tapped = true; });
  form.addEventListener("keydown", () => { tapped = false; });
  form.addEventListener("change", (event) => {
    const needed = new Set(fields.filter((one) => one.required).map((one) => one.name));
    if (!tapped || !needed.has(event.target.name)) return;
    if (![...needed].every((name) => form.elements[name].value)) return;
    sessionStorage.setItem(ITSELF, "yes");
    form.requestSubmit();
  });
}

// A finger on its way to "Continue" must not meet the button of the page that came by itself. Whoever answers has seen it.
if (sessionStorage.getItem(ITSELF)) {
  sessionStorage.removeItem(ITSELF);
  let until = performance.now() + STILL_MS;
  document.addEventListener("change", () => { until = 0; });
  document.addEventListener("click", (event) => {
    if (performance.now() < until && event.isTrusted && event.target.closest("button")) event.preventDefault();
  }, true);
}
