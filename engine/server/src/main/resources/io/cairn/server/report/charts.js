'use strict';
/*
 * The charts of Cairn. Every chart is a function of (data, view, theme) that gives
 *   { option, summary, height?, width? }
 * option for ECharts, summary one sentence that says what is to be seen (the text alternative).
 * data has the shape of docs/report-data.md, read by CairnCharts.read; nothing here knows where it
 * comes from, so a live page can feed the same functions. Text of users reaches the page only through
 * textContent and the canvas, never as markup.
 */
(function (global) {
  /* A live page loads the library when it first draws. */
  const echarts = () => global.echarts;

  const VIRIDIS = ['#440154', '#482475', '#414487', '#355f8d', '#2a788e', '#21918c', '#22a884', '#44bf70', '#7ad151', '#bddf26', '#fde725'];
  const FATES = ['completed', 'promoted', 'paused', 'stopped', 'failed', 'running', 'cancelled'];
  const OUTCOMES = {
    completed: ['completed', 'completed'], running: ['running', 'still running'],
    error: ['failed', 'error'], 'time-limit': ['paused', 'time limit'], 'bad-result': ['promoted', 'bad result'],
    lost: ['stopped', 'worker lost'], cancelled: ['cancelled', 'given back'],
  };

  // ---- data ------------------------------------------------------------------------------------

  const SPECIAL = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

  /** A number as JSON has it: NaN and infinities come as text, null is absent. */
  function num(value) {
    if (typeof value === 'number') return value;
    return value in SPECIAL ? SPECIAL[value] : NaN;
  }

  /** Turns the numbers of the columns that are there into numbers, in place; again does no harm. */
  function read(data) {
    if (data.points) {
      for (const column of ['value', 'evaluations', 'computeSeconds', 'elapsedSeconds']) {
        data.points[column] = data.points[column].map(num);
      }
    }
    if (data.trials) data.trials.value = data.trials.value.map(num);
    data.rows = new Map(data.trials ? data.trials.trial.map((trial, row) => [trial, row]) : []);
    if (data.incumbents) data.incumbents.forEach(step => { step.value = num(step.value); });
    if (data.curves) {
      data.curves.items.forEach(curve => {
        curve.resource = curve.resource.map(num);
        curve.value = curve.value.map(num);
      });
    }
    if (data.study) {
      data.maximize = data.study.objective.direction === 'maximize';
      data.metric = data.study.objective.metric;
    }
    return data;
  }

  // ---- words -----------------------------------------------------------------------------------

  /** A number for people: four significant digits. */
  function fmt(value) {
    if (value === null || value === undefined) return '–';
    if (typeof value !== 'number') return String(value);
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 1e7) return grouped(value);
    if (size >= 1e7 || size < 1e-4) return value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e').replace('-', '−');
    if (size >= 1000) return grouped(Math.round(value));
    return String(Number(value.toPrecision(4))).replace('-', '−');
  }

  function grouped(value) {
    return String(value).replace('-', '−').replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  }

  /** Seconds for people. */
  function duration(seconds) {
    if (!Number.isFinite(seconds)) return '–';
    if (seconds < 10) return Number(seconds.toPrecision(2)) + ' s';
    if (seconds < 120) return Math.round(seconds) + ' s';
    const minutes = seconds / 60;
    if (minutes < 60) return Math.floor(minutes) + ' min ' + pad(Math.round(seconds % 60) % 60) + ' s';
    const hours = minutes / 60;
    if (hours < 48) return Math.floor(hours) + ' h ' + pad(Math.floor(minutes % 60)) + ' min';
    return fmt(hours / 24) + ' days';
  }

  function pad(value) {
    return String(value).padStart(2, '0');
  }

  function plural(count, noun, many) {
    return fmt(count) + ' ' + (count === 1 ? noun : many || noun + 's');
  }

  /** "epoch 27"; empty where the study has no fidelity. */
  function level(data, rung) {
    return data.study.fidelity ? data.study.resource + ' ' + data.study.labels[rung] : 'the full run';
  }

  // ---- colours ---------------------------------------------------------------------------------

  function isDark() {
    const set = document.documentElement.dataset.theme;
    return set ? set === 'dark' : global.matchMedia('(prefers-color-scheme: dark)').matches;
  }

  /** The colours of the style sheet at this moment. */
  function theme() {
    const style = getComputedStyle(document.documentElement);
    const colours = { dark: isDark(), font: getComputedStyle(document.body).fontFamily };
    for (const name of ['bg', 'card', 'sunken', 'line', 'line-strong', 'ink', 'muted', 'accent', 'rung-low', 'rung-high', ...FATES]) {
      colours[name] = style.getPropertyValue('--' + name).trim();
    }
    return colours;
  }

  function mix(a, b, share) {
    const parse = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
    const [from, to] = [parse(a), parse(b)];
    return '#' + from.map((c, i) => Math.round(c + (to[i] - c) * share).toString(16).padStart(2, '0')).join('');
  }

  /** Colour of a rung: one hue, stronger as the rung is higher. */
  function rungColour(t, rung, top) {
    return mix(t['rung-low'], t['rung-high'], top === 0 ? 1 : rung / top);
  }

  /** Viridis so that the best has the most contrast with the page; worst first. */
  function metricRamp(t) {
    return t.dark ? VIRIDIS.slice(2) : VIRIDIS.slice(0, 9).reverse();
  }

  /** Whether a trial is shown: all are unless the reader brushed some. */
  function kept(data, trial) {
    return !data.only || data.only.has(trial);
  }

  // ---- pieces of options -----------------------------------------------------------------------

  function axis(t, more) {
    return Object.assign({
      type: 'value', scale: true,
      axisLine: { show: true, lineStyle: { color: t.line } }, axisTick: { show: false },
      axisLabel: { color: t.muted, fontSize: 12, hideOverlap: true, formatter: value => fmt(value) },
      splitLine: { lineStyle: { color: t.line, opacity: 0.7 } }, minorSplitLine: { show: false },
      nameTextStyle: { color: t.muted, fontSize: 12 }, nameLocation: 'middle', nameGap: 30,
    }, more);
  }

  function bare(t, more) {
    return Object.assign({
      animation: false, textStyle: { fontFamily: t.font, color: t.ink },
      tooltip: {
        trigger: 'item', confine: true, backgroundColor: t.card, borderColor: t.line, borderWidth: 1, padding: [9, 12],
        textStyle: { color: t.ink, fontSize: 13 }, extraCssText: 'border-radius:10px;box-shadow:0 6px 24px rgba(0,0,0,.16);max-width:320px;white-space:normal',
      },
    }, more);
  }

  function legend(t, names) {
    return {
      data: names, left: 0, top: 0, type: 'scroll', itemWidth: 12, itemHeight: 10, itemGap: 16, icon: 'circle',
      textStyle: { color: t.muted, fontSize: 13 }, inactiveColor: t.line, pageTextStyle: { color: t.muted }, pageIconColor: t.ink,
      pageIconInactiveColor: t.line,
    };
  }

  /** A tooltip as elements: names and values of users stay text. */
  function tip(title, pairs) {
    const box = document.createElement('div');
    box.className = 'tip';
    const head = document.createElement('b');
    head.textContent = title;
    box.append(head);
    const list = document.createElement('dl');
    list.className = 'pairs';
    for (const [name, value] of pairs) {
      const dt = document.createElement('dt');
      const dd = document.createElement('dd');
      dt.textContent = name;
      dd.textContent = value;
      list.append(dt, dd);
    }
    box.append(list);
    return box;
  }

  /** What is known of a trial in a few lines. */
  function trialTip(data, trial, first) {
    const row = data.rows.get(trial);
    const pairs = first || [];
    if (row !== undefined) {
      data.study.parameters.forEach((parameter, p) => {
        const value = data.trials.values[p][row];
        if (value !== null && pairs.length < 14) pairs.push([parameter.name, fmt(value)]);
      });
    }
    return tip('Trial ' + trial, pairs);
  }

  /**
   * The range of the metric worth drawing: all of it towards the better side; towards the worse side
   * no further than a little beyond the bulk, for one diverging trial would flatten all others.
   */
  function metricRange(values, maximize) {
    const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
    if (sorted.length === 0) return { min: 0, max: 1, beyond: 0 };
    const at = share => sorted[Math.round(share * (sorted.length - 1))];
    let [min, max] = [sorted[0], sorted[sorted.length - 1]];
    const bulk = at(0.9) - at(0.1);
    if (bulk > 0 && maximize) min = Math.max(min, at(0.05) - 1.2 * bulk);
    if (bulk > 0 && !maximize) max = Math.min(max, at(0.95) + 1.2 * bulk);
    // Values that are the same but for rounding get a range of their own size.
    const flat = max - min < 1e-6 * Math.abs(max);
    const margin = (flat ? Math.abs(max) : max - min) * 0.05 || 1;
    const beyond = sorted.filter(value => value < min || value > max).length;
    return { min: min - margin, max: max + margin, beyond };
  }

  function metricAxis(t, data, range, more) {
    // The ends of the range are no round numbers, so they carry no label.
    return axis(t, Object.assign({
      min: range.min, max: range.max, axisLabel: { color: t.muted, fontSize: 12, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: value => fmt(value) },
    }, more));
  }

  const pen = document.createElement('canvas').getContext('2d');

  /** Room for the labels of an axis; ECharts' own estimate is short where the system font is a wide one. */
  function labelRoom(t, texts, size, most) {
    pen.font = size + 'px ' + t.font;
    return Math.ceil(Math.min(most, texts.reduce((width, text) => Math.max(width, pen.measureText(text).width), 0))) + 12;
  }

  // ---- progress --------------------------------------------------------------------------------

  const AXES = {
    evaluations: ['Evaluations', fmt], computeSeconds: ['Worker time', duration], elapsedSeconds: ['Time since the start', duration],
  };

  /** Colours of the priors, the one with the largest weight first. */
  const HUES = t => [t.accent, t.stopped, t.completed, t.failed, t.paused, t.running, t.cancelled];

  /** Lines of the best so far by what each prior expects of the trials that were run; data.trust is there where a page follows a study. */
  function expectedLines(data, view, t, x, end) {
    const told = data.trust && data.trust.expectation;
    if (!told || !view.priors) return [];
    return told.priors.map((line, i) => {
      const steps = line[view.x].map((at, k) => [x(num(at)), num(line.value[k]), line.trial[k]]);
      const last = steps[steps.length - 1];
      return {
        type: 'line', name: data.trust.now.priors[line.prior].name + ' expects', step: 'end', symbol: 'none', clip: true, z: 4,
        data: end > last[0] ? steps.concat([[x(end), last[1], last[2]]]) : steps,
        color: HUES(t)[i], lineStyle: { width: 1.5, type: 'dashed' },
      };
    });
  }

  /** view: { x: evaluations | computeSeconds | elapsedSeconds, log, priors: whether to draw what they expect }. */
  function progress(data, view, t) {
    const [name, write] = AXES[view.x];
    const top = data.study.levels.length - 1;
    const xs = data.points[view.x];
    const positive = xs.filter(x => x > 0);
    const least = positive.length ? positive.reduce((a, b) => Math.min(a, b)) : 1;
    const x = value => view.log ? Math.max(value, least) : value;
    const rungs = new Map();
    data.points.value.forEach((value, i) => {
      const rung = data.points.rung[i];
      if (!rungs.has(rung)) rungs.set(rung, []);
      if (Number.isFinite(value) && kept(data, data.points.trial[i])) rungs.get(rung).push([x(xs[i]), value, data.points.trial[i]]);
    });
    const range = metricRange(data.points.value.concat(data.incumbents.map(s => s.value)), data.maximize);
    const steps = data.incumbents.map(step => [x(step[view.x]), step.value, step.trial]);
    const last = steps[steps.length - 1];
    const end = xs.length ? xs.reduce((a, b) => Math.max(a, b)) : 0;
    const line = last && end > last[0] ? steps.concat([[x(end), last[1], last[2]]]) : steps;
    const series = [...rungs.keys()].sort((a, b) => a - b).map(rung => ({
      type: 'scatter', name: data.study.fidelity ? level(data, rung) : 'result', data: rungs.get(rung),
      symbolSize: 5 + (top ? 3 * rung / top : 2), itemStyle: { color: rungColour(t, rung, top), opacity: 0.7 },
      emphasis: { itemStyle: { opacity: 1 } }, clip: true, large: rungs.get(rung).length > 3000,
    }));
    series.push({
      type: 'line', name: 'best so far', step: 'end', data: line, symbol: 'circle', symbolSize: (v, p) => p.dataIndex < steps.length ? 6 : 0,
      lineStyle: { color: t.ink, width: 2 }, itemStyle: { color: t.ink }, z: 5, clip: true,
      endLabel: { show: steps.length > 0, formatter: () => fmt(last[1]), color: t.ink, fontWeight: 650, fontSize: 13, backgroundColor: t.card, padding: [2, 4], borderRadius: 4 },
    });
    const expected = expectedLines(data, view, t, x, end);
    series.push(...expected);
    return {
      beyond: range.beyond,
      summary: steps.length === 0
        ? 'Progress: no finite result yet.'
        : 'Progress: ' + plural(data.counters.evaluations, 'result') + '; the best ' + data.metric + ' is ' + fmt(last[1]) + ' at ' + level(data, data.incumbents[steps.length - 1].rung)
          + ', found by trial ' + last[2] + ' after ' + plural(data.incumbents[steps.length - 1].evaluations, 'evaluation') + '; it changed ' + plural(steps.length, 'time') + '.'
          + expected.map(line => ` ${line.name} ${fmt(line.data[line.data.length - 1][1])} of what was tried.`).join(''),
      option: bare(t, {
        legend: legend(t, series.map(s => s.name)),
        grid: { left: 52, right: 62, top: 40, bottom: 52 },
        xAxis: axis(t, { type: view.log ? 'log' : 'value', name, min: view.log ? least : 0, scale: false, splitLine: { show: false },
          axisLabel: { color: t.muted, fontSize: 12, hideOverlap: true, formatter: write }, max: end > 0 ? Math.max(end, least) : undefined }),
        yAxis: metricAxis(t, data, range),
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: p => trialTip(data, p.value[2], [[data.metric, fmt(p.value[1])], [name, write(p.value[0])], ['', p.seriesName]].filter(pair => pair[0])),
        }),
        series,
      }),
    };
  }

  // ---- rungs -----------------------------------------------------------------------------------

  const ARRIVALS = ['completed', 'promoted', 'paused', 'stopped', 'open', 'failed', 'running'];

  /** Rows of one bracket, or all brackets together (bracket null), lowest rung first. */
  function rungRows(data, bracket) {
    const rows = data.study.levels.map((_, rung) => ({
      rung, results: 0, running: 0, diverged: 0, promoted: 0, paused: 0, stopped: 0, completed: 0, failed: 0, open: 0, best: null,
    }));
    for (const row of data.rungs) {
      if (bracket !== null && row.bracket !== bracket) continue;
      const sum = rows[row.rung];
      for (const key of ['results', 'running', 'diverged', 'promoted', 'paused', 'stopped', 'completed', 'failed', 'open']) sum[key] += row[key];
      const best = row.best === null ? NaN : num(row.best);
      const better = data.maximize ? best > num(sum.best) : best < num(sum.best);
      if (Number.isFinite(best) && (sum.best === null || better)) sum.best = best;
    }
    return rows.filter(row => bracket === null || row.results + row.running + row.failed > 0);
  }

  function rungs(data, view, t) {
    const rows = rungRows(data, view.bracket);
    const names = { open: 'undecided', failed: 'failed on the way', running: 'on the way' };
    const colour = { open: t['line-strong'] };
    const used = ARRIVALS.filter(kind => rows.some(row => row[kind] > 0));
    return {
      height: heights.rungs(data, view),
      summary: 'Rungs: ' + rows.map(row => level(data, row.rung) + ': ' + plural(row.results, 'result') + ', ' + row.promoted + ' promoted, ' + row.paused + ' paused, '
        + row.stopped + ' stopped, ' + row.failed + ' failed').join('; ') + '.',
      option: bare(t, {
        legend: legend(t, used.map(kind => names[kind] || kind)),
        grid: { left: labelRoom(t, rows.map(row => level(data, row.rung)), 13, 150), right: 44, top: 40, bottom: 24 },
        xAxis: axis(t, { scale: false, minInterval: 1 }),
        yAxis: axis(t, {
          type: 'category', data: rows.map(row => level(data, row.rung)), splitLine: { show: false },
          axisLabel: { color: t.ink, fontSize: 13, formatter: value => value },
        }),
        series: used.map((kind, i) => ({
          type: 'bar', stack: 'rung', name: names[kind] || kind, barMaxWidth: 26, data: rows.map(row => row[kind]),
          itemStyle: { color: colour[kind] || t[kind], borderColor: t.card, borderWidth: 1 },
          label: { show: i === used.length - 1, position: 'right', color: t.muted, formatter: p => { const row = rows[p.dataIndex]; return fmt(row.results + row.running + row.failed); } },
        })),
      }),
    };
  }

  // ---- learning curves -------------------------------------------------------------------------

  function curves(data, view, t) {
    const items = data.curves.items.filter(curve => kept(data, curve.trial));
    const best = data.best.length ? data.best[0].trial : -1;
    const range = metricRange([].concat(...data.curves.items.map(curve => curve.value)), data.maximize);
    const levels = data.study.levels.map(num);
    const most = Math.max(levels[levels.length - 1], ...data.curves.items.map(curve => curve.resource[curve.resource.length - 1]));
    const least = Math.min(levels[0], ...data.curves.items.map(curve => curve.resource[0]));
    const used = FATES.filter(fate => items.some(curve => curve.fate === fate));
    const order = items.slice().sort((a, b) => (a.trial === best) - (b.trial === best) || a.value.length - b.value.length);
    const weight = order.length > 120 ? 0.3 : order.length > 40 ? 0.45 : 0.65;
    const series = order.map(curve => ({
      type: 'line', name: curve.fate, showSymbol: curve.value.length < 2, symbolSize: 4, symbol: 'circle', triggerLineEvent: true, trial: curve.trial,
      data: curve.resource.map((resource, i) => [resource, Number.isFinite(curve.value[i]) ? curve.value[i] : '-', curve.trial]),
      lineStyle: { color: curve.trial === best ? t.ink : t[curve.fate], width: curve.trial === best ? 2.6 : 1.3, opacity: curve.trial === best ? 1 : weight },
      itemStyle: { color: t[curve.fate], opacity: 0.7 }, emphasis: { focus: 'none', lineStyle: { width: 3, opacity: 1 } }, clip: true, z: curve.trial === best ? 5 : 2,
    }));
    return {
      beyond: range.beyond,
      summary: 'Learning curves of ' + plural(items.length, 'trial') + ': ' + used.map(fate => items.filter(c => c.fate === fate).length + ' ' + fate).join(', ') + '.',
      option: bare(t, {
        legend: legend(t, used.map(fate => ({ name: fate, itemStyle: { color: t[fate] } }))),
        grid: { left: 52, right: 24, top: 40, bottom: 52 },
        xAxis: axis(t, Object.assign({ name: data.study.resource, max: most, splitLine: { show: false } }, view.log ? { type: 'log', logBase: data.study.reduction, min: least } : { scale: false })),
        yAxis: metricAxis(t, data, range),
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: p => trialTip(data, series[p.seriesIndex].trial, [['fate', p.seriesName]]),
        }),
        series,
      }),
    };
  }

  // ---- parameters ------------------------------------------------------------------------------

  const INACTIVE = '(inactive)';

  /** How a parameter is laid out on an axis: { type, to(value), write(position), categories }. */
  function scaleOf(parameter, values) {
    if (parameter.values) {
      const categories = parameter.values.map(String);
      if (values.includes(null)) categories.push(INACTIVE);
      return {
        type: 'category', categories,
        to: value => categories.indexOf(value === null ? INACTIVE : String(value)), write: position => categories[position] || '',
      };
    }
    if (parameter.scale === 'reverse-log') {
      return { type: 'value', to: value => value === null ? NaN : -Math.log10(1 - value), write: position => fmt(1 - Math.pow(10, -position)), min: -Math.log10(1 - parameter.min), max: -Math.log10(1 - parameter.max) };
    }
    return { type: parameter.scale === 'log' ? 'log' : 'value', to: value => value === null ? NaN : Number(value), write: fmt, min: Number(parameter.min), max: Number(parameter.max) };
  }

  /** Rows with a finite value at the highest rung they reached, best last so that it is drawn on top. */
  function scoredRows(data) {
    const rows = [];
    data.trials.value.forEach((value, row) => { if (Number.isFinite(value)) rows.push(row); });
    const sign = data.maximize ? 1 : -1;
    return rows.sort((a, b) => sign * (data.trials.value[a] - data.trials.value[b]));
  }

  /** A category that fits between two axes; ECharts would paint the background of its whole allowance. */
  function short(text) {
    return text.length > 14 ? text.slice(0, 13) + '…' : text;
  }

  /** view: { axes: indices of parameters }. */
  function parallel(data, view, t) {
    const rows = scoredRows(data);
    const scores = rows.map(row => data.trials.value[row]);
    const range = metricRange(scores, data.maximize);
    const best = data.best.length ? data.rows.get(data.best[0].trial) : undefined;
    const scales = view.axes.map(p => scaleOf(data.study.parameters[p], data.trials.values[p]));
    const label = { color: t.ink, fontSize: 12, backgroundColor: t.card + 'd9', padding: [1, 3], borderRadius: 3 };
    const line = { lineStyle: { color: t['line-strong'], width: 1 } };
    const axes = view.axes.map((p, i) => {
      const scale = scales[i];
      const shared = { dim: i, z: 10, name: data.study.parameters[p].name, nameTextStyle: { color: t.ink, fontSize: 13, fontWeight: 600 }, nameTruncate: { maxWidth: 118 }, axisLine: line, axisTick: { show: false } };
      return scale.type === 'category'
        ? Object.assign(shared, { type: 'category', data: scale.categories, axisLabel: Object.assign({ formatter: short }, label) })
        : Object.assign(shared, { type: scale.type, min: scale.min, max: scale.max, axisLabel: Object.assign({ formatter: scale.write, hideOverlap: true }, label) });
    });
    const last = axes.length;
    axes.push({ dim: last, z: 10, name: data.metric, type: 'value', min: range.min, max: range.max, nameTextStyle: { color: t.ink, fontSize: 13, fontWeight: 650 }, nameTruncate: { maxWidth: 118 }, axisLine: line, axisTick: { show: false }, axisLabel: Object.assign({ formatter: fmt, showMinLabel: false, showMaxLabel: false }, label) });
    const datum = row => {
      const values = view.axes.map((p, i) => {
        const value = data.trials.values[p][row];
        if (scales[i].type === 'category') return scales[i].write(scales[i].to(value));
        const position = scales[i].to(value);
        return Number.isFinite(position) ? position : '-';
      });
      values.push(Math.min(range.max, Math.max(range.min, data.trials.value[row])));
      return values;
    };
    const ramp = metricRamp(t);
    const strongest = best === undefined || !Number.isFinite(data.trials.value[best]) ? [] : [datum(best)];
    return {
      rows, ramp, range,
      width: axes.length * 104,
      summary: 'Parallel coordinates of ' + plural(rows.length, 'trial') + ' over ' + view.axes.map(p => data.study.parameters[p].name).join(', ') + '; colour and the last axis show ' + data.metric + '.',
      option: bare(t, {
        parallel: { left: 62, right: 70, top: 46, bottom: 26, parallelAxisDefault: { nameLocation: 'end', nameGap: 16, areaSelectStyle: { width: 22, borderWidth: 1, borderColor: t.accent, color: t.accent, opacity: 0.2 } } },
        parallelAxis: axes,
        visualMap: { show: false, type: 'continuous', seriesIndex: 0, dimension: last, min: range.min, max: range.max, inRange: { color: data.maximize ? ramp : ramp.slice().reverse() } },
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: p => { const row = p.seriesIndex === 0 ? rows[p.dataIndex] : best; return trialTip(data, data.trials.trial[row], [[data.metric, fmt(data.trials.value[row])]]); },
        }),
        series: [
          { type: 'parallel', name: 'trials', lineStyle: { width: 1.3, opacity: rows.length > 1200 ? 0.13 : rows.length > 600 ? 0.22 : rows.length > 150 ? 0.4 : 0.6 }, inactiveOpacity: 0.03, activeOpacity: 0.85, emphasis: { lineStyle: { width: 3, opacity: 1 } }, smooth: 0.08, data: rows.map(datum), progressive: 0 },
          // The best has a rim in the colour of the card, so that it stands out among lines as dark as itself.
          { type: 'parallel', name: 'rim', z: 3, silent: true, smooth: 0.08, lineStyle: { width: 7, color: t.card, opacity: 0.9 }, data: strongest },
          { type: 'parallel', name: 'best', z: 4, smooth: 0.08, lineStyle: { width: 3, color: t.ink, opacity: 1 }, data: strongest },
        ],
      }),
    };
  }

  /** A number in [-0.5, 0.5) that is always the same for a trial. */
  function jitter(trial) {
    const x = Math.sin(trial * 12.9898 + 78.233) * 43758.5453;
    return x - Math.floor(x) - 0.5;
  }

  /** view: { parameter: index }. */
  function slice(data, view, t) {
    const p = view.parameter;
    const parameter = data.study.parameters[p];
    const scale = scaleOf(parameter, data.trials.values[p]);
    const top = data.study.levels.length - 1;
    const rows = scoredRows(data);
    const range = metricRange(rows.map(row => data.trials.value[row]), data.maximize);
    const best = data.best.length ? data.best[0].trial : -1;
    const points = [];
    rows.filter(row => kept(data, data.trials.trial[row])).forEach(row => {
      let x = scale.to(data.trials.values[p][row]);
      if (scale.type === 'category') x += 0.55 * jitter(data.trials.trial[row]);
      if (Number.isFinite(x)) {
        const rung = data.trials.rung[row];
        const isBest = data.trials.trial[row] === best;
        points.push({
          value: [x, data.trials.value[row], data.trials.trial[row], rung], symbol: isBest ? 'diamond' : 'circle', symbolSize: isBest ? 13 : 4 + (top ? 3 * rung / top : 1.5),
          itemStyle: { color: isBest ? t.ink : rungColour(t, rung, top), opacity: isBest ? 1 : 0.6 + 0.3 * (top ? rung / top : 1), borderColor: t.card, borderWidth: isBest ? 1.5 : 0 },
        });
      }
    });
    points.sort((a, b) => a.value[3] - b.value[3] || (a.value[2] === best) - (b.value[2] === best));
    const inside = data.trials.values[p].filter(value => value !== null).length;
    const count = scale.type === 'category' ? scale.categories.length : 0;
    const label = { color: t.muted, fontSize: 12, hideOverlap: true };
    const line = { show: true, onZero: false, lineStyle: { color: t.line } };
    const xAxis = scale.type === 'category'
      ? axis(t, { scale: false, min: -0.5, max: count - 0.5, interval: 1, splitLine: { show: false }, axisLine: line, axisLabel: { show: false } })
      : axis(t, { type: scale.type, min: scale.min, max: scale.max, splitNumber: 3, splitLine: { show: false }, axisLine: line, axisLabel: Object.assign({ formatter: scale.write }, label) });
    const series = [{ type: 'scatter', data: points, clip: true }];
    if (count) {
      // A value axis leaves room for jitter, but its labels would stand between the categories.
      series.push({
        type: 'scatter', silent: true, symbolSize: 0.1, clip: false, tooltip: { show: false }, data: scale.categories.map((name, i) => [i, range.min]),
        label: { show: true, position: 'bottom', distance: 7, color: t.muted, fontSize: 12, formatter: q => scale.categories[q.dataIndex], width: Math.max(30, 200 / count), overflow: 'truncate' },
        labelLayout: { hideOverlap: true },
      });
    }
    return {
      active: inside,
      summary: data.metric + ' over ' + parameter.name + ' for ' + plural(points.length, 'trial') + ', each at the highest rung that it reached.',
      option: bare(t, {
        grid: { left: 44, right: 14, top: 10, bottom: 26 }, xAxis, yAxis: metricAxis(t, data, range, { splitNumber: 3, axisLine: line }), series,
        tooltip: Object.assign(bare(t).tooltip, { formatter: q => trialTip(data, q.value[2], [[data.metric, fmt(q.value[1])], ['at', level(data, q.value[3])]]) }),
      }),
    };
  }

  // ---- importance ------------------------------------------------------------------------------

  const MOST_BARS = 20;

  function importance(data, view, t) {
    const items = data.importance.items.slice(0, MOST_BARS).reverse();
    const percent = value => fmt(Number((100 * value).toPrecision(2))) + ' %';
    return {
      height: heights.importance(data),
      summary: 'Importance: ' + data.importance.items.slice(0, 5).map(item => item.parameter + ' ' + percent(item.mean) + ' (' + percent(item.low) + ' to ' + percent(item.high) + ')').join(', ') + '.',
      option: bare(t, {
        grid: { left: labelRoom(t, items.map(item => item.parameter), 13, 150), right: 30, top: 8, bottom: 26 },
        xAxis: axis(t, { scale: false, min: 0, axisLabel: { color: t.muted, fontSize: 12, formatter: percent } }),
        yAxis: axis(t, { type: 'category', data: items.map(item => item.parameter), splitLine: { show: false }, axisLabel: { color: t.ink, fontSize: 13, width: 150, overflow: 'truncate', formatter: value => value } }),
        tooltip: Object.assign(bare(t).tooltip, { formatter: p => { const item = items[p.dataIndex]; return tip(item.parameter, [['importance', percent(item.mean)], ['over the forests', percent(item.low) + ' to ' + percent(item.high)]]); } }),
        series: [
          { type: 'bar', data: items.map(item => Math.max(0, item.mean)), barMaxWidth: 16, itemStyle: { color: t.accent, opacity: 0.85, borderRadius: [0, 4, 4, 0] } },
          {
            type: 'custom', silent: true, z: 5, encode: { x: [1, 2], y: 0 }, data: items.map((item, i) => [i, Math.max(0, item.low), Math.max(0, item.high)]),
            renderItem: (_, api) => {
              const [low, high] = [api.coord([api.value(1), api.value(0)]), api.coord([api.value(2), api.value(0)])];
              const style = { stroke: t.ink, lineWidth: 1.5 };
              const bar = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
              return { type: 'group', children: [bar(low[0], low[1], high[0], high[1]), bar(low[0], low[1] - 4, low[0], low[1] + 4), bar(high[0], high[1] - 4, high[0], high[1] + 4)] };
            },
          },
        ],
      }),
    };
  }

  // ---- landscape -------------------------------------------------------------------------------

  /** Turns and flips a layout so that points lie near where they were: maps have no natural top. */
  function aligned(points, before) {
    const common = points.map((p, i) => i).filter(i => before.has(points[i].trial));
    if (common.length < 3) return points;
    const mean = of => [0, 1].map(k => common.reduce((sum, i) => sum + of(i)[k], 0) / common.length);
    const now = i => [points[i].x, points[i].y];
    const old = i => before.get(points[i].trial);
    const [cn, co] = [mean(now), mean(old)];
    let [xx, xy, yx, yy] = [0, 0, 0, 0];
    for (const i of common) {
      const [a, b] = [now(i)[0] - cn[0], now(i)[1] - cn[1]];
      const [c, d] = [old(i)[0] - co[0], old(i)[1] - co[1]];
      xx += a * c; xy += a * d; yx += b * c; yy += b * d;
    }
    // The best rotation and the best reflection of the plane in closed form; the better of both.
    const turn = Math.hypot(xx + yy, xy - yx);
    const flip = Math.hypot(xx - yy, xy + yx);
    const angle = turn >= flip ? Math.atan2(xy - yx, xx + yy) : Math.atan2(xy + yx, xx - yy);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const side = turn >= flip ? 1 : -1;
    return points.map(p => {
      const [a, b] = [p.x - cn[0], p.y - cn[1]];
      return Object.assign({}, p, { x: co[0] + cos * a - side * sin * b, y: co[1] + sin * a + side * cos * b });
    });
  }

  /** view: { layout: map | pca, before: Map of trial -> [x, y] as it was drawn last }. */
  function landscape(data, view, t) {
    const map = data.landscape;
    const layout = map[view.layout];
    const raw = map.trial.map((trial, i) => ({ trial, x: num(layout.x[i]), y: num(layout.y[i]), rank: num(map.rank[i]), model: num(map.model.rank[i]), spread: num(map.model.spread[i]) }));
    const points = aligned(raw, view.before);
    view.before = new Map(points.map(p => [p.trial, [p.x, p.y]]));
    const ramp = view.colour === 'spread' ? [t['rung-low'], t['rung-high']] : metricRamp(t).slice().reverse();
    const percent = share => fmt(Math.max(1, Math.round(100 * share))) + ' %';
    const best = data.best && data.best.length ? data.best[0].trial : -1;
    const statuses = new Map(data.trials ? data.trials.trial.map((trial, row) => [trial, data.trials.status[row]]) : []);
    const shade = { rank: p => p.rank, model: p => p.model, spread: p => Math.min(1, p.spread / 0.35) }[view.colour || 'rank'];
    const datum = p => [p.x, p.y, p.trial, shade(p), p.rank, p.model, p.spread];
    const shown = points.filter(p => kept(data, p.trial));
    const fromPriors = data.trials && view.priors ? shown.filter(p => data.rows.has(p.trial) && view.priors(data.trials.texts[data.trials.origin[data.rows.get(p.trial)]])) : [];
    const worstFirst = shown.slice().sort((a, b) => b.rank - a.rank);
    return {
      ramp,
      summary: 'Landscape map: ' + plural(points.length, 'trial') + ' with a result at ' + level(data, map.rung) + ', near each other where few steps lie between their configurations; colour is ' + { rank: 'the rank of ' + data.metric, model: 'the rank that a model expects', spread: 'how unsure the model is' }[view.colour || 'rank'] + '.',
      option: bare(t, {
        grid: { left: 10, right: 10, top: 10, bottom: 10 },
        xAxis: { type: 'value', show: false, scale: true }, yAxis: { type: 'value', show: false, scale: true },
        visualMap: { show: false, type: 'continuous', dimension: 3, min: 0, max: 1, seriesIndex: 0, inRange: { color: ramp } },
        tooltip: Object.assign(bare(t).tooltip, { formatter: p => trialTip(data, p.value[2], [['rank', 'best ' + percent(p.value[4])], ['model expects', 'best ' + percent(p.value[5]) + ' ± ' + percent(p.value[6])]]) }),
        series: [
          { type: 'scatter', name: 'trials', data: worstFirst.map(datum), symbolSize: points.length > 300 ? 7 : 10, itemStyle: { borderColor: t.card, borderWidth: 0.5 } },
          { type: 'scatter', name: 'from priors', z: 3, silent: true, data: fromPriors.map(datum), symbol: 'rect', symbolSize: 15, itemStyle: { color: 'transparent', borderColor: t.stopped, borderWidth: 1.6 } },
          { type: 'scatter', name: 'running', z: 4, silent: true, data: shown.filter(p => statuses.get(p.trial) === 'running').map(datum), symbolSize: 17, itemStyle: { color: 'transparent', borderColor: t.running, borderWidth: 2 } },
          { type: 'scatter', name: 'best', z: 5, data: points.filter(p => p.trial === best).map(datum), symbol: 'diamond', symbolSize: 18, itemStyle: { color: t.ink, borderColor: t.card, borderWidth: 2 } },
        ],
      }),
    };
  }

  // ---- timeline --------------------------------------------------------------------------------

  function timeline(data, view, t) {
    const { lanes, bars, start } = data.timeline;
    const origin = Date.parse(start);
    const several = lanes.some(lane => lane.slot > 0);
    const names = lanes.map(lane => several ? lane.worker + ' · ' + (lane.slot + 1) : lane.worker);
    const top = data.study.levels.length - 1;
    const bar = (i, keep) => keep && kept(data, bars.trial[i]) ? [bars.lane[i], origin + 1000 * bars.start[i], origin + 1000 * bars.end[i], bars.trial[i], bars.rung[i]] : null;
    const group = (name, colour, keep) => ({
      type: 'custom', name, itemStyle: { color: colour }, encode: { x: [1, 2], y: 0 }, clip: true, progressive: 0,
      data: bars.outcome.map((_, i) => bar(i, keep(i))).filter(Boolean),
      renderItem: (params, api) => {
        const from = api.coord([api.value(1), api.value(0)]);
        const to = api.coord([api.value(2), api.value(0)]);
        const height = Math.max(3, Math.min(18, api.size([0, 1])[1] * 0.72));
        const shape = echarts().graphic.clipRectByRect({ x: from[0], y: from[1] - height / 2, width: Math.max(1, to[0] - from[0] - 0.7), height }, params.coordSys);
        return shape && { type: 'rect', shape: Object.assign(shape, { r: height > 8 ? 2 : 0 }), style: { fill: colour } };
      },
    });
    const done = data.study.levels.map((_, rung) => group(data.study.fidelity ? 'to ' + level(data, rung) : 'completed', rungColour(t, rung, top), i => bars.outcome[i] === 'completed' && bars.rung[i] === rung));
    const kinds = Object.keys(OUTCOMES).filter(kind => bars.outcome.includes(kind));
    const others = kinds.filter(kind => kind !== 'completed').map(kind => group(OUTCOMES[kind][1], t[OUTCOMES[kind][0]], i => bars.outcome[i] === kind));
    const series = done.concat(others).filter(s => s.data.length > 0);
    return {
      height: heights.timeline(data),
      summary: 'Timeline: ' + plural(data.timeline.total, 'evaluation') + ' on ' + plural(data.timeline.lanesTotal, 'slot') + '; ' + kinds.map(kind => bars.outcome.filter(o => o === kind).length + ' ' + OUTCOMES[kind][1]).join(', ') + '.',
      option: bare(t, {
        useUTC: true, legend: legend(t, series.map(s => s.name)),
        grid: { left: labelRoom(t, names, 12, 130), right: 20, top: 40, bottom: 62 },
        xAxis: axis(t, { type: 'time', axisLabel: { color: t.muted, fontSize: 12, hideOverlap: true, formatter: { hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}', day: '{MM}-{dd}' } }, splitLine: { show: false } }),
        yAxis: axis(t, { type: 'category', data: names, inverse: true, splitLine: { show: false }, axisLabel: { color: t.muted, fontSize: 12, width: 130, overflow: 'truncate', formatter: value => value } }),
        dataZoom: [
          { type: 'slider', height: 20, bottom: 8, filterMode: 'weakFilter', borderColor: t.line, fillerColor: mix(t.card, t.accent, 0.18) + '99', backgroundColor: 'transparent', dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, moveHandleSize: 0, handleStyle: { color: t.card, borderColor: t['line-strong'] }, textStyle: { color: t.muted }, brushSelect: false, labelFormatter: '' },
          { type: 'inside', filterMode: 'weakFilter', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
        ],
        tooltip: Object.assign(bare(t).tooltip, {
          formatter: p => tip('Trial ' + p.value[3], [['to', level(data, p.value[4])], ['outcome', p.seriesName], ['slot', names[p.value[0]]], ['took', duration((p.value[2] - p.value[1]) / 1000)]]),
        }),
        series,
      }),
    };
  }

  // ---- heights ---------------------------------------------------------------------------------

  /**
   * Pixels, of the charts that are as high as their data asks. Whoever makes room for one asks here,
   * since a chart that changed its height when it is drawn would move what the reader is about to press.
   */
  const heights = {
    rungs: (data, view) => Math.max(150, 74 + 46 * rungRows(data, view.bracket).length),
    importance: data => 62 + 34 * Math.min(MOST_BARS, data.importance.items.length),
    timeline: data => { const lanes = data.timeline.lanes.length; return 110 + Math.max(2, lanes) * (lanes > 24 ? 14 : 24); },
  };

  // ---- mounting --------------------------------------------------------------------------------

  const mounted = new Set();

  /**
   * Draws a chart into an element, and again on every resize and change of colours.
   * build(theme) gives what a chart function gives; null leaves the element empty.
   */
  function mount(element, build) {
    const chart = echarts().init(element, null, { renderer: 'canvas' });
    const handle = {
      element, chart,
      draw() {
        const built = build(theme());
        if (built.height) element.style.height = built.height + 'px';
        if (built.width) element.style.minWidth = built.width + 'px';
        element.setAttribute('aria-label', built.summary);
        chart.resize();
        chart.setOption(built.option, { notMerge: true });
        return built;
      },
      dispose() {
        mounted.delete(handle);
        observer.unobserve(element);
        chart.dispose();
      },
    };
    mounted.add(handle);
    handle.built = handle.draw();
    element.cairn = handle;
    observer.observe(element);
    return handle;
  }

  const observer = new ResizeObserver(entries => {
    for (const entry of entries) {
      const handle = entry.target.cairn;
      if (handle && entry.contentRect.width > 0) handle.chart.resize();
    }
  });

  /** Draws every chart again, in the colours of now. */
  function repaint() {
    mounted.forEach(handle => { handle.built = handle.draw(); });
  }

  global.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

  global.CairnCharts = {
    read, num, fmt, duration, plural, level, theme, rungColour, metricRamp, rungRows, mount, repaint, FATES, OUTCOMES,
    progress, rungs, curves, parallel, slice, importance, landscape, timeline, heights,
    kit: { HUES, axis, bare, legend, tip, labelRoom, scaleOf, kept },
  };
})(typeof globalThis !== 'undefined' ? globalThis : this);
