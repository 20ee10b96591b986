// #idag: a button there swaps the lists; the keyboard goes on with the next row, and the outcome is announced in #idag-status.
// j and k go between the rows.
(() => {
  "use strict";
  const status = document.getElementById("idag-status");
  let place = null;

  const lists = () => document.getElementById("idag");
  const rows = (key) => [...lists().querySelectorAll("[data-todo]")].filter((row) => row.dataset.todo.startsWith(`${key} `));

  function go(row) {
    const goal = row?.querySelector("a") || lists().querySelector("h2, a");
    goal?.focus({ preventScroll: true, focusVisible: true });
    goal?.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (!["j", "k"].includes(event.key) || !lists() || !isShortcut(event)) return;
    const all = [...lists().querySelectorAll("[data-todo]")];
    const here = all.indexOf(event.target.closest("[data-todo]"));
    const next = event.key === "j" ? here + 1 : here - 1;
    if (all[next]) go(all[next]);
    event.preventDefault();
  });

  function remember(from) {
    const row = from?.closest("#idag [data-todo]");
    if (!row) return;
    const key = row.dataset.todo.split(" ")[0];
    place = { key, todo: row.dataset.todo, index: rows(key).indexOf(row) };
  }

  // The same row if it is still there, else the one that took its place, the last one left, or the first of all.
  function goOn() {
    const left = rows(place.key);
    const row =
      left.find((each) => each.dataset.todo === place.todo) ||
      left[Math.min(place.index, left.length - 1)] ||
      lists().querySelector("[data-todo]");
    place = null;
    go(row);
  }

  document.addEventListener("htmx:beforeRequest", (event) => remember(event.detail.elt));
  document.addEventListener("click", (event) => remember(event.target.closest("[data-quicklog]")));

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "idag" || !lists()) return;
    const words = [...lists().querySelectorAll("[data-message]")];
    status.textContent = words.map((each) => each.textContent).join(" ");
    if (place && !words.some((each) => each.hasAttribute("data-focus"))) goOn();
  });
})();
