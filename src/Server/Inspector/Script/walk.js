(() => {
  const hint = "Arrow keys: left and right walk the tokens, up and down the turns. / searches, n goes to the next mismatch, ? lists the keys.";
  const line = document.getElementById("token");
  let stop;

  function tell(element) {
    const token = element.closest?.(".tok");
    line.textContent = token ? token.title : hint;
  }

  // One token is a stop of the Tab key: the one that had the focus last.
  function keepStop(token) {
    if (stop) stop.tabIndex = -1;
    stop = token;
    if (stop) stop.tabIndex = 0;
  }

  const shown = (element) => element && !element.closest(".fold.closed");

  function neighbour(list, element, step) {
    let next = list.indexOf(element) + step;
    while (list[next] && !shown(list[next])) next += step;
    return list[next];
  }

  const tokens = () => inspector.all(".text .tok");
  const firstOf = (turn) => inspector.all(".tok", turn).find(shown);

  function walkTokens(event, token) {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const upright = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (sideways) return neighbour(tokens(), token, sideways);
    if (event.key === "Home") return tokens().find(shown);
    if (event.key === "End") return tokens().findLast(shown);
    if (!upright) return undefined;
    const turn = neighbour(inspector.all(".turn"), token.closest(".turn"), upright);
    return turn && (firstOf(turn) ?? turn);
  }

  function walkTurns(event, turn) {
    const upright = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    return upright ? neighbour(inspector.all(".turn"), turn, upright) : event.key === "ArrowRight" ? firstOf(turn) : undefined;
  }

  function walkList(event, link) {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    return step ? neighbour(inspector.all("li > a", link.closest(".walk")), link, step) : undefined;
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const element = event.target;
    const next = element.matches(".text .tok") ? walkTokens(event, element)
      : element.matches(".turn") ? walkTurns(event, element)
      : element.matches(".walk > li > a") ? walkList(event, element)
      : undefined;
    if (next) {
      event.preventDefault();
      inspector.walkTo(next);
    }
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".text .tok")) keepStop(event.target);
    tell(event.target);
  });
  document.addEventListener("pointerover", (event) => { if (event.target.closest?.(".tok")) tell(event.target); });
  document.addEventListener("click", (event) => {
    const token = event.target.closest?.(".text .tok");
    if (token) inspector.walkTo(token);
    const link = event.target.closest?.("a");
    const place = link?.pathname === location.pathname && link.search === location.search ? document.getElementById(link.hash.slice(1)) : null;
    if (place) inspector.unfold(place);
  });

  inspector.refreshers.push(() => { if (!stop?.isConnected) keepStop(document.querySelector(".text .tok")); });
  line.textContent = hint;
  line.hidden = false;
})();
