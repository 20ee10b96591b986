// A login that ends while somebody writes loses nothing: what a form sent is kept in this tab until it is known to have
// arrived, and put back after the same person has logged in again.
(() => {
  "use strict";
  const KEY = "medspel-kept-form";
  const user = document.documentElement.dataset.user;
  const here = () => location.pathname + location.search;

  // --- A new login gives a new token; a page that was open before it takes that one ----------------
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

  document.addEventListener("htmx:configRequest", (event) => {
    const fresh = token();
    if (!fresh) return;
    event.detail.headers["X-CSRFToken"] = fresh;
    if (event.detail.formData?.has("csrfmiddlewaretoken")) event.detail.formData.set("csrfmiddlewaretoken", fresh);
  });

  // --- Keep -------------------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const field = form.elements.namedItem("csrfmiddlewaretoken");
    const fresh = token();
    if (field && fresh) field.value = fresh;
    // What htmx sends stays on the page. Passwords are never kept.
    if (!user || event.defaultPrevented || form.closest("dialog") || form.querySelector("[type=password]")) return;
    const sent = [...new FormData(form)];
    const fields = sent.filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    const files = sent.some(([, value]) => value instanceof File && value.name);
    store({ user, page: here(), action: form.getAttribute("action"), fields, files });
  });

  function store(kept) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      sessionStorage.removeItem(KEY); // too much to keep
    }
  }

  // --- Put back ---------------------------------------------------------------------------------
  function put(form, fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file") continue;
      const kept = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
      else if (field.type === "select-multiple")
        for (const option of field.options) option.selected = kept.includes(option.value);
      else if (kept.length) field.value = kept.shift();
    }
  }

  function restore(kept) {
    const form = [...document.querySelectorAll("main form[method=post]")].find(
      (each) => each.getAttribute("action") === kept.action && kept.fields.some(([name]) => each.elements.namedItem(name)),
    );
    if (!form) return;
    put(form, kept.fields);
    form.before(document.getElementById("restored-template").content.cloneNode(true));
    form.previousElementSibling.querySelector("[data-files]").hidden = !kept.files;
    form.previousElementSibling.focus();
  }

  const kept = JSON.parse(sessionStorage.getItem(KEY));
  if (document.querySelector("[data-login-ended]")) {
    if (kept) store({ ...kept, waits: true });
  } else if (user) {
    sessionStorage.removeItem(KEY);
    if (kept?.waits && kept.user === user && kept.page === here()) restore(kept);
  }
})();
