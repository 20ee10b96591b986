// .table-frame, .small-frame: wider than its place, it is scrolled with the arrow keys too; a stop for Tab only then.
(() => {
  "use strict";

  const FRAMES = ".table-frame, .small-frame";

  const sizes = new ResizeObserver((entries) => {
    for (const frame of new Set(entries.map(({ target }) => target.closest(FRAMES)))) {
      if (frame.scrollWidth > frame.clientWidth) {
        frame.tabIndex = 0;
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", document.querySelector("h1")?.textContent.trim() || document.title);
      } else if (frame.hasAttribute("tabindex")) {
        for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
      }
    }
  });

  // What is in it grows by itself too, as when its font has come.
  function watch(within) {
    for (const frame of within.querySelectorAll(FRAMES)) [frame, ...frame.children].forEach((each) => sizes.observe(each));
  }
  document.addEventListener("htmx:afterSwap", (event) => watch(event.detail.target));
  watch(document);
})();
