// [data-focus]: what is to be read first, such as a summary of errors, gets the focus, also when htmx brings it.
(() => {
  "use strict";

  function focusFirst(within) {
    within.querySelector("[data-focus]")?.focus();
  }

  document.addEventListener("htmx:afterSwap", (event) => focusFirst(event.detail.target));
  focusFirst(document);
})();
