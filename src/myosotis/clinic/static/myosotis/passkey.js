// A passkey: the browser asks for finger, face or key, and what it says is sent with the form around the button.
// Without this script, or without passkeys in the browser, the button stays hidden; the code of the phone works everywhere.
const bytes = (words) => Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

function asked(publicKey) {
  const made = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (made.user) made.user = { ...made.user, id: bytes(made.user.id) };
  if (made.excludeCredentials) made.excludeCredentials = known(made.excludeCredentials);
  if (made.allowCredentials) made.allowCredentials = known(made.allowCredentials);
  return { publicKey: made };
}

function said(credential) {
  const { response } = credential;
  const told = { clientDataJSON: words(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = words(response[name]);
  }
  if (response.getTransports) told.transports = response.getTransports();
  return { id: credential.id, rawId: words(credential.rawId), type: credential.type, response: told, clientExtensionResults: credential.getClientExtensionResults() };
}

for (const button of document.querySelectorAll("button[data-passkey]")) {
  const form = button.form;
  const failed = form.querySelector("[data-passkey-failed]");
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    failed.textContent = "";
    button.disabled = true;
    try {
      const options = asked(JSON.parse(button.dataset.options).publicKey);
      const made = button.dataset.passkey === "new" ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
      form.elements.credential.value = JSON.stringify(said(made));
      form.submit();
    } catch {
      failed.textContent = failed.dataset.passkeyFailed;
      button.disabled = false;
    }
  });
}
