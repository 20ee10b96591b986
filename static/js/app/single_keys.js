// <html data-shortcuts>: a key alone does something where nobody types and no dialog is open, unless the person has it off.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function isShortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return false;
  return document.documentElement.dataset.shortcuts === "on" && !document.querySelector("dialog[open]");
}
