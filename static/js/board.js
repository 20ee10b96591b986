// #board, a competition's: keeps it in step with the server, which is asked now and then ([data-every], seconds) and
// mostly says "not modified"; what changed place moves there.
(() => {
  "use strict";
  const board = document.getElementById("board");
  const PERIOD = Number(board.dataset.every) * 1000;
  const JITTER = 1000; // so that five hundred screens do not ask in the same moment
  const status = document.querySelector("[data-status]");
  const pause = document.querySelector("[data-pause]");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let etag = board.dataset.etag;
  let timer = 0;

  const all = (name) => new Map([...board.querySelectorAll(`[data-${name}]`)].map((each) => [each.dataset[name], each]));

  function look() {
    const tops = new Map([...all("team")].map(([key, row]) => [key, row.getBoundingClientRect().top]));
    const bars = new Map([...all("bar")].map(([key, bar]) => [key, bar.getAttribute("width")]));
    const texts = new Map([...all("changes")].map(([key, each]) => [key, each.textContent]));
    return { tops, bars, texts };
  }

  // From where things were to where they are now.
  function move(before) {
    if (still.matches) return;
    for (const [key, row] of all("team")) {
      const way = before.tops.has(key) ? before.tops.get(key) - row.getBoundingClientRect().top : 0;
      if (way) row.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], { duration: 900, easing: "cubic-bezier(.2,.8,.2,1)" });
    }
    for (const [key, bar] of all("bar")) {
      const was = before.bars.get(key) ?? "0";
      const width = bar.getAttribute("width");
      if (was !== width) bar.animate([{ width: `${was}px` }, { width: `${width}px` }], { duration: 900, easing: "ease-out" });
    }
    for (const [key, each] of all("changes")) {
      if (before.texts.get(key) !== each.textContent) each.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: 900 });
    }
  }

  function show(html) {
    const before = look();
    const open = new Map([...all("key")].map(([key, details]) => [key, details.open]));
    const focused = document.activeElement?.closest("[data-key]")?.dataset.key;
    board.innerHTML = html;
    for (const [key, details] of all("key")) {
      if (open.has(key)) details.open = open.get(key);
      if (key === focused) details.querySelector("summary").focus({ preventScroll: true });
    }
    move(before);
  }

  async function ask() {
    try {
      const response = await fetch(board.dataset.url, { headers: { "If-None-Match": etag }, credentials: "omit" });
      if (response.status === 404) return location.reload(); // the link has been taken back
      if (response.status === 200) {
        show(await response.text());
        etag = response.headers.get("ETag");
      } else if (response.status !== 304) {
        throw new Error(response.statusText);
      }
      if (pause.getAttribute("aria-pressed") !== "true") status.textContent = "";
    } catch {
      status.textContent = status.dataset.lost;
    }
    later();
  }

  function later() {
    clearTimeout(timer);
    if (pause.getAttribute("aria-pressed") !== "true") timer = setTimeout(ask, PERIOD + (Math.random() * 2 - 1) * JITTER);
  }

  pause.addEventListener("click", () => {
    const paused = pause.getAttribute("aria-pressed") !== "true";
    pause.setAttribute("aria-pressed", paused);
    clearTimeout(timer);
    status.textContent = paused ? status.dataset.paused : "";
    if (!paused) ask();
  });
  document.querySelector("[data-live]").hidden = false;
  later();
})();
