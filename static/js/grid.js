// [data-grid-form]: the grid for contributions: Enter goes on to the next row, rows never run out, the sum is in sight.
(() => {
  "use strict";

  const form = document.querySelector("[data-grid-form]");
  if (!form) return;
  const body = form.querySelector("[data-grid-rows]");
  const template = form.querySelector("[data-grid-template]");
  const total = form.querySelector("[name=rows-TOTAL_FORMS]");
  const most = Number(form.querySelector("[name=rows-MAX_NUM_FORMS]").value);
  const sum = form.querySelector("[data-grid-sum]");
  const rows = () => [...body.querySelectorAll("[data-grid-row]")];
  const field = (row, name) => row.querySelector(`[data-grid=${name}]`);
  const isEmpty = (row) => ["team", "amount", "giver", "message"].every((name) => !field(row, name).value.trim());

  function addRow() {
    const number = Number(total.value);
    if (number >= most) return null;
    const html = template.innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
    body.insertAdjacentHTML("beforeend", html);
    total.value = number + 1;
    return rows().at(-1);
  }

  const isShown = (row) => row.offsetParent !== null;

  function goOn(row) {
    const all = rows();
    const next = all[all.indexOf(row) + 1] ?? addRow();
    if (!next) return;
    next.classList.add("grid-row-shown");
    // Money in a box tends to be of one kind: a fresh row takes after the one above.
    if (isEmpty(next)) field(next, "channel").value = field(row, "channel").value;
    field(next, "team").focus();
  }

  // As parse_amount on the server reads them, for the sum while typing; the server decides.
  function read(text) {
    let plain = text.toLowerCase().replace(/[\s\u00a0\u202f\u2009]/g, "");
    plain = plain.replace(/(sek|kr\.?|kronor|:-|,-)$/, "").replace(/^(sek|kr)/, "");
    if (/^\d{1,3}((\.\d{3})+,\d{1,2}|(\.\d{3}){2,})$/.test(plain)) plain = plain.replace(/\./g, "");
    if (/^\d{1,3}((,\d{3})+\.\d{1,2}|(,\d{3}){2,})$/.test(plain)) plain = plain.replace(/,/g, "");
    const [, number, unit] = plain.match(/^(.*?)(tkr|k|tusen|mkr|mnkr|milj)?$/);
    const scale = unit ? (["tkr", "k", "tusen"].includes(unit) ? 1e3 : 1e6) : 1;
    const decimals = unit ? /^\d+([.,]\d{1,3})?$/ : /^\d+([.,]\d{1,2})?$/;
    return decimals.test(number) ? Math.round(Number(number.replace(",", ".")) * scale * 100) : null;
  }

  function showSum() {
    const amounts = rows().map((row) => read(field(row, "amount").value)).filter((amount) => amount !== null);
    if (!amounts.length) {
      sum.textContent = "";
      return;
    }
    const kronor = amounts.reduce((one, other) => one + other, 0) / 100;
    const digits = Number.isInteger(kronor) ? 0 : 2;
    const words = amounts.length === 1 ? sum.dataset.one : sum.dataset.many.replace("#", amounts.length);
    const amount = kronor.toLocaleString(document.documentElement.lang, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    sum.textContent = `${words}, ${amount} kr`;
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    const row = event.target.closest("[data-grid-row]");
    if (!row || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    // Enter on an empty row, when something is filled in, is enough of it: on to the button that saves.
    if (isEmpty(row) && !rows().every(isEmpty)) form.querySelector(".btn-primary").focus();
    else goOn(row);
  });
  form.addEventListener("input", showSum);
  form.querySelector("[data-grid-more]").addEventListener("click", () => goOn(rows().filter(isShown).at(-1)));

  // A draft may have more rows than the page comes with.
  form.addEventListener("draft-comes-back", (event) => {
    const kept = Number(event.detail.find(([name]) => name === total.name)?.[1]);
    while (Number(total.value) < Math.min(kept, most)) addRow();
    for (const row of rows()) row.classList.add("grid-row-shown");
  });

  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => {
    sent = false;
  });

  showSum();
  const wrong = form.querySelector("[aria-invalid=true]");
  if (!wrong) field(rows()[0], "team").focus();
})();
