// [data-mail-drop]: an e-mail may be dropped anywhere on the page; the field does the same without a mouse or a script.
(() => {
  "use strict";
  const form = document.querySelector("[data-mail-drop]");
  const field = form.querySelector("input[type=file]");
  const zone = form.querySelector(".drop-zone");

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.add("drop-here");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("drop-here");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("drop-here");
    field.files = event.dataTransfer.files;
    if (field.files.length) form.requestSubmit();
  });
})();
