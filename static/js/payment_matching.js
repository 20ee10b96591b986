// [data-matching]: j and k go between rows, a figure chooses a proposal, Enter confirms it; the next row comes by
// itself, and after the last one the link to more.
(() => {
  const list = document.querySelector("[data-matching]");
  if (!list) return;
  const rows = () => [...list.querySelectorAll("[data-match-row]")];
  const row = () => document.activeElement?.closest?.("[data-match-row], [data-match-done]");

  function go(to) {
    if (!to) return;
    (to.querySelector("input:checked") ?? to.querySelector("input[type=radio]") ?? to).focus({ focusVisible: true });
    to.scrollIntoView({ block: "nearest" });
  }

  function beside(from, step) {
    const all = [...list.children];
    let place = from ? all.indexOf(from) : step > 0 ? -1 : all.length;
    do place += step;
    while (all[place] && !all[place].matches("[data-match-row]"));
    return all[place];
  }

  document.addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    const here = row();
    if (event.key === "j" || event.key === "k") {
      go(beside(here, event.key === "j" ? 1 : -1));
    } else if (/^[1-9]$/.test(event.key) && here) {
      const choice = here.querySelectorAll("input[type=radio]")[event.key - 1];
      if (!choice) return;
      choice.checked = true;
      choice.focus();
    } else if (event.key === "Enter" && here?.matches("[data-match-row]") && !event.target.matches("a, button")) {
      if (here.querySelector("input:checked")) here.querySelector("form").requestSubmit();
    } else {
      return;
    }
    event.preventDefault();
  });

  // The row that was confirmed has been swapped for what became of it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const done = list.querySelector(`#${event.detail.elt.id || event.target.id}`) ?? row();
    go(beside(done, 1) ?? rows()[0] ?? document.querySelector("[data-match-next]") ?? done);
  });
})();
