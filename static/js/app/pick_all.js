// [data-pick-all]: chooses all rows on the page at once.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-pick-all]")) return;
  for (const box of document.querySelectorAll("input.pick")) box.checked = event.target.checked;
});
