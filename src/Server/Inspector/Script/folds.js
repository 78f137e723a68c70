// Results of tools are folded one by one, or all.
(() => {
  const every = document.getElementById("fold-tools");

  inspector.setFold = (fold, isClosed) => {
    fold.classList.toggle("closed", isClosed);
    fold.querySelector("button").setAttribute("aria-expanded", String(!isClosed));
  };

  function foldAll() {
    for (const fold of inspector.all(".fold")) inspector.setFold(fold, every.checked);
  }

  document.addEventListener("click", (event) => {
    const fold = event.target.closest?.(".fold > button")?.parentElement;
    if (fold) inspector.setFold(fold, !fold.classList.contains("closed"));
  });
  every.addEventListener("change", foldAll);
  inspector.keys.t = () => every.click();
  inspector.refreshers.push(() => {
    for (const fold of inspector.all(".fold")) {
      const button = fold.querySelector("button");
      if (!button.hidden) continue;
      button.hidden = false;
      if (every.checked) inspector.setFold(fold, true);
    }
  });
})();
