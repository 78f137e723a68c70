// Token ids as a JSON array: of the conversation, of a turn, or of one token.
(() => {
  const ids = (runs) => runs.flatMap((run) => run.dataset.ids.split(" "));
  const kept = (within) => ids(inspector.all("span.run[data-ids]", within));
  const sampled = (turn) => ids(inspector.all(".text .run.model[data-ids]", turn));

  async function copy(list, what) {
    const text = `[${list.join(",")}]`;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers keep the clipboard from pages that came without TLS from another machine.
      const area = document.createElement("textarea");
      const focus = document.activeElement;
      area.value = text;
      document.body.append(area);
      area.select();
      const isDone = document.execCommand("copy");
      area.remove();
      focus?.focus({ preventScroll: true });
      if (!isDone) return inspector.say("The browser does not let this page copy.");
    }
    return inspector.say(`Copied: ${list.length} ${list.length === 1 ? "id" : "ids"} of ${what}.`);
  }

  const name = (turn) => turn.querySelector("h3").textContent.toLowerCase();
  document.getElementById("copy-all").addEventListener("click", () => copy(kept(document.getElementById("buffer")), "the conversation"));
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".turn .copy");
    const turn = button?.closest(".turn");
    if (button?.value === "turn") copy(kept(turn), name(turn));
    if (button?.value === "sampled") copy(sampled(turn), `what ${name(turn)} sampled`);
  });
  inspector.keys.c = (element) => {
    const [token, turn] = [element.closest(".text .tok:not(.stop)"), element.closest(".turn")];
    if (token) copy([inspector.idOf(token)], "the token");
    else if (turn) copy(kept(turn), name(turn));
    else copy(kept(document.getElementById("buffer")), "the conversation");
  };
})();
