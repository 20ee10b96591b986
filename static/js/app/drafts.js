// form[method=post] with a form_token, unless [data-no-draft]: what somebody writes in it is kept until it is saved or
// thrown away: after Esc, a look elsewhere, a reload, or a login that ended. Never shown to anybody else.
(() => {
  "use strict";
  const { read, write, forget, forgetSaved } = draftStore;
  const { TOKEN, isHidden, isKept, fieldsOf, written, wordsOf, put } = draftFields;
  const dialogContent = document.getElementById("dialog-content");

  if (!document.documentElement.dataset.user) return;

  const states = new WeakMap(); // of each form: where it stands, what it said when it came, whether it is touched or sent
  const early = new WeakSet(); // forms that somebody wrote in before this script had seen them
  const watched = () => [...document.querySelectorAll("form[method=post]")].filter((form) => states.has(form));

  function isWatchable(form) {
    if (!form.elements.namedItem(TOKEN) || form.closest("[data-no-draft]")) return false;
    if (form.querySelector("[type=password]")) return false;
    return [...form.elements].some((field) => isKept(field) && !isHidden(field) && field.type !== "button");
  }

  // A field edited where one reads it is the same field on every page that shows it. It and the row of a list have
  // others beside them, so nothing takes the focus from where it is.
  const isField = (form) => form.matches(".inline-open");
  const isBeside = (form) => isField(form) || form.closest("[data-todo]");

  function placeOf(form) {
    if (isField(form)) return pathOf(form);
    const url = new URL(dialogContent.contains(form) ? dialogContent.dataset.url : location.href, location.href);
    url.searchParams.delete("next");
    return url.pathname + url.search;
  }

  const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const isWritten = (form) => states.get(form).touched && written(fieldsOf(form)) !== states.get(form).blank;

  function keep(form) {
    const state = states.get(form);
    const draft = {
      form: state.path,
      place: state.place,
      token: form.elements.namedItem(TOKEN).value,
      fields: fieldsOf(form),
      words: wordsOf(form),
      files: [...form.elements].some((field) => field.type === "file" && field.files.length),
    };
    const others = read().filter((each) => each.form !== draft.form || each.place !== draft.place);
    write(isWritten(form) ? [...others, draft] : others);
  }

  function noticeBefore(form, template) {
    const notice = document.getElementById(template).content.cloneNode(true);
    if (!isBeside(form)) {
      form.before(notice);
      return form.previousElementSibling;
    }
    form.prepend(notice); // it goes when the form is exchanged for what was saved
    return form.firstElementChild;
  }

  function throwAway(form, test) {
    forget(test);
    states.get(form).sent = true;
    if (isField(form)) form.querySelector("[data-cancel]").click();
    else show(form, states.get(form).place);
  }

  // The form as the server gives it, at the address where it was begun.
  function show(form, place) {
    if (dialogContent.contains(form)) dialogContent.dispatchEvent(new CustomEvent("dialog-show", { detail: place, bubbles: true }));
    else location.assign(place);
  }

  function restore(form, draft) {
    form.dispatchEvent(new CustomEvent("draft-comes-back", { detail: draft.fields }));
    const chosen = form.elements.namedItem("company_0");
    const before = chosen?.value;
    put(form, draft.fields);
    if (chosen && chosen.value !== before) {
      // The people of the company that was chosen come from the server, and then those that were ticked.
      form.addEventListener("htmx:afterSettle", () => put(form, draft.fields), { once: true });
      chosen.dispatchEvent(new CustomEvent("company-chosen", { bubbles: true }));
    }
    states.get(form).touched = true;
    const notice = noticeBefore(form, "restored-template");
    notice.querySelector("[data-files]").hidden = !draft.files;
    notice.querySelector("[data-throw]").addEventListener("click", () => throwAway(form, (each) => each.form === draft.form && each.place === draft.place));
    if (!dialogContent.contains(form) && !isBeside(form)) notice.focus();
  }

  function offer(form, drafts) {
    const notice = noticeBefore(form, "drafts-template");
    const list = notice.querySelector("ul");
    const row = list.firstElementChild;
    row.remove();
    for (const draft of drafts.toReversed()) {
      const item = row.cloneNode(true);
      item.querySelector("[data-words]").textContent = draft.words || draft.place;
      item.querySelector("[data-go-on]").addEventListener("click", () => {
        states.get(form).sent = true;
        show(form, draft.place);
      });
      item.querySelector("[data-throw]").addEventListener("click", () => {
        forget((each) => each.form === draft.form && each.place === draft.place);
        item.remove();
        if (!list.children.length) notice.remove();
      });
      list.append(item);
    }
  }

  // A form that one goes back to is the same form, also where the browser fetches its page anew.
  function keepToken(form, path, isAnswer) {
    const field = form.elements.namedItem(TOKEN);
    const tokens = history.state?.formTokens ?? {};
    if (tokens[path] && !isAnswer) field.value = tokens[path];
    history.replaceState({ ...history.state, formTokens: { ...tokens, [path]: field.value } }, "");
  }

  // What a form said when it came, also when somebody has written in it since.
  function blankOf(form) {
    if (!early.has(form)) return written(fieldsOf(form));
    const blank = form.cloneNode(true);
    blank.reset();
    return written(fieldsOf(blank));
  }

  function adopt(form) {
    if (states.has(form) || !isWatchable(form)) return;
    const touched = early.has(form);
    const state = { place: placeOf(form), path: pathOf(form), blank: blankOf(form), touched, sent: false };
    states.set(form, state);
    const isAnswer = isField(form)
      ? form.querySelector(".inline-errors, .field-error")
      : (form.closest("#dialog-content") || form.closest("main")).querySelector(".error-summary");
    if (!dialogContent.contains(form) && !isBeside(form)) keepToken(form, state.path, isAnswer);
    if (isAnswer) {
      // The answer to what was sent: it stands there, and is still not saved.
      Object.assign(state, { blank: "", touched: true });
      keep(form);
      return;
    }
    const drafts = read().filter((draft) => draft.form === state.path);
    const same = drafts.find((draft) => draft.place === state.place);
    if (!same) {
      if (drafts.length) offer(form, drafts);
      if (touched) keep(form);
    } else if (written(same.fields) === state.blank) state.touched = true;
    else restore(form, same);
  }

  function adoptAll() {
    forgetSaved();
    document.querySelectorAll("main form[method=post], #dialog-content form[method=post]").forEach(adopt);
  }

  // A field that was half written when the page was left is open again, with what stood in it.
  function openFields() {
    const begun = new Set(read().map((draft) => draft.form));
    for (const link of document.querySelectorAll("main a.inline-edit")) {
      const address = link.getAttribute("href");
      if (!begun.has(new URL(address, location.href).pathname)) continue;
      htmx.ajax("GET", address, { target: link.closest(".inline-field"), swap: "outerHTML" });
    }
  }

  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("[data-cancel]")?.closest(".inline-open");
    if (!form || !states.has(form)) return;
    states.get(form).thrown = true; // leaving the field tells of a change once more
    forget((draft) => draft.form === states.get(form).path);
  });

  for (const kind of ["input", "change"])
    document.addEventListener(kind, (event) => {
      const form = event.target.form;
      if (form && !states.has(form)) early.add(form);
      if (!form || !states.has(form) || states.get(form).thrown) return;
      Object.assign(states.get(form), { touched: true, sent: false });
      keep(form);
    });

  document.addEventListener("submit", (event) => {
    const state = states.get(event.target);
    if (state && !event.defaultPrevented) state.sent = true;
  });

  window.addEventListener("beforeunload", (event) => {
    const unsaved = watched().filter((form) => form.offsetParent && !states.get(form).sent && isWritten(form));
    if (unsaved.length) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    for (const form of watched()) states.get(form).sent = false;
  });

  document.addEventListener("DOMContentLoaded", () => {
    adoptAll();
    openFields();
  });
  document.addEventListener("htmx:afterRequest", forgetSaved);
  document.addEventListener("htmx:afterSettle", adoptAll);
})();
