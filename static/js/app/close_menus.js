// details.usermenu, details[data-menu], .inline-open: Esc closes the one it is pressed in; a click elsewhere, menus.
(() => {
  "use strict";
  const OPEN_MENU = "details.usermenu[open], details[data-menu][open]";

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(OPEN_MENU)) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const field = event.target.closest(".inline-open");
    if (field) {
      field.querySelector("[data-cancel]").click();
      return;
    }
    const menu = event.target.closest(OPEN_MENU);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
