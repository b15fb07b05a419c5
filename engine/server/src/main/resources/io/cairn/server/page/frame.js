/*
 * What every view stands in: the bar, messages that pass, the warning that what is shown is old,
 * dialogs that ask. Text is set as text everywhere.
 */

const { h, logo, themes } = window.CairnSections;
const { duration } = window.CairnCharts;

/** A link within the page. */
export function link(address, attributes, ...children) {
  return h('a', Object.assign({ href: address, 'data-view': true }, attributes), ...children);
}

export function pill(state) {
  return h('span', { class: 'pill ' + state }, h('i', { class: 'dot current', 'aria-hidden': 'true' }), state);
}

/** How long ago something was. */
export function ago(instant) {
  return duration(Math.max(0, (Date.now() - Date.parse(instant)) / 1000)) + ' ago';
}

const VIEWS = [['/', 'Studies'], ['/workers', 'Workers'], ['/archive', 'Archive']];

/** The bar: where one is, and the sections of the view, [address, text] each. */
export function bar(sections) {
  const here = location.pathname;
  document.getElementById('bar').replaceChildren(h('div', { class: 'bar' }, h('div', { class: 'wrap' },
    link('/', { class: 'brand', 'aria-label': 'Cairn, all studies' }, logo(), h('span', {}, 'Cairn')),
    h('nav', { class: 'views', 'aria-label': 'Views' }, VIEWS.map(([address, text]) => link(address, { 'aria-current': here === address ? 'page' : null }, text))),
    h('nav', { class: 'toc', 'aria-label': 'Sections' }, (sections || []).map(([address, text]) => h('a', { href: address }, text))),
    themes('wide'))));
}

/** Says that what is shown is old; empty text takes it away. */
export function stale(sentence) {
  const box = document.getElementById('stale');
  if (box.textContent === sentence && box.hidden === !sentence) return;
  box.textContent = sentence;
  box.hidden = !sentence;
}

/** A message that passes. */
export function toast(sentence, bad) {
  const box = h('div', { class: bad ? 'toast bad' : 'toast' }, sentence);
  document.getElementById('toasts').append(box);
  setTimeout(() => box.remove(), bad ? 12000 : 6000);
}

/** Asks; gives true if the answer was yes. */
export function confirmed(question, consequence, yes) {
  return new Promise(answer => {
    const dialog = h('dialog', { class: 'ask', 'aria-label': question },
      h('form', { method: 'dialog', class: 'inner' }, h('h2', {}, question), h('p', {}, consequence),
        h('div', { class: 'tools' }, h('button', { class: 'button', value: 'no', autofocus: true }, 'Cancel'), h('button', { class: 'button strong', value: 'yes' }, yes))));
    dialog.addEventListener('close', () => {
      answer(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks for a token; gives it, or empty text. */
export function askToken(sentence) {
  return new Promise(answer => {
    const field = h('input', { type: 'password', autocomplete: 'off', 'aria-label': 'Token', required: true });
    const dialog = h('dialog', { class: 'ask', 'aria-label': 'Token' },
      h('form', { method: 'dialog', class: 'inner' }, h('h2', {}, 'This server asks for a token'), h('p', {}, sentence), field,
        h('div', { class: 'tools' }, h('button', { class: 'button strong', value: 'yes' }, 'Use it'))));
    dialog.addEventListener('close', () => {
      answer(dialog.returnValue === 'yes' ? field.value.trim() : '');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks for what fields hold; gives true if the answer was yes. */
function filled(title, sentence, yes, ...fields) {
  return new Promise(answer => {
    const dialog = h('dialog', { class: 'ask', 'aria-label': title },
      h('form', { method: 'dialog', class: 'inner' }, h('h2', {}, title), h('p', {}, sentence), fields,
        h('div', { class: 'tools' }, h('button', { class: 'button', value: 'no', formnovalidate: true }, 'Cancel'), h('button', { class: 'button strong', value: 'yes' }, yes))));
    dialog.addEventListener('close', () => {
      answer(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks for another share of the machines; null if it stays as it is. */
export async function askShare() {
  const weight = h('input', { type: 'number', value: 1, min: 0.001, max: 1000, step: 'any', required: true });
  const priority = h('input', { type: 'number', value: 0, min: -100, max: 100, step: 1, required: true });
  const yes = await filled('Another share of the machines', 'Studies of a higher priority are served first; those of the same priority share by their weights.', 'Change it', h('label', {}, 'Weight', weight), h('label', {}, 'Priority', priority));
  return yes ? { weight: Number(weight.value), priority: Number(priority.value) } : null;
}

/** Asks what is to be different in a copy; null if there is to be none. */
export async function askClone() {
  const change = h('textarea', { rows: 5, spellcheck: false, 'aria-label': 'What is to be different, JSON' });
  change.value = '{\n  "budget": { "trials": 100 }\n}';
  change.addEventListener('input', () => {
    let message = '';
    try {
      const value = JSON.parse(change.value || '{}');
      if (value === null || typeof value !== 'object' || Array.isArray(value)) message = 'It must be an object, as {"budget": {"trials": 100}}';
    } catch (e) {
      message = 'It is not JSON yet: ' + e.message;
    }
    change.setCustomValidity(message);
  });
  const yes = await filled('Clone this study', 'A new study of the same sweep begins at once. What is named here replaces what the sweep says; null takes a setting away.', 'Start it', change);
  // One key for one answer of the reader, so that a request that is sent again starts nothing twice.
  return yes ? { body: { sweep: JSON.parse(change.value || '{}') }, key: Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('') } : null;
}

/** An error in place of a view. */
export function failure(error) {
  return h('div', { class: 'head' }, h('h1', {}, error.status === 404 ? 'Not here' : 'This cannot be shown'), h('p', { class: 'sub' }, error.message + '.'), h('p', {}, link('/', {}, 'All studies')));
}
