// [data-help], or the key ?: opens its address in #help, beside the page, which keeps what is typed there.
(() => {
  "use strict";
  const panel = document.getElementById("help");
  if (!panel) return;
  const content = document.getElementById("help-content");
  let before; // what had the focus when the panel was opened

  async function open(url) {
    if (panel.hidden) before = document.activeElement;
    content.replaceChildren();
    await htmx.ajax("GET", url, { target: content, swap: "innerHTML" });
    if (!content.hasChildNodes()) return close();  // what went wrong is said on the page
    panel.hidden = false;
    panel.scrollTop = 0;
    content.querySelector("[tabindex]").focus();
  }

  function close() {
    panel.hidden = true;
    content.replaceChildren();
    if (before?.isConnected) before.focus();
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-help]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(opener.href);
    }
    if (event.target.closest("[data-help-close]")) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented && !document.querySelector("dialog[open]")) return close();
    if (event.key !== "?" || !isShortcut(event)) return;
    event.preventDefault();
    if (panel.hidden) open(document.querySelector(".help-link").href);
    else close();
  });
})();
