// The turn that is on the screen is marked in the list, and the list scrolls along.
(() => {
  let held = null;
  let marked = null;

  function mark(turn) {
    if (!turn || turn === marked) return;
    marked = turn;
    for (const link of inspector.all("nav[aria-labelledby=turns] a")) {
      if (link.hash !== `#${turn.id}`) {
        link.removeAttribute("aria-current");
        continue;
      }

      link.setAttribute("aria-current", "location");
      const side = link.closest(".side");
      const [box, frame] = [link.getBoundingClientRect(), side.getBoundingClientRect()];
      if (side.scrollHeight > side.clientHeight && (box.top < frame.top || box.bottom > frame.bottom - 80)) {
        side.scrollTop += box.top - frame.top - frame.height / 2;
      }
    }
  }

  // The turn that has the focus stays marked as long as it can be seen; else it is the one at a third of the screen.
  function follow() {
    const turns = inspector.all(".turn");
    const box = held?.isConnected ? held.getBoundingClientRect() : null;
    if (box && box.bottom > 0 && box.top < innerHeight) return mark(held);
    held = null;
    const height = innerHeight / 3;
    return mark(turns.findLast((turn) => turn.getBoundingClientRect().top <= height) ?? turns[0]);
  }

  document.addEventListener("focusin", (event) => {
    const turn = event.target.closest?.(".turn");
    if (turn) mark(held = turn);
  });
  for (const scrolls of ["wheel", "touchmove"]) document.addEventListener(scrolls, () => { held = null; }, { passive: true });
  let waits = false;
  document.addEventListener("scroll", () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; follow(); });
  }, { passive: true });
  inspector.refreshers.push(() => { marked = null; follow(); });
})();
