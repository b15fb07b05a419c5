/*
 * What changes by itself must not move away under the reader's hands: rows of tables stay the
 * elements that they are, and nothing is made anew while a button of the mouse is down. Else a press
 * on a button that is replaced before it is let go is no click, and the keyboard's focus is lost.
 */

let release = () => {};
let held = null;

/** Nothing else is told of a mouse that was let go outside of the window. */
const UP = ['pointerup', 'pointercancel', 'blur'];

window.addEventListener('pointerdown', event => {
  if (event.button !== 0 || held) return;
  held = new Promise(done => { release = done; });
}, true);

window.addEventListener('pointermove', event => { if (event.buttons === 0) letGo(); }, true);
UP.forEach(type => window.addEventListener(type, letGo, true));

function letGo() {
  if (!held) return;
  held = null;
  setTimeout(release); // The click comes after this event.
}

/** Kept when no button of the mouse is down. */
export function released() {
  return held || Promise.resolve();
}

/**
 * Makes rows, [key, tr] each, the rows of a table's body. One whose key was there before stays, and
 * takes over the cells that differ.
 */
export function putRows(body, rows) {
  const focused = document.activeElement;
  const before = new Map([...body.children].map(tr => [tr.key, tr]));
  const wanted = rows.map(([key, tr]) => {
    const old = before.get(key);
    before.delete(key);
    if (old) return takeOver(old, tr);
    tr.key = key;
    return tr;
  });
  before.forEach(tr => tr.remove());
  let next = body.firstElementChild;
  for (const tr of wanted) {
    if (tr === next) next = next.nextElementSibling;
    else body.insertBefore(tr, next);
  }
  if (focused !== document.activeElement && body.contains(focused)) focused.focus({ preventScroll: true });
}

function takeOver(old, tr) {
  old.className = tr.className;
  const cells = [...tr.cells];
  [...old.cells].forEach((cell, i) => { if (!cell.isEqualNode(cells[i])) cell.replaceWith(cells[i]); });
  return old;
}
