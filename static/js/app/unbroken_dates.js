// <body>: a day such as 2026-11-24 stays on one line; browsers break a text at its hyphens. Without this file it may
// break.
(() => {
  "use strict";
  const DAY = /\b\d{4}-\d{2}-\d{2}\b/;
  const LEFT_ALONE = "script, style, textarea, select, svg, time, .text-nowrap, .day";

  function keepDays(within) {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT, (node) =>
      DAY.test(node.data) && !node.parentElement.closest(LEFT_ALONE) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
    );
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      for (let found = DAY.exec(text.data), rest = text; found; found = DAY.exec(rest.data)) {
        const day = rest.splitText(found.index);
        rest = day.splitText(found[0].length);
        const kept = document.createElement("span");
        kept.className = "day";
        day.replaceWith(kept);
        kept.append(day);
      }
    }
  }

  document.addEventListener("htmx:afterSettle", (event) => keepDays(event.detail.target));
  keepDays(document.body);
})();
