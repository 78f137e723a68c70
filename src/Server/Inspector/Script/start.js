(() => {
  const keys = document.getElementById("keys");
  const open = () => keys.showModal();
  document.getElementById("show-keys").addEventListener("click", open);
  keys.querySelector("button").addEventListener("click", () => keys.close());
  inspector.keys["?"] = open;
  for (const [key, id] of [["l", "show-logprobs"], ["m", "show-chat"]]) inspector.keys[key] = () => document.getElementById(id)?.click();

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || keys.open) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const act = inspector.keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(event.target);
  });

  for (const box of inspector.all(".tools input[type=checkbox]")) {
    box.checked = inspector.recall(box.id) === "true";
    box.addEventListener("change", () => inspector.remember(box.id, String(box.checked)));
  }
  inspector.refreshers.push(() => { for (const element of inspector.all(".scripted")) element.hidden = false; });
  inspector.refresh();

  // A click on a link moves the focus by itself; a page that opens at a place needs help.
  const place = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (place?.matches(".tok, .turn, .difference")) inspector.walkTo(place);
})();
