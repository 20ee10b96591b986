// .table-frame, .small-frame: wider than its place, it is scrolled with the arrow keys too; a stop for Tab only then.
(() => {
  "use strict";

  const frames = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) {
        target.tabIndex = 0;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", document.querySelector("h1")?.textContent.trim() || document.title);
      } else if (target.hasAttribute("tabindex")) {
        for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      }
    }
  });

  function watch(within) {
    within.querySelectorAll(".table-frame, .small-frame").forEach((frame) => frames.observe(frame));
  }
  document.addEventListener("htmx:afterSwap", (event) => watch(event.detail.target));
  watch(document);
})();
