// Search in the text of the whole conversation, or for a token id in all of its tokens, those of other pages included.
(() => {
  const [field, kind, count] = ["find", "find-in", "found"].map((id) => document.getElementById(id));
  let matches = [];
  let at = -1;
  let searched = null;

  // The text of a turn as it is in the buffer: marks for line feeds hold no text, and a code point stands for its character.
  function pieces(text) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const found = [];
    let end = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (parent.closest(".stop, button")) continue;
      const written = parent.matches(".code-point") ? String.fromCodePoint(parseInt(node.data.slice(2), 16)) : node.data;
      found.push({ node, start: end, written });
      end += written.length;
    }
    return found;
  }

  function place(list, offset, isEnd) {
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle].start < offset || (!isEnd && list[middle].start === offset)) low = middle;
      else high = middle - 1;
    }
    const { node, start, written } = list[low];
    return [node, written === node.data ? offset - start : isEnd ? node.length : 0];
  }

  function inText(query) {
    const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
    return inspector.all(".turn .text").flatMap((text) => {
      const list = pieces(text);
      return [...list.map((piece) => piece.written).join("").matchAll(pattern)].map((found) => {
        const range = document.createRange();
        range.setStart(...place(list, found.index, false));
        range.setEnd(...place(list, found.index + found[0].length, true));
        return { range, token: range.startContainer.parentElement.closest(".tok") };
      });
    });
  }

  function inIds(query) {
    return inspector.all(".turn .run").flatMap((run) => run.dataset.ids.split(" ").flatMap((id, i) => {
      if (id !== query) return [];
      // A replaced token has no index of its own: it is shown where its run stands.
      const isReplaced = run.matches("del");
      const index = Number(run.dataset.start) + (isReplaced ? 0 : i);
      const token = isReplaced ? inspector.all(".tok", run)[i] : document.getElementById(`t${index}`);
      const range = token ? document.createRange() : null;
      range?.selectNodeContents(token);
      return [{ range, token, index }];
    }));
  }

  function paint() {
    const ranges = matches.flatMap((match) => match.range ?? []);
    if (globalThis.Highlight) {
      CSS.highlights.set("found", new Highlight(...ranges));
      CSS.highlights.set("found-here", new Highlight(...(matches[at]?.range ? [matches[at].range] : [])));
    }
    const query = field.value.trim();
    count.textContent = query === "" ? ""
      : kind.value === "id" && !/^\d+$/.test(query) ? "no token id"
      : at < 0 ? `${matches.length} found` : `${at + 1} of ${matches.length}`;
  }

  function search() {
    const [query, byId] = [field.value, kind.value === "id"];
    const id = query.trim().replace(/^0+(?=\d)/, "");
    matches = query.trim() === "" ? [] : byId ? (/^\d+$/.test(id) ? inIds(id) : []) : inText(query);
    at = -1;
    searched = query;
    inspector.remember("find", query);
    inspector.remember("find-in", kind.value);
    paint();
  }

  function scrollTo(range) {
    const box = range.getBoundingClientRect();
    if (box.top < 160 || box.bottom > innerHeight - 100) scrollBy(0, box.top - innerHeight * 0.4);
  }

  // In the field the focus stays, so that Enter goes on.
  function go(step, keepsFocus) {
    if (matches.length === 0) return undefined;
    at = (at + step + matches.length + (at < 0 && step < 0 ? 1 : 0)) % matches.length;
    const { range, token, index } = matches[at];
    if (!range && !location.protocol.startsWith("http")) return inspector.say(`Token ${index} is on another page, which this copy cannot open.`);
    if (!range) {
      const address = new URL(location.href);
      const { length, turn } = document.getElementById("buffer").dataset;
      address.searchParams.set("turn", turn);
      address.searchParams.set("page", Math.floor(index / Number(length)));
      address.hash = `t${index}`;
      location.assign(address);
      return undefined;
    }
    inspector.unfold(range.startContainer.parentElement);
    if (token && !keepsFocus) inspector.walkTo(token);
    scrollTo(range);
    paint();
    return token ? inspector.say(token.title) : undefined;
  }

  let soon;
  field.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(search, 150); });
  kind.addEventListener("change", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(soon);
      if (field.value !== searched) search();
      go(event.shiftKey ? -1 : 1, true);
    } else if (event.key === "Escape") {
      const match = matches[at];
      (match?.token ?? document.getElementById("buffer")).focus({ preventScroll: true });
    }
  });
  document.getElementById("find-next").addEventListener("click", () => go(1, true));
  document.getElementById("find-previous").addEventListener("click", () => go(-1, true));
  Object.assign(inspector.keys, {
    "/": () => { field.focus(); field.select(); },
    j: () => go(1, false),
    k: () => go(-1, false),
  });

  field.value = inspector.recall("find") ?? "";
  kind.value = inspector.recall("find-in") ?? "text";
  inspector.refreshers.push(() => {
    const before = at;
    search();
    const here = matches.findIndex((match) => match.token && `#${match.token.id}` === location.hash);
    at = before < 0 ? here : Math.min(before, matches.length - 1);
    paint();
  });
})();
