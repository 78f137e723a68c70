"use strict";
(() => {
  const [POLL, READY, DETAILED, LOADS, PAGE, PAGES] = [2000, 10000, 200, 4, 1000, 10];
  const base = new URL(location.pathname.replace(/\/?$/, "/"), location.origin);
  const code = new URLSearchParams(location.search).get("code");
  const by = id => document.getElementById(id);
  const [rows, filter, state, restarts, mismatches] = ["rows", "filter", "state", "restarts", "mismatches"].map(by);
  const details = new Map();
  const shown = new Map();
  let sessions = [];
  let isCut = false;
  let key = null;
  try { key = sessionStorage.getItem("tito-key"); } catch { /* A page that may store nothing asks again. */ }

  function address(path) {
    const url = new URL(path, base);
    if (code) url.searchParams.set("code", code);
    return url;
  }

  async function get(path, accept = "application/json") {
    const headers = { Accept: accept };
    if (key) headers.Authorization = `Bearer ${key}`;
    return fetch(address(path), { headers, cache: "no-store" });
  }

  function tell(text) {
    by("notice").hidden = !text;
    by("notice").textContent = text ?? "";
  }

  function askForKey(why) {
    by("ask").hidden = false;
    by("why").textContent = why;
    for (const part of document.querySelectorAll(".auth")) part.hidden = false;
  }

  // The whole list: pages of it, up to a bound that is told.
  async function list() {
    const all = [];
    let after = null;
    for (let page = 0; page < PAGES; page++) {
      const answer = await get(`sessions?limit=${PAGE}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`);
      if (answer.status === 401) return askForKey(key ? "That key is none of this server's." : "This server has keys."), null;
      const body = await answer.json();
      if (answer.status === 403) return askForKey(`${body.error.message} The list of sessions needs a key with the scope admin.`), null;
      if (!answer.ok) throw new Error(body.error?.message ?? `HTTP ${answer.status}`);
      all.push(...body.sessions);
      after = body.next_after;
      if (after === null) break;
    }
    isCut = after !== null;
    by("ask").hidden = true;
    return all.sort((a, b) => (b.last_used_at ?? "").localeCompare(a.last_used_at ?? ""));
  }

  const mark = session => [session.created_at, session.turn_count, session.active_turn, session.open_intents, session.closed_at].join();

  // State and mismatches are computed from the turns: asked for once a change, some at a time.
  async function detail() {
    const due = sessions.slice(0, DETAILED).filter(session => session.readable && details.get(session.session_id)?.mark !== mark(session));
    async function load() {
      for (let session = due.shift(); session; session = due.shift()) {
        const answer = await get(`sessions/${encodeURIComponent(session.session_id)}?records=none`);
        if (answer.ok) {
          const { metadata } = await answer.json();
          details.set(session.session_id, {
            mark: mark(session), state: metadata.status.state, mismatches: metadata.tito_session_mismatch ?? null,
          });
          draw();
        }
      }
    }
    await Promise.all(Array.from({ length: LOADS }, load));
  }

  const stateOf = session => !session.readable ? "unreadable"
    : session.turn_count === 0 && session.open_intents === 0 ? "empty" : details.get(session.session_id)?.state ?? "";
  const leftOf = session => session.left_behind?.turns ?? 0;
  const foundOf = session => details.get(session.session_id)?.mismatches?.length ?? 0;

  function isWanted(session) {
    const text = filter.value.trim().toLowerCase();
    const named = !text || [session.session_id, session.owner, session.family].some(name => name?.toLowerCase().includes(text));
    const stands = state.value === "" || (state.value === "closed" ? !!session.closed_at : stateOf(session) === state.value);
    return named && stands && (!restarts.checked || leftOf(session) > 0) && (!mismatches.checked || foundOf(session) > 0);
  }

  function ago(time) {
    if (!time) return "";
    const seconds = Math.max(0, (Date.now() - Date.parse(time)) / 1000);
    const [size, unit] = [[86400, "d"], [3600, "h"], [60, "min"]].find(([size]) => seconds >= size) ?? [1, "s"];
    return `${Math.floor(seconds / size)} ${unit} ago`;
  }

  // The group and the metadata are a client's text: a title takes them as they are.
  const said = session => [["group", session.group], ...Object.entries(session.metadata ?? {})]
    .filter(([, text]) => text !== undefined).map(([name, text]) => `${name}: ${text}`).join("\n");

  function put(cell, text, title = "", bad = false) {
    if (cell.textContent !== text) cell.textContent = text;
    cell.title = title;
    cell.classList.toggle("bad", bad);
  }

  function row(session) {
    const known = shown.get(session.session_id);
    if (known) return known;
    const made = by("row").content.firstElementChild.cloneNode(true);
    const link = made.querySelector("a");
    link.textContent = session.session_id;
    link.href = address(`sessions/${encodeURIComponent(session.session_id)}/view`);
    link.addEventListener("click", event => { if (key) { event.preventDefault(); open(session.session_id); } });
    shown.set(session.session_id, made);
    return made;
  }

  function fill(made, session) {
    const [, standing, turns, left, found, open, policy, owner, reward, used, opened] = made.cells;
    const [words, types] = [stateOf(session), details.get(session.session_id)?.mismatches ?? []];
    const pill = standing.firstElementChild;
    pill.className = `pill ${words}`;
    put(pill, words || "…");
    standing.lastElementChild.hidden = !session.closed_at;
    put(turns, `${session.turn_count ?? ""}`);
    put(left, session.left_behind ? `${leftOf(session)}` : "?", session.left_behind ? `${session.left_behind.tokens} sampled tokens` : "", leftOf(session) > 0);
    put(found, details.get(session.session_id)?.mismatches ? `${types.length}` : "", [...new Set(types.map(one => one.type))].join(", "), types.length > 0);
    put(open, `${session.open_intents ?? ""}`);
    put(policy, session.policy ?? "");
    put(owner, session.owner ?? "");
    put(reward, `${session.reward ?? ""}`, said(session));
    put(used, ago(session.last_used_at), session.last_used_at ?? "");
    put(opened, ago(session.created_at), session.created_at ?? "");
  }

  function draw() {
    const wanted = sessions.filter(isWanted).slice(0, DETAILED);
    const made = wanted.map(session => { const one = row(session); fill(one, session); return one; });
    made.forEach((one, at) => { if (rows.children[at] !== one) rows.insertBefore(one, rows.children[at] ?? null); });
    while (rows.children.length > made.length) rows.lastElementChild.remove();
    const total = `${sessions.length}${isCut ? "+" : ""}`;
    by("count").textContent = made.length === sessions.length ? `${total} sessions` : `${made.length} of ${total} sessions`;
    by("none").hidden = made.length > 0;
    by("none").textContent = sessions.length ? "No session is like that." : "No session yet: open one with the lines below.";
    document.querySelector("table").hidden = made.length === 0;
  }

  // A browser sends no key when it follows a link: the page is fetched with it and shown.
  async function open(id) {
    const tab = window.open("", "_blank");
    const answer = await get(`sessions/${encodeURIComponent(id)}/view`, "text/html");
    const page = URL.createObjectURL(new Blob([await answer.blob()], { type: "text/html" }));
    if (tab) tab.location = page; else location.assign(page);
  }

  async function ready() {
    const pill = by("ready");
    try {
      const body = await (await fetch(address("health/ready"), { cache: "no-store" })).json();
      pill.className = `pill ${body.status === "ready" ? "ready" : "down"}`;
      pill.textContent = body.status === "ready" ? "ready" : `engine ${body.engine}, journal ${body.journal}`;
    } catch {
      [pill.className, pill.textContent] = ["pill down", "the server does not answer"];
    }
  }

  async function every(pause, work) {
    for (;;) {
      const began = performance.now();
      if (!document.hidden) await work();
      // A long list is asked for less often, so that looking costs the server a part of its time alone.
      const wait = Math.max(pause, 4 * (performance.now() - began));
      await new Promise(done => { timer(done, wait); });
    }
  }

  const waiting = new Set();
  function timer(done, wait) {
    const end = () => { clearTimeout(id); waiting.delete(end); done(); };
    const id = setTimeout(end, wait);
    waiting.add(end);
  }
  const now = () => { for (const end of [...waiting]) end(); };

  async function poll() {
    try {
      const listed = await list();
      if (listed === null) return tell(null);
      sessions = listed;
      for (const id of shown.keys()) if (!sessions.some(session => session.session_id === id)) { shown.delete(id); details.delete(id); }
      draw();
      tell(null);
      await detail();
    } catch (failure) {
      tell(`The list could not be read: ${failure.message}`);
    }
  }

  async function copy(button) {
    const text = button.closest(".line").querySelector("code").innerText;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.closest(".line").querySelector("code"));
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  for (const part of document.querySelectorAll(".root")) part.textContent = base.href.replace(/\/$/, "");
  for (const button of document.querySelectorAll(".line button")) button.addEventListener("click", () => copy(button));
  for (const input of [filter, state, restarts, mismatches]) input.addEventListener("input", draw);
  by("ask").addEventListener("submit", event => {
    event.preventDefault();
    key = by("key").value.trim() || null;
    try { sessionStorage.setItem("tito-key", key ?? ""); } catch { /* As above. */ }
    now();
  });
  document.addEventListener("visibilitychange", now);
  every(POLL, poll);
  every(READY, ready);
})();
