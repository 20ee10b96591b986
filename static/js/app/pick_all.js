// [data-pick-all]: chooses all rows on the page at once, and is unchosen with any of them.
document.addEventListener("change", ({ target }) => {
  const boxes = [...document.querySelectorAll("input.pick")];
  if (target.matches("[data-pick-all]")) for (const box of boxes) box.checked = target.checked;
  const all = document.querySelector("[data-pick-all]");
  if (all && target.matches("input.pick")) all.checked = boxes.every((box) => box.checked);
});
