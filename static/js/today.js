// #idag: a button there swaps the lists; the keyboard goes on with the next row, and the outcome is announced in #idag-status.
(() => {
  "use strict";
  const status = document.getElementById("idag-status");
  let place = null;

  const lists = () => document.getElementById("idag");
  const rows = (key) => [...lists().querySelectorAll("[data-todo]")].filter((row) => row.dataset.todo.startsWith(`${key} `));

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
    const goal = row?.querySelector("a") || lists().querySelector("h2, a");
    goal?.focus({ preventScroll: true });
    goal?.scrollIntoView({ block: "nearest" });
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
