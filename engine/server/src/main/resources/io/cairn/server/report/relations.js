'use strict';
/*
 * Charts of how things go together: two parameters, two rungs, a study and its priors, landscapes of
 * the archive. Of the kind of charts.js, whose pieces they use: functions of (data, view, theme) that
 * give { option, summary, .. }.
 */
(function () {
  const C = window.CairnCharts;
  const { num, fmt, level, kit } = C;
  const { HUES, axis, bare, legend, tip, labelRoom, scaleOf, kept } = kit;

  // ---- ranks -----------------------------------------------------------------------------------

  /** Ranks from 1, ties share the mean of theirs. */
  function ranks(values) {
    const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
    const result = new Array(values.length);
    for (let from = 0; from < order.length;) {
      let to = from;
      while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) to++;
      for (let k = from; k <= to; k++) result[order[k]] = (from + to) / 2 + 1;
      from = to + 1;
    }
    return result;
  }

  /** Spearman's rank correlation; NaN where one side does not vary. */
  function spearman(a, b) {
    const [x, y] = [ranks(a), ranks(b)];
    const mean = (a.length + 1) / 2;
    let [xy, xx, yy] = [0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) ** 2;
      yy += (y[i] - mean) ** 2;
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : NaN;
  }

  /** 95 % interval of a rank correlation by Fisher's z with the variance of Bonett and Wright (2000). */
  function interval(rho, n) {
    if (!(n > 3) || !Number.isFinite(rho)) return [-1, 1];
    const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
    const half = 1.96 * Math.sqrt((1 + rho * rho / 2) / (n - 3));
    return [Math.tanh(z - half), Math.tanh(z + half)];
  }

  // ---- two parameters --------------------------------------------------------------------------

  const CELLS = 8;

  /** Where a parameter's values fall: { count, of(value), name(cell) }; a value that is inactive falls nowhere. */
  function cells(parameter, values) {
    const scale = scaleOf(parameter, values);
    if (scale.type === 'category') {
      return { count: scale.categories.length, of: value => scale.to(value), name: cell => scale.categories[cell] };
    }
    if (parameter.type === 'integer' && parameter.max - parameter.min < CELLS) {
      return { count: parameter.max - parameter.min + 1, of: value => value === null ? -1 : value - parameter.min, name: cell => fmt(parameter.min + cell) };
    }
    const log = scale.type === 'log';
    const [low, high] = [scale.min, scale.max].map(edge => log ? Math.log(edge) : edge);
    const write = position => parameter.scale === 'reverse-log' ? scale.write(position) : fmt(Number(position.toPrecision(2)));
    const edge = cell => { const at = low + (high - low) * cell / CELLS; return log ? Math.exp(at) : at; };
    return {
      count: CELLS,
      of: value => {
        const at = scale.to(value);
        if (!Number.isFinite(at)) return -1;
        return Math.min(CELLS - 1, Math.max(0, Math.floor(CELLS * ((log ? Math.log(at) : at) - low) / (high - low))));
      },
      name: cell => `${write(edge(cell))} to ${write(edge(cell + 1))}`,
    };
  }

  /** The rung where most trials have a finite result; the higher one of two alike. */
  function fullestRung(data) {
    const counts = data.study.levels.map((_, rung) => data.trials.results.filter(results => Number.isFinite(num(results[rung]))).length);
    return counts.reduce((best, count, rung) => count >= counts[best] ? rung : best, 0);
  }

  /** view: { x, y: indices of parameters, rung }. */
  function pair(data, view, t) {
    const T = data.trials;
    const [px, py] = [data.study.parameters[view.x], data.study.parameters[view.y]];
    const [cx, cy] = [cells(px, T.values[view.x]), cells(py, T.values[view.y])];
    const found = new Map();
    T.trial.forEach((trial, row) => {
      const value = num(T.results[row][view.rung]);
      if (!Number.isFinite(value) || !kept(data, trial)) return;
      const [x, y] = [cx.of(T.values[view.x][row]), cy.of(T.values[view.y][row])];
      if (x < 0 || y < 0) return;
      const key = y * cx.count + x;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(value);
    });
    const sign = data.maximize ? -1 : 1;
    const items = [...found].map(([key, values]) => {
      const sorted = values.sort((a, b) => a - b);
      return { x: key % cx.count, y: Math.floor(key / cx.count), n: values.length, median: sorted[Math.floor((sorted.length - 1) / 2)], best: data.maximize ? sorted[sorted.length - 1] : sorted[0] };
    });
    const order = items.slice().sort((a, b) => sign * (a.median - b.median));
    const ramp = C.metricRamp(t);
    const share = new Map(order.map((item, i) => [item, order.length > 1 ? 1 - i / (order.length - 1) : 1]));
    const best = order[0];
    const names = (c, room) => Array.from({ length: c.count }, (_, cell) => { const text = c.name(cell); return text.length > room ? text.slice(0, room - 1) + '…' : text; });
    const [nx, ny] = [names(cx, 16), names(cy, 16)];
    return {
      ramp, height: C.heights.pair(data, view),
      summary: items.length === 0
        ? `${px.name} and ${py.name}: no trial has both.`
        : `${data.metric} over ${px.name} and ${py.name} at ${level(data, view.rung)}, median of each cell: best ${fmt(best.median)} where ${px.name} is ${cx.name(best.x)} and ${py.name} is ${cy.name(best.y)} (${C.plural(best.n, 'trial')}).`,
      option: bare(t, {
        grid: { left: 30 + labelRoom(t, ny, 12, 140), right: 14, top: 10, bottom: 58 },
        xAxis: axis(t, { type: 'category', data: nx, name: px.name, nameGap: 34, splitLine: { show: false }, axisLabel: { color: t.muted, fontSize: 11.5, hideOverlap: true, formatter: value => value } }),
        yAxis: axis(t, { type: 'category', data: ny, name: py.name, nameGap: 12 + labelRoom(t, ny, 12, 140), splitLine: { show: false }, axisLabel: { color: t.muted, fontSize: 11.5, hideOverlap: true, formatter: value => value } }),
        visualMap: { show: false, type: 'continuous', min: 0, max: 1, dimension: 2, inRange: { color: ramp } },
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: p => tip(C.plural(items[p.dataIndex].n, 'trial'), [[px.name, cx.name(items[p.dataIndex].x)], [py.name, cy.name(items[p.dataIndex].y)], ['median ' + data.metric, fmt(items[p.dataIndex].median)], ['best', fmt(items[p.dataIndex].best)]]),
        }),
        series: [{ type: 'heatmap', data: items.map(item => [item.x, item.y, share.get(item)]), itemStyle: { borderColor: t.card, borderWidth: 2, borderRadius: 4 }, emphasis: { itemStyle: { borderColor: t.ink } } }],
      }),
    };
  }

  // ---- rungs -----------------------------------------------------------------------------------

  /** For every two rungs with results of the same trials: { low, high, n, rho, interval }. */
  function rungPairs(data) {
    const pairs = [];
    for (let high = 1; high < data.study.levels.length; high++) {
      for (let low = 0; low < high; low++) {
        const both = data.trials.results.map(results => [num(results[low]), num(results[high])]).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
        if (both.length >= 5) {
          const rho = spearman(both.map(b => b[0]), both.map(b => b[1]));
          pairs.push({ low, high, n: both.length, rho, interval: interval(rho, both.length) });
        }
      }
    }
    return pairs;
  }

  const signed = t => t.dark ? ['#c75600', '#3a2c1a', '#171e26', '#173a55', '#4fa3e0'] : ['#c75600', '#f3d5b8', '#f5f6f8', '#bcd8ee', '#0072b2'];

  /** Ink that can be read on a cell of signed(). */
  function inkOn(t, value) {
    if (Math.abs(value) < 0.6) return t.ink;
    return t.dark ? '#0b1722' : '#ffffff';
  }

  function agreement(data, view, t) {
    const pairs = rungPairs(data);
    const names = data.study.levels.map((_, rung) => data.study.labels[rung]);
    const shown = pairs.filter(p => Number.isFinite(p.rho));
    return {
      height: C.heights.agreement(data),
      summary: 'Agreement of the rungs, Spearman\'s rho: ' + (shown.map(p => `${names[p.low]} with ${names[p.high]}: ${p.rho.toFixed(2)} over ${C.plural(p.n, 'trial')}`).join('; ') || 'not known') + '.',
      option: bare(t, {
        grid: { left: 30 + labelRoom(t, names, 13, 120), right: 14, top: 8, bottom: 52 },
        xAxis: axis(t, { type: 'category', data: names.slice(0, -1), name: data.study.resource + ' below', splitLine: { show: false }, axisLabel: { color: t.ink, fontSize: 12.5, formatter: v => v } }),
        yAxis: axis(t, { type: 'category', data: names.slice(1), name: 'above', nameGap: 12 + labelRoom(t, names, 13, 120), splitLine: { show: false }, axisLabel: { color: t.ink, fontSize: 12.5, formatter: v => v } }),
        visualMap: { show: false, type: 'continuous', min: -1, max: 1, dimension: 2, inRange: { color: signed(t) } },
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: p => { const of = shown[p.dataIndex]; return tip(`${level(data, of.low)} and ${level(data, of.high)}`, [['rho', of.rho.toFixed(2)], ['95 %', `${of.interval[0].toFixed(2)} to ${of.interval[1].toFixed(2)}`], ['trials with both', fmt(of.n)]]); },
        }),
        series: [{
          type: 'heatmap', data: shown.map(p => ({ value: [p.low, p.high - 1, p.rho], label: { color: inkOn(t, p.rho) } })), itemStyle: { borderColor: t.card, borderWidth: 2, borderRadius: 4 },
          label: { show: true, fontSize: 13, formatter: p => shown[p.dataIndex].rho.toFixed(2) }, emphasis: { itemStyle: { borderColor: t.ink } },
        }],
      }),
    };
  }

  // ---- priors ----------------------------------------------------------------------------------

  /* Okabe and Ito's colours, told apart by all kinds of sight. */
  const MOST_LINES = 7;

  /** The weight of every prior over results; data.trust as of docs/api.md. */
  function trust(data, view, t) {
    const { now, moments } = data.trust;
    const order = now.priors.map((_, p) => p).sort((a, b) => (num(now.priors[b].weight.value) || 0) - (num(now.priors[a].weight.value) || 0)).slice(0, MOST_LINES);
    const series = order.map((p, i) => ({
      type: 'line', name: now.priors[p].name, symbol: 'none', color: HUES(t)[i % HUES(t).length], lineStyle: { width: 2, type: i >= 4 ? 'dashed' : 'solid' },
      data: moments.map(m => [m.evaluations, num(m.weights[p])]),
    }));
    series.push({ type: 'line', name: 'no prior helps', symbol: 'none', color: t.ink, lineStyle: { width: 2, type: 'dotted' }, data: moments.map(m => [m.evaluations, num(m.chance)]) });
    return {
      summary: 'Trust over results: now ' + order.map(p => `${now.priors[p].name} ${fmt(Number((num(now.priors[p].weight.value) || 0).toPrecision(2)))}`).join(', ') + `; that no prior helps ${fmt(Number((num(now.chance.value) || 0).toPrecision(2)))}.`,
      option: bare(t, {
        legend: legend(t, series.map(s => s.name)),
        grid: { left: 48, right: 20, top: 40, bottom: 48 },
        xAxis: axis(t, { name: 'Evaluations', scale: false, splitLine: { show: false } }),
        yAxis: axis(t, { min: 0, max: 1, scale: false }),
        tooltip: Object.assign(bare(t).tooltip, {
          trigger: 'axis',
          formatter: points => tip('After ' + C.plural(points[0].value[0], 'evaluation'), points.map(p => [p.seriesName, fmt(Number(p.value[1].toPrecision(2)))])),
        }),
        series,
      }),
    };
  }

  // ---- the archive -----------------------------------------------------------------------------

  /** view: { show: rho | overlap, chosen: index or -1 }; data as of GET /archive/similarity. */
  function similarity(data, view, t) {
    const place = new Map(data.order.map((index, at) => [index, at]));
    const names = data.order.map(index => data.landscapes[index].name);
    const n = names.length;
    const cellsOf = [];
    for (const p of data.pairs) {
      const value = num(p[view.show].value);
      const [a, b] = [place.get(p.first), place.get(p.second)];
      cellsOf.push({ x: a, y: b, value, pair: p }, { x: b, y: a, value, pair: p });
    }
    const rho = view.show === 'rho';
    const ramp = rho ? signed(t) : [t.sunken, t['rung-low'], t['rung-high']];
    const label = { color: t.ink, fontSize: 12, width: 130, overflow: 'truncate', formatter: v => v };
    const room = nameRoom(t, names);
    const strongest = data.pairs.filter(p => Number.isFinite(num(p.rho.value))).sort((a, b) => num(b.rho.value) - num(a.rho.value))[0];
    return {
      height: C.heights.similarity(data),
      summary: `Similarity of ${C.plural(n, 'landscape')}` + (strongest ? `: most alike are ${data.landscapes[strongest.first].name} and ${data.landscapes[strongest.second].name}, rho ${num(strongest.rho.value).toFixed(2)}.` : '.'),
      option: bare(t, {
        grid: { left: room, right: 16, top: 10, bottom: room * 0.8 + 16 },
        xAxis: axis(t, { type: 'category', data: names, splitLine: { show: false }, axisLabel: Object.assign({ rotate: 50, interval: 0 }, label) }),
        yAxis: axis(t, { type: 'category', data: names, inverse: true, splitLine: { show: false }, axisLabel: Object.assign({ interval: 0 }, label) }),
        visualMap: { show: false, type: 'continuous', min: rho ? -1 : 0, max: 1, dimension: 2, inRange: { color: ramp } },
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: q => {
            const p = cellsOf[q.dataIndex].pair;
            const write = e => Number.isFinite(num(e.value)) ? `${num(e.value).toFixed(2)} (${num(e.low).toFixed(2)} to ${num(e.high).toFixed(2)})` : 'not known';
            return tip(`${data.landscapes[p.first].name} and ${data.landscapes[p.second].name}`, [['rho', write(p.rho)], ['overlap of the best tenth', write(p.overlap)], ...(Number.isFinite(num(p.rho.value)) ? [] : [['why', p.verdict]])]);
          },
        }),
        series: [{
          type: 'heatmap', data: cellsOf.map(c => Number.isFinite(c.value)
            ? { value: [c.x, c.y, c.value], label: { color: rho ? inkOn(t, c.value) : t.ink } }
            : { value: [c.x, c.y, 0], visualMap: false, itemStyle: { color: 'transparent', borderColor: t.line, borderWidth: 1 }, label: { show: n <= 14, color: t.muted } }),
          itemStyle: { borderColor: t.card, borderWidth: 1, borderRadius: 3 }, emphasis: { itemStyle: { borderColor: t.ink, borderWidth: 2 } },
          label: { show: rho && n <= 14, fontSize: 12, formatter: q => Number.isFinite(cellsOf[q.dataIndex].value) ? cellsOf[q.dataIndex].value.toFixed(2) : '–' },
        }],
      }),
      pairAt: index => cellsOf[index].pair,
    };
  }

  /** data as of GET /archive/comparison: ranks of the shared configurations on both sides. */
  function comparison(data, view, t) {
    const best = (operand, value) => operand.direction === 'maximize' ? -value : value;
    const [a, b] = [ranks(data.shared.map(p => best(data.first, p[0]))), ranks(data.shared.map(p => best(data.second, p[1])))];
    const n = data.shared.length;
    const cut = data.agreement ? Math.max(1, Math.round(data.agreement.gamma * n)) : 0;
    const points = a.map((x, i) => ({ value: [x, b[i]], itemStyle: { color: x <= cut && b[i] <= cut ? t.completed : x <= cut || b[i] <= cut ? t.stopped : t['rung-low'] } }));
    return {
      summary: `Ranks of ${C.plural(n, 'configuration')} in ${data.first.name} and in ${data.second.name}; ${a.filter((x, i) => x <= cut && b[i] <= cut).length} are among the best ${cut} of both.`,
      option: bare(t, {
        grid: { left: 66, right: 20, top: 14, bottom: 52 },
        xAxis: axis(t, { name: 'Rank in ' + data.first.name, scale: false, min: 0, max: n + 1, axisLabel: { color: t.muted, showMaxLabel: false } }),
        yAxis: axis(t, { name: 'Rank in ' + data.second.name, nameGap: 44, scale: false, min: 0, max: n + 1, axisLabel: { color: t.muted, showMaxLabel: false } }),
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: q => tip('A configuration', [['rank in ' + data.first.name, fmt(q.value[0])], [data.first.metric, fmt(data.shared[q.dataIndex][0])], ['rank in ' + data.second.name, fmt(q.value[1])], [data.second.metric, fmt(data.shared[q.dataIndex][1])]]),
        }),
        series: [
          { type: 'scatter', data: points, symbolSize: n > 400 ? 5 : 7, itemStyle: { opacity: 0.8 } },
          { type: 'line', silent: true, symbol: 'none', data: [[0, 0], [n, n]], lineStyle: { color: t['line-strong'], type: 'dashed', width: 1 } },
        ],
      }),
    };
  }

  // ---- the best over time, small ---------------------------------------------------------------

  /** A line of the best value of a study without axes, as SVG; incumbents as of a study's overview. */
  function sparkline(incumbents, evaluations, maximize) {
    const [width, height] = [104, 26];
    const steps = incumbents.filter(step => Number.isFinite(num(step.value)));
    if (steps.length === 0) return null;
    const top = steps[steps.length - 1].rung;
    const values = steps.map(step => num(step.value));
    const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
    const end = Math.max(evaluations, steps[steps.length - 1].evaluations, 1);
    const x = count => (2 + (width - 4) * count / end).toFixed(1);
    const y = value => (max > min ? 3 + (height - 6) * (max - value) / (max - min) : height / 2).toFixed(1);
    let path = `M${x(steps[0].evaluations)} ${y(values[0])}`;
    steps.slice(1).forEach((step, i) => { path += `H${x(step.evaluations)}V${y(values[i + 1])}`; });
    path += `H${x(end)}`;
    return { width, height, path, summary: `${C.plural(steps.length, 'time')} better, ${maximize ? 'rising' : 'falling'} from ${fmt(values[0])} to ${fmt(values[values.length - 1])}${top > 0 ? ', over rungs' : ''}` };
  }

  // ---- heights ---------------------------------------------------------------------------------

  /** Room for the names of landscapes beside a matrix. */
  function nameRoom(t, names) {
    return labelRoom(t, names, 12, 140);
  }

  Object.assign(C.heights, {
    pair: (data, view) => Math.max(240, Math.min(460, 90 + 40 * cells(data.study.parameters[view.y], data.trials.values[view.y]).count)),
    agreement: data => 110 + 44 * data.study.levels.length,
    similarity: data => Math.min(760, 90 + nameRoom(C.theme(), data.landscapes.map(landscape => landscape.name)) + 26 * data.order.length),
  });

  Object.assign(C, { pair, rungPairs, fullestRung, agreement, trust, similarity, comparison, sparkline });
})();
