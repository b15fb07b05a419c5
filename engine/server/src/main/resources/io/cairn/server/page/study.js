/*
 * One study as it goes on: the sections of its report, brought up to date. The stream of events says
 * that something happened and what was decided; what is drawn is fetched in parts, each when it is
 * near the screen or changed, with its tag, so that what did not change is not sent.
 */
import { Problem, follow, get, getIfChanged, post, remove, send } from './api.js';
import { askClone, askShare, bar, confirmed, pill, stale, toast } from './frame.js';
import { drawingLibrary } from './library.js';
import { putRows, released } from './steady.js';

const S = window.CairnSections;
const C = window.CairnCharts;
const { h } = S;
const { fmt, duration, plural } = C;

const PARTS = ['overview', 'points', 'landscape', 'trials', 'curves', 'timeline', 'failures', 'importance', 'trust'];

/** Between two fetches of a part, in milliseconds. */
const PACE = { overview: 1000, points: 2000, landscape: 10000, trials: 4000, curves: 5000, timeline: 4000, failures: 4000, importance: 15000, trust: 15000 };

const FEED = 30;

export async function study(context, id) {
  const base = 'studies/' + encodeURIComponent(id);
  document.title = id + ' – Cairn';
  bar([]);
  const data = { notes: {}, versions: {}, priors: [], only: null };
  const tags = {};
  const fetched = {};
  const old = { stream: '', parts: '', since: null };
  let sections = null;
  let sequence = 0;

  const summary = await get(base);
  if (!context.isShown()) return;
  const head = headOf(summary);
  const feed = feedCard();
  const trials = trialsCard(base, data, number => openTrial(number));
  const openTrial = trialDialog(base, data);
  const place = h('div', {}, h('p', { class: 'empty', 'aria-busy': 'true' }, 'Reading the journal of the study.'));
  context.main.replaceChildren(head.element, place);

  await Promise.all([part('overview'), drawingLibrary()]);
  if (!context.isShown()) return;
  sections = S.create(data, { live: true, trials: trials.section, openTrial });
  place.replaceChildren(...sections.elements());
  place.firstElementChild.after(feed.element);
  bar(sections.links());
  S.spy(sections.sections());
  context.onLeave(() => sections.dispose());
  let unfollow = follow(base + '/events', take, state);
  context.onLeave(() => unfollow());
  let running = false;
  let resting = false;
  let caughtUp = Promise.resolve();
  const every = setInterval(goOn, 500);
  context.onLeave(() => clearInterval(every));
  goOn();

  /** Fetches a part if it changed. */
  async function part(name) {
    fetched[name] = { at: Date.now(), sequence: recordOf(tags[name]) };
    const answer = await getIfChanged(base + '/parts/' + name, tags[name]);
    if (answer === null) return false;
    tags[name] = answer.tag;
    fetched[name].sequence = recordOf(answer.tag);
    const notes = answer.body.notes;
    delete answer.body.notes;
    for (const member of Object.keys(answer.body)) delete data.notes[member];
    Object.assign(data.notes, notes);
    Object.assign(data, answer.body);
    C.read(data);
    return true;
  }

  /** The last record that is in a part: what takes long to make may be older than what was told. */
  function recordOf(tag) {
    return tag ? Number(tag.replace(/\D/g, '')) : -1;
  }

  function goOn() {
    if (!running && !resting && !document.hidden && context.isShown()) caughtUp = catchUp();
  }

  /** Asks nothing of the study while something is done, and waits for what was asked before. */
  async function atRest(action) {
    resting = true;
    unfollow();
    try {
      await caughtUp;
      await trials.settled(); // Asked for, it may be, by what was just caught up with.
      await action();
    } finally {
      resting = false;
      if (context.isShown()) unfollow = follow(base + '/events', take, state);
    }
  }

  /** One part at a time, the one that is due for longest first. */
  async function catchUp() {
    running = true;
    try {
      for (const name of PARTS) {
        if (resting) break;
        const last = fetched[name];
        const due = !last || last.sequence < sequence && Date.now() - last.at >= PACE[name];
        if (!due) continue;
        if (!await part(name)) continue;
        await released();
        if (context.isShown()) {
          const before = sections.links().length;
          sections.refresh([name]);
          if (sections.links().length !== before) {
            bar(sections.links());
            S.spy(sections.sections());
          }
          if (name === 'overview') trials.refresh();
        }
      }
      old.parts = '';
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      old.parts = e.message;
    } finally {
      running = false;
      warn();
    }
  }

  function take(type, change) {
    if (type !== 'change') return;
    sequence = change.sequence;
    head.update(change);
    released().then(() => feed.add(change));
  }

  function state(now, sentence) {
    old.stream = now === 'live' ? '' : sentence;
    head.live(now === 'live');
    warn();
  }

  /** Says that what is shown is old, from when on and why. */
  function warn() {
    if (!context.isShown()) return;
    const why = old.stream || old.parts;
    if (!why) old.since = null;
    else old.since = old.since || new Date().toLocaleTimeString();
    stale(why ? `What is shown is from ${old.since}: ${why}.` : '');
  }

  // ---- head ------------------------------------------------------------------------------------

  function headOf(first) {
    const line = h('div', { class: 'line' });
    const sub = h('p', { class: 'sub' });
    const now = h('p', { class: 'sub now' });
    const actions = h('div', { class: 'tools' });
    const beat = h('i', { class: 'beat', 'aria-hidden': 'true' });
    let phase = '';
    const act = async (verb, question, consequence, yes) => {
      if (!await confirmed(question, consequence, yes)) return;
      try {
        toast((await post(base + '/' + verb)).result + '.');
      } catch (e) {
        if (!(e instanceof Problem)) throw e;
        toast(e.message, true);
      }
    };
    const trying = async action => {
      try {
        await action();
      } catch (e) {
        if (!(e instanceof Problem)) throw e;
        toast(e.message, true);
      }
    };
    const changeShare = async () => {
      const share = await askShare();
      if (share) await trying(async () => toast((await send('PUT', base + '/share', share)).result + '.'));
    };
    const clone = async () => {
      const wanted = await askClone(phase);
      if (wanted) await trying(async () => context.go('/study/' + encodeURIComponent((await send('POST', base + '/clone', wanted.body, wanted.key)).study)));
    };
    const removeStudy = async () => {
      if (!await confirmed('Remove this study?', 'Its journal and report are gone for good. Its landscape stays in the archive.', 'Remove it')) return;
      // What is asked meanwhile would be answered that there is no such study.
      await trying(() => atRest(async () => {
        await remove(base);
        context.go('/');
      }));
    };
    const button = (text, action) => h('button', { type: 'button', class: 'button', onclick: action }, text);
    function show(name, state, method, metric, direction, ended) {
      if (state !== phase) {
        phase = state;
        line.replaceChildren(h('h1', {}, name), pill(state));
        sub.replaceChildren(h('b', {}, method), ...(metric ? [' · ', h('b', {}, `${direction} ${metric}`.trim())] : []), ' · study ', h('span', { class: 'mono' }, id));
        const mayRun = context.role !== 'view';
        actions.replaceChildren(...[
          mayRun && (state === 'running' || state === 'submitted') ? button('Pause', () => act('pause', 'Pause this study?', 'It hands out no more evaluations; those that run go on to their end.', 'Pause it')) : null,
          mayRun && state === 'paused' ? button('Resume', () => act('resume', 'Resume this study?', 'It hands out evaluations again.', 'Resume it')) : null,
          mayRun && ['running', 'paused', 'submitted'].includes(state) ? button('Stop', () => act('stop', 'Stop this study for good?', 'Running evaluations get their grace period, the report is written, and its landscape goes into the archive. It cannot be taken up again.', 'Stop it')) : null,
          mayRun && ['running', 'paused', 'submitted'].includes(state) ? button('Share', changeShare) : null,
          mayRun ? button('Clone', clone) : null,
          context.role === 'admin' && state === 'ended' ? button('Remove', removeStudy) : null,
          h('a', { class: 'button', href: '/api/v1/' + base + '/report', target: '_blank', rel: 'noopener' }, 'Report'),
        ].filter(Boolean));
      }
      if (ended) now.textContent = 'It ended because: ' + ended + '.';
    }
    show(first.name || id, first.state, first.method || '', first.metric || '', first.direction || '', first.ended);
    return {
      element: h('div', { class: 'head live' }, h('div', { class: 'split-line' }, h('div', {}, line, sub), actions), h('div', { class: 'split-line' }, now, beat)),
      live: is => beat.classList.toggle('on', is),
      update(change) {
        const s = change.summary;
        const ended = s.state === 'ended';
        show(s.name, s.state, s.method, first.metric || '', first.direction || '', ended ? s.ended : '');
        if (ended) return;
        now.replaceChildren(
          change.current ? '' : 'Reading the journal: ',
          `${plural(change.running, 'evaluation')} out`, change.waiting ? `, ${fmt(change.waiting)} waiting` : '',
          ` · ${plural(s.trials, 'trial')}, ${plural(s.evaluations, 'result')} · ${duration(C.num(change.elapsedSeconds))} so far`,
          change.failures ? ` · ${fmt(change.failures)} failed` : '', change.relocations ? ` · ${fmt(change.relocations)} relocated` : '');
      },
    };
  }

  // ---- what happens now ------------------------------------------------------------------------

  function feedCard() {
    const list = h('ol', { class: 'feed', tabindex: 0, 'aria-label': 'Newest decisions' });
    const none = h('p', { class: 'empty' }, 'Nothing was decided yet.');
    const element = h('section', { class: 'card', id: 'now', 'aria-labelledby': 'now-title' },
      h('header', {}, h('div', {}, h('h2', { id: 'now-title' }, 'Decisions'), h('p', {}, 'What became of trials and why, newest first, with the rung table of that moment in words.'))), none, list);
    return {
      element,
      add(change) {
        if (change.decisions.length === 0) return;
        none.hidden = true;
        const items = change.decisions.slice(-FEED).reverse().map(d => h('li', {},
          h('span', { class: 'status' }, h('i', { class: 'dot', style: { background: `var(--${d.decision})` }, 'aria-hidden': 'true' }), d.decision),
          h('button', { type: 'button', class: 'open', onclick: () => openTrial(d.trial) }, '#' + d.trial),
          h('span', { class: 'why' }, d.reason), h('time', { class: 'quiet', datetime: d.at }, d.at.slice(11, 19))));
        list.prepend(...items);
        while (list.children.length > FEED) list.lastElementChild.remove();
      },
    };
  }
}

// ---- trials ------------------------------------------------------------------------------------

/** The table of all trials; the server sorts, filters and cuts it into pages. */
function trialsCard(base, data, openTrial) {
  const view = { sort: 'value', reversed: false, status: '', rung: '', text: '', pages: [''], busy: false };
  const body = h('tbody', {});
  const count = h('span', { role: 'status' });
  const previous = h('button', { type: 'button', class: 'button', disabled: true, onclick: () => { view.pages.pop(); load(); } }, 'Previous');
  const next = h('button', { type: 'button', class: 'button', disabled: true, onclick: () => { view.pages.push(view.next); load(); } }, 'Next');
  const COLUMNS = [['Trial', 'trial'], ['Status', null], ['metric', 'value'], ['resource', null], ['Configuration', null], ['Worker time', 'cost'], ['Evaluations', 'evaluations'], ['Why', null], ['Updated', 'updated']];
  const NUMBERS = [2, 3, 5, 6];
  let heads = [];
  let section = null;
  let loading = Promise.resolve();
  let typing;

  function build(id) {
    heads = COLUMNS.map(([name, sort], i) => {
      const text = name === 'metric' ? data.metric : name === 'resource' ? (data.study.fidelity ? S.capital(data.study.resource) : 'Ran') : name;
      const attributes = { scope: 'col', class: NUMBERS.includes(i) ? 'num' : null };
      if (!sort) return h('th', attributes, text);
      const arrow = h('span', { class: 'arrow', 'aria-hidden': 'true' });
      const th = h('th', attributes, h('button', { type: 'button', onclick: () => { view.reversed = view.sort === sort ? !view.reversed : false; view.sort = sort; restart(); } }, text, arrow));
      th.arrow = arrow;
      th.sort = sort;
      return th;
    });
    section = S.card(id, 'Trials', 'All of them; sorted, filtered and paged by the server. A trial\'s number opens all that is known of it.');
    section.append(
      h('div', { class: 'filters' },
        h('input', { type: 'search', placeholder: 'Filter by configuration, reason, origin', 'aria-label': 'Filter trials', oninput: event => { clearTimeout(typing); typing = setTimeout(() => { view.text = event.target.value.trim(); restart(); }, 250); } }),
        h('select', { 'aria-label': 'Status', onchange: event => { view.status = event.target.value; restart(); } }, h('option', { value: '' }, 'any status'), Object.keys(data.counters.statuses).map(status => h('option', { value: status }, status))),
        data.study.fidelity ? h('select', { 'aria-label': 'Reached at least', onchange: event => { view.rung = event.target.value; restart(); } }, h('option', { value: '' }, 'any rung'), data.study.labels.map((_, rung) => h('option', { value: rung }, 'from ' + C.level(data, rung)))) : null),
      h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Trials, scrollable' }, h('table', {}, h('thead', {}, h('tr', {}, heads)), body)),
      h('div', { class: 'pager' }, count, h('span', { class: 'tools' }, previous, next)));
    load();
    return section;
  }

  function restart() {
    view.pages = [''];
    load();
  }

  function load() {
    loading = loadPage();
  }

  async function loadPage() {
    const mine = view.busy = {};
    const query = new URLSearchParams({ sort: view.sort, reversed: view.reversed, limit: 25 });
    for (const [name, value] of [['status', view.status], ['rung', view.rung], ['text', view.text], ['after', view.pages[view.pages.length - 1]]]) {
      if (value !== '') query.set(name, value);
    }
    let page;
    try {
      page = await get(base + '/trials?' + query);
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      count.textContent = e.message + '.';
      return;
    } finally {
      if (view.busy === mine) view.busy = false;
    }
    await released();
    if (view.busy) return; // Somebody asked for another page meanwhile.
    view.next = page.next;
    putRows(body, page.trials.length
      ? page.trials.map(t => [t.trial, line(t)])
      : [['none', h('tr', {}, h('td', { colspan: COLUMNS.length }, page.total ? 'No trial matches.' : 'No trial was started yet.'))]]);
    count.textContent = (page.matching === page.total ? plural(page.total, 'trial') : `${fmt(page.matching)} of ${plural(page.total, 'trial')}`) + (view.pages.length > 1 ? `, page ${view.pages.length}` : '');
    previous.disabled = view.pages.length === 1;
    next.disabled = !page.next;
    heads.forEach(th => {
      if (!th.arrow) return;
      const on = th.sort === view.sort;
      th.arrow.textContent = on ? (view.reversed ? '▼' : '▲') : '';
      if (on) th.setAttribute('aria-sort', view.reversed ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    });
  }

  function line(t) {
    const best = data.best.length && data.best[0].trial === t.trial;
    const value = t.result ? C.num(t.result.metrics[data.metric]) : null;
    return h('tr', { class: best ? 'is-best' : null },
      h('th', { scope: 'row' }, h('button', { type: 'button', class: 'open', onclick: () => openTrial(t.trial) }, String(t.trial))),
      h('td', {}, S.status(t.status)),
      h('td', { class: 'num' }, t.result ? fmt(value) : '–'),
      h('td', { class: 'num' }, t.result ? (data.study.fidelity ? data.study.labels[t.result.rung] : 'yes') : '–'),
      h('td', { class: 'configuration' }, h('div', { class: 'clamp' }, Object.entries(t.configuration).map(([name, v]) => [h('span', {}, name + '=' + fmt(v)), ' ']))),
      h('td', { class: 'num' }, duration(C.num(t.computeSeconds))),
      h('td', { class: 'num' }, fmt(t.evaluations)),
      h('td', { class: 'why' }, h('div', { class: 'clamp', title: t.decision ? t.decision.reason : null }, t.decision ? t.decision.reason : '–')),
      h('td', { class: 'quiet' }, t.updated.slice(11, 19)));
  }

  return {
    section: build,
    refresh: () => { if (section && !view.busy && !document.hidden) load(); },
    /** When what was asked has been answered. */
    settled: () => loading,
  };
}

// ---- one trial ---------------------------------------------------------------------------------

/** Shows all that is known of a trial, as it is when it is opened. */
function trialDialog(base, data) {
  return async number => {
    const inner = h('div', { class: 'inner' });
    const dialog = h('dialog', { 'aria-label': 'Trial ' + number, onclick: event => { if (event.target === dialog) dialog.close(); } }, inner);
    dialog.addEventListener('close', () => {
      S.dispose(inner);
      dialog.remove();
    });
    const close = h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close');
    inner.append(h('header', {}, h('h2', {}, 'Trial ' + number), close), h('p', { 'aria-busy': 'true' }, 'Loading.'));
    document.body.append(dialog);
    dialog.showModal();
    try {
      fill(await get(base + '/trials/' + number));
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      inner.lastElementChild.textContent = e.message + '.';
    }

    /** What its evaluation prints, as long as it runs and the dialog is open. */
    function liveLog() {
      const text = h('pre', { class: 'log', tabindex: 0, 'aria-label': 'End of the log' }, '');
      const note = h('p', { class: 'quiet' }, 'Asking its worker.');
      const ask = async () => {
        try {
          const log = await get(base + '/trials/' + number + '/log');
          text.textContent = log.log || '(nothing was printed yet)';
          note.textContent = log.running ? `${log.evaluation} on ${log.worker}, as it is now` : `${log.evaluation} on ${log.worker} has ended`;
          if (!log.running) clearInterval(again);
        } catch (e) {
          if (!(e instanceof Problem)) throw e;
          note.textContent = e.message + '.';
        }
      };
      const again = setInterval(ask, 2000);
      dialog.addEventListener('close', () => clearInterval(again));
      ask();
      return h('div', {}, h('h3', {}, 'Log'), note, text);
    }

    function fill(t) {
      const json = JSON.stringify(t.configuration, null, 2);
      const at = rung => data.study && data.study.fidelity ? data.study.labels[rung] : 'full';
      inner.replaceChildren(
        h('header', {}, h('div', {}, h('h2', {}, 'Trial ' + number), h('p', { class: 'lede' }, S.status(t.status), ' · ' + t.origin + (t.bracket ? ' · bracket ' + t.bracket : ''))), h('div', { class: 'tools' }, S.copyButton(json), close)),
        h('pre', { tabindex: 0 }, json),
        t.results.length
          ? S.simpleTable('Results', [data.study && data.study.fidelity ? S.capital(data.study.resource) : 'Run', ...Object.keys(t.results[0].metrics), 'Worker time'], t.results.map(r => [at(r.rung), ...Object.keys(t.results[0].metrics).map(name => fmt(C.num(r.metrics[name]))), duration(C.num(r.computeSeconds))]))
          : h('p', { class: 'empty' }, 'It has no result yet.'),
        t.decisions.length ? h('div', {}, h('h3', {}, 'What was decided'), h('ol', { class: 'feed' }, t.decisions.map(d => h('li', {}, S.status(d.decision), h('span', { class: 'why' }, d.reason), h('time', { class: 'quiet', datetime: d.at }, d.at.slice(11, 19)))))) : null,
        t.failures.length ? h('div', {}, h('h3', {}, 'What failed'), t.failures.map((f, i) => h('div', { class: 'failure' },
          h('div', { class: 'line' }, h('b', {}, f.kind), h('span', { class: 'meta' }, `attempt ${f.attempt} on ${f.worker}` + (f.restored ? ', taken up again' : f.retried ? ', tried again' : ''))), h('p', {}, f.message),
          f.log ? h('details', { open: i === t.failures.length - 1 }, h('summary', {}, 'End of its log'), h('pre', { tabindex: 0 }, f.log)) : null))) : null,
        t.status === 'running' ? liveLog() : null,
        S.pairs([['Evaluations', fmt(t.evaluations)], ['Failures', fmt(t.failed)], ['Relocations', fmt(t.relocations)], ['Worker time', duration(C.num(t.computeSeconds))], ['Started', S.when(t.started)], ['Updated', S.when(t.updated)]]));
    }
  };
}
