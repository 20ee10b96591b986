// form[data-passkey=create|get]: its button asks the browser for a passkey, and sends the answer in the form.
// The question is in data-options; with data-options-from it is fetched when it is needed.
(() => {
  "use strict";
  const canUse = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

  async function answerTo(form) {
    const { passkey, options, optionsFrom } = form.dataset;
    const question = optionsFrom
      ? await (await fetch(optionsFrom, { headers: { Accept: "application/json" } })).json()
      : JSON.parse(options);
    if (passkey === "create")
      return navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question.publicKey),
      });
    return navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question.publicKey),
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    const missing = form.querySelector("[data-passkey-missing]");
    if (missing) missing.hidden = canUse;
    if (!canUse) continue;
    form.hidden = false;
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      trouble.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify((await answerTo(form)).toJSON());
        form.submit();
      } catch {
        trouble.hidden = false; // cancelled, or no such key on this device
        trouble.focus();
      }
    });
  }
})();
