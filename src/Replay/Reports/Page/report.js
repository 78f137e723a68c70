'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const rowHeight = 30, spare = 10;
const byId = id => document.getElementById(id);
const list = byId('list'), space = byId('space'), detail = byId('detail');

// A row: name, family, kind, result, turns, tokens, milliseconds.
const results = ['passed', 'failed', 'named', 'partly'];
const marks = { passed: '✓', failed: '✗', named: '✓', partly: '◐' };
const words = { passed: 'passed', failed: 'failed', named: 'fails as it should', partly: 'passed, partly expected' };
const rows = data.rows.map((row, index) => ({
  index, name: row[0], family: data.families[row[1]], kind: data.kinds[row[2]], result: results[row[3]],
  turns: row[4], tokens: row[5], ms: row[6],
}));
const filter = { text: '', result: '', family: '', kind: '' };
let shown = rows, selected = -1;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
};
const number = value => value.toLocaleString('en');
const plural = (count, word) => `${number(count)} ${word}${count === 1 ? '' : 's'}`;

function writeHead() {
  const failed = rows.filter(row => row.result === 'failed').length;
  const verdict = byId('verdict');
  verdict.textContent = failed === 0 ? 'green' : 'red';
  verdict.classList.add(failed === 0 ? 'good' : 'bad');
  byId('counts').textContent = `${number(rows.length - failed)} passed, ${number(failed)} failed`
    + `${data.notRun > 0 ? `, ${number(data.notRun)} not run` : ''}: ${plural(data.turns, 'turn')} in ${data.seconds.toFixed(1)} s, `
    + `${number(Math.round(rows.length / Math.max(data.seconds, 0.001)))} a second`;
  byId('bar').firstElementChild.style.width = `${rows.length === 0 ? 0 : 100 * (rows.length - failed) / rows.length}%`;
  byId('bar').setAttribute('aria-label', `${number(rows.length - failed)} of ${number(rows.length)} passed`);
  document.title = `Replay: ${failed === 0 ? 'green' : plural(failed, 'failure')}`;
}

function writeTotals(id, field) {
  const totals = new Map();
  for (const row of rows) {
    const total = totals.get(row[field]) ?? { count: 0, failed: 0 };
    total.count++;
    total.failed += row.result === 'failed' ? 1 : 0;
    totals.set(row[field], total);
  }
  byId(id).replaceChildren(...[...totals].sort(([a], [b]) => a < b ? -1 : 1).map(([name, total]) => {
    const button = element('button', { type: 'button', 'aria-pressed': 'false', 'data-value': name },
      element('span', {}, name || 'unknown'),
      element('small', { class: total.failed > 0 ? 'bad' : '' }, total.failed > 0 ? `${number(total.failed)} failed` : ''),
      element('small', {}, number(total.count)));
    button.addEventListener('click', () => {
      filter[field] = filter[field] === name ? '' : name;
      apply();
    });
    return element('li', {}, button);
  }));
}

function apply() {
  const text = filter.text.toLowerCase();
  shown = rows.filter(row => (!filter.result || row.result === filter.result)
    && (!filter.family || row.family === filter.family)
    && (!filter.kind || row.kind === filter.kind)
    && (!text || row.name.toLowerCase().includes(text)));
  for (const [id, field] of [['families', 'family'], ['kinds', 'kind']]) {
    for (const button of byId(id).querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(filter[field] !== '' && button.dataset.value === filter[field]));
    }
  }
  byId('shown').textContent = `${number(shown.length)} of ${number(rows.length)} shown`;
  space.style.height = `${shown.length * rowHeight}px`;
  list.scrollTop = 0;
  select(shown.findIndex(row => row.index === selected), false);
}

// Of twenty thousand rows, only those in sight are elements.
function draw() {
  const from = Math.max(0, Math.floor(list.scrollTop / rowHeight) - spare);
  const to = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + spare);
  space.replaceChildren(...(shown.length === 0 ? [element('p', { class: 'empty' }, 'Nothing is like that.')] : []),
    ...shown.slice(from, to).map((row, i) => drawRow(row, from + i)));
  const place = shown.findIndex(row => row.index === selected);
  if (place >= from && place < to) list.setAttribute('aria-activedescendant', `row-${selected}`);
  else list.removeAttribute('aria-activedescendant');
}

function drawRow(row, place) {
  const made = element('div', {
    class: `row ${row.result}`, id: `row-${row.index}`, role: 'option', 'aria-selected': String(row.index === selected),
    'aria-posinset': place + 1, 'aria-setsize': shown.length, 'aria-label': `${row.name}, ${words[row.result]}`,
  },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, marks[row.result]),
    element('span', { class: 'name', title: row.name }, row.name),
    element('span', {}, row.family), element('span', {}, row.kind),
    element('span', {}, number(row.turns)), element('span', {}, number(row.tokens)), element('span', {}, row.ms.toFixed(1)));
  made.style.top = `${place * rowHeight}px`;
  made.addEventListener('click', () => select(place, true));
  return made;
}

function select(place, scrolls) {
  selected = place >= 0 && place < shown.length ? shown[place].index : -1;
  if (scrolls && selected >= 0) {
    const top = place * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
  }
  writeDetail();
  draw();
}

function writeDetail() {
  const row = rows[selected];
  if (!row) {
    detail.replaceChildren();
    return;
  }
  const more = data.details[selected] ?? {};
  const found = more.ok === false ? more : null;
  const facts = [['Result', words[row.result]]];
  if (found) {
    facts.push(['Where', found.step < 0 ? 'the session' : `step ${found.step}${found.turn === undefined ? '' : `, turn ${found.turn}`}`]);
    facts.push(['What', `${found.what}${found.index === undefined ? '' : `, token ${found.index} of what the turn adds`}`]);
    facts.push(['Difference', found.detail]);
  }
  if (more.fails_at) facts.push(['Fails at', more.fails_at]);
  if (more.not_expected) facts.push(['Not expected', more.not_expected.join('\n')]);
  if (found?.context?.message) facts.push(['Message', found.context.message]);
  if (found?.context?.template_line) facts.push(['Template', found.context.template_line]);
  detail.replaceChildren(
    element('h2', {}, row.name),
    ...(found?.cause ? [element('p', { class: 'cause' }, 'Likely cause: ', found.cause)] : []),
    element('dl', {}, ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
    ...(found?.context ? [bothSides(found.context)] : []));
}

function bothSides(tokens) {
  const length = Math.max(tokens.expected.length, tokens.found.length);
  const places = [...Array(length).keys()];
  const side = (name, own) => element('tr', {}, element('th', { scope: 'row' }, name), ...places.map(i => {
    const token = own[i];
    const differs = tokens.start + i === tokens.at ? ' differs' : '';
    return element('td', {}, token === undefined
      ? element('span', { class: `chip none${differs}` }, '·')
      : element('span', { class: `chip ${token.origin ?? ''}${differs}`, title: `${token.id}, ${token.origin ?? 'of no known origin'}` },
        visible(token.text), element('small', {}, String(token.id))));
  }));
  const text = own => own.map(token => token.text).join('');
  return element('div', {},
    element('div', { class: 'both' }, element('table', {},
      element('thead', {}, element('tr', {}, element('td'), ...places.map(i => element('td', {}, String(tokens.start + i))))),
      element('tbody', {}, side('expected', tokens.expected), side('found', tokens.found)))),
    element('p', { class: 'legend' }, ...['prompt', 'environment', 'splice', 'model'].map(origin =>
      element('span', { class: `chip ${origin}` }, origin))),
    element('dl', {}, element('dt', {}, 'Expected text'), element('dd', { id: 'expected-text' }, text(tokens.expected)),
      element('dt', {}, 'Found text'), element('dd', { id: 'found-text' }, text(tokens.found))));
}

const visible = text => text === '' ? '∅' : text.replace(/\n/g, '⏎').replace(/\t/g, '⇥').replace(/^ | $/g, '␣');

list.addEventListener('scroll', draw, { passive: true });
addEventListener('resize', draw);
list.addEventListener('keydown', event => {
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight) - 1);
  const place = shown.findIndex(row => row.index === selected);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -shown.length, End: shown.length }[event.key];
  if (step !== undefined && shown.length > 0) {
    event.preventDefault();
    select(Math.min(shown.length - 1, Math.max(0, place < 0 && step > 0 ? step - 1 : place + step)), true);
  } else if (event.key === 'Enter' && selected >= 0) {
    detail.focus();
  }
});
byId('text').addEventListener('input', event => { filter.text = event.target.value; apply(); });
byId('result').addEventListener('change', event => { filter.result = event.target.value; apply(); });
byId('filters').addEventListener('submit', event => event.preventDefault());
byId('reset').addEventListener('click', () => {
  Object.assign(filter, { text: '', result: '', family: '', kind: '' });
  byId('text').value = '';
  byId('result').value = '';
  apply();
});

writeHead();
writeTotals('families', 'family');
writeTotals('kinds', 'kind');
if (rows.some(row => row.result === 'failed')) {
  filter.result = 'failed';
  byId('result').value = 'failed';
}
apply();
