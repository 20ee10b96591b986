// .board-kiosk #board: shows one part at a time, sized to the screen, and turns to the next by itself; a long ranking is
// several parts. The arrow keys turn too, and the space bar stops and starts.
(() => {
  "use strict";
  const board = document.getElementById("board");
  const SECONDS = 12;
  const ROWS = 20;
  let at = 0;
  let stopped = false;

  function parts() {
    const rows = [...board.querySelectorAll(".board-row")];
    const ranking = board.querySelector(".board-ranking");
    const found = [{ shown: board.querySelector(".board-together") }];
    if (ranking && rows.length) {
      for (let first = 0; first < rows.length; first += ROWS) found.push({ shown: ranking, rows: rows.slice(first, first + ROWS) });
    } else {
      found.push({ shown: ranking });
    }
    found.push({ shown: board.querySelector(".board-feed") }, { shown: board.querySelector(".board-coming") });
    return found.filter((part) => part.shown);
  }

  function show() {
    const all = parts();
    if (!all.length) return;
    at = (at + all.length) % all.length;
    const now = all[at];
    for (const part of all) part.shown.hidden = part.shown !== now.shown;
    for (const row of board.querySelectorAll(".board-row")) row.hidden = Boolean(now.rows) && !now.rows.includes(row);
  }

  function turn(step) {
    at += step;
    show();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") turn(1);
    else if (event.key === "ArrowLeft") turn(-1);
    else if (event.key === " ") stopped = !stopped;
  });
  new MutationObserver(show).observe(board, { childList: true });
  setInterval(() => stopped || turn(1), SECONDS * 1000);
  show();
})();
