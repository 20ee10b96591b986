// [data-quicklog], or the key L: opens its address in #dialog. form[data-log]: the same form as a page of its own.
(() => {
  "use strict";
  const dialog = document.getElementById("dialog");
  const dialogContent = document.getElementById("dialog-content");
  const MEANWHILE = "medspel-meanwhile";
  const user = document.documentElement.dataset.user;

  async function fillDialog(url) {
    dialogContent.dataset.url = url;
    await htmx.ajax("GET", url, { target: dialogContent, swap: "innerHTML" });
  }

  async function openDialog(url) {
    if (dialog.open) return;
    dialogContent.replaceChildren();
    // What is typed while the form is on its way goes into a field out of sight, and then where it was meant for.
    const meanwhile = document.createElement("textarea");
    meanwhile.className = "visually-hidden";
    meanwhile.setAttribute("aria-label", dialog.getAttribute("aria-label"));
    dialog.append(meanwhile);
    dialog.showModal();
    meanwhile.focus();
    await fillDialog(url);
    const typed = meanwhile.value;
    if (dialogContent.querySelector("form")) {
      add(typed, focusStart(dialogContent));
    } else if (!dialogContent.hasChildNodes()) {
      // The page of its own has the form, once the same person is back if the login has ended.
      if (typed) sessionStorage.setItem(MEANWHILE, JSON.stringify({ user, typed }));
      location.assign(url);
    }
    meanwhile.remove();
  }

  // The same dialog with another of its forms: static/js/app/drafts.js asks for it.
  document.addEventListener("dialog-show", async (event) => {
    await fillDialog(event.detail);
    focusStart(dialogContent);
  });

  // What the dialog was for is done: the page behind it shows so, its lists alone where it can.
  document.addEventListener("dialog-done", () => {
    dialogContent.replaceChildren();
    dialogContent.dataset.url = "";
    dialog.close();
    if (document.getElementById("idag")) htmx.ajax("GET", location.href, { target: "#idag", swap: "outerHTML" });
    else location.reload();
  });

  function isOutside(event, element) {
    const box = element.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  }

  function focusStart(within) {
    const chosen = within.querySelector("[data-typeahead] input[type=hidden]");
    const field = chosen && !chosen.value ? within.querySelector("[role=combobox]") : within.querySelector("textarea");
    field?.focus();
    return field;
  }

  function add(typed, field) {
    if (!typed || !field) return;
    field.setRangeText(typed, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function adoptForms(within) {
    // A form shown in the dialog answers in the dialog, so that errors appear where the person is.
    for (const form of within.querySelectorAll("form[method=post]")) {
      form.setAttribute("hx-post", form.getAttribute("action"));
      form.setAttribute("hx-target", "#dialog-content");
      form.setAttribute("hx-sync", "this:drop");  // a second press while the first is on its way
      htmx.process(form);
    }
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === dialogContent) adoptForms(dialogContent);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-quicklog]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openDialog(opener.href);
    }
    if (event.target === dialog && isOutside(event, dialog)) dialog.close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "l" || !isShortcut(event)) return;
    // In a row that is about somebody: the contact with them.
    const opener = event.target.closest("[data-todo]")?.querySelector("[data-quicklog]") ?? document.querySelector("[data-quicklog]");
    if (!opener) return;
    event.preventDefault();
    opener.click();
  });

  // The page's form begins where the dialog's does, unless a summary of errors has the focus.
  const logForm = document.querySelector("main form[data-log]");
  if (logForm && !document.querySelector("[data-focus]")) {
    const kept = JSON.parse(sessionStorage.getItem(MEANWHILE));
    sessionStorage.removeItem(MEANWHILE);
    const field = focusStart(logForm);
    if (kept?.user === user) add(kept.typed, field);
  }
})();
