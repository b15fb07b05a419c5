/* Worker nodes: their slots, what they run, and taking one out. */
import { Problem, get, post } from './api.js';
import { bar, confirmed, link, stale, toast } from './frame.js';
import { putRows, released } from './steady.js';

const { h } = window.CairnSections;
const { fmt, plural } = window.CairnCharts;

const EVERY = 2000;

export async function workers(context) {
  document.title = 'Workers – Cairn';
  bar([]);
  const head = h('p', { class: 'sub' });
  const body = h('tbody', {});
  const none = h('p', { class: 'empty', hidden: true }, 'No worker is there. Start one: ', h('code', {}, 'cairn worker --join HOST:PORT'));
  const table = h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Workers, scrollable' },
    h('table', {}, h('thead', {}, h('tr', {}, ['Worker', 'Slots', 'Labels', 'Runs', 'Done', 'Failures', 'Version', 'State'].map(name => h('th', { scope: 'col' }, name)))), body));
  context.main.replaceChildren(h('div', { class: 'head' }, h('h1', {}, 'Workers'), head), h('section', { class: 'card', 'aria-label': 'Workers' }, table, none));
  await load();
  if (!context.isShown()) return;
  const every = setInterval(async () => {
    if (document.hidden) return;
    try {
      await load();
      stale('');
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      stale(`What is shown is old: ${e.message}.`);
    }
  }, EVERY);
  context.onLeave(() => clearInterval(every));

  async function load() {
    const all = [];
    let page = await get('workers');
    const sums = page;
    all.push(...page.workers);
    while (page.more && all.length < 5000) {
      page = await get('workers?after=' + encodeURIComponent(all[all.length - 1].worker));
      all.push(...page.workers);
    }
    await released();
    if (!context.isShown()) return;
    head.textContent = `${plural(sums.total, 'worker')}, ${plural(sums.slots, 'slot')}; studies could use ${fmt(sums.demandedSlots)} now.`;
    putRows(body, all.map(w => [w.worker, line(w)]));
    table.hidden = all.length === 0;
    none.hidden = all.length > 0;
  }

  function line(w) {
    const busy = Math.max(0, w.slots - w.free);
    return h('tr', {},
      h('th', { scope: 'row' }, w.worker, h('div', { class: 'mono quiet' }, w.address)),
      h('td', {}, h('span', { class: 'slots', role: 'img', 'aria-label': `${busy} of ${w.slots} slots busy` }, Array.from({ length: Math.min(w.slots, 64) }, (_, i) => h('i', { class: i < busy ? 'busy' : null }))), h('div', { class: 'quiet' }, `${fmt(busy)} of ${fmt(w.slots)} busy`)),
      h('td', {}, w.labels.length ? w.labels.map(label => [h('span', { class: 'tag' }, label), ' ']) : h('span', { class: 'quiet' }, 'none'), h('div', { class: 'quiet' }, w.types.join(', '))),
      h('td', {}, Object.entries(w.running).length ? Object.entries(w.running).map(([study, leases]) => h('div', {}, link('/study/' + encodeURIComponent(study), {}, study), ' × ' + leases)) : h('span', { class: 'quiet' }, 'nothing')),
      h('td', { class: 'num' }, fmt(w.completed)),
      h('td', {}, w.failed ? [plural(w.failed, 'failure'), h('div', { class: 'quiet' }, w.lastFailure)] : h('span', { class: 'quiet' }, 'none')),
      h('td', { class: 'quiet' }, w.version),
      h('td', {}, w.draining ? h('span', { class: 'quiet' }, 'drains') : context.role === 'admin' ? h('button', { type: 'button', class: 'button', onclick: () => drain(w.worker) }, 'Drain') : null));
  }

  async function drain(worker) {
    if (!await confirmed('Drain ' + worker + '?', 'It takes no more evaluations. Those that run may finish within five minutes; then they are given back with their checkpoints, and the worker leaves.', 'Drain it')) return;
    try {
      const done = await post('workers/' + encodeURIComponent(worker) + '/drain');
      toast(worker + ': ' + done.result + '.');
      await load();
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      toast(e.message, true);
    }
  }
}
