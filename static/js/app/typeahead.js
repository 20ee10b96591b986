// [data-typeahead]: a field that asks the server as one types: the ARIA combobox pattern.
(() => {
  "use strict";
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
  document.addEventListener("htmx:afterSwap", (event) => enhance(event.detail.target));
  enhance(document);
})();
