/* All studies: how they stand, as it changes. */
import { Problem, follow, get } from './api.js';
import { ago, bar, link, pill, stale } from './frame.js';
import { putRows, released } from './steady.js';

const { h, svg, segments } = window.CairnSections;
const { fmt, duration, plural } = window.CairnCharts;

const KINDS = {
  all: () => true,
  'at work': row => ['running', 'ending', 'submitted'].includes(row.state),
  paused: row => row.state === 'paused',
  ended: row => row.state === 'ended',
};

export async function studies(context) {
  document.title = 'Studies – Cairn';
  bar([]);
  const rows = new Map();
  const view = { query: '', kind: 'all', more: false };
  const body = h('tbody', {});
  const count = h('span', { role: 'status' });
  const capacity = h('p', { class: 'sub' });
  const older = h('button', { type: 'button', class: 'button', hidden: true, onclick: loadOlder }, 'Older studies');
  const table = h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Studies, scrollable' },
    h('table', { class: 'studies' }, h('thead', {}, h('tr', {}, ['Study', 'State', 'Best', 'Over results', 'Progress', 'Running', 'Failed', 'Worker time', 'Started'].map((name, i) => h('th', { scope: 'col', class: [2, 5, 6, 7].includes(i) ? 'num' : null }, name)))), body));
  const none = h('div', {});
  let typing;
  context.main.replaceChildren(
    h('div', { class: 'head' }, h('h1', {}, 'Studies'), capacity),
    h('section', { class: 'card', 'aria-label': 'Studies' },
      h('div', { class: 'filters' },
        h('input', { type: 'search', placeholder: 'Filter by name, id or method', 'aria-label': 'Filter studies', oninput: event => { clearTimeout(typing); typing = setTimeout(() => { view.query = event.target.value.trim().toLowerCase(); draw(); }, 120); } }),
        segments('Which', Object.keys(KINDS).map(kind => [kind, kind.charAt(0).toUpperCase() + kind.slice(1)]), view.kind, kind => { view.kind = kind; draw(); })),
      table, none, h('div', { class: 'pager' }, count, older)));

  const sparks = sparklines(context);
  const first = await get('studies?limit=100');
  if (!context.isShown()) return;
  first.studies.forEach(row => rows.set(row.study, row));
  view.more = first.studies.length === 100;
  draw();
  context.onLeave(follow('events', (type, data) => {
    if (type !== 'studies') return;
    data.studies.forEach(row => rows.set(row.study, row));
    data.removed.forEach(study => {
      rows.delete(study);
      sparks.forget(study);
    });
    released().then(draw);
  }, (state, sentence) => stale(state === 'live' ? '' : `What is shown is from ${new Date().toLocaleTimeString()}: ${sentence}.`)));
  const every = setInterval(drawCapacity, 5000);
  context.onLeave(() => clearInterval(every));
  drawCapacity();

  async function loadOlder() {
    const oldest = [...rows.values()].reduce((a, b) => a.submitted < b.submitted ? a : b);
    const page = await get('studies?limit=100&before=' + encodeURIComponent(oldest.study));
    page.studies.forEach(row => rows.set(row.study, row));
    view.more = page.studies.length === 100;
    draw();
  }

  async function drawCapacity() {
    if (document.hidden) return;
    try {
      const w = await get('workers');
      capacity.replaceChildren(w.total === 0 ? 'No worker is there: start one with ' : `${plural(w.total, 'worker')} with ${plural(w.slots, 'slot')}; studies could use ${fmt(w.demandedSlots)} now.`,
        w.total === 0 ? h('code', {}, 'cairn worker --join HOST:PORT') : '');
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
    }
  }

  function matches(row) {
    return KINDS[view.kind](row) && (row.name + ' ' + row.study + ' ' + (row.method || '')).toLowerCase().includes(view.query);
  }

  function draw() {
    const shown = [...rows.values()].filter(matches).sort((a, b) => a.submitted < b.submitted ? 1 : -1);
    putRows(body, shown.map(row => [row.study, line(row)]));
    table.hidden = shown.length === 0;
    older.hidden = !view.more;
    none.replaceChildren(...(shown.length ? [] : [rows.size ? h('p', { class: 'empty' }, 'No study matches.') : h('p', { class: 'empty' }, 'There is no study yet. Hand one in: ', h('code', {}, 'cairn submit SWEEP --to ' + location.origin))]));
    count.textContent = shown.length === rows.size ? plural(rows.size, 'study').replace('studys', 'studies') : `${fmt(shown.length)} of ${fmt(rows.size)} studies`;
  }

  function line(row) {
    const best = row.best;
    return h('tr', {},
      h('th', { scope: 'row', class: 'name' }, link('/study/' + encodeURIComponent(row.study), {}, row.name), h('div', { class: 'mono quiet' }, row.study)),
      h('td', {}, pill(row.state)),
      h('td', { class: 'num' }, best ? [fmt(bestValue(row)), h('div', { class: 'quiet' }, row.metric || '')] : '–'),
      h('td', {}, sparks.of(row)),
      h('td', {}, progress(row)),
      h('td', { class: 'num' }, row.running === undefined ? '–' : fmt(row.running)),
      h('td', { class: 'num' }, fmt(row.failures || 0)),
      h('td', { class: 'num' }, duration(row.computeSeconds || 0)),
      h('td', { class: 'quiet' }, ago(row.submitted)));
  }

  function bestValue(row) {
    const metrics = row.best.metrics || {};
    return row.metric && row.metric in metrics ? window.CairnCharts.num(metrics[row.metric]) : window.CairnCharts.num(Object.values(metrics)[0]);
  }

  function progress(row) {
    const text = `${fmt(row.trials || 0)} trials, ${fmt(row.evaluations || 0)} results`;
    if (typeof row.progress !== 'number') return h('span', { class: 'quiet' }, text);
    const share = Math.min(1, Math.max(0, row.progress));
    const fill = h('i', {});
    fill.style.width = 100 * share + '%';
    return h('div', {}, h('div', { class: 'meter', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(100 * share), 'aria-label': 'Budget spent' }, fill), h('div', { class: 'quiet' }, text));
  }
}

/**
 * Small pictures of the best over results, for the studies that are on the screen: each is fetched
 * when its study got better, not more often than every ten seconds, and one at a time.
 */
function sparklines(context) {
  const EVERY = 10000;
  const known = new Map();
  const visible = new Set();
  let fetching = false;
  const watch = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (entry.isIntersecting) visible.add(entry.target.dataset.study);
      else visible.delete(entry.target.dataset.study);
    }
    next();
  });
  const again = setInterval(next, 1000);
  context.onLeave(() => {
    clearInterval(again);
    watch.disconnect();
  });

  /** The cell of a study; the same element as long as the study is shown. */
  function of(row) {
    const version = row.best ? row.best.trial + ' ' + JSON.stringify(row.best.metrics) : '';
    let one = known.get(row.study);
    if (!one) {
      const cell = h('div', { class: 'sparkbox', 'data-study': row.study });
      one = { cell, wanted: '', drawn: '', at: 0, maximize: row.direction === 'maximize' };
      known.set(row.study, one);
      watch.observe(cell);
    }
    one.wanted = version;
    one.results = row.evaluations || 0;
    return one.cell;
  }

  /** There is no such study any more. */
  function forget(study) {
    if (!known.has(study)) return;
    watch.unobserve(known.get(study).cell);
    known.delete(study);
    visible.delete(study);
  }

  async function next() {
    if (fetching || document.hidden || !context.isShown()) return;
    const due = [...visible].find(study => { const one = known.get(study); return one.wanted !== one.drawn && Date.now() - one.at >= EVERY; });
    if (!due) return;
    const one = known.get(due);
    fetching = true;
    one.at = Date.now();
    const [version, results] = [one.wanted, one.results];
    try {
      const overview = await get('studies/' + encodeURIComponent(due) + '/parts/overview');
      const line = window.CairnCharts.sparkline(overview.incumbents, overview.counters.evaluations, overview.study.objective.direction === 'maximize');
      if (line) {
        // A large journal is read bit by bit; what is there so far is drawn meanwhile.
        if (overview.counters.evaluations >= results) one.drawn = version;
        one.cell.replaceChildren(svg('svg', { class: 'spark', viewBox: `0 0 ${line.width} ${line.height}`, width: line.width, height: line.height, role: 'img', 'aria-label': line.summary },
          svg('path', { d: line.path, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linejoin': 'round' })));
      }
    } catch (e) {
      if (!(e instanceof Problem)) throw e; // Told by the stream of events.
    } finally {
      fetching = false;
    }
    next();
  }

  return { of, forget };
}
