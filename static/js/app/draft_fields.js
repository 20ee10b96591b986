// form[method=post]: what it says, for keeping and for putting back: static/js/app/drafts.js.
const draftFields = (() => {
  "use strict";
  const TOKEN = "form_token";

  // Of hidden fields only those that belong to what is written; the others are the page's own.
  const isHidden = (field) => field.type === "hidden";
  const isOfWriting = (field) =>
    ["version", TOKEN].includes(field.name) || field.name.endsWith("-TOTAL_FORMS") || field.closest("[data-typeahead]");

  function isKept(field) {
    return field?.name && field.type !== "file" && field.type !== "submit" && (!isHidden(field) || isOfWriting(field));
  }

  function fieldsOf(form) {
    const names = new Set([...form.elements].filter(isKept).map((field) => field.name));
    return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
  }

  const written = (fields) => JSON.stringify(fields.filter(([name]) => name !== TOKEN));

  // How a person knows it again: what was typed, first things first.
  function wordsOf(form) {
    const typed = [...form.elements].filter(
      (field) => field.matches("textarea, input[type=text]") && field.value.trim() && field.value !== field.defaultValue,
    );
    const words = typed.map((field) => field.value.trim()).join(" \u00b7 ");
    return words.length > 90 ? `${words.slice(0, 89)}\u2026` : words;
  }

  function put(form, fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!isKept(field)) continue;
      const kept = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
      else if (field.type === "select-multiple")
        for (const option of field.options) option.selected = kept.includes(option.value);
      else if (kept.length) field.value = kept.shift();
    }
  }

  return { TOKEN, isHidden, isKept, fieldsOf, written, wordsOf, put };
})();
