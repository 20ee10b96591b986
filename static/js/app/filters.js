// [data-toggle-filters]: on a phone, shows and hides the filters of the list.
document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle-filters]");
  if (toggle) toggle.setAttribute("aria-expanded", toggle.form.classList.toggle("filters-open"));
});
