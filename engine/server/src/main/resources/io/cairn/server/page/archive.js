/* Landscapes that the cluster keeps: all of them, how alike they are, two side by side. */
import { Problem, get } from './api.js';
import { ago, bar, link, stale } from './frame.js';
import { drawingLibrary } from './library.js';

const S = window.CairnSections;
const C = window.CairnCharts;
const { h } = S;
const { fmt, plural } = C;

export async function archive(context) {
  document.title = 'Archive – Cairn';
  bar([]);
  const [listing] = await Promise.all([get('archive'), drawingLibrary()]);
  if (!context.isShown()) return;
  const all = listing.landscapes;
  const head = h('div', { class: 'head' }, h('h1', {}, 'Archive'), h('p', { class: 'sub' }, all.length ? `${plural(all.length, 'landscape')} of earlier studies: where the next ones may begin.` : 'Landscapes of studies that ended come here.'));
  context.main.replaceChildren(head, ...listing.warnings.map(warning => h('p', { class: 'note warn' }, warning)));
  if (all.length === 0) {
    context.main.append(h('section', { class: 'card' }, h('p', { class: 'empty' }, 'There is none yet. A study puts its own here when it ends; ', h('code', {}, 'cairn landscape import'), ' takes in those of others.')));
    return;
  }
  const chosen = new Set();
  const pair = h('div', { class: 'slot' });
  const matrix = h('div', { class: 'slot' });
  context.onLeave(() => [pair, matrix].forEach(S.dispose));
  context.main.append(table(), pair, matrix);
  if (all.length > 1) await drawMatrix();

  function table() {
    const compare = h('button', { type: 'button', class: 'button strong', disabled: true, onclick: () => drawPair(...chosen) }, 'Compare two');
    const body = h('tbody', {}, all.map(row));
    const search = h('input', { type: 'search', placeholder: 'Filter by name, metric or parameter', 'aria-label': 'Filter landscapes', oninput: event => { const words = event.target.value.trim().toLowerCase(); [...body.children].forEach((tr, i) => { tr.hidden = !text(all[i]).includes(words); }); } });

    function row(landscape) {
      const box = h('input', { type: 'checkbox', 'aria-label': 'Compare ' + landscape.name, onchange: event => {
        if (event.target.checked) chosen.add(landscape.id);
        else chosen.delete(landscape.id);
        compare.disabled = chosen.size !== 2;
      } });
      return h('tr', {}, h('td', {}, box),
        h('th', { scope: 'row', class: 'name' }, landscape.name, h('div', { class: 'mono quiet' }, landscape.id.slice(0, 12))),
        h('td', {}, (landscape.direction === 'maximize' ? '↑ ' : '↓ ') + landscape.metric),
        h('td', { class: 'num' }, fmt(landscape.best)),
        h('td', { class: 'num' }, fmt(landscape.configurations)),
        h('td', { class: 'num' }, landscape.levels > 1 ? `${fmt(landscape.levels)} of ${landscape.resource}` : '1'),
        h('td', { class: 'why' }, h('div', { class: 'clamp', title: landscape.parameters.join(', ') }, landscape.parameters.join(', '))),
        h('td', { class: 'quiet' }, ago(landscape.created)));
    }

    return h('section', { class: 'card', 'aria-label': 'Landscapes' }, h('div', { class: 'filters' }, search, compare),
      h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Landscapes, scrollable' }, h('table', {}, h('thead', {}, h('tr', {}, [['', ''], ['Landscape', ''], ['Metric', ''], ['Best', 'num'], ['Configurations', 'num'], ['Levels', 'num'], ['Parameters', ''], ['Made', '']].map(([name, kind]) => h(name ? 'th' : 'td', { scope: name ? 'col' : null, class: kind || null }, name)))), body)));
  }

  function text(landscape) {
    return [landscape.name, landscape.metric, landscape.source, ...landscape.parameters].join(' ').toLowerCase();
  }

  function chart(box, draw) {
    S.later(box, () => {
      const handle = C.mount(box, draw);
      box.redraw = () => { handle.built = handle.draw(); };
      if (box.onMount) box.onMount(handle);
    });
  }

  async function drawMatrix() {
    const section = S.card('similarity', 'Similarity', 'Every two, each at its highest measured level; alike ones side by side. A cell opens the comparison.');
    const wait = h('p', { class: 'empty', 'aria-busy': 'true' }, 'Comparing; the first time this may take a while.');
    section.append(wait);
    matrix.replaceChildren(section);
    let data;
    try {
      data = await get('archive/similarity');
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      wait.textContent = e.message + '.';
      return;
    }
    if (!context.isShown()) return;
    wait.remove();
    const view = { show: 'rho' };
    const box = S.chartBox('', C.heights.similarity(data));
    section.querySelector('header').append(h('div', { class: 'tools' }, S.segments('Figure', [['rho', 'Rank correlation'], ['overlap', 'Overlap of the best']], view.show, show => { view.show = show; box.redraw(); })));
    box.onMount = handle => handle.chart.on('click', params => {
      const p = handle.built.pairAt(params.dataIndex);
      drawPair(data.landscapes[p.first].id, data.landscapes[p.second].id);
    });
    chart(box, t => C.similarity(data, view, t));
    section.append(h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Similarity, scrollable' }, box));
    if (data.leftOut) section.append(h('p', { class: 'note' }, `The newest ${data.landscapes.length}; ${plural(data.leftOut, 'older one')} left out.`));
  }

  async function drawPair(first, second) {
    const section = S.card('comparison', 'Two landscapes');
    S.dispose(pair);
    pair.replaceChildren(section);
    section.append(h('p', { class: 'empty', 'aria-busy': 'true' }, 'Comparing.'));
    section.scrollIntoView({ block: 'center' });
    try {
      const data = await get('archive/comparison?' + new URLSearchParams({ first, second }));
      if (context.isShown()) fill(data);
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      section.lastElementChild.textContent = e.message + '.';
    }

    function fill(data) {
      const operand = o => `${o.name}, ${o.metric} at ${o.resource} ${fmt(o.level)}`;
      const made = S.card('comparison', `${data.first.name} and ${data.second.name}`, data.verdict);
      const write = e => Number.isFinite(C.num(e.value)) ? `${C.num(e.value).toFixed(2)} (${C.num(e.low).toFixed(2)} to ${C.num(e.high).toFixed(2)})` : 'not known';
      const a = data.agreement;
      const figures = a ? [['rank correlation', write(a.rho)], ['shake-up', write(a.shakeUp)], [`overlap of the best ${fmt(100 * a.gamma)} %`, `${write(a.overlap)}, by chance ${fmt(Number(a.overlapByChance.toPrecision(2)))}`], ['top deficit', write(a.topDeficit)]] : [];
      const facts = S.pairs([['first', operand(data.first)], ['second', operand(data.second)], ['shared', data.matching], ['told by', data.through], ...figures]);
      if (data.shared.length >= 3) {
        const box = S.chartBox();
        chart(box, t => C.comparison(data, {}, t));
        made.append(h('div', { class: 'split' }, box, facts));
        if (data.sharedTotal > data.shared.length) made.append(h('p', { class: 'note' }, `${fmt(data.shared.length)} of ${fmt(data.sharedTotal)} shared configurations are drawn.`));
      } else {
        made.append(facts, h('p', { class: 'note' }, 'They share too few configurations for a picture of ranks.'));
      }
      pair.replaceChildren(made);
    }
  }
}
