// [data-reveal]: steps through the reveal by keyboard, in the projector's window and the presenter's at once. All of it
// is on the page already: no network is needed once it has loaded.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  document.addEventListener("DOMContentLoaded", () => {
    const root = document.querySelector("[data-reveal]");
    if (!root) return;
    const name = `medspel-reveal-${root.dataset.reveal}`;
    const isProjector = "projector" in root.dataset;
    const slides = [...root.querySelectorAll("[data-step]")];
    const last = slides.length - 1;
    const channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
    let current = 0;

    function show(step) {
      current = Math.min(Math.max(step, 0), last);
      for (const [number, slide] of slides.entries()) slide.classList.toggle("slide-now", number === current);
      for (const each of root.querySelectorAll("[data-at-end]")) each.hidden = current !== last;
    }

    function tell(message) {
      if (channel) channel.postMessage(message);
      else localStorage.setItem(name, JSON.stringify({ ...message, at: Date.now() }));
    }

    function hear(message) {
      if (message.ask && isProjector) tell({ step: current });
      else if ("step" in message) show(message.step);
    }

    function go(step) {
      show(step);
      tell({ step: current });
    }

    const ways = {
      ArrowRight: () => go(current + 1),
      PageDown: () => go(current + 1),
      " ": () => go(current + 1),
      ArrowLeft: () => go(current - 1),
      PageUp: () => go(current - 1),
      Home: () => go(0),
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in ways)) return;
      if (event.target.closest("input, textarea, select")) return;
      if (event.key === " " && event.target.closest("button, a, summary")) return;
      event.preventDefault();
      ways[event.key]();
    });
    root.addEventListener("click", (event) => {
      const way = event.target.closest("[data-go]")?.dataset.go;
      if (way === "on") go(current + 1);
      if (way === "back") go(current - 1);
      if (way === "full") {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen();
      }
    });
    if (channel) channel.onmessage = (event) => hear(event.data);
    else addEventListener("storage", (event) => event.key === name && event.newValue && hear(JSON.parse(event.newValue)));

    show(isProjector && location.hash === "#slut" ? last : 0);
    if (isProjector) tell({ step: current });
    else tell({ ask: true });
  });
})();
