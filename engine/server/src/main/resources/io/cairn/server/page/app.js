/*
 * The page: which view an address shows, the reader's token, and one stream of events for the view.
 */
import { Problem, get, token, useToken } from './api.js';
import { askToken, bar, failure, stale, toast } from './frame.js';
import { studies } from './studies.js';
import { study } from './study.js';
import { workers } from './workers.js';
import { archive } from './archive.js';

const main = document.getElementById('main');

let leave = () => {};
let shown = 0;

/** What an address shows. */
function view() {
  const parts = location.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (parts.length === 0) return context => studies(context);
  if (parts[0] === 'study' && parts.length === 2) return context => study(context, parts[1]);
  if (parts[0] === 'archive' && parts.length === 1) return context => archive(context);
  if (parts[0] === 'workers' && parts.length === 1) return context => workers(context);
  return () => { throw new Problem(404, 'there is no page ' + location.pathname); };
}

async function show() {
  const mine = ++shown;
  leave();
  leave = () => {};
  stale('');
  const ends = [];
  const context = {
    main,
    /** Called when the reader goes elsewhere. */
    onLeave: end => ends.push(end),
    isShown: () => mine === shown,
    /** Shows another view. */
    go: address => {
      history.pushState(null, '', address);
      window.scrollTo(0, 0);
      show();
    },
    role: await role(),
  };
  if (mine !== shown) return;
  leave = () => ends.splice(0).forEach(end => end());
  try {
    await view()(context);
  } catch (e) {
    if (mine !== shown) return;
    if (e instanceof Problem && e.status === 401) return again(e);
    bar([]);
    document.title = 'Cairn';
    main.replaceChildren(failure(e));
    if (!(e instanceof Problem)) throw e;
  }
}

/** What the reader may do: view, run or admin. */
async function role() {
  while (true) {
    try {
      return (await get('access')).role;
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 401) return 'view'; // The view says what is wrong.
      await ask(e);
    }
  }
}

async function ask(problem) {
  useToken(await askToken(token() ? 'The server does not know the one that you gave: ' + problem.message + '.' : 'Whoever runs it gave you one; it is kept until you close this tab.'));
}

async function again(problem) {
  await ask(problem);
  show();
}

document.addEventListener('click', event => {
  const anchor = event.target.closest && event.target.closest('a[data-view]');
  if (!anchor || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (anchor.pathname !== location.pathname) history.pushState(null, '', anchor.href);
  window.scrollTo(0, 0);
  show();
  main.focus({ preventScroll: true });
});

window.addEventListener('popstate', event => {
  if (!location.hash || event.state) show();
});

window.addEventListener('unhandledrejection', event => toast('Something on this page broke: ' + (event.reason && event.reason.message || event.reason), true));

show();
