// Beyond reading, which needs no script: hover or focus on either side lights the other, the page can be made larger, keys.
"use strict";
(() => {
  const light = (id, on, scroll) => {
    const mark = document.getElementById("m-" + id), cell = document.getElementById(id);
    for (const element of [mark, cell]) if (element) element.classList.toggle("lit", on);
    if (on && scroll === "mark" && mark) near(mark, document.querySelector(".canvas"));
    if (on && scroll === "cell" && cell) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  // Scrolls within the picture only.
  const near = (mark, canvas) => {
    if (!canvas) return;
    const a = mark.getBoundingClientRect(), b = canvas.getBoundingClientRect();
    if (a.top < b.top || a.bottom > b.bottom) canvas.scrollTop += a.top - b.top - b.height / 3;
    if (a.left < b.left || a.right > b.right) canvas.scrollLeft += a.left - b.left - b.width / 3;
  };
  const idOf = (target) => {
    if (!(target instanceof Element)) return null;
    const mark = target.closest("[data-of]");
    if (mark) return [mark.dataset.of, "cell"];
    const cell = target.closest("td.n[id], li.said[id]");
    return cell ? [cell.id, "mark"] : null;
  };
  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (e) => {
      const of = idOf(e.target);
      if (of) light(of[0], on, event === "focusin" ? of[1] : null);
    });
  }
  let chosen = null;
  const choose = () => {
    if (chosen) light(chosen, false);
    chosen = decodeURIComponent(location.hash.slice(1)) || null;
    if (chosen && document.getElementById("m-" + chosen)) light(chosen, true, "mark");
  };
  addEventListener("hashchange", choose);
  choose();

  const zoom = document.querySelector("[data-zoom]"), sheet = document.querySelector(".sheet");
  if (zoom && sheet) {
    zoom.hidden = false;
    let width = 100;
    zoom.addEventListener("click", (e) => {
      const by = e.target instanceof HTMLElement ? Number(e.target.dataset.by || 0) : 0;
      width = Math.min(400, Math.max(50, width + 25 * by));
      sheet.style.width = width + "%";
    });
  }

  const follow = (rel) => { const link = document.querySelector(`.turning a[rel=${rel}]`); if (link) link.click(); };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && location.hash) { location.hash = "content"; return; }
    if (e.target instanceof Element && e.target.closest("input, select, textarea")) return;
    if (e.key === "j") follow("next");
    if (e.key === "k") follow("prev");
    const judge = document.querySelector("[data-judge]");
    const own = judge && /^[a-z]$/.test(e.key) && judge.querySelector(`[data-key=${e.key}]`);
    if (own) { e.preventDefault(); if (own.tagName === "INPUT") own.focus(); else own.click(); }
  });
})();
