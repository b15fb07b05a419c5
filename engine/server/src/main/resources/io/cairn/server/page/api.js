/*
 * The HTTP API of Cairn (docs/api.md) for the page: requests with the reader's token, and streams of
 * events that come back by themselves.
 */

const TOKEN = 'cairn-token';
const SILENCE = 25000; // Signs of life come every ten seconds.
const PAUSES = [500, 1000, 2000, 5000, 10000];

/** What the server answered in place of what was asked for. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export function token() {
  return sessionStorage.getItem(TOKEN) || '';
}

export function useToken(value) {
  if (value) sessionStorage.setItem(TOKEN, value);
  else sessionStorage.removeItem(TOKEN);
}

function headers(more) {
  const all = Object.assign({}, more);
  if (token()) all.Authorization = 'Bearer ' + token();
  return all;
}

async function problem(response) {
  let detail = response.statusText || 'the server answered ' + response.status;
  try {
    detail = (await response.json()).detail || detail;
  } catch (e) {
    // Something between here and the server answered, in its own words.
  }
  return new Problem(response.status, detail);
}

async function request(path, options) {
  let response;
  try {
    response = await fetch('/api/v1/' + path, options);
  } catch (e) {
    throw new Problem(0, 'the server cannot be reached');
  }
  if (!response.ok && response.status !== 304) throw await problem(response);
  return response;
}

/** JSON. */
export async function get(path) {
  return (await request(path, { headers: headers(), cache: 'no-store' })).json();
}

/** JSON with its tag; null if it is the one that there was before. */
export async function getIfChanged(path, tag) {
  const response = await request(path, { headers: headers(tag ? { 'If-None-Match': tag } : {}), cache: 'no-store' });
  return response.status === 304 ? null : { body: await response.json(), tag: response.headers.get('ETag') };
}

/** Sends JSON; key is the idempotency key of a request that makes something. */
export async function send(method, path, body, key) {
  const more = { 'Content-Type': 'application/json' };
  if (key) more['Idempotency-Key'] = key;
  return (await request(path, { method, headers: headers(more), body: JSON.stringify(body) })).json();
}

export async function remove(path) {
  await request(path, { method: 'DELETE', headers: headers() });
}

export async function post(path) {
  return (await request(path, { method: 'POST', headers: headers() })).json();
}

/**
 * Follows a stream of events: onEvent(type, data) for each, onState('live' | 'broken', sentence) when
 * that changes. Goes on where it broke off. Gives what ends it.
 */
export function follow(path, onEvent, onState) {
  let ended = false;
  let lastId = '';
  let failures = 0;
  let abort = null;

  async function run() {
    while (!ended) {
      abort = new AbortController();
      let sentence = 'the stream of events broke off';
      try {
        await read(abort);
      } catch (e) {
        if (e instanceof Problem && (e.status === 401 || e.status === 403 || e.status === 404)) {
          onState('refused', e.message);
          return;
        }
        if (e instanceof Problem) sentence = e.message;
      }
      if (ended) return;
      onState('broken', sentence);
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
      failures++;
      await new Promise(done => setTimeout(done, pause));
    }
  }

  async function read(controller) {
    let watchdog = setTimeout(() => controller.abort(), SILENCE);
    try {
      const response = await request(path, { headers: headers(Object.assign({ Accept: 'text/event-stream' }, lastId ? { 'Last-Event-ID': lastId } : {})), cache: 'no-store', signal: controller.signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (true) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => controller.abort(), SILENCE);
        failures = 0;
        onState('live', '');
        text += value;
        let end;
        while ((end = text.indexOf('\n\n')) >= 0) {
          take(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  function take(block) {
    let type = 'message';
    let data = '';
    for (const line of block.split('\n')) {
      if (line.startsWith('event:')) type = line.slice(6).trim();
      else if (line.startsWith('id:')) lastId = line.slice(3).trim();
      else if (line.startsWith('data:')) data += line.slice(5);
    }
    if (data.trim()) onEvent(type, JSON.parse(data));
  }

  run();
  return () => {
    ended = true;
    if (abort) abort.abort();
  };
}
