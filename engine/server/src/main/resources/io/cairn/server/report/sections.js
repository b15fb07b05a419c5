'use strict';
/*
 * The sections of a study: what a report shows, and the live page. create(data, options) builds them
 * from data of the shape of docs/report-data.md, read by CairnCharts.read; refresh(parts) brings them
 * up to date when parts of it were replaced. Elements are made with h(), whose children are text;
 * there is no markup from data anywhere.
 */
(function () {
  const C = window.CairnCharts;
  const { fmt, duration, plural, level } = C;

  // ---- elements --------------------------------------------------------------------------------

  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (name === 'style') Object.assign(element.style, value);
      else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
  }

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  /** Three stones on each other. */
  function logo() {
    return svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', fill: 'currentColor' },
      svg('ellipse', { cx: 12, cy: 18.6, rx: 9, ry: 3.4 }), svg('ellipse', { cx: 11.4, cy: 12, rx: 6.2, ry: 2.7 }), svg('ellipse', { cx: 12.5, cy: 6.4, rx: 3.7, ry: 2.3 }));
  }

  function pairs(entries) {
    return h('dl', { class: 'pairs', tabindex: entries.length > 9 ? 0 : null }, entries.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  }

  function dot(kind) {
    return h('i', { class: 'dot', style: { background: `var(--${kind})` }, 'aria-hidden': 'true' });
  }

  function status(kind) {
    return h('span', { class: 'status' }, dot(kind), kind);
  }

  function card(id, title, lede, tools) {
    const header = h('header', {}, h('div', {}, h('h2', { id: id + '-title' }, title), lede ? h('p', {}, lede) : null), tools ? h('div', { class: 'tools' }, tools) : null);
    return h('section', { class: 'card', id, 'aria-labelledby': id + '-title' }, header);
  }

  /** Room for a chart; height in pixels where C.heights knows it, else as its class has it. */
  function chartBox(className, height) {
    return h('div', { class: 'chart ' + (className || ''), style: height ? { height: height + 'px' } : null, role: 'img', 'aria-label': 'A chart, drawn when it comes near the screen' });
  }

  function segments(label, options, current, choose) {
    const buttons = options.map(([value, text]) => h('button', {
      type: 'button', 'aria-pressed': String(value === current),
      onclick: () => {
        buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(options[i][0] === value)));
        choose(value);
      },
    }, text));
    return h('div', { class: 'segments', role: 'group', 'aria-label': label }, buttons);
  }

  function check(label, checked, change) {
    return h('label', { class: 'check' }, h('input', { type: 'checkbox', checked, onchange: event => change(event.target.checked) }), label);
  }

  function copyButton(text, label) {
    const button = h('button', { type: 'button', class: 'button' }, label || 'Copy JSON');
    button.addEventListener('click', () => {
      const done = ok => {
        button.textContent = ok ? 'Copied' : 'Press Ctrl+C';
        setTimeout(() => { button.textContent = label || 'Copy JSON'; }, 1600);
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => done(true), () => done(fallbackCopy(text)));
      else done(fallbackCopy(text));
    });
    return button;
  }

  /** For pages opened from a file in browsers that keep the clipboard API to themselves. */
  function fallbackCopy(text) {
    const area = h('textarea', { class: 'visually-hidden' });
    area.value = text;
    document.body.append(area);
    area.select();
    const ok = document.execCommand('copy');
    area.remove();
    return ok;
  }

  // ---- lazy charts -----------------------------------------------------------------------------

  const waiting = new Map();
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (entry.isIntersecting) start(entry.target);
    }
  }, { rootMargin: '500px' });

  function start(element) {
    const draw = waiting.get(element);
    if (!draw) return;
    waiting.delete(element);
    near.unobserve(element);
    draw();
  }

  /** Draws when the element comes near the screen, so that the first paint waits for no chart. */
  function later(element, draw) {
    waiting.set(element, draw);
    near.observe(element);
  }

  window.addEventListener('beforeprint', () => [...waiting.keys()].forEach(start));

  /** Lets go of the charts in an element that is taken away. */
  function dispose(element) {
    element.querySelectorAll('.chart, .dot').forEach(box => {
      if (waiting.delete(box)) near.unobserve(box);
      if (box.cairn) box.cairn.dispose();
    });
  }

  // ---- words and pieces ------------------------------------------------------------------------

  function when(instant) {
    return instant ? instant.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1 UTC') : '–';
  }

  function capital(word) {
    return word.charAt(0).toUpperCase() + word.slice(1);
  }

  function exact(value) {
    return typeof value === 'number' && !Number.isInteger(value) && String(value).length > 12 ? String(Number(value.toPrecision(8))) : String(value);
  }

  function domain(parameter) {
    if (parameter.type === 'constant') return 'always ' + parameter.values[0];
    const range = parameter.values ? parameter.values.join(', ') : `${parameter.min} to ${parameter.max}`;
    return [parameter.type, parameter.scale && parameter.scale !== 'linear' ? parameter.scale : null, range].filter(Boolean).join(' · ') + (parameter.step ? ' · step ' + parameter.step : '') + (parameter.when ? ' · when ' + parameter.when : '');
  }

  function beyond(count, noun) {
    return count > 0 ? plural(count, noun) + (count === 1 ? ' is' : ' are') + ' worse than the axis shows.' : '';
  }

  function empty(id, title, sentence) {
    const section = card(id, title);
    section.append(h('p', { class: 'empty' }, sentence));
    return section;
  }

  function simpleTable(label, names, rows) {
    return h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': label + ', scrollable' }, h('table', { class: 'tight' },
      h('thead', {}, h('tr', {}, names.map((name, i) => h('th', { scope: 'col', class: i ? 'num' : null }, name)))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, i) => i ? h('td', { class: 'num' }, cell) : h('th', { scope: 'row' }, cell)))))));
  }

  // ---- the frame of a page ---------------------------------------------------------------------

  /** The bar at the top: links are [address, text]. */
  function bar(links) {
    return h('header', { class: 'bar' }, h('div', { class: 'wrap' },
      h('div', { class: 'brand' }, logo(), h('span', {}, 'Cairn')),
      h('nav', { class: 'toc', 'aria-label': 'Sections' }, links.map(([address, text]) => h('a', { href: address }, text))), themes('wide')));
  }

  /** In the bar where there is room, else at the foot of the page. */
  function themes(where) {
    const current = document.documentElement.dataset.theme || 'auto';
    const control = segments('Colours', [['light', 'Light'], ['auto', 'Auto'], ['dark', 'Dark']], current, value => {
      if (value === 'auto') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = value;
      if (window.CairnColours) window.CairnColours(value); // Where there is a place to keep them.
      C.repaint();
    });
    control.classList.add(where);
    return control;
  }

  /** Marks the link of the section that is being read. */
  function spy(made) {
    const links = new Map([...document.querySelectorAll('.toc a')].map(link => [link.hash.slice(1), link]));
    const watch = new IntersectionObserver(entries => entries.forEach(entry => {
      if (!entry.isIntersecting) return;
      links.forEach(link => link.removeAttribute('aria-current'));
      const link = links.get(entry.target.id);
      if (link) link.setAttribute('aria-current', 'true');
    }), { rootMargin: '-70px 0px -70% 0px' });
    made.forEach(element => watch.observe(element));
  }

  // ---- sections --------------------------------------------------------------------------------

  /**
   * The sections of a study. options: trials(id, filtered) gives the section of trials in place of
   * the table over data; openTrial(number) shows a trial in place of the dialog over data.
   */
  function create(data, options) {
    function chart(element, build, afterDraw) {
      element.redraw = () => {
        if (!element.cairn) return;
        element.cairn.built = element.cairn.draw();
        if (afterDraw) afterDraw(element.cairn.built);
      };
      later(element, () => {
        const handle = C.mount(element, build);
        if (afterDraw) afterDraw(handle.built);
        handle.chart.on('click', params => {
          const trial = trialOf(params);
          if (trial !== undefined) openTrial(trial);
        });
      });
      return element;
    }

    // ---- brushing ------------------------------------------------------------------------------

    const chip = h('div', { class: 'brushed', role: 'status', hidden: true });
    let brushTimer;

    /** Shows these trials alone, everywhere; null shows all again. Waits until the hand rests. */
    function brush(trials) {
      clearTimeout(brushTimer);
      brushTimer = setTimeout(() => {
        if (!trials && !data.only) return;
        data.only = trials;
        chip.hidden = !trials;
        if (trials) {
          chip.replaceChildren(h('span', {}, plural(trials.size, 'brushed trial') + ', shown alone in every chart'), h('a', { class: 'button', href: '#trials' }, 'Show them'), h('button', { type: 'button', class: 'button', onclick: unbrush }, 'Show all'));
        }
        for (const slot of slots) {
          const id = slot.section[0];
          if (id === 'trials') build(slot);
          else if (id !== 'parallel') redrawSlot(slot);
        }
      }, 150);
    }

    function unbrush() {
      brush(null);
      slots.filter(slot => slot.section[0] === 'parallel').forEach(redrawSlot);
    }

    function redrawSlot(slot) {
      slot.element.querySelectorAll('.chart').forEach(box => box.redraw && box.redraw());
    }

    function trialOf(params) {
      if (params.componentType !== 'series') return undefined;
      const value = params.value;
      if (params.seriesType === 'scatter' || (params.seriesType === 'line' && Array.isArray(value))) return value[2];
      if (params.seriesType === 'custom' && value.length === 5) return value[3];
      return undefined;
    }

    function head() {
      const s = data.summary;
      const state = s.state === 'ended' ? 'ended' : s.state === 'ending' ? 'ending' : 'still running';
      const method = data.study.method;
      return h('div', { class: 'head' },
        h('div', { class: 'line' }, h('h1', {}, s.name), h('span', { class: 'pill ' + s.state }, h('i', { class: 'dot', style: { background: 'currentColor' } }), state)),
        h('p', { class: 'sub' },
          h('b', {}, method.name), ', seed ' + method.seed + ' · ', h('b', {}, (data.maximize ? 'maximize ' : 'minimize ') + data.metric),
          ' · study ', h('span', { class: 'mono' }, s.study)),
        h('p', { class: 'sub' }, s.ended ? h('span', {}, 'It ended because: ', h('b', {}, s.ended), '.') : 'It has not ended; this is how it stood at ' + when(data.study.last) + '.'));
    }

    // ---- overview --------------------------------------------------------------------------------

    function overview(id) {
      const box = h('section', { class: 'overview', id, 'aria-label': 'Overview' });
      const said = () => JSON.stringify(data.best);
      let [best, facts, next] = [bestCard(), tiles(), runnersUp()];
      let before = said();
      const stack = h('div', { class: 'stack' }, facts, next);
      box.append(best, stack);
      // What a reader may have marked or be on with the keyboard stays as long as it says the same.
      box.refresh = () => {
        facts.replaceWith(facts = tiles());
        if (said() !== before) {
          before = said();
          best.replaceWith(best = bestCard());
          if (next) next.remove();
          next = runnersUp();
          if (next) stack.append(next);
        } else if (data.best.length) {
          best.lastElementChild.replaceWith(found(data.best[0]));
        }
      };
      return box;
    }

    function bestCard() {
      if (data.best.length === 0) {
        const c = data.counters;
        const why = c.trials === 0 ? 'No trial was started yet.'
          : c.evaluations === 0 ? (c.trialsFailed > 0 ? `All ${c.trialsFailed} trials that ended failed; the failures below say why.` : 'No result has come in yet.')
            : `All ${c.evaluations} results diverged (NaN or infinite).`;
        return h('div', { class: 'card best' }, h('h2', {}, 'Best configuration'), h('p', { class: 'empty' }, 'There is none. ' + why));
      }
      const best = data.best[0];
      const text = data.bestJson;
      const entries = Object.entries(best.configuration).map(([name, value]) => [name, exact(value)]);
      const others = Object.entries(best.metrics).filter(([name]) => name !== data.metric);
      return h('div', { class: 'card best' },
        h('div', { class: 'top' },
          h('div', {}, h('div', { class: 'eyebrow' }, 'Best ' + data.metric), h('div', { class: 'value' }, fmt(C.num(best.value))),
            h('div', { class: 'what' }, 'trial ', trialButton(best.trial), ' at ' + level(data, best.rung))),
          copyButton(text)),
        others.length ? h('div', { class: 'metrics' }, others.slice(0, 6).map(([name, value]) => h('span', {}, name + ' ', h('b', {}, fmt(C.num(value)))))) : null,
        pairs(entries), found(best));
    }

    /** How the best came about. */
    function found(best) {
      const step = data.incumbents[data.incumbents.length - 1];
      const row = data.rows.get(best.trial);
      const origin = row === undefined ? '' : data.trials.texts[data.trials.origin[row]];
      return h('p', { class: 'note bottom' }, `Found after ${fmt(step.evaluations)} of ${plural(data.counters.evaluations, 'evaluation')}, ${duration(C.num(step.elapsedSeconds))} into the study.` + (origin ? ` Its configuration came from: ${origin}.` : ''));
    }

    function tiles() {
      const c = data.counters;
      const wasted = C.num(c.resourceWasted);
      const spent = C.num(c.resourceSpent);
      const tile = (name, value, note) => h('div', { class: 'tile' }, h('dt', {}, name), h('dd', {}, value), note ? h('dd', {}, note) : null);
      const states = Object.entries(c.statuses).filter(entry => entry[1] > 0).map(([name, count]) => fmt(count) + ' ' + name).join(', ');
      return h('dl', { class: 'tiles' },
        tile('Trials', fmt(c.trials), states),
        tile('Evaluations', fmt(c.evaluations), c.running ? c.running + ' still out' : c.diverged ? plural(c.diverged, 'diverged result') : 'all results finite'),
        tile(data.study.fidelity ? capital(data.study.resource) + ' spent' : 'Runs spent', fmt(spent), wasted > 0 ? fmt(wasted) + ' of it repeated or lost' : 'nothing repeated or lost'),
        tile('Worker time', duration(C.num(c.computeSeconds)), 'summed over slots'),
        tile('Running time', duration(C.num(data.study.elapsedSeconds)), data.study.sessions > 1 ? data.study.sessions + ' sessions, pauses left out' : 'from ' + when(data.study.started)),
        tile('Failures', fmt(c.failures), [c.trialsFailed ? plural(c.trialsFailed, 'trial') + ' given up' : null, c.relocations > c.givenBack ? plural(c.relocations - c.givenBack, 'worker') + ' lost' : null, c.givenBack ? fmt(c.givenBack) + ' given back' : null].filter(Boolean).join(', ') || 'no trial given up, no worker lost'));
    }

    /** The next best, because a best by a hair is worth knowing. */
    function runnersUp() {
      if (data.best.length < 2) return null;
      const rows = data.best.slice(0, 5);
      return h('div', { class: 'card flush' }, h('h2', { class: 'small' }, 'Best trials'), h('div', { class: 'table' }, h('table', { class: 'tight' },
        h('thead', {}, h('tr', {}, ['Trial', data.study.fidelity ? capital(data.study.resource) : null, data.metric, 'behind'].filter(Boolean).map((name, i) => h('th', { scope: 'col', class: i ? 'num' : null }, name)))),
        h('tbody', {}, rows.map((best, i) => h('tr', { class: i ? null : 'is-best' }, h('td', {}, trialButton(best.trial)),
          data.study.fidelity ? h('td', { class: 'num' }, data.study.labels[best.rung]) : null, h('td', { class: 'num' }, fmt(C.num(best.value))),
          h('td', { class: 'num' }, i === 0 || best.rung !== rows[0].rung ? '–' : fmt(Number(Math.abs(C.num(best.value) - C.num(rows[0].value)).toPrecision(2))))))))));
    }

    function trialButton(trial, text) {
      return h('button', { type: 'button', class: 'open', onclick: () => openTrial(trial) }, text || '#' + trial);
    }

    // ---- progress --------------------------------------------------------------------------------

    function progress(id) {
      if (data.points.value.length === 0) return empty(id, 'Progress', 'No result has come in yet.');
      if (!data.points.value.some(Number.isFinite)) return empty(id, 'Progress', `All ${plural(data.points.value.length, 'result')} diverged (NaN or infinite), so there is nothing to draw.`);
      const view = { x: 'evaluations', log: false, priors: true };
      const expectation = data.trust && data.trust.expectation;
      const box = chartBox();
      const note = h('p', { class: 'note drawn' });
      const redraw = () => box.redraw();
      const choices = [['evaluations', 'Evaluations'], ['elapsedSeconds', 'Time']];
      if (C.num(data.counters.computeSeconds) > 0) choices.splice(1, 0, ['computeSeconds', 'Worker time']);
      const section = card(id, 'Progress',
        data.study.fidelity ? 'The best trial so far among those at the highest rung reached. The line steps back where a trial first reaches a higher rung: only there results compare.' : 'The best trial so far, and every result.',
        [segments('Horizontal axis', choices, view.x, x => { view.x = x; redraw(); }), check('log', false, log => { view.log = log; redraw(); }), ...(expectation ? [check('priors', true, on => { view.priors = on; redraw(); })] : [])]);
      const tell = outside => { note.textContent = [outside, data.notes.points, expectation ? expectations() : ''].filter(Boolean).join(' '); };
      tell('');
      chart(box, t => C.progress(data, view, t), built => tell(beyond(built.beyond, 'result')));
      section.append(box, note);
      return section;
    }

    function expectations() {
      const told = data.trust.expectation;
      const promises = told.priors.map(line => `${data.trust.now.priors[line.prior].name} ${fmt(C.num(line.promise))}`).join(', ');
      return `Dashed: the best so far by what a prior expects of the trials that were run, laid over the ${plural(told.results, 'result')} at ${level(data, told.rung)} by the line that fits best. Of its own best configurations each expects at best: ${promises}.`;
    }

    // ---- importance ------------------------------------------------------------------------------

    function importance(id) {
      const i = data.importance;
      if (i.none) return empty(id, 'Parameter importance', i.none);
      const section = card(id, 'Parameter importance',
        `How much worse a random forest predicts the ranks of ${data.metric} when one parameter is shuffled (permutation importance, share of the variance, on results held out). `
        + `From ${plural(i.results, 'result')} at ${level(data, i.rung)}; whiskers span ${i.forests} forests on different splits.`);
      const box = chartBox('', C.heights.importance(data));
      chart(box, t => C.importance(data, {}, t));
      const share = C.num(i.explained);
      const trust = share < 0.15 ? 'That is little: do not read much into the bars.' : share < 0.5 ? 'Read the order, not the digits.' : '';
      section.append(box, h('p', { class: 'note' }, `The forests explain ${share <= 0 ? 'none' : Math.round(100 * share) + ' %'} of the variance of held-out ranks. ${trust}`,
        i.items.length > 20 ? ` The 20 most important of ${i.items.length} parameters are shown.` : ''));
      return section;
    }

    // ---- parallel --------------------------------------------------------------------------------

    const MOST_AXES = 10;

    /** Parameters that vary, most important first where importance is known. */
    function varying() {
      const all = data.study.parameters.map((parameter, p) => p).filter(p => data.study.parameters[p].type !== 'constant');
      if (!data.importance.items) return all;
      const rank = new Map(data.importance.items.map((item, i) => [item.parameter, i]));
      return all.slice().sort((a, b) => (rank.get(data.study.parameters[a].name) ?? 1e9) - (rank.get(data.study.parameters[b].name) ?? 1e9) || a - b);
    }

    function parallel(id) {
      if (data.incumbents.length === 0) return null;
      if (data.trials.value.filter(Number.isFinite).length < 2) return empty(id, 'Parallel coordinates', 'This needs at least two trials with a finite result.');
      const ranked = varying();
      if (ranked.length === 0) return null;
      const chosen = new Set(ranked.slice(0, MOST_AXES));
      const view = { axes: [] };
      const order = () => { view.axes = [...chosen].sort((a, b) => a - b); };
      order();
      const box = chartBox();
      const ramp = h('i', { class: 'ramp' });
      const [from, to] = [h('span', {}, ''), h('span', {}, '')];
      const picker = h('details', { class: 'picker' }, h('summary', { class: 'button' }, 'Parameters'), h('div', {}, ranked.map(p =>
        check(data.study.parameters[p].name, chosen.has(p), on => { if (on) chosen.add(p); else chosen.delete(p); order(); box.style.minWidth = ''; box.redraw(); }))));
      const section = card(id, 'Parallel coordinates', 'Each line is a trial at the highest rung that it reached. Drag along an axis to brush: then every chart and the table show those trials alone. The strong line is the best trial.', ranked.length > 3 ? picker : null);
      chart(box, t => C.parallel(data, view, t), built => {
        ramp.style.background = `linear-gradient(90deg, ${built.ramp.join(',')})`;
        const [worst, best] = data.maximize ? [built.range.min, built.range.max] : [built.range.max, built.range.min];
        from.textContent = fmt(Number(worst.toPrecision(3)));
        to.textContent = fmt(Number(best.toPrecision(3)));
      });
      later(box, wrapBrush(waiting.get(box), box, rows => brush(rows && new Set([...rows].map(row => data.trials.trial[row])))));
      const note = ranked.length > MOST_AXES ? `${MOST_AXES} of ${ranked.length} parameters are drawn${data.importance.items ? ', the most important ones' : ''}; choose others under Parameters. ` : '';
      section.append(h('div', { class: 'legend' }, h('span', {}, data.metric + ':', from, ramp, to), h('span', {}, h('i', { class: 'line' }), 'best trial')),
        h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Parallel coordinates, scrollable' }, box), h('p', { class: 'note' }, note + (data.notes.trials || '')));
      return section;
    }

    function wrapBrush(draw, box, changed) {
      return () => {
        draw();
        const handle = box.cairn;
        handle.chart.on('axisareaselected', () => {
          const model = handle.chart.getModel().getSeries()[0];
          const indices = model.getRawIndicesByActiveState('active');
          const rows = handle.built.rows;
          changed(indices.length === 0 || indices.length === rows.length ? null : new Set(indices.map(i => rows[i])));
        });
      };
    }

    // ---- slices ----------------------------------------------------------------------------------

    const FIRST_SLICES = 12;

    function slices(id) {
      if (data.incumbents.length === 0) return null;
      if (data.trials.value.filter(Number.isFinite).length < 2) return empty(id, 'Slices', 'This needs at least two trials with a finite result.');
      const ranked = varying();
      if (ranked.length === 0) return null;
      const section = card(id, 'Slices', `${data.metric} over one parameter at a time, each trial at the highest rung that it reached${data.importance.items ? '; most important parameters first' : ''}. The diamond is the best trial.`);
      const grid = h('div', { class: 'multiples' });
      const add = p => {
        const box = chartBox();
        const note = h('small', {});
        grid.append(h('figure', {}, h('h3', {}, data.study.parameters[p].name, note), box));
        chart(box, t => C.slice(data, { parameter: p }, t), built => {
          const share = built.active / data.trials.value.length;
          note.textContent = share < 1 ? 'active in ' + Math.round(100 * share) + ' %' : data.study.parameters[p].scale && data.study.parameters[p].scale !== 'linear' ? data.study.parameters[p].scale : '';
        });
      };
      ranked.slice(0, FIRST_SLICES).forEach(add);
      section.append(rungLegend(), grid);
      if (ranked.length > FIRST_SLICES) {
        const more = h('button', { type: 'button', class: 'button', style: { marginTop: '16px' }, onclick: () => { ranked.slice(FIRST_SLICES).forEach(add); more.remove(); } }, `Show the other ${ranked.length - FIRST_SLICES} parameters`);
        section.append(more);
      }
      return section;
    }

    function rungLegend() {
      if (!data.study.fidelity) return null;
      const top = data.study.levels.length - 1;
      const box = h('div', { class: 'legend' });
      data.study.levels.forEach((_, rung) => {
        const mark = h('i', { class: 'dot' });
        later(mark, () => paint(mark, rung));
        box.append(h('span', {}, mark, level(data, rung)));
      });
      function paint(mark, rung) {
        mark.style.background = `color-mix(in srgb, var(--rung-low), var(--rung-high) ${top === 0 ? 100 : 100 * rung / top}%)`;
      }
      return box;
    }

    // ---- pairs -----------------------------------------------------------------------------------

    function pairSection(id) {
      if (data.incumbents.length === 0) return null;
      const ranked = varying();
      if (ranked.length < 2 || data.trials.value.filter(Number.isFinite).length < 10) return null;
      const view = { x: ranked[0], y: ranked[1], rung: C.fullestRung(data) };
      const box = chartBox('', C.heights.pair(data, view));
      const ramp = h('i', { class: 'ramp' });
      const choice = axis => h('label', { class: 'check' }, axis === 'x' ? 'Across' : 'Up', h('select', { onchange: event => { view[axis] = Number(event.target.value); box.redraw(); } },
        ranked.map(p => h('option', { value: p, selected: p === view[axis] }, data.study.parameters[p].name))));
      const rungChoice = data.study.fidelity ? h('label', { class: 'check' }, 'At', h('select', { onchange: event => { view.rung = Number(event.target.value); box.redraw(); } },
        data.study.levels.map((_, rung) => h('option', { value: rung, selected: rung === view.rung }, level(data, rung))))) : null;
      const section = card(id, 'Pairs', `${data.metric} over two parameters at once: each cell has the colour of the median of its trials, ranked among the cells.`, [choice('x'), choice('y'), rungChoice].filter(Boolean));
      chart(box, t => C.pair(data, view, t), built => { ramp.style.background = `linear-gradient(90deg, ${built.ramp.slice().reverse().join(',')})`; });
      section.append(h('div', { class: 'legend' }, h('span', {}, 'best', ramp, 'worst')), box, data.notes.trials ? h('p', { class: 'note' }, data.notes.trials) : '');
      return section;
    }

    // ---- rungs -----------------------------------------------------------------------------------

    function rungs(id) {
      if (data.counters.trials === 0) return null;
      if (!data.study.fidelity) return empty(id, 'Rungs', 'This study has no fidelity: every trial ran once, in full.');
      const brackets = [...new Set(data.rungs.map(row => row.bracket))].sort((a, b) => a - b);
      const view = { bracket: null };
      const box = chartBox('', C.heights.rungs(data, view));
      const holder = h('div', {});
      const table = () => {
        const rows = C.rungRows(data, view.bracket).reverse();
        holder.replaceChildren(simpleTable('Rungs', [capital(data.study.resource), 'Results', 'Promoted', 'Paused', 'Stopped', 'Failed', 'Diverged', 'Best'],
          rows.map(row => [data.study.labels[row.rung], fmt(row.results), fmt(row.promoted), fmt(row.paused), fmt(row.stopped), fmt(row.failed), fmt(row.diverged), row.best === null ? '–' : fmt(C.num(row.best))])));
      };
      const tools = brackets.length > 1 ? h('label', { class: 'check' }, 'Bracket ', h('select', { onchange: event => { view.bracket = event.target.value === '' ? null : Number(event.target.value); table(); box.redraw(); } },
        h('option', { value: '' }, 'all'), brackets.map(b => h('option', { value: b }, String(b))))) : null;
      const section = card(id, 'Rungs', `Where trials were compared and what became of them; each rung costs ${data.study.reduction} times the one below${data.study.shortLastStep ? ', the last one less' : ''}.`, tools);
      chart(box, t => C.rungs(data, view, t));
      table();
      section.refresh = table;
      section.append(h('div', { class: 'split' }, box, holder));
      return section;
    }

    function agreement(id) {
      if (!data.study.fidelity || data.study.levels.length < 2 || C.rungPairs(data).length === 0) return null;
      const section = card(id, 'Agreement of the rungs', 'Whether a low rung orders trials as a higher one does: Spearman\'s rank correlation, 1 the same order, 0 none.');
      const box = chartBox('', C.heights.agreement(data));
      const holder = h('div', {});
      const table = () => {
        holder.replaceChildren(simpleTable('Agreement of the rungs', ['Rungs', 'Trials', 'Rho', '95 %'], C.rungPairs(data).map(p => [`${data.study.labels[p.low]} and ${data.study.labels[p.high]}`, fmt(p.n), Number.isFinite(p.rho) ? p.rho.toFixed(2) : '–', `${p.interval[0].toFixed(2)} to ${p.interval[1].toFixed(2)}`])));
      };
      chart(box, t => C.agreement(data, {}, t));
      table();
      section.refresh = table;
      section.append(h('div', { class: 'split' }, box, holder), h('p', { class: 'note' }, 'Only trials that were promoted have results at both, and they are alike in being good: among all, rungs agree better than this shows.'));
      return section;
    }

    // ---- learning curves -------------------------------------------------------------------------

    function curves(id) {
      if (!data.study.fidelity || data.curves.items.length === 0) return null;
      const longest = data.curves.items.reduce((most, curve) => Math.max(most, curve.value.length), 0);
      if (longest < 2) return null;
      const [low, high] = [C.num(data.study.levels[0]), C.num(data.study.levels[data.study.levels.length - 1])];
      const view = { log: high / low >= 9 };
      const box = chartBox();
      const note = h('p', { class: 'note drawn' });
      const section = card(id, 'Learning curves', `${data.metric} as each trial trained, coloured by what became of it; the strong line is the best trial.`, check('log', view.log, log => { view.log = log; box.redraw(); }));
      chart(box, t => C.curves(data, view, t), built => { note.textContent = [beyond(built.beyond, 'point'), data.notes.curves].filter(Boolean).join(' '); });
      section.append(box, note);
      return section;
    }

    // ---- trials ----------------------------------------------------------------------------------

    function trials(id) {
      if (options.trials && !data.only) return options.trials(id);
      const T = data.trials;
      if (T.trial.length === 0) return empty(id, 'Trials', 'No trial was started yet.');
      const rows = T.trial.map((_, row) => row);
      const text = row => T.texts[T.why[row]] || '';
      const configuration = rows.map(row => data.study.parameters.map((p, i) => T.values[i][row] === null ? null : p.name + '=' + fmt(T.values[i][row])).filter(Boolean));
      const value = row => Number.isFinite(T.value[row]) ? T.value[row] : null;
      const METRIC = 2;
      const columns = [
        { name: 'Trial', key: row => T.trial[row], cell: row => trialButton(T.trial[row], String(T.trial[row])), head: true },
        { name: 'Status', key: row => T.status[row], cell: row => status(T.status[row]) },
        { name: data.metric, key: value, cell: row => T.rung[row] < 0 ? '–' : fmt(T.value[row]), num: true, best: data.maximize ? 'descending' : 'ascending' },
        { name: data.study.fidelity ? capital(data.study.resource) : 'Ran', key: row => T.rung[row], cell: row => T.rung[row] < 0 ? '–' : data.study.fidelity ? data.study.labels[T.rung[row]] : 'yes', num: true },
        { name: 'Configuration', cell: row => h('div', { class: 'clamp' }, configuration[row].map(pair => [h('span', {}, pair), ' '])), className: 'configuration' },
        { name: 'Worker time', key: row => C.num(T.computeSeconds[row]), cell: row => duration(C.num(T.computeSeconds[row])), num: true },
        { name: 'Why', cell: row => h('div', { class: 'clamp', title: text(row) }, text(row) || '–'), className: 'why' },
        { name: 'Origin', key: row => T.texts[T.origin[row]], cell: row => T.texts[T.origin[row]], className: 'origin' },
      ];
      const best = data.best.length ? data.best[0].trial : -1;
      const view = { query: '', status: '', rung: '', sort: METRIC, order: columns[METRIC].best, page: 0, size: 25 };
      const statuses = [...new Set(T.status)].sort();
      const reached = [...new Set(T.rung)].filter(rung => rung >= 0).sort((a, b) => a - b);

      const body = h('tbody', {});
      const count = h('span', { role: 'status' });
      const pageText = h('span', {});
      const clear = data.only ? h('button', { type: 'button', class: 'button', onclick: unbrush }, 'Show all trials') : null;
      const previous = h('button', { type: 'button', class: 'button', onclick: () => { view.page--; draw(); } }, 'Previous');
      const next = h('button', { type: 'button', class: 'button', onclick: () => { view.page++; draw(); } }, 'Next');
      const heads = columns.map((column, i) => {
        if (!column.key) return h('th', { scope: 'col', class: column.num ? 'num' : null }, column.name);
        const arrow = h('span', { class: 'arrow', 'aria-hidden': 'true' });
        const th = h('th', { scope: 'col', class: column.num ? 'num' : null }, h('button', {
          type: 'button',
          onclick: () => {
            view.order = view.sort === i ? (view.order === 'ascending' ? 'descending' : 'ascending') : column.best || 'ascending';
            view.sort = i;
            change();
          },
        }, column.name, arrow));
        th.arrow = arrow;
        return th;
      });

      function matches(row) {
        if (data.only && !data.only.has(T.trial[row])) return false;
        if (view.status && T.status[row] !== view.status) return false;
        if (view.rung !== '' && T.rung[row] < Number(view.rung)) return false;
        if (!view.query) return true;
        const words = (T.trial[row] + ' ' + T.status[row] + ' ' + configuration[row].join(' ') + ' ' + text(row) + ' ' + T.texts[T.origin[row]]).toLowerCase();
        return view.query.split(/\s+/).every(word => words.includes(word));
      }

      function compare(a, b) {
        const column = columns[view.sort];
        const [x, y] = [column.key(a), column.key(b)];
        if (x === null || y === null) return (x === null) - (y === null) || a - b;
        const rank = view.sort === METRIC ? T.rung[b] - T.rung[a] : 0;
        const order = typeof x === 'string' ? x.localeCompare(y) : x - y;
        return rank || (view.order === 'ascending' ? order : -order) || a - b;
      }

      let shown = [];
      function change() {
        shown = rows.filter(matches).sort(compare);
        view.page = 0;
        draw();
      }

      function draw() {
        const pages = Math.max(1, Math.ceil(shown.length / view.size));
        view.page = Math.min(pages - 1, Math.max(0, view.page));
        const from = view.page * view.size;
        body.replaceChildren(...shown.slice(from, from + view.size).map(row => h('tr', { class: T.trial[row] === best ? 'is-best' : null },
          columns.map(column => h(column.head ? 'th' : 'td', { scope: column.head ? 'row' : null, class: [column.num ? 'num' : '', column.className || ''].join(' ').trim() || null }, column.cell(row))))));
        if (shown.length === 0) body.append(h('tr', {}, h('td', { colspan: columns.length }, 'No trial matches.')));
        count.textContent = shown.length === rows.length ? plural(rows.length, 'trial') : `${fmt(shown.length)} of ${plural(rows.length, 'trial')}`;
        pageText.textContent = shown.length ? `${fmt(from + 1)} to ${fmt(Math.min(shown.length, from + view.size))}` : '';
        previous.disabled = view.page === 0;
        next.disabled = view.page >= pages - 1;
        heads.forEach((th, i) => {
          if (!th.arrow) return;
          th.arrow.textContent = view.sort === i ? (view.order === 'ascending' ? '▲' : '▼') : '';
          if (view.sort === i) th.setAttribute('aria-sort', view.order);
          else th.removeAttribute('aria-sort');
        });
      }

      let typing;
      const section = card(id, 'Trials', data.study.fidelity ? `Sorted by ${data.metric} within the highest rung that each trial reached. A trial's number opens all that is known of it.` : "A trial's number opens all that is known of it.");
      section.append(
        h('div', { class: 'filters' },
          h('input', { type: 'search', placeholder: 'Filter by configuration, reason, origin', 'aria-label': 'Filter trials', oninput: event => { clearTimeout(typing); typing = setTimeout(() => { view.query = event.target.value.trim().toLowerCase(); change(); }, 120); } }),
          h('select', { 'aria-label': 'Status', onchange: event => { view.status = event.target.value; change(); } }, h('option', { value: '' }, 'any status'), statuses.map(s => h('option', { value: s }, s))),
          data.study.fidelity ? h('select', { 'aria-label': 'Reached at least', onchange: event => { view.rung = event.target.value; change(); } }, h('option', { value: '' }, 'any rung'), reached.map(r => h('option', { value: r }, 'from ' + level(data, r)))) : null, clear),
        h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Trials, scrollable' }, h('table', {}, h('thead', {}, h('tr', {}, heads)), body)),
        h('div', { class: 'pager' }, h('span', {}, count, data.notes.trials ? ' · ' + data.notes.trials : ''), h('span', { class: 'tools' }, pageText, previous, next)));
      change();
      return section;
    }

    /** Opens what is known of a trial. */
    function trialDialog() {
      const inner = h('div', { class: 'inner' });
      const dialog = h('dialog', { 'aria-label': 'Trial', onclick: event => { if (event.target === dialog) dialog.close(); } }, inner);
      document.body.append(dialog);
      return trial => {
        const T = data.trials;
        const row = data.rows.get(trial);
        const close = h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close');
        if (row === undefined) {
          inner.replaceChildren(h('header', {}, h('h2', {}, 'Trial ' + trial), close), h('p', {}, 'This trial is not among those kept in this report; an export has all of them.'));
        } else {
          const configuration = {};
          data.study.parameters.forEach((p, i) => { if (T.values[i][row] !== null) configuration[p.name] = T.values[i][row]; });
          const json = JSON.stringify(configuration, null, 2);
          const results = T.results[row].map((value, rung) => [rung, value]).filter(entry => entry[1] !== null);
          const text = T.texts[T.why[row]];
          inner.replaceChildren(
            h('header', {}, h('div', {}, h('h2', {}, 'Trial ' + trial), h('p', { class: 'lede' }, status(T.status[row]), ' · ' + T.texts[T.origin[row]] + (T.bracket[row] ? ' · bracket ' + T.bracket[row] : ''))), h('div', { class: 'tools' }, copyButton(json), close)),
            h('pre', { tabindex: 0 }, json),
            results.length ? simpleTable('Results', [data.study.fidelity ? capital(data.study.resource) : 'Run', data.metric], results.map(([rung, value]) => [data.study.fidelity ? data.study.labels[rung] : 'full', fmt(C.num(value))])) : h('p', { class: 'empty' }, 'It has no result.'),
            text ? h('div', {}, h('h3', {}, 'Why ' + (T.decision[row] ? T.texts[T.decision[row]] : '')), h('p', {}, text)) : null,
            pairs([['Worker time', duration(C.num(T.computeSeconds[row]))], ['Evaluations', fmt(T.evaluations[row])], ['Failures', fmt(T.failures[row])], ['Relocations', fmt(T.relocations[row])]]));
        }
        dialog.showModal();
      };
    }

    // ---- timeline --------------------------------------------------------------------------------

    function timeline(id) {
      if (data.timeline.bars.lane.length === 0) return null;
      const section = card(id, 'Workers over time', 'Each bar is an evaluation in a slot of a worker. Drag the ends of the slider, or hold Ctrl and scroll, to zoom. Times are UTC.');
      const box = chartBox('', C.heights.timeline(data));
      chart(box, t => C.timeline(data, {}, t));
      section.append(box);
      if (data.notes.timeline) section.append(h('p', { class: 'note' }, data.notes.timeline));
      return section;
    }

    // ---- failures --------------------------------------------------------------------------------

    function failures(id) {
      const f = data.failures;
      if (f.groups.length === 0) return null;
      const section = card(id, 'Failures', `${plural(f.charged, 'evaluation')} failed by fault of the training code, ${fmt(f.relocations - f.givenBack)} ${f.relocations - f.givenBack === 1 ? 'was' : 'were'} lost with a worker, ${fmt(f.givenBack)} given back. Alike ones are shown once.`);
      f.groups.forEach((group, i) => {
        section.append(h('div', { class: 'failure' },
          h('div', { class: 'line' }, h('b', {}, group.kind), h('span', { class: 'meta' }, plural(group.count, 'time') + ', last on ' + group.worker + ', trials ', group.trials.map((trial, k) => [k ? ', ' : '', trialButton(trial)]).flat(), group.trialsTotal > group.trials.length ? ' and more' : '')),
          h('p', {}, group.message),
          group.log ? h('details', { open: i === 0 }, h('summary', {}, 'Log of the last one'), h('pre', { tabindex: 0 }, group.log)) : null));
      });
      if (data.notes.failures) section.append(h('p', { class: 'note' }, data.notes.failures));
      return section;
    }

    // ---- priors and set-up -----------------------------------------------------------------------

    function priors(id) {
      if (data.priors.length === 0) return null;
      const section = card(id, 'Priors', 'Landscapes of earlier studies that this one started from.');
      section.append(simpleTable('Priors', ['Prior', 'Configurations', 'Tried here'], data.priors.map(prior => [prior.name, fmt(prior.configurations), fmt(prior.tried)])));
      return section;
    }

    /** A report has it as a table; a live page draws how it went. */
    function trust(id) {
      if (!options.live) return drawn(id);
      const course = data.trust;
      if (!course.now) return null;
      const section = card(id, 'Trust in the priors', course.now.reason);
      const box = chartBox();
      const holder = h('div', {});
      const write = e => Number.isFinite(C.num(e.value)) ? `${C.num(e.value).toFixed(2)} (${C.num(e.low).toFixed(2)} to ${C.num(e.high).toFixed(2)})` : '–';
      const table = () => {
        const now = data.trust.now;
        const sorted = now.priors.slice().sort((a, b) => (C.num(b.weight.value) || 0) - (C.num(a.weight.value) || 0)).slice(0, 30);
        holder.replaceChildren(simpleTable('Trust', ['Prior', 'Weight', 'Rho', 'Shake-up', 'Best tenth', 'Tried', 'In words'], [...sorted.map(p => [p.name, p.used ? write(p.weight) : 'unused', write(p.rho), write(p.shakeUp), write(p.overlap), fmt(p.contribution.trials), p.sentence]), ['no prior helps', write(now.chance), '', '', '', '', '']]));
      };
      chart(box, t => C.trust(data, {}, t));
      table();
      section.refresh = table;
      section.append(box, holder, h('p', { class: 'note' }, course.notes.join(' ') + ' Weight: share of the belief among the priors and chance, by which no prior helps and which starts with a half. Intervals are of 95 %.'));
      return section;
    }

    /** Drawn by the server, so that it is the same as on the command line, and there without scripts. */
    function drawn(id) {
      return document.getElementById(id);
    }

    /** A report has it as a drawing; a live page draws it from numbers. */
    function landscape(id) {
      if (!options.live) return drawn(id);
      const map = data.landscape;
      if (map.none) return empty(id, 'Landscape', map.none);
      const names = data.trust && data.trust.now ? data.trust.now.priors.map(prior => prior.name) : [];
      const view = { layout: 'map', before: new Map(), priors: null, colour: 'rank' };
      const ends = [h('span', {}, 'best'), h('span', {}, 'worst')];
      const layers = names.length ? check('mark what priors proposed', false, on => { view.priors = on ? origin => names.some(name => origin.includes(name)) : null; box.redraw(); }) : null;
      const box = chartBox('tall');
      const ramp = h('i', { class: 'ramp' });
      const note = h('p', { class: 'note' });
      const section = card(id, 'Landscape',
        `Where the trials lie: near each other where few steps lie between their configurations. Colour is the rank of ${data.metric} at ${level(data, data.landscape.rung)}; the diamond is the best, rings run now.`,
        [layers, segments('Colour', [['rank', 'Measured'], ['model', 'Model'], ['spread', 'Unsure']], view.colour, colour => { view.colour = colour; box.redraw(); }), segments('Layout', [['map', 'Map'], ['pca', 'PCA']], view.layout, layout => { view.layout = layout; view.before = new Map(); box.redraw(); })].filter(Boolean));
      const tell = () => {
        const m = data.landscape;
        note.textContent = [`${view.layout === 'map' ? m.method : 'Principal components'}; ${plural(m.trial.length, 'trial')}${m.measured > m.trial.length ? ' of ' + fmt(m.measured) + ', evenly spaced' : ''}. Steps: ${m.steps}. Neighbourhoods kept: trustworthiness ${fmt(C.num(m.trustworthiness))}, continuity ${fmt(C.num(m.continuity))} (1 is best, 0.5 a random layout).`, `The model, a random forest on the ranks, explains ${fmt(Math.max(0, Math.round(100 * C.num(m.model.explained))))} % of their variance on what its trees have not seen; unsure is where they are apart.`, ...m.warnings].join(' ');
      };
      tell();
      chart(box, t => C.landscape(data, view, t), built => {
        ramp.style.background = `linear-gradient(90deg, ${built.ramp.join(',')})`;
        [ends[0].textContent, ends[1].textContent] = view.colour === 'spread' ? ['sure', 'unsure'] : ['best', 'worst'];
        tell();
      });
      section.append(h('div', { class: 'legend' }, h('span', {}, ends[0], ramp, ends[1])), box, note);
      return section;
    }

    function setup(id) {
      const section = card(id, 'Set-up');
      const s = data.study;
      const fact = (title, entries) => entries.length ? h('div', {}, h('h3', {}, title), pairs(entries)) : null;
      const options = Object.entries(s.method.options).map(([name, value]) => [name, String(value)]);
      section.append(h('div', { class: 'facts' },
        fact('Method', [['name', s.method.name], ['seed', String(s.method.seed)], ...options]),
        fact('Fidelity', s.fidelity ? [['resource', s.resource], ['rungs', s.labels.join(', ')], ['reduction', String(s.reduction)], ['checkpoints', s.checkpoints ? 'yes' : 'no']] : [['resource', 'none, every trial runs in full']]),
        fact('Budget', Object.entries(s.budget).map(([name, value]) => [name, typeof value === 'number' ? fmt(value) : value])),
        fact('Versions', Object.entries(data.versions))),
        h('div', { style: { marginTop: '22px' } }, h('h3', { style: { marginBottom: '8px' } }, 'Search space'), pairs(s.parameters.map(p => [p.name, domain(p)])),
          s.constraints.length ? h('p', { class: 'note' }, 'Constraints: ' + s.constraints.join('; ')) : null));
      return section;
    }

    // ---- all of them -----------------------------------------------------------------------------

    /* id, title, how it is made, the parts of data that it shows (with a question mark, if they are
       there), and what must be the same for its charts to be drawn again where they are; otherwise
       it is made anew. */
    const finite = () => data.incumbents.length === 0 ? 'none' : data.trials.value.filter(Number.isFinite).length < 2 ? 'few' : 'some';
    const SECTIONS = [
      ['overview', 'Overview', overview, ['overview'], () => data.best.length ? 'some' : JSON.stringify(data.counters)],
      ['progress', 'Progress', progress, ['overview', 'points', 'trust?'], () => (data.points.value.length ? 1 : 0) + ' ' + data.points.value.some(Number.isFinite) + Boolean(data.trust && data.trust.expectation)],
      ['importance', 'Importance', importance, ['importance'], () => JSON.stringify(data.importance)],
      ['landscape', 'Landscape', landscape, options.live ? ['overview', 'landscape'] : [], () => options.live ? data.landscape.none || 'some' : ''],
      ['parallel', 'Parallel', parallel, ['overview', 'trials', 'importance'], finite],
      ['slices', 'Slices', slices, ['overview', 'trials', 'importance'], finite],
      ['pairs', 'Pairs', pairSection, ['overview', 'trials', 'importance'], () => finite() + (data.trials.value.filter(Number.isFinite).length >= 10)],
      ['rungs', 'Rungs', rungs, ['overview'], () => (data.counters.trials > 0) + [...new Set(data.rungs.map(row => row.bracket))].join()],
      ['agreement', 'Agreement', agreement, ['overview', 'trials'], () => String(data.study.fidelity && C.rungPairs(data).length > 0)],
      ['curves', 'Curves', curves, ['curves'], () => String(data.curves.items.some(curve => curve.value.length > 1))],
      ['trials', 'Trials', trials, options.trials ? ['overview'] : ['trials'], () => ''],
      ['timeline', 'Timeline', timeline, ['timeline'], () => String(data.timeline.bars.lane.length > 0)],
      ['failures', 'Failures', failures, ['failures'], () => JSON.stringify(data.failures)],
      ['priors', 'Priors', priors, [], () => ''],
      ['trust', 'Trust', trust, options.live ? ['overview', 'trust'] : [], () => options.live ? String(Boolean(data.trust.now)) : ''],
      ['setup', 'Setup', setup, ['overview'], () => ''],
    ];
    const HOLDS = { landscape: 'landscape', overview: 'study', importance: 'importance', points: 'points', trials: 'trials', curves: 'curves', timeline: 'timeline', failures: 'failures', trust: 'trust' };
    const slots = SECTIONS.map(section => ({ section, element: h('div', { class: 'slot' }), key: null }));
    const openTrial = options.openTrial || trialDialog();
    slots.forEach(build);
    document.body.append(chip);

    function isWhole(parts) {
      return parts.every(part => part.endsWith('?') || data[HOLDS[part]] !== undefined);
    }

    function build(slot) {
      const [id, title, make, parts, key] = slot.section;
      const whole = isWhole(parts);
      const made = whole ? make(id) : waitingCard(id, title);
      dispose(slot.element);
      slot.element.replaceChildren(...(made ? [made] : []));
      slot.key = whole ? key() : null;
    }

    function waitingCard(id, title) {
      const section = card(id, title);
      section.append(h('p', { class: 'empty', 'aria-busy': 'true' }, 'Reading the journal of the study.'));
      return section;
    }

    /** Parts of data were replaced. */
    function refresh(changed) {
      for (const slot of slots) {
        const [, , , parts, key] = slot.section;
        if (!parts.some(part => changed.includes(part.replace('?', '')))) continue;
        const whole = isWhole(parts);
        if (!whole || slot.key === null || slot.key !== key()) {
          build(slot);
        } else {
          if (!(data.only && slot.section[0] === 'parallel')) redrawSlot(slot); // It would lose the brush.
          const section = slot.element.firstElementChild;
          if (section && section.refresh) section.refresh();
        }
      }
    }

    /** [address, text] of the sections that there are. */
    function links() {
      return slots.filter(slot => slot.element.firstElementChild).map(slot => ['#' + slot.section[0], slot.section[1]]);
    }

    return {
      head, links, refresh, openTrial,
      elements: () => slots.map(slot => slot.element),
      sections: () => slots.map(slot => slot.element.firstElementChild).filter(Boolean),
      dispose: () => {
        clearTimeout(brushTimer);
        chip.remove();
        slots.forEach(slot => dispose(slot.element));
      },
    };
  }

  window.CairnSections = { h, svg, logo, pairs, dot, status, card, chartBox, segments, check, copyButton, simpleTable, empty, when, capital, exact, bar, themes, spy, later, dispose, create };
})();
