// Beyond reading, which needs no script: hover or focus on either side lights the other, the page can be made larger, keys.
"use strict";
(() => {
  const light = (id, on, scroll) => {
    const mark = document.getElementById("m-" + id), cell = document.getElementById(id);
    for (const element of [mark, cell]) if (element) element.classList.toggle("lit", on);
    if (on && scroll === "mark" && mark) near(mark, mark.closest(".canvas"));
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
      // A record that is open is that of the figure that is looked at.
      if (of && event === "focusin" && e.target instanceof Element && !e.target.closest(".record") && opened() && opened().id !== of[0]) location.replace("#" + of[0]);
    });
  }
  // The figure whose record is open.
  const opened = () => {
    const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return element && element.querySelector(":scope > .record") ? element : null;
  };
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
    // Kept for the next page; a browser may have nowhere to keep it.
    const kept = { get: () => { try { return Number(sessionStorage.getItem("zoom")); } catch { return 0; } },
      set: (width) => { try { sessionStorage.setItem("zoom", String(width)); } catch { /* It holds for this page. */ } } };
    let width = 100;
    const show = (wanted) => { width = Math.min(400, Math.max(50, wanted)); sheet.style.width = width + "%"; };
    if (kept.get()) show(kept.get());
    zoom.addEventListener("click", (e) => {
      const by = e.target instanceof HTMLElement ? Number(e.target.dataset.by || 0) : 0;
      show(width + 25 * by);
      kept.set(width);
    });
  }

  // Closes a record, and stays where the reader is.
  const close = () => {
    const open = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const [x, y] = [scrollX, scrollY];
    location.hash = "closed";
    scrollTo(x, y);
    const link = open && open.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  document.addEventListener("click", (e) => {
    if (e.target instanceof Element && e.target.closest(".record .close a")) { e.preventDefault(); close(); }
  });

  // The marks of a page are one stop of the tab key; arrows go from one to the next.
  for (const layer of document.querySelectorAll(".marks")) {
    layer.querySelectorAll("a").forEach((mark, at) => mark.setAttribute("tabindex", at ? "-1" : "0"));
  }
  const middle = (mark) => { const r = mark.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const nearest = (from, [dx, dy]) => {
    const [x, y] = middle(from);
    let best = null, least = Infinity;
    for (const mark of from.closest(".marks").querySelectorAll("a")) {
      const [mx, my] = middle(mark), along = (mx - x) * dx + (my - y) * dy, aside = Math.abs((mx - x) * dy) + Math.abs((my - y) * dx);
      if (mark !== from && along > 1 && along + 4 * aside < least) { best = mark; least = along + 4 * aside; }
    }
    return best;
  };
  document.addEventListener("keydown", (e) => {
    const from = e.target instanceof Element ? e.target.closest(".marks a") : null;
    const to = from && ways[e.key] && nearest(from, ways[e.key]);
    if (!to) return;
    e.preventDefault();
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  });

  // A cut-out that is wider than the screen begins at its figure.
  for (const look of document.querySelectorAll(".look")) {
    const figure = look.querySelector(".pointer");
    if (figure && look.scrollWidth > look.clientWidth) {
      const a = figure.getBoundingClientRect(), b = look.getBoundingClientRect();
      look.scrollLeft += a.right - b.right + 16;
    }
    look.setAttribute("tabindex", "0");
  }

  // The finding as a paragraph, to the clipboard; where there is none, it is selected.
  const copy = (details) => {
    details.open = true;
    const text = details.querySelector("textarea"), button = details.querySelector("[data-copy]");
    text.select();
    const done = () => { button.textContent = "✓"; };
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).then(done, () => { if (document.execCommand("copy")) done(); });
    else if (document.execCommand("copy")) done();
  };
  for (const details of document.querySelectorAll("details.cite")) {
    const button = details.querySelector("[data-copy]");
    button.hidden = false;
    button.addEventListener("click", () => copy(details));
  }

  const follow = (rel) => { const link = document.querySelector(`.turning a[rel=${rel}]`); if (link) link.click(); };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && location.hash) { close(); return; }
    if (e.target instanceof Element && e.target.closest("input, select, textarea")) return;
    if (e.key === "j") follow("next");
    if (e.key === "k") follow("prev");
    if (e.key === "c") { const details = document.querySelector("details.cite"); if (details) { e.preventDefault(); copy(details); } return; }
    const judging = document.querySelector("[data-judge]");
    const own = judging && /^[a-z]$/.test(e.key) && document.querySelector(`[data-key=${e.key}]`);
    if (own) { e.preventDefault(); if (own.tagName === "INPUT") own.focus(); else own.click(); }
  });
})();
