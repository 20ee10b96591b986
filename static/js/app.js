// The pages work without this file; it saves keystrokes and page loads.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // --- Focus: an error summary is read first --------------------------------------------------
  function focusSummary(within) {
    within.querySelector("[data-focus]")?.focus();
  }
  focusSummary(document);

  // --- Tabs: wider than a phone, so bring forward the one that is open --------------------------
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  // --- Dialog ---------------------------------------------------------------------------------
  const dialog = document.getElementById("dialog");
  const dialogContent = document.getElementById("dialog-content");

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
      const field = focusStart(dialogContent);
      if (typed && field) {
        field.setRangeText(typed, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    } else if (!dialogContent.hasChildNodes()) location.assign(url);
    meanwhile.remove();
  }

  // The same dialog with another of its forms: static/js/drafts.js asks for it.
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
    const target = event.detail.target;
    enhance(target);
    if (target === dialogContent) adoptForms(dialogContent);
    focusSummary(target);
  });

  // --- Trouble: never silence -----------------------------------------------------------------
  function showTrouble(template) {
    const place = dialog.open ? dialogContent : document.getElementById("content");
    place.querySelector(":scope > [role=alert].notice")?.remove();
    place.prepend(document.getElementById(template).content.cloneNode(true));
    place.firstElementChild.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("htmx:responseError", () => showTrouble("trouble-template"));
  document.addEventListener("htmx:sendError", () => showTrouble("trouble-template"));

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 401) {
      // The login has ended. What was only asked for is asked for again after it; what was written stays here.
      const isWriting = dialog.open && dialogContent.querySelector("form");
      if (event.detail.requestConfig.verb === "get" && !isWriting) location.reload();
      else showTrouble("login-ended-template");
      return;
    }
    // A whole page is no part of this one.
    if (!/<!doctype html/i.test(event.detail.serverResponse.slice(0, 40))) return;
    event.detail.shouldSwap = false;
    if (event.detail.requestConfig.verb === "get") location.reload();
    else showTrouble("trouble-template");
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-quicklog]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openDialog(opener.href);
    }
    const toggle = event.target.closest("[data-toggle-filters]");
    if (toggle) toggle.setAttribute("aria-expanded", toggle.form.classList.toggle("filters-open"));
    if (event.target === dialog && isOutside(event, dialog)) dialog.close();
    for (const menu of document.querySelectorAll("details.usermenu[open], details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // --- Room in a field: nothing is cut; what is too long is told while one writes ----------------------
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-most]");
    if (!field) return;
    const left = Number(field.dataset.most) - field.value.length;
    let told = field.parentElement.querySelector(":scope > .room");
    if (!told && left > 20) return;
    if (!told) {
      told = document.createElement("span");
      told.className = "room";
      told.setAttribute("role", "status");
      field.after(told);
    }
    told.hidden = left > 20;
    told.classList.toggle("room-over", left < 0);
    const words = left < 0 ? root.dataset.tooLong : root.dataset.room;
    told.textContent = words.replace("{number}", Math.abs(left));
  });

  // --- Choosing rows: all on the page at once ----------------------------------------------------
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-pick-all]")) return;
    for (const box of document.querySelectorAll("input.pick")) box.checked = event.target.checked;
  });

  // --- Keys -----------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest("form[method=post]");
      if (form) {
        event.preventDefault();
        form.requestSubmit(form.querySelector(".btn-primary"));
      }
      return;
    }
    const inline = event.target.closest(".inline-open");
    if (inline && event.key === "Escape") {
      inline.querySelector("[data-cancel]").click();
      return;
    }
    const menu = event.target.closest("details.usermenu[open], details[data-menu][open]");
    if (menu && event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (root.dataset.shortcuts !== "on") return;
    if (event.key.toLowerCase() === "l") {
      const opener = document.querySelector("[data-quicklog]");
      if (opener) {
        event.preventDefault();
        openDialog(opener.href);
      }
    }
  });

  // --- Type-ahead: the ARIA combobox pattern ----------------------------------------------------
  let serial = 0;

  function typeahead(box) {
    const key = box.querySelector("input[type=hidden]");
    const text = box.querySelector("input[type=text]");
    if (!key || !text || text.hasAttribute("role")) return;
    const list = document.createElement("ul");
    list.id = `options-${(serial += 1)}`;
    list.className = "options";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", text.labels[0]?.textContent.trim() || text.name);
    list.hidden = true;
    box.append(list);
    text.setAttribute("role", "combobox");
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", list.id);
    text.setAttribute("aria-expanded", "false");

    let timer;
    let asked = 0;

    const options = () => [...list.querySelectorAll("[role=option]")];
    const active = () => list.querySelector("[aria-selected=true]");

    function mark(option) {
      active()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) text.setAttribute("aria-activedescendant", option.id);
      else text.removeAttribute("aria-activedescendant");
    }

    function close() {
      list.hidden = true;
      text.setAttribute("aria-expanded", "false");
      text.removeAttribute("aria-activedescendant");
    }

    async function ask() {
      const number = (asked += 1);
      const typed = text.value.trim();
      if (!typed) return close();
      const answer = await fetch(`${box.dataset.url}?q=${encodeURIComponent(typed)}`, {
        headers: { "HX-Request": "true" },
      });
      if (!answer.ok || answer.redirected || number !== asked) return undefined;
      list.innerHTML = await answer.text();
      for (const option of options()) option.id = `${list.id}-${option.dataset.value}`;
      list.hidden = false;
      text.setAttribute("aria-expanded", "true");
      mark(options()[0]);
      return undefined;
    }

    function choose(option) {
      asked += 1;
      key.value = option.dataset.value;
      text.value = option.dataset.label;
      close();
      key.dispatchEvent(new CustomEvent(`${key.name.split("_")[0]}-chosen`, { bubbles: true }));
      const form = box.closest("form.quick-log");
      if (form && key.name === "company_0") form.querySelector("textarea")?.focus();
    }

    text.addEventListener("input", () => {
      key.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    text.addEventListener("keydown", async (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return void ask();
        const all = options();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(all[(all.indexOf(active()) + step + all.length) % all.length]);
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        if (key.value && list.hidden) return;
        event.preventDefault();
        clearTimeout(timer);
        await ask();
        if (active()) choose(active());
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    text.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      choose(option);
    });
  }

  function enhance(within) {
    within.querySelectorAll("[data-typeahead]").forEach(typeahead);
  }
  enhance(document);

  // The log's form begins where its dialog does, unless a summary of errors has the focus.
  const logForm = document.querySelector("main form[data-log]");
  if (logForm && !document.querySelector("[data-focus]")) focusStart(logForm);
})();
