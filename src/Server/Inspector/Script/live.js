// A page that was opened while a turn runs goes on asking for itself, and shows what has changed in its place.
(() => {
  const buffer = document.getElementById("buffer");
  const line = document.getElementById("live");
  const least = 1000;
  const most = 15000;
  let tag = null;
  let wait = least;

  // A mismatch is a mark of a token and its title, and no text.
  const marks = (within) => inspector.all(".mismatch", within).map((token) => token.title).join("\n");
  const isSame = (one, other) => one !== undefined && one.textContent === other.textContent && marks(one) === marks(other);

  function replace(selector, fresh) {
    const [stale, next] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (!isSame(stale, next)) stale.replaceWith(next);
  }

  // Turns that are as they were stay, with their folds and the focus.
  function show(fresh) {
    const focus = document.activeElement.id;
    const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 40;
    replace("body > header", fresh);
    replace("#side", fresh);
    const next = fresh.getElementById("buffer");
    for (const stale of inspector.all(":scope > :not(.bar, .turn)", buffer)) stale.remove();
    buffer.querySelector(".bar").after(...[...next.children].filter((child) => !child.matches(".bar, .turn")));
    const [old, turns] = [inspector.all(".turn", buffer), inspector.all(".turn", next)];
    let kept = 0;
    while (kept < turns.length && isSame(old[kept], turns[kept])) kept++;
    for (const stale of old.slice(kept)) stale.remove();
    buffer.append(...turns.slice(kept));
    buffer.dataset.turn = next.dataset.turn;
    inspector.refresh();
    if (focus && document.activeElement === document.body) document.getElementById(focus)?.focus({ preventScroll: true });
    if (isAtEnd && turns.length > kept) scrollTo(0, document.documentElement.scrollHeight);
    line.textContent = next.dataset.live === "true" ? "● live: a turn runs" : "● live";
  }

  // It waits longer where an answer takes long, so that looking at a long session costs its server a sixth of a core at most.
  async function ask() {
    const began = performance.now();
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
        if (answer.status >= 400 && answer.status < 500) {
          line.textContent = "no longer live";
          return;
        }
        if (answer.status === 200) {
          const page = await answer.text();
          tag = answer.headers.get("ETag");
          show(new DOMParser().parseFromString(page, "text/html"));
        }
        wait = answer.ok || answer.status === 304 ? Math.min(most, Math.max(least, 5 * (performance.now() - began))) : Math.min(most, 2 * wait);
      } catch {
        wait = Math.min(most, 2 * wait);
        line.textContent = "the server does not answer";
        tag = null;
      }
    }
    setTimeout(ask, wait);
  }

  if (buffer.dataset.live !== "true" || !location.protocol.startsWith("http")) return;
  line.hidden = false;
  line.textContent = "● live: a turn runs";
  setTimeout(ask, wait);
})();
