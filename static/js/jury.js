// [data-judging]: the jury's sheet, which works without this: errors are read out at once ([data-focus]), and nothing
// typed is left behind by mistake.
(() => {
  document.querySelector("[data-focus]")?.focus();

  const sheet = document.querySelector("[data-judging]");
  if (!sheet) return;
  let changed = document.querySelector(".error-summary") !== null;
  sheet.addEventListener("input", () => { changed = true; });
  sheet.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
