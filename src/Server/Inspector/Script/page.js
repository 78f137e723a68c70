"use strict";
// What the parts of the script share. Nothing is kept of the tokens: a live page replaces them.
const inspector = {
  all: (selector, within = document) => [...within.querySelectorAll(selector)],
  refreshers: [],
  keys: {},

  // Shows an element that a closed fold hides, and puts the focus on it.
  walkTo(element) {
    inspector.unfold(element);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  },
  unfold(element) {
    const fold = element.closest?.(".fold.closed");
    if (fold) inspector.setFold(fold, false);
  },

  // A token's index in the conversation's buffer, and its id. Replaced tokens have no index.
  idOf(token) {
    const run = token.closest(".run");
    const ids = run.dataset.ids.split(" ");
    return token.id ? ids[Number(token.id.slice(1)) - Number(run.dataset.start)] : ids[inspector.all(".tok", run).indexOf(token)];
  },

  // What a page leaves for the next one of the same session, where the browser keeps anything at all.
  recall(name) {
    try { return sessionStorage.getItem(`tito ${location.pathname} ${name}`); } catch { return null; }
  },
  remember(name, value) {
    try { sessionStorage.setItem(`tito ${location.pathname} ${name}`, value); } catch { /* Then it is forgotten. */ }
  },

  say(text) { document.getElementById("token").textContent = text; },
  refresh() { for (const refresher of inspector.refreshers) refresher(); },
};
