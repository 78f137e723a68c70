// From one mismatch to the next, and from the last one to the first.
(() => {
  function go(step) {
    const links = inspector.all(".mismatches > li > a");
    if (links.length === 0) return inspector.say("There is no mismatch in this conversation.");
    const focus = document.activeElement;
    const here = links.findIndex((link) => link === focus || (focus.id !== "" && link.hash === `#${focus.id}`));
    const at = here >= 0 ? here : links.findIndex((link) => link.hash === location.hash);
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : (at + step + links.length) % links.length;
    links[next].click();
    const token = document.getElementById(links[next].hash.slice(1));
    if (token && links[next].search === location.search) inspector.walkTo(token);
    return undefined;
  }

  document.getElementById("next-mismatch").addEventListener("click", () => go(1));
  Object.assign(inspector.keys, { n: () => go(1), p: () => go(-1) });
})();
