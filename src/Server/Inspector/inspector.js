"use strict";
(() => {
  const line = document.getElementById("token");
  const hint = "Arrow keys: left and right walk the tokens, up and down the turns.";
  const tokens = [...document.querySelectorAll(".tok")];
  const turns = [...document.querySelectorAll(".turn")];
  let stop = tokens[0];

  function tell(element) {
    const token = element.closest?.(".tok");
    line.textContent = token ? token.title : hint;
  }

  function walkTo(element) {
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  }

  // One token is a stop of the Tab key: the one that had the focus last.
  function keepStop(token) {
    stop.tabIndex = -1;
    stop = token;
    stop.tabIndex = 0;
  }

  function neighbour(list, element, step) {
    return list[list.indexOf(element) + step];
  }

  function walkTokens(event, token) {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const upright = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (sideways) return neighbour(tokens, token, sideways);
    if (!upright) return undefined;
    const turn = neighbour(turns, token.closest(".turn"), upright);
    return turn?.querySelector(".tok") ?? turn;
  }

  function walkTurns(event, turn) {
    const upright = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    return upright ? neighbour(turns, turn, upright) : event.key === "ArrowRight" ? turn.querySelector(".tok") : undefined;
  }

  function walkList(event, link) {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    return step ? neighbour([...link.closest(".walk").querySelectorAll("li > a")], link, step) : undefined;
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const element = event.target;
    const next = element.matches(".tok") ? walkTokens(event, element)
      : element.matches(".turn") ? walkTurns(event, element)
      : element.matches(".walk > li > a") ? walkList(event, element)
      : undefined;
    if (next) {
      event.preventDefault();
      walkTo(next);
    }
  });

  // The link of the turn that has the focus is marked, so that the list and the tokens walk together.
  function markTurn(element) {
    const turn = element.closest?.(".turn");
    if (!turn) return;
    for (const link of document.querySelectorAll("nav[aria-labelledby=turns] a")) {
      if (link.hash === `#${turn.id}`) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".tok")) keepStop(event.target);
    tell(event.target);
    markTurn(event.target);
  });
  document.addEventListener("pointerover", (event) => { if (event.target.closest?.(".tok")) tell(event.target); });
  document.addEventListener("click", (event) => { const token = event.target.closest?.(".tok"); if (token) walkTo(token); });

  if (stop) stop.tabIndex = 0;
  line.textContent = hint;
  line.hidden = false;

  // A click on a link moves the focus by itself; a page that opens at a place needs help.
  const place = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (place?.matches(".tok, .turn")) walkTo(place);
})();
