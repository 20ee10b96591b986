// htmx: whatever goes wrong is said, where the person is.
(() => {
  "use strict";
  const dialog = document.getElementById("dialog");
  const dialogContent = document.getElementById("dialog-content");

  function showTrouble(template) {
    const place = dialog.open ? dialogContent : document.getElementById("content");
    place.querySelector(":scope > [role=alert].notice")?.remove();
    place.prepend(document.getElementById(template).content.cloneNode(true));
    place.firstElementChild.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("htmx:responseError", () => showTrouble("trouble-template"));
  document.addEventListener("htmx:sendError", () => showTrouble("trouble-template"));

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 401) {
      // The login has ended. What was only asked for is asked for again after it; what was written stays here.
      const isWriting = dialog.open && dialogContent.querySelector("form");
      if (event.detail.requestConfig.verb === "get" && !isWriting) location.reload();
      else showTrouble("login-ended-template");
      return;
    }
    // A whole page is no part of this one.
    if (!/<!doctype html/i.test(event.detail.serverResponse.slice(0, 40))) return;
    event.detail.shouldSwap = false;
    if (event.detail.requestConfig.verb === "get") location.reload();
    else showTrouble("trouble-template");
  });
})();
