// <html data-user>: where drafts are kept: in this browser, one person's alone, gone at log-out ([data-log-out]).
const draftStore = (() => {
  "use strict";
  const KEY = "medspel-drafts";
  const MOST = 50;
  const SAVED = "medspel_saved"; // the cookie by which the server tells that a form is saved: core/views/submit_once.py
  const user = document.documentElement.dataset.user;

  function read() {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY));
      return stored?.user === user ? stored.drafts : [];
    } catch {
      return [];
    }
  }

  function write(drafts) {
    try {
      if (drafts.length) localStorage.setItem(KEY, JSON.stringify({ user, drafts: drafts.slice(-MOST) }));
      else localStorage.removeItem(KEY);
    } catch {
      // No room, or a browser that keeps nothing: leaving the page still warns.
    }
  }

  function forget(test) {
    const drafts = read();
    const left = drafts.filter((draft) => !test(draft));
    if (left.length !== drafts.length) write(left);
  }

  function forgetSaved() {
    const token = document.cookie.match(new RegExp(`(?:^|; )${SAVED}=([^;]+)`))?.[1];
    if (!token) return;
    forget((draft) => draft.token === token);
    document.cookie = `${SAVED}=; path=/; max-age=0; samesite=lax`;
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-log-out]")) localStorage.removeItem(KEY);
  });
  if (user && !read().length) write([]); // whatever is there is somebody else's

  return { read, write, forget, forgetSaved };
})();
