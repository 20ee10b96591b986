// form[method=post], and htmx: a new login gives a new token; a page that was open before it takes that one.
(() => {
  "use strict";
  const freshToken = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];

  document.addEventListener("htmx:configRequest", (event) => {
    const fresh = freshToken();
    if (!fresh) return;
    event.detail.headers["X-CSRFToken"] = fresh;
    if (event.detail.formData?.has("csrfmiddlewaretoken")) event.detail.formData.set("csrfmiddlewaretoken", fresh);
  });
  document.addEventListener("submit", (event) => {
    const field = event.target.elements.namedItem("csrfmiddlewaretoken");
    const fresh = freshToken();
    if (field && fresh) field.value = fresh;
  });
})();
