// [data-palette], or Ctrl+K and /: opens #palette, to search and do from anywhere: a combobox whose list the server fills
// as one types. Without this file the button is a search box that leads to a page with the same choices.
(() => {
  "use strict";
  const palette = document.getElementById("palette");
  if (!palette) return;
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const status = palette.querySelector("[role=status]");
  const PAUSE = 120; // milliseconds without a key before the server is asked

  let timer;
  let asked = 0;
  let request;
  let answered = Promise.resolve();

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function mark(option) {
    active()?.setAttribute("aria-selected", "false");
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  // Only the latest question counts: an answer that comes after the next question is thrown away.
  async function ask() {
    clearTimeout(timer);
    timer = undefined;
    const number = (asked += 1);
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`${palette.dataset.url}?q=${encodeURIComponent(input.value)}`, {
        headers: { "HX-Request": "true" },
        signal: request.signal,
      });
      if (number !== asked) return;
      if (answer.redirected || answer.status === 401) return void location.reload(); // the session has ended
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (number !== asked) return;
      list.innerHTML = html;
      status.textContent = list.firstElementChild?.dataset.count || "";
      mark(options()[0]);
    } catch {
      if (number !== asked) return;
      list.replaceChildren(document.getElementById("palette-trouble").content.cloneNode(true));
      status.textContent = list.textContent;
      mark(null);
    }
  }

  function askNow() {
    answered = ask();
    return answered;
  }

  function open() {
    if (palette.open || document.querySelector("dialog[open]")) return;
    palette.showModal();
    input.select();
    askNow();
  }

  function choose(option, elsewhere) {
    if (!option) return;
    if (elsewhere) {
      window.open(option.href, "_blank", "noopener");
      return;
    }
    const log = option.hasAttribute("data-quicklog") && document.querySelector(".quicklog-button");
    palette.close();
    if (log) log.click(); // in the dialog, about the company on whose page one is
    else location.assign(option.href);
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette]");
    if (opener) open();
    if (event.target === palette) palette.close(); // the backdrop: everything inside is in a child
  });

  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    choose(option, false);
  });
  list.addEventListener("mousemove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== active()) mark(option);
  });

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(askNow, PAUSE);
  });

  input.addEventListener("keydown", async (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const all = options();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (all.length) mark(all[(all.indexOf(active()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const elsewhere = event.ctrlKey || event.metaKey;
      // What is chosen is what was typed, also by somebody who types faster than the server answers.
      if (timer) askNow();
      await answered;
      choose(active(), elsewhere);
    }
  });

  palette.addEventListener("close", () => {
    asked += 1;
    request?.abort();
    clearTimeout(timer);
    timer = undefined;
    input.value = "";
    list.replaceChildren();
    mark(null);
  });

  document.addEventListener("keydown", (event) => {
    const withK = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (withK) {
      event.preventDefault();
      if (palette.open) palette.close();
      else open();
      return;
    }
    if (event.key === "/" && isShortcut(event)) {
      event.preventDefault();
      open();
    }
  });
})();
