// #board, the pipeline's: cards are moved by drag and by keyboard; without this file their menus do the same.
(() => {
  "use strict";
  const ORDER = ["lead", "contacted", "meeting", "proposal", "signed"];
  const OPEN = ORDER.slice(0, 4);
  const status = document.getElementById("board-message");
  const goals = document.getElementById("board-goals");
  const board = () => document.getElementById("board");
  let dragged = null;
  let home = null; // where a card stood before it was moved ahead of the answer
  let moving = false;
  let waiting = []; // moves by key that came while one was under way: which card, and which way

  const cardOf = (element) => element.closest?.(".pipeline-card");
  const stageOf = (card) => card.closest("[data-stage]").dataset.stage;

  function move(card, stage) {
    const form = card.querySelector("form");
    if (!form || stage === stageOf(card)) return;
    const url = form.getAttribute("action");
    const values = { stage, version: form.elements.version.value };
    if (OPEN.includes(stage) && OPEN.includes(stageOf(card))) {
      home = { card, parent: card.parentElement, next: card.nextElementSibling };
      let list = document.querySelector(`#steg-${stage} .column-cards`);
      if (!list) {
        list = document.createElement("ul");
        list.className = "column-cards";
        document.querySelector(`#steg-${stage} .column-empty`).replaceWith(list);
      }
      const held = card.contains(document.activeElement);
      list.append(card);
      if (held) card.querySelector("a").focus();
      card.classList.add("pipeline-card-waiting");
    }
    moving = true;
    htmx.ajax("POST", url, { source: form, target: "#board", swap: "outerHTML", values });
  }

  // No board came as the answer: the server could not be reached, or the session is over. static/js/app/request_errors.js says so.
  document.addEventListener("htmx:afterRequest", () => {
    moving = false;
    if (!home) return moveNext();
    waiting = [];
    home.parent.insertBefore(home.card, home.next);
    home.card.classList.remove("pipeline-card-waiting");
    home.card.querySelector("a").focus();
    home = null;
    return undefined;
  });

  // A move that is refused takes with it those that waited for it.
  function moveNext() {
    if (board()?.querySelector("[role=alert]")) waiting = [];
    const next = waiting.shift();
    const card = next && document.getElementById(next.id);
    if (card) moveAcross(card, next.across);
  }

  document.addEventListener("htmx:afterSwap", () => {
    home = null;
    const now = board();
    if (!now || now.dataset.announced) return;
    now.dataset.announced = "yes";
    status.textContent = now.dataset.message;
    if (!now.dataset.card) return;
    const card = document.getElementById(now.dataset.card);
    const place = card ? card.querySelector("a") : now.querySelector("h2");
    place?.focus();
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  function moveAcross(card, across) {
    const stage = ORDER[ORDER.indexOf(stageOf(card)) + across];
    if (stage && OPEN.includes(stageOf(card))) move(card, stage);
  }

  // --- Drag -----------------------------------------------------------------------------------
  function mark(zone) {
    for (const each of document.querySelectorAll(".drop-here")) {
      if (each !== zone) each.classList.remove("drop-here");
    }
    zone?.classList.add("drop-here");
  }

  document.addEventListener("dragstart", (event) => {
    const card = cardOf(event.target);
    if (!card?.draggable) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.pk);
    card.classList.add("pipeline-card-dragged");
    goals.hidden = !OPEN.includes(stageOf(card));
  });
  document.addEventListener("dragover", (event) => {
    const zone = dragged && event.target.closest?.("[data-stage]");
    if (!zone) return;
    event.preventDefault();
    mark(zone);
  });
  document.addEventListener("drop", (event) => {
    const zone = dragged && event.target.closest?.("[data-stage]");
    if (!zone) return;
    event.preventDefault();
    move(dragged, zone.dataset.stage);
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("pipeline-card-dragged");
    dragged = null;
    goals.hidden = true;
    mark(null);
  });

  // --- Keys -----------------------------------------------------------------------------------
  function beside(card, step) {
    // The nearest column in that direction that has a card, as far down as this one.
    const columns = [...document.querySelectorAll(".column")];
    const here = card.closest(".column");
    const place = [...here.querySelectorAll(".pipeline-card")].indexOf(card);
    for (let at = columns.indexOf(here) + step; columns[at]; at += step) {
      const cards = columns[at].querySelectorAll(".pipeline-card");
      if (cards.length) return cards[Math.min(place, cards.length - 1)];
    }
    return null;
  }

  document.addEventListener("keydown", (event) => {
    const card = cardOf(event.target);
    if (!card || event.target.closest("form") || event.ctrlKey || event.metaKey || event.altKey) return;
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!across && !along) return;
    if (event.shiftKey) {
      if (!across || !OPEN.includes(stageOf(card))) return;
      event.preventDefault();
      if (moving) waiting.push({ id: card.id, across });
      else moveAcross(card, across);
      return;
    }
    event.preventDefault();
    const next = across ? beside(card, across) : along > 0 ? card.nextElementSibling : card.previousElementSibling;
    next?.querySelector("a").focus();
  });
})();
