// [data-most]: how much room is left in the field. Nothing is cut; what is too long is told while one writes.
(() => {
  "use strict";
  const words = document.documentElement.dataset;
  const NEAR = 20; // characters left, from where on it is told

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-most]");
    if (!field) return;
    const left = Number(field.dataset.most) - field.value.length;
    let told = field.parentElement.querySelector(":scope > .room");
    if (!told && left > NEAR) return;
    if (!told) {
      told = document.createElement("span");
      told.className = "room";
      told.setAttribute("role", "status");
      field.after(told);
    }
    told.hidden = left > NEAR;
    told.classList.toggle("room-over", left < 0);
    told.textContent = (left < 0 ? words.tooLong : words.room).replace("{number}", Math.abs(left));
  });
})();
