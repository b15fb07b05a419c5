#!/usr/bin/env python3
"""Runs evaluations of a Cairn server: the worker for Python.

One file, the standard library alone, Python 3.8 or newer. Copy it beside your code, or put its folder into PYTHONPATH::

    import cairn_worker as cairn

    @cairn.evaluator
    def train(evaluation):
        model = build(**evaluation.configuration)
        for epoch in evaluation.levels():
            accuracy = model.train_an_epoch()
            if not evaluation.report(epoch=epoch, val_accuracy=accuracy):
                return

    cairn.run("http://127.0.0.1:7350", slots=2)

Each evaluation runs in a fresh interpreter, so that it can be ended by force, and a crash is a failure of its own and of nothing else.
docs/worker-python.md is the guide, docs/worker-protocol.md says what goes over the wire, and its rules are cited here by number.
Time limits, leases and pauses go by the monotonic clock; nobody's wall clock is compared with another's.
"""

from __future__ import annotations

import argparse
import base64
import collections
import email.utils
import http.client
import importlib
import importlib.util
import inspect
import ipaddress
import json
import logging
import math
import os
import pathlib
import queue
import random
import re
import secrets
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import traceback
import types
import urllib.parse
import urllib.request
from typing import Any, BinaryIO, Callable, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

__all__ = [
    "BadResult", "CairnError", "CheckpointError", "Client", "Evaluation", "EvaluationCancelled", "Refused", "Taken", "Worker",
    "evaluator", "run",
]

__version__ = "0.1.0"

_LOG = logging.getLogger("cairn")

# Bounds of the protocol; texts beyond them are cut here, numbers of things beyond them are BAD_RESULT.
_LONGEST_TAIL = 8_000
_LONGEST_LINE = 2_000
_LONGEST_MESSAGE = 2_000
_MOST_METRICS = 256
_LONGEST_NAME = 200

_ERROR = "FAILURE_KIND_ERROR"
_TIME_LIMIT = "FAILURE_KIND_TIME_LIMIT"
_BAD_RESULT = "FAILURE_KIND_BAD_RESULT"
_CANCELLED = "FAILURE_KIND_CANCELLED"
_UNAVAILABLE = "FAILURE_KIND_UNAVAILABLE"

_AGAIN = frozenset([408, 425, 429, 500, 502, 503, 504])
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_KIND = re.compile(r"[A-Za-z0-9._-]{1,63}")
_LABEL = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")

Metrics = Dict[str, float]


class CairnError(Exception):
    """Something that the worker or the client cannot go on with; the text is a sentence for a person."""


class Refused(CairnError):
    """The server does not let this worker or client in, or does not know what it asks for."""


class Taken(CairnError):
    """Another process has this worker's name."""


class CheckpointError(CairnError):
    """A checkpoint could not be kept or read."""


class BadResult(ValueError):
    """What was reported or returned cannot be used; where it is not caught, the evaluation fails with this sentence."""


class EvaluationCancelled(BaseException):
    """Raised in code that is to end and never looked at ``evaluation.cancelled``. Not an Exception, so that ``except Exception`` lets it pass."""


# --- Values: protobuf's JSON mapping ---------------------------------------------------------------------------------------------


def _real(value: Any) -> float:
    """A double of the JSON mapping; NaN and infinities are texts, which float reads."""
    return float(value)


def _value(message: Mapping[str, Any]) -> Any:
    """The value of a parameter: int, exact however large, float, str or bool."""
    if "integer" in message:
        return int(message["integer"])
    if "real" in message:
        return _real(message["real"])
    if "flag" in message:
        return bool(message["flag"])
    return str(message["text"]) if "text" in message else None


def _number(value: float) -> Any:
    """A double for the wire."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _clean(text: str) -> str:
    """Without halves of characters, which Python has and UTF-8 does not."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _metrics_message(metrics: Metrics) -> List[Dict[str, Any]]:
    return [{"name": name, "value": _number(value)} for name, value in metrics.items()]


def _level_text(level: float) -> str:
    return str(int(level)) if level == int(level) else repr(level)


def _kind_of(value: Any) -> str:
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else kind.__module__.split(".")[0] + "." + kind.__name__


def _as_number(name: str, value: Any) -> float:
    """What a metric's value is as a float: ints, floats, Decimals, and what holds exactly one number (numpy, torch).

    Raises:
        BadResult: it is none
    """
    if isinstance(value, (str, bytes, bytearray, type(None), list, tuple, dict, set)):
        raise BadResult(f"{name} is {_shown(value)}, a {_kind_of(value)}, and a metric is a number; give a float.")
    if not isinstance(value, (int, float)) and callable(getattr(value, "item", None)):
        try:
            value = value.item()
        except Exception as problem:  # noqa: BLE001: whatever foreign code raises
            raise BadResult(f"{name} is a {_kind_of(value)} and no single number ({problem}); give a float, for example its mean.") from None
    try:
        return float(value)
    except OverflowError:
        raise BadResult(f"{name} is a whole number that is too large for a double; divide it, or give its logarithm.") from None
    except Exception:  # noqa: BLE001: whatever foreign code raises
        raise BadResult(f"{name} is a {_kind_of(value)}, and a metric is a number; give a float.") from None


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _as_metrics(metrics: Mapping[Any, Any], objective: str) -> Metrics:
    """Checked metrics.

    Raises:
        BadResult: one is no number, there are too many, or the objective is not among them
    """
    result: Metrics = {}
    for key, value in metrics.items():
        name = _clean(str(key))
        if not name or len(name) > _LONGEST_NAME:
            raise BadResult(f"The metric {_shown(name)} has a name of {len(name)} characters; 1 to {_LONGEST_NAME} are possible.")
        result[name] = _as_number(name, value)
    if len(result) > _MOST_METRICS:
        raise BadResult(f"There are {len(result)} metrics, and {_MOST_METRICS} are the most of a report; leave some out.")
    if objective not in result:
        there = ", ".join(list(result)[:10]) or "none"
        raise BadResult(f"The objective {objective} is not among the metrics ({there}); report it under exactly this name.")
    return result


# --- HTTP ------------------------------------------------------------------------------------------------------------------------


class _Answer:
    def __init__(self, status: int, headers: Any, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def problem(self) -> str:
        """What went wrong, from the problem document (RFC 9457), else from the body's beginning."""
        try:
            document = json.loads(self.body)
            text = str(document.get("detail") or document.get("title") or "")
        except (ValueError, AttributeError):
            text = " ".join(self.body[:300].decode("utf-8", "replace").split())
        return text or f"status {self.status} without a word"

    def retry_after(self) -> Optional[float]:
        """Seconds of Retry-After; a date counts from the answer's own Date, so that no two clocks are compared."""
        text = self.headers.get("Retry-After")
        if not text:
            return None
        try:
            return max(0.0, float(int(text)))
        except ValueError:
            pass
        try:
            until, now = (email.utils.parsedate_to_datetime(t) for t in (text, self.headers.get("Date") or ""))
            return max(0.0, (until - now).total_seconds())
        except (TypeError, ValueError, IndexError):
            return None


class _Garbled(OSError):
    """An answer that is none to what was asked: cut off, not JSON, or of another request."""


# What a broken connection, a name that is not found and an answer that is cut off look like.
_BROKEN = (OSError, http.client.HTTPException)


def _readable(descriptor: int, seconds: Optional[float]) -> bool:
    """Waits until something can be read, an end or an error counted; False if it was not within the time."""
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], seconds)[0])
    waiting = select.poll()  # Unlike select, for any number of open files.
    waiting.register(descriptor, select.POLLIN)
    return bool(waiting.poll(None if seconds is None else int(seconds * 1000)))


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Http:
    """Keep-alive connections to one server, for many threads.

    A request on a kept connection that breaks is sent once more on a fresh one: the server may have closed the old one while nobody
    looked. That is safe because every request here may be repeated: the protocol's by its rules, a submission by its Idempotency-Key.
    """

    def __init__(self, server: str, token: Optional[str], ca: Optional[str]) -> None:
        url = urllib.parse.urlsplit(server if "//" in server else "http://" + server)
        if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
            raise Refused(f"The server {server!r} is no address; write http://HOST:PORT or https://HOST:PORT.")
        try:
            port = url.port
        except ValueError as problem:
            raise Refused(f"The server {server!r} is no address: {problem}.") from None
        self.server = server.rstrip("/")
        self._host, self._secure = url.hostname, url.scheme == "https"
        self._port = port or (443 if self._secure else 80)
        self._base = url.path.rstrip("/")
        self._headers = {"User-Agent": f"cairn-worker-python/{__version__}", "Accept": "application/json"}
        if token:
            if not re.fullmatch(r"[\x21-\x7e]+", token):
                raise Refused("The token has characters that no token has; is it the whole line of the right file?")
            self._headers["Authorization"] = "Bearer " + token
        self._context: Optional[ssl.SSLContext] = None
        if self._secure:
            try:
                self._context = ssl.create_default_context(cafile=ca)
            except OSError as problem:
                raise Refused(f"The authority's certificate {ca} cannot be read: {problem}.") from None
        self._proxy = self._find_proxy()
        self._idle: List[http.client.HTTPConnection] = []
        self._lock = threading.Lock()

    def _find_proxy(self) -> Optional[urllib.parse.SplitResult]:
        """The proxy of the environment; never for this very machine, which a proxy would look for at its own place."""
        if _is_loopback(self._host) or urllib.request.proxy_bypass(self._host):
            return None
        proxy = urllib.request.getproxies().get("https" if self._secure else "http")
        if not proxy:
            return None
        return urllib.parse.urlsplit(proxy if "//" in proxy else "http://" + proxy)

    def _open(self, timeout: float) -> http.client.HTTPConnection:
        host, port = self._host, self._port
        if self._proxy is not None:
            host, port = self._proxy.hostname or "", self._proxy.port or 80
        if self._secure:
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=timeout, context=self._context, blocksize=1 << 18)
            if self._proxy is not None:
                connection.set_tunnel(self._host, self._port, self._proxy_headers())
        else:
            connection = http.client.HTTPConnection(host, port, timeout=timeout, blocksize=1 << 18)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _proxy_headers(self) -> Dict[str, str]:
        if self._proxy is None or self._proxy.username is None:
            return {}
        words = urllib.parse.unquote(self._proxy.username) + ":" + urllib.parse.unquote(self._proxy.password or "")
        return {"Proxy-Authorization": "Basic " + base64.b64encode(words.encode()).decode()}

    def _kept(self) -> Optional[http.client.HTTPConnection]:
        """A kept connection on which nothing has arrived: neither its end nor anything that nobody asked for."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                connection = self._idle.pop()
            try:
                if connection.sock is not None and not _readable(connection.sock.fileno(), 0):
                    return connection
            except (OSError, ValueError):
                pass
            connection.close()

    def exchange(
            self, method: str, path: str, body: Union[bytes, pathlib.Path, None] = None, headers: Optional[Mapping[str, str]] = None,
            timeout: float = 30.0, sink: Optional[BinaryIO] = None,
            connected: Callable[[Optional[socket.socket]], None] = lambda sock: None) -> _Answer:
        """One request and its whole answer; a 200's body goes to the sink if there is one.

        Raises:
            OSError, http.client.HTTPException: there was no whole answer
        """
        kept = self._kept()
        if kept is not None:
            try:
                return self._once(kept, method, path, body, headers, timeout, sink, connected)
            except socket.timeout:
                kept.close()
                raise
            except _BROKEN:
                kept.close()
        connection = self._open(timeout)
        try:
            return self._once(connection, method, path, body, headers, timeout, sink, connected)
        except BaseException:
            connection.close()
            raise

    def _once(
            self, connection: http.client.HTTPConnection, method: str, path: str, body: Union[bytes, pathlib.Path, None],
            headers: Optional[Mapping[str, str]], timeout: float, sink: Optional[BinaryIO],
            connected: Callable[[Optional[socket.socket]], None]) -> _Answer:
        connection.sock.settimeout(timeout)
        connected(connection.sock)
        target = self._base + path
        sent = {**self._headers, **(headers or {})}
        if self._proxy is not None and not self._secure:
            target = f"http://{self._host}:{self._port}{target}"
            sent.update(self._proxy_headers())
            sent["Host"] = f"{self._host}:{self._port}"
        try:
            if isinstance(body, pathlib.Path):
                with open(body, "rb") as file:
                    sent["Content-Length"] = str(os.fstat(file.fileno()).st_size)
                    connection.request(method, target, file, sent)
            else:
                connection.request(method, target, body, sent)
            response = connection.getresponse()
            content = self._read(response, sink if response.status == 200 else None)
        finally:
            connected(None)
        if response.will_close:
            connection.close()
        else:
            with self._lock:
                self._idle.append(connection)
        return _Answer(response.status, response.headers, content)

    @staticmethod
    def _read(response: http.client.HTTPResponse, sink: Optional[BinaryIO]) -> bytes:
        if sink is None:
            return response.read()
        sink.seek(0)
        sink.truncate()
        expected, length = response.length, 0
        if expected is None and not response.chunked:
            # The library takes an answer that breaks off in its head for one without a length, and its end for that of the body.
            raise _Garbled("the answer does not say how long it is")
        while True:
            piece = response.read(1 << 18)
            if not piece:
                break
            sink.write(piece)
            length += len(piece)
        if expected is not None and length != expected:
            raise http.client.IncompleteRead(b"", expected - length)
        return b""

    def discard(self) -> None:
        """Closes what is kept: something on it was not as it should be."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


class _Weather:
    """One line when the server does not answer, one a minute while it does not, one when it does again; not one a try."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._since: Optional[float] = None
        self._told = 0.0
        self._lock = threading.Lock()

    def bad(self, why: str) -> None:
        now = time.monotonic()
        with self._lock:
            if self._since is None:
                self._since, self._told = now, now
                _LOG.warning("no answer of %s (%s); asking again until there is one", self._server, why)
            elif now - self._told >= 60:
                self._told = now
                _LOG.warning("still no answer of %s after %.0f s (%s)", self._server, now - self._since, why)

    def good(self) -> None:
        with self._lock:
            if self._since is not None:
                _LOG.info("%s answers again after %.1f s", self._server, time.monotonic() - self._since)
                self._since = None


class _Pauses:
    """Rule 2: from half a second to 15 s, each twice the one before, less up to a half by chance so that workers do not come all at once."""

    def __init__(self) -> None:
        self._next = 0.5

    def next(self, retry_after: Optional[float]) -> float:
        pause, self._next = self._next, min(15.0, self._next * 2)
        if retry_after is not None:
            return retry_after + random.uniform(0, 0.1 * pause)
        # The first pause is not cut: it is the shortest there is.
        return pause if pause == 0.5 else pause * random.uniform(0.5, 1.0)


class _Rejected(CairnError):
    """The server has understood and does not want it: another try would end as this one."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class _GivenUp(Exception):
    """The answer is not waited for any more."""


class _Wire:
    """Requests of the protocol, sent until they are answered."""

    def __init__(self, connections: _Http) -> None:
        self.http = connections
        self._weather = _Weather(connections.server)

    def call(
            self, name: str, message: Mapping[str, Any], timeout: float = 30.0, quit_event: Optional[threading.Event] = None,
            check: Callable[[Dict[str, Any]], bool] = lambda answer: True, tries: Optional[int] = None,
            connected: Callable[[Optional[socket.socket]], None] = lambda sock: None) -> Dict[str, Any]:
        """Sends a message as the very same bytes until it is answered.

        Args:
            quit_event: set when nobody needs the answer any more
            check: whether an answer is one to this message
            tries: how often it is sent at most; None is without end

        Raises:
            Refused: 401 or 403
            _Rejected: another status that another try would not change
            _GivenUp: the event was set, or the tries are used up
        """
        body = json.dumps(message, allow_nan=False).encode()

        def once() -> Dict[str, Any]:
            answer = self._judged(self.http.exchange(
                "POST", "/api/v1/remote/" + name, body, {"Content-Type": "application/json"}, timeout, connected=connected))
            try:
                document = json.loads(answer.body)
            except ValueError:
                raise _Garbled("the answer is no JSON") from None
            if not isinstance(document, dict) or not check(document):
                self.http.discard()
                raise _Garbled("the answer is one to something else")
            return document

        result: Dict[str, Any] = self.until(once, quit_event, tries)
        return result

    def until(self, once: Callable[[], Any], quit_event: Optional[threading.Event] = None, tries: Optional[int] = None) -> Any:
        """Tries something until it works, with pauses; raises as :meth:`call`."""
        pauses = _Pauses()
        done = 0
        while quit_event is None or not quit_event.is_set():
            try:
                result = once()
                self._weather.good()
                return result
            except _Busy as busy:
                pause = pauses.next(busy.retry_after)
                why = str(busy)
            except _BROKEN as problem:
                pause = pauses.next(None)
                why = str(problem) or type(problem).__name__
                if isinstance(problem, ssl.SSLCertVerificationError):
                    why = f"its certificate is not believed: {problem.verify_message}; --ca names the authority's"
            if quit_event is not None and quit_event.is_set():
                break
            self._weather.bad(why)
            done += 1
            if done == tries:
                break
            (quit_event or threading.Event()).wait(pause)
        raise _GivenUp()

    @staticmethod
    def _judged(answer: _Answer) -> _Answer:
        if 200 <= answer.status < 300:
            return answer
        if answer.status in _AGAIN:
            raise _Busy(answer)
        if answer.status in (401, 403):
            raise Refused(f"The server does not let this worker in ({answer.status}): {answer.problem()}")
        raise _Rejected(answer.status, answer.problem())

    def put_checkpoint(self, path: str, file: pathlib.Path, quit_event: threading.Event) -> None:
        """Stores a file as the trial's checkpoint; raises as :meth:`call`."""
        self.until(lambda: self._judged(self.http.exchange(
            "PUT", path, file, {"Content-Type": "application/octet-stream"}, 120.0)), quit_event)

    def get_checkpoint(self, path: str, file: pathlib.Path, quit_event: threading.Event) -> bool:
        """Fetches the trial's checkpoint into a file; False if there is none; raises as :meth:`call`."""

        def once() -> bool:
            with open(file, "wb") as sink:
                answer = self.http.exchange("GET", path, None, {"Accept": "application/octet-stream, */*"}, 120.0, sink)
            if answer.status == 404:
                return False
            self._judged(answer)
            return True

        return bool(self.until(once, quit_event))


class _Busy(Exception):
    """A status after which the same is sent again."""

    def __init__(self, answer: _Answer) -> None:
        super().__init__(f"{answer.status}: {answer.problem()}")
        self.retry_after = answer.retry_after()


# --- What the user's code sees ---------------------------------------------------------------------------------------------------


# What a report is answered with.
_GO_ON = "go on"
_ENOUGH = "enough"
_STOP = "stop"


class _Link:
    """How an evaluation reaches the worker: in the same process, or through pipes."""

    def report(self, level: float, metrics: Metrics, missing: bool) -> str:
        """``_GO_ON``, ``_ENOUGH`` or ``_STOP``, when the server has answered."""
        raise NotImplementedError

    def save(self, file: pathlib.Path) -> None:
        raise NotImplementedError

    def load(self, file: pathlib.Path) -> bool:
        raise NotImplementedError

    def log(self, line: str) -> None:
        raise NotImplementedError

    def stopped(self) -> Optional[str]:
        """Why the evaluation is to end; None while it is not."""
        raise NotImplementedError


class Evaluation:
    """One evaluation: train this configuration from one level of the resource to another, and report.

    Attributes:
        study, id: ids of the study and of this evaluation
        trial: number of the trial, from 0
        attempt: 1 for the first try at this evaluation
        configuration: the active parameters in order of declaration; integers are exact ints
        settings: ``worker.settings`` of the sweep
        kind: ``worker.kind`` of the sweep, or an empty text
        metric, maximize: the objective, and whether more of it is better
        resource: the user's word for the resource, for example ``epoch``
        from_, to: levels to begin after and to reach; ints where levels are whole. ``from_`` becomes 0 if the checkpoint to go on from is gone
        seed: for the training code, the same in every evaluation of the trial; 64 bits, so take it modulo 2**32 for numpy
        traceparent: header of W3C Trace Context; empty where nothing is traced
    """

    def __init__(self, facts: Mapping[str, Any], link: _Link, work: pathlib.Path) -> None:
        lease: Mapping[str, Any] = facts.get("lease", {})
        resource: Mapping[str, Any] = lease.get("resource", {})
        integral = bool(resource.get("integral"))

        def level(value: Any) -> Union[int, float]:
            number = _real(value or 0)
            return int(number) if integral and number == int(number) else number

        self.study = str(lease.get("study", ""))
        self.id = str(lease.get("evaluation", ""))
        self.trial = int(lease.get("trial", 0))
        self.attempt = int(lease.get("attempt", 1))
        self.configuration: Dict[str, Any] = {
            str(p.get("name", "")): _value(p.get("value", {})) for p in lease.get("configuration", [])}
        self.settings: Dict[str, Any] = json.loads(facts.get("settings") or "{}")
        self.kind = str(facts.get("kind", ""))
        self.metric = str(facts.get("metric", ""))
        self.maximize = bool(facts.get("maximize"))
        self.resource = str(resource.get("name", ""))
        self.integral = integral
        self.from_ = level(lease.get("from"))
        self.to = level(lease.get("to"))
        self.seed = int(lease.get("seed", 0))
        self.traceparent = str(lease.get("traceparent", ""))
        self._has_checkpoint = bool(lease.get("checkpoints")) and int(lease.get("checkpointBytes", 0)) > 0
        self._link = link
        self._work = work
        self._one_at_a_time = threading.RLock()
        self._current: Union[int, float, None] = None
        self._reported: Optional[Tuple[float, Metrics]] = None
        self._enough = False
        self._missing = False
        self._saw_stop = False
        self._looked = False
        self._loaded: Union[pathlib.Path, None, bool] = False
        self._end: Callable[[Optional[BaseException], Any], None] = lambda problem, result: None
        self._result: Any = None

    def __repr__(self) -> str:
        return f"<evaluation {self.id} of trial {self.trial}, {self.resource} {self.from_} to {self.to}>"

    def levels(self) -> Iterator[Union[int, float]]:
        """The levels to go through: from_+1, .., to where they are whole, else ``to`` alone. Ends early when the evaluation is to end."""
        level = self.from_ + 1 if self.integral else self.to
        while level <= self.to and not self._enough and not self._stopped():
            self._current = level
            yield level
            level += 1

    def _stopped(self) -> bool:
        """Whether it is to end, as its code is told."""
        if self._link.stopped() is not None:
            self._saw_stop = True
        return self._saw_stop

    def report(self, metrics: Optional[Mapping[str, Any]] = None, *, resource: Optional[float] = None, **named: Any) -> bool:
        """Reports metrics at a level, and says whether to go on. Returns when the server has them on its disk.

        The level is given by the resource's own name (``epoch=3``) or as ``resource=3``; inside of ``levels()`` it may be left out.
        Metrics are keyword arguments, or a dict where names are no Python names. NaN is possible, and counts as diverged.

        Raises:
            BadResult: a metric is no number, the objective is missing, or the level is none
        """
        everything: Dict[Any, Any] = {**(metrics or {}), **named}
        level: Any = resource
        if self.resource in everything and self.resource != self.metric:
            level = everything.pop(self.resource)
        if level is None:
            level = self._current
        if level is None:
            raise BadResult(f"The report does not say its {self.resource}; write report({self.resource}=.., {self.metric}=..).")
        number = self._checked_level(level)
        checked = _as_metrics(everything, self.metric)
        with self._one_at_a_time:
            if self._enough or self._stopped():
                return False
            if number <= (self._reported[0] if self._reported else 0):
                self.log(f"cairn: a report at {self.resource} {_level_text(number)} is left out: levels rise from report to report")
                return True
            verdict = self._link.report(number, checked, self._missing and self._reported is None)
            if verdict == _STOP:
                self._saw_stop = True
                return False
            self._reported = (number, checked)
            self._enough = verdict == _ENOUGH
            return not self._enough

    def _checked_level(self, level: Any) -> float:
        number = _as_number(self.resource, level)
        if not math.isfinite(number) or number < 0:
            raise BadResult(f"{self.resource} {_shown(level)} is no level; levels are numbers from 0 upwards.")
        if self.integral and number != int(number):
            raise BadResult(f"{self.resource} {_shown(level)} is no level; levels of this study are whole numbers.")
        return number

    def log(self, line: Any) -> None:
        """Adds a line to the end of the log that the study shows."""
        self._link.log(str(line))

    @property
    def cancelled(self) -> bool:
        """Whether the evaluation is to end; ``reason`` says why. Code that looks here ends by itself, within the study's grace period, and nothing is
        raised in it."""
        self._looked = True
        return self._stopped()

    @property
    def reason(self) -> str:
        """Why it is to end; an empty text while it is not."""
        return self._link.stopped() or ""

    # Checkpoints

    @property
    def checkpoint_path(self) -> pathlib.Path:
        """Where a checkpoint can be written, as a file or a folder; ``save_checkpoint()`` keeps what is there."""
        return self._work / "checkpoint"

    def save_checkpoint(self, source: Union[bytes, bytearray, memoryview, str, "os.PathLike[str]", None] = None) -> None:
        """Keeps bytes, a file or a folder as the trial's checkpoint, in place of the one before; whole, or not at all.

        Raises:
            CheckpointError: it could not be kept; the evaluation can go on without
        """
        packed = self._work / "outgoing"
        if isinstance(source, (bytes, bytearray, memoryview)):
            packed.write_bytes(source)
        else:
            path = self.checkpoint_path if source is None else pathlib.Path(source)
            if path.is_dir():
                with tarfile.open(packed, "w", format=tarfile.PAX_FORMAT, pax_headers={"comment": _FOLDER}) as archive:
                    archive.add(str(path), arcname=".")
            elif path.is_file():
                packed = path
            else:
                raise CheckpointError(f"There is no checkpoint at {path}; write a file or a folder there first.")
        self._link.save(packed)

    def load_checkpoint(self) -> Optional[pathlib.Path]:
        """The file or folder that the trial's last evaluation saved, or None. If there should be one and is not, ``from_`` becomes 0 and the study is told
        that its work is done again."""
        if self._loaded is False:
            self._loaded = self._load() if self.from_ > 0 or self._has_checkpoint else None
            if self._loaded is None and self.from_ > 0:
                self.log(f"cairn: the checkpoint at {self.resource} {self.from_} is not there any more; starting from 0")
                self.from_, self._missing = 0, True
        return None if isinstance(self._loaded, bool) else self._loaded

    def _load(self) -> Optional[pathlib.Path]:
        file = self._work / "loaded"
        if not self._link.load(file):
            return None
        if not _is_folder_archive(file):
            return file
        folder = self._work / "loaded-folder"
        _unpack(file, folder)
        file.unlink()
        return folder

    # For loops of one's own

    def complete(self, result: Any = None) -> None:
        """In a loop of one's own: what a function would return, metrics at ``to`` as a dict or the objective as a number."""
        self._result = result

    def __enter__(self) -> "Evaluation":
        return self

    def __exit__(self, kind: Any, problem: Optional[BaseException], trace: Any) -> bool:
        self._end(problem, self._result)
        return isinstance(problem, (Exception, EvaluationCancelled))

    def _outcome(self, result: Any) -> Tuple[float, Metrics]:
        """Level and metrics of what the user's function returned.

        Raises:
            BadResult: it cannot be used
        """
        if self._enough and self._reported is not None:
            return self._reported
        if self._saw_stop and (self._reported is None or self._reported[0] < self.to):
            raise EvaluationCancelled
        if result is None:
            if self._reported is not None and self._reported[0] >= self.to:
                return self._reported
            so_far = f"its last report was at {self.resource} {_level_text(self._reported[0])}" if self._reported else "reported nothing"
            raise BadResult(
                f"The evaluation returned nothing and {so_far}, but goes to {self.resource} {_level_text(self.to)}; "
                f"report there, or return the metrics.")
        if isinstance(result, Mapping):
            metrics = dict(result)
            level: float = float(self.to)
            if self.resource in metrics and self.resource != self.metric:
                level = self._checked_level(metrics.pop(self.resource))
                if level < self.to:
                    raise BadResult(f"The evaluation returned metrics at {self.resource} {_level_text(level)} of {_level_text(self.to)}; go on to the end.")
            return level, _as_metrics(metrics, self.metric)
        try:
            return float(self.to), _as_metrics({self.metric: result}, self.metric)
        except BadResult:
            raise BadResult(
                f"The evaluation returned {_shown(result)}, a {_kind_of(result)}; return the metrics as a dict, or {self.metric} as a number.") from None


# The comment by which an archive of a folder is told from a user's own tar file.
_FOLDER = "cairn-folder"


def _is_folder_archive(file: pathlib.Path) -> bool:
    try:
        with tarfile.open(file, "r:") as archive:
            return archive.pax_headers.get("comment") == _FOLDER
    except (tarfile.TarError, OSError):
        return False


def _unpack(file: pathlib.Path, folder: pathlib.Path) -> None:
    """Unpacks files and folders, and nothing that leads out of the folder: who can write checkpoints must not write elsewhere."""
    folder.mkdir()
    root = folder.resolve()
    with tarfile.open(file, "r:") as archive:
        for member in archive:
            target = (folder / member.name).resolve()
            if target != root and root not in target.parents:
                raise CheckpointError(f"The checkpoint has a file outside of its folder: {_shown(member.name)}.")
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif member.isfile():
                target.parent.mkdir(parents=True, exist_ok=True)
                source = archive.extractfile(member)
                if source is None:
                    continue
                with open(target, "wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
                os.chmod(target, member.mode & 0o755 | 0o600)
            else:
                raise CheckpointError(f"The checkpoint has {_shown(member.name)}, which is neither file nor folder; links cannot be kept.")


Function = Callable[[Evaluation], Any]

_functions: Dict[str, Function] = {}


def evaluator(function: Optional[Function] = None, *, kind: str = "") -> Any:
    """Marks the function that runs evaluations, or those of one kind (``worker.kind`` of the sweep)."""

    def mark(marked: Function) -> Function:
        _functions[kind] = marked
        return marked

    return mark if function is None else mark(function)


class _Failure(Exception):
    """An evaluation's failure: its kind and one sentence."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind, self.message = kind, message


def _sentence(problem: BaseException) -> str:
    lines = str(problem).strip().splitlines()
    name = type(problem).__name__
    return f"{name}: {lines[0]}" if lines else name


def _evaluate(function: Function, evaluation: Evaluation) -> Tuple[float, Metrics]:
    """Runs the user's function.

    Raises:
        _Failure: it went wrong; the traceback is in the evaluation's log
    """
    try:
        try:
            result = function(evaluation)
        except SystemExit as end:
            if end.code not in (None, 0):
                raise _Failure(_ERROR, f"The code ended itself with sys.exit({end.code!r}).") from None
            result = None
        if inspect.isawaitable(result) or inspect.isgenerator(result):
            raise BadResult(f"{getattr(function, '__name__', 'the function')} gave a {_kind_of(result)}; an evaluator is a plain function.")
        return evaluation._outcome(result)
    except _Failure:
        raise
    except EvaluationCancelled:
        raise _Failure(_CANCELLED, evaluation.reason or "The evaluation was cancelled.") from None
    except BadResult as problem:
        evaluation.log(traceback.format_exc())
        raise _Failure(_BAD_RESULT, str(problem)) from None
    except BaseException as problem:  # noqa: BLE001: user code raises what it likes, and is never met with silence
        evaluation.log(traceback.format_exc())
        # A report that was answered with "enough" has done its work, whatever the code did then.
        if evaluation._enough and evaluation._reported is not None:
            return evaluation._reported
        raise _Failure(_ERROR, _sentence(problem)) from None


# --- An evaluation in hand -------------------------------------------------------------------------------------------------------


class _Tail:
    """The end of what an evaluation printed, at most 8,000 bytes; of lines that were written over (progress bars) what is seen at last."""

    def __init__(self) -> None:
        self._lines: Deque[str] = collections.deque()
        self._size = 0
        self._open = b""
        self._lock = threading.Lock()
        self._told = ""

    def feed(self, data: bytes) -> List[str]:
        """Takes bytes, gives the lines that they ended."""
        with self._lock:
            *ended, rest = (self._open + data).split(b"\n")
            # Of a line without end its last part is kept, which is what a terminal shows of a progress bar.
            self._open = rest.rsplit(b"\r", 1)[-1][-_LONGEST_LINE:]
            lines = [self._shown(line) for line in ended]
            for line in lines:
                self._add(line)
            return lines

    @staticmethod
    def _shown(line: bytes) -> str:
        text = line.rstrip(b"\r").rsplit(b"\r", 1)[-1].decode("utf-8", "replace").replace("\x00", "")
        return text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + " ..."

    def _add(self, line: str) -> None:
        self._lines.append(line)
        self._size += len(line.encode("utf-8", "replace")) + 1
        while self._size > _LONGEST_TAIL and len(self._lines) > 1:
            self._size -= len(self._lines.popleft().encode("utf-8", "replace")) + 1

    def text(self) -> str:
        with self._lock:
            lines = list(self._lines) + ([self._shown(self._open)] if self._open else [])
        return _cut_front("\n".join(lines), _LONGEST_TAIL)

    def news(self) -> str:
        """The tail if it has changed since it was asked for the last time."""
        text = self.text()
        if text == self._told:
            return ""
        self._told = text
        return text


def _cut_front(text: str, most: int) -> str:
    data = text.encode("utf-8", "replace")
    return text if len(data) <= most else data[-most:].decode("utf-8", "ignore")


class _Stop:
    """Why an evaluation is to end, and what is said of it then; kind None: nothing, its lease is lost."""

    def __init__(self, reason: str, kind: Optional[str]) -> None:
        self.reason, self.kind = reason, kind


class _Runner:
    """What runs an evaluation."""

    def ask(self, reason: str) -> None:
        """Asks it to end."""

    def force(self) -> bool:
        """Ends it; False if that cannot be done."""
        return False


class _Hand:
    """An evaluation in hand: the worker's side of its lease. Rules 2, 3, 5, 6 and 7."""

    def __init__(self, worker: "Worker", granted: Dict[str, Any]) -> None:
        lease = granted.get("lease", {})
        self.granted = granted
        self.study, self.evaluation, self.token = str(lease["study"]), str(lease["evaluation"]), int(lease["token"])
        self.trial = int(lease.get("trial", 0))
        self.kind = str(granted.get("kind", ""))
        self.lease_seconds = max(0.05, int(lease.get("leaseMillis", 0)) / 1000 or 60.0)
        limit = int(lease.get("timeLimitMillis", 0))
        self.limit = limit / 1000 if limit else None
        self.grace = max(0.0, _real(granted.get("graceSeconds", 0)))
        self.from_scratch = _real(lease.get("from", 0)) == 0
        self.to = _real(lease.get("to", 0))
        self.begun = time.monotonic()
        self.runner = _Runner()
        self.tail = _Tail()
        self.stop: Optional[_Stop] = None
        self.stopping = threading.Event()
        # Set when nothing of it counts any more; until then it may leave a checkpoint.
        self.gone = threading.Event()
        self.enough: Optional[Tuple[float, Metrics]] = None
        self.checkpoint_bytes: Optional[int] = 0 if self.from_scratch else None
        self._worker = worker
        self._wire = worker._wire
        self._sequence = 0
        self._force_at: Optional[float] = None
        self._ask_again_at: Optional[float] = None
        self._started: Optional[float] = None
        self._lock = threading.RLock()
        self._reporting = threading.Lock()
        self._settled = False

    @property
    def key(self) -> Tuple[str, str, int]:
        return self.study, self.evaluation, self.token

    def __str__(self) -> str:
        return f"{self.evaluation} (trial {self.trial}) of {self.study}"

    def start(self, runner: _Runner) -> None:
        with self._lock:
            self.runner = runner
            self._started = time.monotonic()
            if self.stop is not None:
                runner.ask(self.stop.reason)
        self._worker._look_again()

    def _seconds(self) -> float:
        return time.monotonic() - (self._started if self._started is not None else self.begun)

    def _named(self, **fields: Any) -> Dict[str, Any]:
        return {"study": self.study, "evaluation": self.evaluation, "token": str(self.token), **fields}

    def _answers(self, sequence: int) -> Callable[[Dict[str, Any]], bool]:
        """Whether an Acknowledgement is of this message: an answer that comes twice must not be taken for the next one's."""

        def check(answer: Dict[str, Any]) -> bool:
            return (answer.get("study"), answer.get("evaluation"), int(answer.get("token", 0)), int(answer.get("sequence", 0))) == (
                self.study, self.evaluation, self.token, sequence)

        return check

    # What its code wants

    def report(self, level: float, metrics: Metrics, missing: bool) -> str:
        with self._reporting:
            if self.stop is not None or self.enough is not None:
                return _STOP
            message = self._named(
                sequence=str(self._sequence + 1), resource=level, metrics=_metrics_message(metrics), costSeconds=round(self._seconds(), 3),
                **({"checkpointMissing": True} if missing else {}))
            try:
                answer = self._wire.call("report" + self._worker._query, message, quit_event=self.stopping, check=self._answers(self._sequence + 1))
            except _GivenUp:
                return _STOP
            except _Rejected as refusal:
                self._refused("report", refusal)
                return _STOP
            except Refused as refusal:
                self._worker._end_with(refusal)
                return _STOP
            self._sequence += 1
            if not answer.get("accepted"):
                self.lose(str(answer.get("reason", "")))
                return _STOP
            if answer.get("goOn"):
                return _GO_ON
            with self._lock:
                self.enough = (level, metrics)
                if level < self.to:
                    self._force_at = time.monotonic() + self.grace
            # At its end nothing was expected any more, and what it does to end in order may take its time.
            if level < self.to:
                _LOG.info("%s: the study has seen enough at %s", self, _level_text(level))
                self._worker._look_again()
            return _ENOUGH

    def _refused(self, what: str, refusal: _Rejected) -> None:
        if refusal.status == 409:
            self.lose(str(refusal))
        else:
            self.end(f"The server refused the {what} ({refusal.status}): {refusal}", _BAD_RESULT)

    def save(self, file: pathlib.Path) -> None:
        size = file.stat().st_size
        if self._worker._place is not None:
            self._worker._place.save(self.study, self.trial, self.token, file)
        else:
            self._with_checkpoint(lambda path: self._wire.put_checkpoint(path, file, self.gone))
        self.checkpoint_bytes = size

    def load(self, file: pathlib.Path) -> bool:
        if self._worker._place is not None:
            found = self._worker._place.load(self.study, self.trial, file)
        else:
            found = bool(self._with_checkpoint(lambda path: self._wire.get_checkpoint(path, file, self.gone)))
        self.checkpoint_bytes = file.stat().st_size if found else 0
        return found

    def _with_checkpoint(self, request: Callable[[str], Any]) -> Any:
        quote = urllib.parse.quote
        try:
            return request(
                f"/api/v1/remote/checkpoints/{quote(self.study, safe='')}/{self.trial}"
                f"?evaluation={quote(self.evaluation, safe='')}&token={self.token}")
        except _GivenUp:
            raise CheckpointError("The evaluation is to end, and its checkpoint is not waited for.") from None
        except _Rejected as refusal:
            if refusal.status == 409:
                self.lose(str(refusal))
            raise CheckpointError(f"The server refused the checkpoint ({refusal.status}): {refusal}") from None
        except Refused as refusal:
            self._worker._end_with(refusal)
            raise CheckpointError(str(refusal)) from None

    # Ending it

    def lose(self, reason: str) -> None:
        """Rule 3: the lease is lost; it is ended, and nothing more is sent of it."""
        _LOG.warning("%s: the lease is lost (%s)", self, reason or "no reason was given")
        with self._lock:
            self.stop = None
        self.gone.set()
        self.end(reason or "The lease is lost.", None)
        self._worker._forget(self)

    def end(self, reason: str, kind: Optional[str]) -> None:
        """Asks it to end, and has it ended by force after the grace; the first reason counts."""
        with self._lock:
            if self.stop is not None or self._settled:
                return
            self.stop = _Stop(reason, kind)
            if self._force_at is None:
                self._force_at = time.monotonic() + self.grace
                self._ask_again_at = time.monotonic() + self.grace / 2
            runner = self.runner
        self.stopping.set()
        if kind is not None:
            _LOG.info("%s: is asked to end (%s)", self, reason)
        runner.ask(reason)
        self._worker._look_again()

    def force_now(self) -> None:
        with self._lock:
            self._ask_again_at = None
            self._force_at = time.monotonic()
        self._worker._look_again()

    def due(self) -> Optional[float]:
        """When there is something to do about it next."""
        with self._lock:
            if self._ask_again_at is not None:
                return self._ask_again_at
            if self._force_at is not None:
                return self._force_at
            if self.limit is not None and self._started is not None and not self._settled:
                return self._started + self.limit
            return None

    def look(self) -> None:
        """Does what is due."""
        due = self.due()
        if due is None or time.monotonic() < due:
            return
        with self._lock:
            again, self._ask_again_at = self._ask_again_at, None
            reason = self.stop.reason if self.stop is not None else ""
            forcing = again is None and self._force_at is not None
            if forcing:
                self._force_at = math.inf
                self.gone.set()
        if again is not None:
            self.runner.ask(reason)
        elif not forcing:
            self.end(f"The evaluation ran longer than its limit of {self.limit:g} s.", _TIME_LIMIT)
        elif not self.runner.force():
            self._worker._abandon(self)

    def settle(self, outcome: Union[Tuple[float, Metrics], _Failure]) -> None:
        """Tells the server how it ended, until that is answered."""
        with self._lock:
            if self._settled:
                return
            self._settled = True
            stop = self.stop
            # What was reported and seen as enough is the result, however the code ended then.
            if self.enough is not None and (stop is None or stop.kind is not None):
                outcome, stop = self.enough, None
        if stop is not None and stop.kind is None:
            return
        try:
            # What was done by the time it was asked to end is not thrown away; what overran its limit is.
            if isinstance(outcome, tuple) and (stop is None or stop.kind == _CANCELLED):
                self._complete(*outcome)
            elif stop is not None and stop.kind is not None:
                self._fail(stop.kind, stop.reason)
            elif isinstance(outcome, _Failure):
                self._fail(outcome.kind, outcome.message)
        except _GivenUp:
            _LOG.warning("%s: its end was not answered before the worker had to leave", self)
        except Refused as refusal:
            self._worker._end_with(refusal)
        finally:
            self._worker._forget(self)

    def _complete(self, level: float, metrics: Metrics) -> None:
        message = self._named(
            resource=level, metrics=_metrics_message(metrics), costSeconds=round(self._seconds(), 3), logTail=self.tail.text())
        if self.checkpoint_bytes is not None:
            message["checkpointBytes"] = str(self.checkpoint_bytes)
        try:
            answer = self._wire.call("complete" + self._worker._query, message, quit_event=self._worker._given_up, check=self._answers(0))
        except _Rejected as refusal:
            if refusal.status != 409:
                self._fail(_BAD_RESULT, f"The server refused the result ({refusal.status}): {refusal}")
            return
        self._told(answer, f"completed at {_level_text(level)} in {self._seconds():.1f} s")

    def _fail(self, kind: str, text: str) -> None:
        text = _clean(text)
        text = text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + " ..."
        message = self._named(kind=kind, message=text, logTail=self.tail.text(), costSeconds=round(self._seconds(), 3))
        try:
            answer = self._wire.call("fail" + self._worker._query, message, quit_event=self._worker._given_up, check=self._answers(0))
        except _Rejected as refusal:
            _LOG.error("%s: the server refused even its failure (%d): %s", self, refusal.status, refusal)
            return
        self._told(answer, f"failed, {kind[len('FAILURE_KIND_'):].lower().replace('_', ' ')}: {text}")

    def _told(self, answer: Mapping[str, Any], what: str) -> None:
        if answer.get("accepted"):
            _LOG.info("%s: %s", self, what)
        else:
            _LOG.warning("%s: %s, but the server did not take it: %s", self, what, answer.get("reason", ""))


class _Place:
    """A folder for checkpoints, of this machine or shared by many: one file a trial, replaced as a whole."""

    def __init__(self, folder: str) -> None:
        self.folder = pathlib.Path(folder).expanduser().resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.name = f"cairn_worker:{self.folder}"

    def _file(self, study: str, trial: int) -> pathlib.Path:
        if not _NAME.fullmatch(study) or study.startswith("."):
            raise CheckpointError(f"The study {_shown(study)} cannot have a folder of that name.")
        return self.folder / study / f"trial-{trial}"

    def save(self, study: str, trial: int, token: int, file: pathlib.Path) -> None:
        target = self._file(study, trial)
        target.parent.mkdir(exist_ok=True)
        fresh = target.with_name(f".{target.name}.{token}")
        try:
            with open(file, "rb") as source, open(fresh, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
                sink.flush()
                os.fsync(sink.fileno())
            os.replace(fresh, target)
        except OSError as problem:
            raise CheckpointError(f"The checkpoint cannot be written: {problem}.") from None

    def load(self, study: str, trial: int, file: pathlib.Path) -> bool:
        try:
            shutil.copyfile(self._file(study, trial), file)
            return True
        except FileNotFoundError:
            return False
        except OSError as problem:
            raise CheckpointError(f"The checkpoint cannot be read: {problem}.") from None

    def delete(self, study: str, trials: Iterable[int], all_but: bool) -> None:
        """Deletes what nobody needs; what cannot be deleted is told and left."""
        try:
            folder = self._file(study, 0).parent
            named = {f"trial-{trial}" for trial in trials}
            for file in list(folder.iterdir()) if folder.is_dir() else []:
                if (file.name not in named) if all_but else (file.name in named):
                    file.unlink()
            if all_but and not named and folder.is_dir():
                folder.rmdir()
        except (OSError, CheckpointError) as problem:
            _LOG.warning("checkpoints of %s stay: %s", study, problem)


# --- Running evaluations ---------------------------------------------------------------------------------------------------------

# How a fresh interpreter knows that it is to run one evaluation.
_CHILD = "--run-one-evaluation"

# In the environment of such an interpreter and of all that it starts.
_WITHIN = "CAIRN_WITHIN_EVALUATION"

# Set in such an interpreter: ``run`` in the user's script then ends the loading of the script, for all that is needed is there by then.
_loading = False


class _Loaded(BaseException):
    """The user's script has come to ``cairn.run``."""


def _main_program() -> Dict[str, Any]:
    """What a fresh interpreter has to load to know the user's functions.

    Raises:
        CairnError: there is no file to load
    """
    if _target is not None:
        return {"target": _target}
    main = sys.modules["__main__"]
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name:
        return {"module": spec.name}
    file = getattr(main, "__file__", None)
    if file is None or not os.path.isfile(file):
        raise CairnError(
            "Evaluations run in fresh interpreters, and there is no file that those could load (a notebook, or an interactive session); "
            "put the function into a file, or use isolation='thread'.")
    return {"file": os.path.abspath(file)}


# FILE.py or MODULE, and FUNCTION, of the command line.
_target: Optional[List[str]] = None


def _load_target(target: Sequence[str], kind: str = "") -> None:
    """Imports ``module:function`` and marks the function unless it has marked itself."""
    module = importlib.import_module(target[0])
    if len(target) > 1:
        function: Any = module
        for name in target[1].split("."):
            function = getattr(function, name, None)
        if not callable(function):
            raise CairnError(f"The module {target[0]} has no function {target[1]}.")
        if function not in _functions.values():
            _functions[kind] = function


def _load_main(program: Mapping[str, Any], kind: str) -> None:
    """Runs the user's script up to ``cairn.run``, under the name by which multiprocessing knows it, so that ``if __name__ == "__main__"`` is skipped."""
    global _loading
    if "target" in program:
        _load_target(program["target"], kind)
        return
    main = types.ModuleType("__mp_main__")
    if "module" in program:
        spec = importlib.util.find_spec(program["module"])
        if spec is None or spec.origin is None:
            raise CairnError(f"The module {program['module']} is not found by a fresh interpreter.")
        file = spec.origin
        main.__package__ = spec.parent
    else:
        file = program["file"]
    main.__file__ = file
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    with open(file, "rb") as source:
        code = compile(source.read(), file, "exec")
    _loading = True
    try:
        exec(code, main.__dict__)  # noqa: S102: the user's own script
    except _Loaded:
        pass
    finally:
        _loading = False


class _PipeLink(_Link):
    """In the fresh interpreter: requests go up a pipe, answers and orders come down another."""

    def __init__(self, up: int, down: Iterator[bytes]) -> None:
        self._up, self._down = up, down
        self.work: Optional[str] = None
        self._answers: "queue.Queue[Dict[str, Any]]" = queue.Queue()
        self._reason: Optional[str] = None
        self._in_call = False
        self._lock = threading.Lock()
        self.evaluation: Optional[Evaluation] = None

    def listen(self) -> None:
        threading.Thread(target=self._listen, name="cairn-orders", daemon=True).start()

    def _listen(self) -> None:
        for line in self._down:
            message = json.loads(line)
            if "stop" in message:
                self._reason = str(message["stop"])
            else:
                self._answers.put(message)
        # The worker is gone: nobody waits for a result, and nobody would end what this process has started.
        if self.work is not None:
            shutil.rmtree(self.work, ignore_errors=True)
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    def say(self, message: Mapping[str, Any]) -> None:
        data = json.dumps(message).encode() + b"\n"
        while data:
            data = data[os.write(self._up, data):]

    def _ask(self, message: Mapping[str, Any]) -> Dict[str, Any]:
        with self._lock:
            self._in_call = True
            self.say(message)
            answer = self._answers.get()
            self._in_call = False
        if "problem" in answer:
            raise CheckpointError(str(answer["problem"]))
        return answer

    def report(self, level: float, metrics: Metrics, missing: bool) -> str:
        answer = self._ask({"report": [level, metrics, missing]})
        if answer["verdict"] == _STOP and self._reason is None:
            self._reason = str(answer.get("reason", ""))
        return str(answer["verdict"])

    def save(self, file: pathlib.Path) -> None:
        self._ask({"save": str(file)})

    def load(self, file: pathlib.Path) -> bool:
        return bool(self._ask({"load": str(file)})["found"])

    def log(self, line: str) -> None:
        # What is printed goes to the log; the file descriptor is used in case the code has put something else in sys.stdout's place.
        os.write(2, line.rstrip("\n").encode("utf-8", "replace") + b"\n")

    def stopped(self) -> Optional[str]:
        return self._reason

    def on_sigterm(self, number: int, frame: Any) -> None:
        """Code that looks whether it is cancelled has been told, and code that waits for an answer is told by it; in other code it is raised. The signal comes
        again at half of the grace."""
        if self._reason is None:
            self._reason = "The evaluation was asked to end."
        if not self._in_call and (self.evaluation is None or not self.evaluation._looked):
            raise EvaluationCancelled(self._reason)


def _lines(descriptor: int) -> Iterator[bytes]:
    """Lines of a pipe. Without a buffered reader: a thread that waits in one makes the interpreter abort when it ends."""
    rest = b""
    while True:
        data = os.read(descriptor, 1 << 16)
        if not data:
            return
        *lines, rest = (rest + data).split(b"\n")
        yield from lines


def _child_main() -> int:
    """One evaluation in an interpreter of its own: its facts come first on standard input, what it prints goes to standard error."""
    down, up = _lines(os.dup(0)), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    import faulthandler
    faulthandler.enable()
    facts = json.loads(next(down))
    link = _PipeLink(up, down)
    link.work = facts["work"]
    signal.signal(signal.SIGTERM, link.on_sigterm)
    link.listen()
    try:
        # The user's modules import this one by its name, and must get this very copy, whatever it was started as.
        sys.modules["cairn_worker"] = sys.modules[__name__]
        sys.path[:] = facts["path"]
        sys.argv[:] = facts["argv"]
        try:
            _load_main(facts["program"], facts["granted"].get("kind", ""))
        except EvaluationCancelled:
            raise
        except BaseException as problem:  # noqa: BLE001: a script may do anything when it is loaded, sys.exit included
            traceback.print_exc()
            raise _Failure(_ERROR, f"The script could not be loaded: {_sentence(problem)}") from None
        function = _function_for(facts["granted"])
        evaluation = Evaluation(facts["granted"], link, pathlib.Path(facts["work"]))
        link.evaluation = evaluation
        level, metrics = _evaluate(function, evaluation)
        end: Dict[str, Any] = {"result": [level, metrics]}
    except _Failure as failure:
        end = {"failure": [failure.kind, failure.message]}
    except EvaluationCancelled:
        end = {"failure": [_CANCELLED, link.stopped() or "The evaluation was cancelled."]}
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    link.say(end)
    return 0


def _function_for(granted: Mapping[str, Any]) -> Function:
    kind = str(granted.get("kind", ""))
    function = _functions.get(kind)
    if function is None:
        there = ", ".join(sorted(k or "without a kind" for k in _functions)) or "nothing"
        raise _Failure(_UNAVAILABLE, f"This worker runs no evaluations of kind {kind!r}; it runs {there}.")
    return function


class _Child(_Runner):
    """An evaluation in an interpreter of its own, which leads a process group of its own."""

    def __init__(self, hand: _Hand, worker: "Worker", work: pathlib.Path) -> None:
        self._hand, self._worker, self._work = hand, worker, work
        self._lock = threading.Lock()
        environment = dict(os.environ)
        if "CAIRN_TOKEN" in environment:
            # Evaluations need no token; a script that reads the variable when it is loaded finds it, empty.
            environment["CAIRN_TOKEN"] = ""
        environment[_WITHIN] = hand.evaluation
        if hand.granted.get("lease", {}).get("traceparent"):
            environment["TRACEPARENT"] = str(hand.granted["lease"]["traceparent"])
        self._process = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, start_new_session=True)
        self._printing = threading.Lock()
        self._waiter = threading.Thread(target=self._wait, name=f"cairn-wait-{hand.evaluation}", daemon=True)
        self._printer = threading.Thread(target=self._print, name=f"cairn-log-{hand.evaluation}", daemon=True)
        self._waiter.start()
        self._printer.start()

    def _wait(self) -> None:
        self._process.wait()
        # What it has started and left behind holds memory and GPUs, and our pipes.
        self._signal_group(getattr(signal, "SIGKILL", signal.SIGTERM))

    def _signal_group(self, number: int) -> None:
        try:
            os.killpg(self._process.pid, number)
        except (OSError, AttributeError):
            pass

    def _print(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        while True:
            _readable(stream.fileno(), None)
            with self._printing:
                data = os.read(stream.fileno(), 1 << 16)
                for line in self._hand.tail.feed(data or b"\n"):
                    if self._worker._echo and (data or line):
                        print(f"{self._hand.evaluation} | {line}", file=sys.stderr, flush=True)
            if not data:
                return

    def _wait_for_print(self) -> None:
        """Until all is in the log that was printed before now."""
        stream = self._process.stderr
        assert stream is not None
        while self._printer.is_alive():
            with self._printing:
                if not _readable(stream.fileno(), 0):
                    return
            time.sleep(0)

    def _say(self, message: Mapping[str, Any]) -> None:
        with self._lock:
            try:
                assert self._process.stdin is not None
                self._process.stdin.write(json.dumps(message).encode() + b"\n")
                self._process.stdin.flush()
            except (OSError, ValueError):
                pass  # It is ending, and its end is seen where its output is read.

    def ask(self, reason: str) -> None:
        self._say({"stop": reason})
        if self._process.poll() is None:
            try:
                self._process.send_signal(signal.SIGTERM)
            except OSError:
                pass

    def force(self) -> bool:
        if hasattr(os, "killpg"):
            self._signal_group(signal.SIGKILL)
        else:
            self._process.kill()
        return True

    def outcome(self, program: Mapping[str, Any]) -> Union[Tuple[float, Metrics], _Failure]:
        """Serves it until it has said how it ended, or is gone."""
        self._say({"granted": self._hand.granted, "program": program, "path": sys.path, "argv": sys.argv, "work": str(self._work)})
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                message = json.loads(line)
            except ValueError:
                break  # Ended while it wrote.
            if "result" in message or "failure" in message:
                self._wait_for_print()
            if "result" in message:
                level, metrics = message["result"]
                return float(level), metrics
            if "failure" in message:
                return _Failure(*message["failure"])
            self._say(self._answer(message))
        self._waiter.join()
        self._printer.join(2)
        return _Failure(_ERROR, self._how_it_died(self._process.returncode))

    def _answer(self, message: Mapping[str, Any]) -> Dict[str, Any]:
        hand = self._hand
        try:
            if "report" in message:
                verdict = hand.report(*message["report"])
                return {"verdict": verdict, "reason": hand.stop.reason if hand.stop else ""}
            if "save" in message:
                hand.save(pathlib.Path(message["save"]))
                return {}
            return {"found": hand.load(pathlib.Path(message["load"]))}
        except (CheckpointError, OSError) as problem:
            return {"problem": str(problem)}

    @staticmethod
    def _how_it_died(code: int) -> str:
        if code >= 0:
            return f"The process of the evaluation ended itself with code {code}, without a result."
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        why = "; the machine may be out of memory" if name == "SIGKILL" else ""
        return f"The process of the evaluation was ended by {name}{why}."

    def finish(self) -> None:
        """Waits until it is gone; what does not go within the grace is ended by force."""
        self._waiter.join(max(1.0, self._hand.grace))
        self.force()
        self._waiter.join()
        self._printer.join(2)
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass


class _DirectLink(_Link):
    """In the worker's own process."""

    def __init__(self, hand: _Hand) -> None:
        self._hand = hand

    def report(self, level: float, metrics: Metrics, missing: bool) -> str:
        return self._hand.report(level, metrics, missing)

    def save(self, file: pathlib.Path) -> None:
        self._hand.save(file)

    def load(self, file: pathlib.Path) -> bool:
        return self._hand.load(file)

    def log(self, line: str) -> None:
        self._hand.tail.feed(line.encode("utf-8", "replace") + b"\n")

    def stopped(self) -> Optional[str]:
        return self._hand.stop.reason if self._hand.stop is not None else None


class _Here(_Runner):
    """An evaluation in a thread of the worker's process, or in the user's own loop: it can be asked, and never be forced."""


# --- The worker ------------------------------------------------------------------------------------------------------------------


def _secret(token: Optional[str], token_file: Optional[str]) -> Optional[str]:
    """The token: as given, of a file, or of the environment (CAIRN_TOKEN, CAIRN_TOKEN_FILE)."""
    if token:
        return token
    file = token_file or (None if os.environ.get("CAIRN_TOKEN") else os.environ.get("CAIRN_TOKEN_FILE"))
    if file is None:
        return os.environ.get("CAIRN_TOKEN") or None
    try:
        with open(file, encoding="utf-8") as lines:
            words = [line.split() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(f"The token's file {file} cannot be read: {problem}.") from None
    if not words:
        raise Refused(f"The token's file {file} has no token in it.")
    return words[0][-1]


def _address(server: Optional[str]) -> str:
    address = server or os.environ.get("CAIRN_SERVER")
    if not address:
        raise Refused("No server is named; give its address, or set CAIRN_SERVER, for example to http://127.0.0.1:7350.")
    return address


def _own_name() -> str:
    host = re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname())[:80].lstrip("._-") or "worker"
    return f"{host}-{secrets.token_hex(4)}"


class Worker:
    """Takes evaluations of a server.

    With a loop of one's own, one evaluation after the other in this very process, as a context manager::

        with cairn.Worker("http://127.0.0.1:7350") as worker:
            for evaluation in worker:
                with evaluation:
                    evaluation.complete({"loss": train(**evaluation.configuration)})

    There what overruns its limit can be asked to end and not be forced; ``run`` with isolated evaluations can.

    Args:
        server: address; default CAIRN_SERVER
        token, token_file: of role ``work``; default CAIRN_TOKEN, CAIRN_TOKEN_FILE
        name: unique in the cluster. A name that stays over restarts gives the evaluations of the process before back at once; by default there is a new one
            for each process, and they come back when their lease is over
        slots: evaluations at once, 1 to 1,000
        labels: what this machine has, for example ``["gpu"]``
        kinds: kinds of evaluation; default those of the functions that are marked
        isolation: ``process`` or ``thread``
        checkpoints: a folder for them, of this machine or shared by many; default: the server keeps them
        ca: file with the certificate of the authority that has signed the server's; default CAIRN_CA, else the system's
        drain_grace: seconds that evaluations may go on after SIGTERM or Ctrl-C
        wait: seconds of a long poll, up to 60
        echo: whether to print what evaluations print
    """

    def __init__(
            self, server: Optional[str] = None, token: Optional[str] = None, *, name: Optional[str] = None, slots: int = 1,
            labels: Sequence[str] = (), kinds: Optional[Sequence[str]] = None, isolation: str = "process",
            checkpoints: Optional[str] = None, ca: Optional[str] = None, token_file: Optional[str] = None, drain_grace: float = 30.0,
            wait: float = 30.0, echo: bool = True) -> None:
        problems = []
        self.name = name or _own_name()
        if not _NAME.fullmatch(self.name):
            problems.append(f"name = {self.name!r} must be 1 to 100 letters, digits, '.', '_' and '-', the first a letter or digit")
        if not 1 <= int(slots) <= 1000:
            problems.append(f"slots = {slots} must be from 1 to 1000")
        if isolation not in ("process", "thread"):
            problems.append(f"isolation = {isolation!r} must be 'process' or 'thread'")
        if isinstance(labels, str):
            problems.append(f"labels = {labels!r} must be a list of words, ['gpu'] for example")
        else:
            problems += [f"label {label!r} must be 1 to 63 lower-case letters, digits, '.', '_' and '-'" for label in labels
                         if not _LABEL.fullmatch(str(label))]
        problems += [f"kind {kind!r} must be 1 to 63 letters, digits, '.', '_' and '-'" for kind in kinds or []
                     if not _KIND.fullmatch(str(kind))]
        if not 0 <= wait <= 60:
            problems.append(f"wait = {wait} must be from 0 to 60 seconds")
        if drain_grace < 0:
            problems.append(f"drain_grace = {drain_grace} must not be negative")
        if problems:
            raise Refused("The worker cannot start: " + "; ".join(problems) + ".")
        self._wire = _Wire(_Http(_address(server), _secret(token, token_file), ca or os.environ.get("CAIRN_CA") or None))
        # The messages of an evaluation do not name the worker, and the server finds it by its name.
        self._query = "?worker=" + urllib.parse.quote(self.name, safe="")
        self._session = secrets.token_hex(16)
        self._slot_count = slots
        self._labels = [str(label) for label in labels]
        self._kinds = None if kinds is None else [str(kind) for kind in kinds]
        self._isolated = isolation == "process"
        try:
            self._place = None if checkpoints is None else _Place(checkpoints)
        except OSError as problem:
            raise Refused(f"The folder for checkpoints {checkpoints} cannot be made: {problem}.") from None
        self._drain_grace = drain_grace
        self._wait_seconds = wait
        self._echo = echo
        self._program: Dict[str, Any] = {}
        self._hands: Dict[Tuple[str, str, int], _Hand] = {}
        self._seen: "collections.OrderedDict[Tuple[str, str, int], None]" = collections.OrderedDict()
        self._changed = threading.Condition(threading.RLock())
        self._free_slots = threading.BoundedSemaphore(slots)
        self._serving = 0
        self._stuck: Dict[Tuple[str, str, int], _Hand] = {}
        self._draining = False
        self._cancel_at: Optional[float] = None
        self._give_up_at: Optional[float] = None
        self._given_up = threading.Event()
        self._poll_over = threading.Event()
        self._poll_socket: Optional[socket.socket] = None
        self._over = threading.Event()
        self._inbox: "queue.SimpleQueue[str]" = queue.SimpleQueue()
        self._error: Optional[CairnError] = None
        self._signals = 0
        self._own_loop: "Optional[queue.SimpleQueue[Optional[_Hand]]]" = None
        self._handlers: Dict[int, Any] = {}

    # The two ways to use it

    def run(self) -> int:
        """Runs evaluations with the marked functions until it is drained; returns the exit code.

        Raises:
            Refused, Taken: the server does not let it in (any more)
        """
        if not _functions:
            raise CairnError("No function is marked with @evaluator; there is nothing that this worker could run.")
        if "" in _functions and len(_functions) > 1:
            raise CairnError("One evaluator has no kind and others have; give each its kind, since a worker is asked by kind.")
        if self._kinds is None:
            self._kinds = [kind for kind in _functions if kind]
            for kind in self._kinds:
                if not _KIND.fullmatch(kind):
                    raise CairnError(f"The kind {kind!r} of an evaluator must be 1 to 63 letters, digits, '.', '_' and '-'.")
        if self._isolated:
            self._program = _main_program()
        self._catch_signals(signal.SIGINT, signal.SIGTERM)
        try:
            self._start()
            self._mind()
            if not self._over.wait(10):
                _LOG.warning("leaving although not everything has ended")
        finally:
            self._release_signals()
        if self._error is not None:
            raise self._error
        return 130 if self._signals > 1 else 0

    def __enter__(self) -> "Worker":
        if self._slot_count != 1:
            raise Refused(f"slots = {self._slot_count}, but a loop of one's own runs one evaluation at a time; use run for more.")
        _log_to_stderr()
        self._own_loop = queue.SimpleQueue()
        if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            self._catch_signals(signal.SIGTERM)
        self._start()
        threading.Thread(target=self._mind, name="cairn-mind", daemon=True).start()
        return self

    def __iter__(self) -> Iterator[Evaluation]:
        if self._own_loop is None:
            raise CairnError("A worker is gone through inside of its with statement: with Worker(..) as worker: for evaluation in worker: ..")
        while True:
            hand = self._own_loop.get()
            if hand is None:
                if self._error is not None:
                    raise self._error
                return
            if hand.stop is not None:
                hand.settle(_Failure(_CANCELLED, hand.stop.reason))
                continue
            work = tempfile.mkdtemp(prefix="cairn-")
            try:
                evaluation = Evaluation(hand.granted, _DirectLink(hand), pathlib.Path(work))
                ended: List[bool] = []
                evaluation._end = lambda problem, result: self._end_own(hand, evaluation, ended, problem, result)  # noqa: B023
                hand.start(_Here())
                yield evaluation
                if not ended:
                    self._end_own(hand, evaluation, ended, None, evaluation._result)
            finally:
                with self._changed:
                    self._stuck.pop(hand.key, None)
                shutil.rmtree(work, ignore_errors=True)

    def _end_own(self, hand: _Hand, evaluation: Evaluation, ended: List[bool], problem: Optional[BaseException], result: Any) -> None:
        """The end of an evaluation of the user's own loop."""
        if ended:
            return
        ended.append(True)

        def outcome(_: Evaluation) -> Any:
            if problem is not None:
                raise problem
            return result

        if problem is not None and not isinstance(problem, (Exception, EvaluationCancelled, SystemExit)):
            hand.end("The worker was interrupted.", _CANCELLED)
        try:
            hand.settle(_evaluate(outcome, evaluation))
        except _Failure as failure:
            hand.settle(failure)

    def __exit__(self, kind: Any, problem: Optional[BaseException], trace: Any) -> None:
        for hand in self._held():
            hand.end("The worker leaves.", _CANCELLED)
            hand.settle(_Failure(_CANCELLED, "The worker leaves."))
        self.drain("its loop has ended")
        self._over.wait(10)
        self._inbox.put("over")
        self._release_signals()
        if problem is None and self._error is not None:
            raise self._error

    def drain(self, why: str, grace: Optional[float] = None) -> None:
        """Takes no more evaluations; those in hand may go on for so many seconds, None: to their end. Then it leaves."""
        with self._changed:
            first, self._draining = not self._draining, True
            if grace is not None and self._cancel_at is None:
                self._cancel_at = time.monotonic() + grace
                # After their grace, evaluations have theirs, and then there is some time to tell how they ended.
                self._give_up_at = self._cancel_at + max([h.grace for h in self._hands.values()], default=0.0) + 20.0
            self._changed.notify_all()
        if first:
            _LOG.info("draining: %s; %d in hand", why, len(self._held()))
        self._interrupt_poll()

    # Signals

    def _catch_signals(self, *numbers: int) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in numbers:
            # Nothing but a put, which is safe wherever the signal comes; what it means is done by whoever waits there.
            self._handlers[number] = signal.signal(number, lambda n, f: self._inbox.put("signal"))

    def _release_signals(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()

    def _mind(self) -> None:
        """Waits until it is over, and does what signals ask for meanwhile."""
        while self._inbox.get() == "signal":
            self._signals += 1
            if self._signals == 1:
                self.drain("a signal has come; another one cancels what runs", self._drain_grace)
            elif self._signals == 2:
                _LOG.warning("another signal: what runs is cancelled")
                with self._changed:
                    self._cancel_at = time.monotonic()
                    self._give_up_at = self._cancel_at + max([h.grace for h in self._held()], default=0.0) + 5.0
                    self._changed.notify_all()
            else:
                for hand in self._held():
                    hand.runner.force()
                os._exit(130)

    # Threads

    def _start(self) -> None:
        _LOG.info(
            "worker %s asks %s for evaluations%s; %d slot%s%s", self.name, self._wire.http.server,
            " of kind " + ", ".join(self._kinds) if self._kinds else "", self._slot_count, "" if self._slot_count == 1 else "s",
            ", labels " + ", ".join(self._labels) if self._labels else "")
        for work in (self._lease_again_and_again, self._pulse_again_and_again, self._watch):
            threading.Thread(target=work, name="cairn" + work.__name__.replace("_", "-"), daemon=True).start()

    def _held(self) -> List[_Hand]:
        with self._changed:
            return list(self._hands.values())

    def _look_again(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _forget(self, hand: _Hand) -> None:
        with self._changed:
            self._hands.pop(hand.key, None)
            self._changed.notify_all()
            last = self._draining and not self._hands
        if last:
            self._interrupt_poll()

    def _end_with(self, error: CairnError) -> None:
        """The server does not want this process any more: whatever runs has lost its lease."""
        with self._changed:
            if self._error is None:
                self._error = error
        self._given_up.set()
        for hand in self._held():
            hand.end("The worker ends.", None)
            hand.force_now()
        self._interrupt_poll()

    def _interrupt_poll(self) -> None:
        """Ends the wait for evaluations. What its answer may have held is given again, or given to others when this worker leaves."""
        self._poll_over.set()
        waiting = self._poll_socket
        if waiting is not None:
            try:
                # Of the plain socket: that of TLS takes its state apart while the other thread reads.
                socket.socket.shutdown(waiting, socket.SHUT_RDWR)
            except (OSError, TypeError):
                pass

    def _poll_connected(self, connected: Optional[socket.socket]) -> None:
        self._poll_socket = connected
        if connected is not None and self._poll_over.is_set():
            raise _GivenUp()

    def _who(self, hands: Iterable[_Hand], tails: bool) -> Dict[str, Any]:
        held = []
        for hand in hands:
            tail = hand.tail.news() if tails else ""
            held.append(hand._named(**({"logTail": tail} if tail else {})))
        return {"worker": self.name, "session": self._session, "held": held}

    def _request(self) -> Dict[str, Any]:
        with self._changed:
            # A thread that does not end takes its slot with it.
            slots = self._slot_count - len(self._stuck)
            draining = self._draining or slots < 1
            return {
                **self._who(self._held(), False), "slots": max(1, slots), "labels": self._labels, "kinds": self._kinds or [],
                "waitMillis": int(self._wait_seconds * 1000), "draining": draining,
                "checkpoints": self._place.name if self._place is not None else ""}

    def _lease_again_and_again(self) -> None:
        """Rules 1, 9 and 10."""
        try:
            while True:
                self._poll_over.clear()
                with self._changed:
                    if self._error is not None or self._given_up.is_set():
                        break
                    if self._draining and not self._hands and self._serving == 0:
                        break
                began = time.monotonic()
                try:
                    orders = self._wire.call(
                        "lease", self._request(), self._wait_seconds + 30, self._poll_over, connected=self._poll_connected)
                except _GivenUp:
                    continue
                if not self._obey(orders) and time.monotonic() - began < 0.5:
                    # What is told again and again while an evaluation takes its time to end must not make this a storm.
                    self._poll_over.wait(0.5)
        except (Refused, _Rejected) as refusal:
            self._end_with(self._why_ended("lease", refusal))
        except Exception:  # noqa: BLE001
            _LOG.exception("a bug of the worker")
            self._end_with(CairnError("The worker has a bug, see above."))
        self._leave()

    @staticmethod
    def _why_ended(name: str, refusal: CairnError) -> CairnError:
        if not isinstance(refusal, _Rejected):
            return refusal
        if refusal.status == 409:
            return Taken(f"The server has given this worker's place to another: {refusal}")
        return Refused(f"The server refuses /api/v1/remote/{name} ({refusal.status}): {refusal}")

    def _leave(self) -> None:
        with self._changed:
            deadline = time.monotonic() + 10
            while (self._serving > 0 or self._hands) and self._error is None and time.monotonic() < deadline:
                self._changed.wait(deadline - time.monotonic())
        if self._error is None:
            try:
                self._wire.call("leave", {"worker": self.name, "session": self._session}, 5.0, tries=4)
                _LOG.info("left")
            except (_GivenUp, _Rejected, Refused) as problem:
                _LOG.warning("left without an answer %s", problem)
        else:
            with self._changed:
                deadline = time.monotonic() + 10
                while self._serving > 0 and time.monotonic() < deadline:
                    self._changed.wait(deadline - time.monotonic())
        self._over.set()
        self._look_again()
        if self._own_loop is not None:
            self._own_loop.put(None)
        self._inbox.put("over")

    def _pulse_again_and_again(self) -> None:
        """Rule 4: whatever else waits, this goes on."""
        pauses = _Pauses()
        sent, retry = time.monotonic(), math.inf
        while not self._over.is_set():
            with self._changed:
                hands = list(self._hands.values())
                interval = min([15.0] + [hand.lease_seconds / 4 for hand in hands]) if hands else 5.0
                wait = sent + min(interval, retry) - time.monotonic()
                if wait > 0:
                    self._changed.wait(wait)
                    continue
            sent = time.monotonic()
            try:
                self._obey(self._wire.call("pulse", self._who(hands, True), min(10.0, max(1.0, 2 * interval)), tries=1))
                pauses, retry = _Pauses(), math.inf
            except _GivenUp:
                retry = pauses.next(None)
                for hand in hands:
                    hand.tail._told = ""
            except (Refused, _Rejected) as refusal:
                if not self._over.is_set():
                    self._end_with(self._why_ended("pulse", refusal))
                return
            except Exception:  # noqa: BLE001: a pulse that does not go on loses every lease
                _LOG.exception("a bug of the worker")

    def _watch(self) -> None:
        """Limits, graces and the end of a drain, by the monotonic clock."""
        while not self._over.is_set():
            for hand in self._held():
                hand.look()
            now = time.monotonic()
            with self._changed:
                cancel = self._cancel_at is not None and now >= self._cancel_at
                if cancel:
                    self._cancel_at = None
                if self._give_up_at is not None and now >= self._give_up_at:
                    self._give_up_at = None
                    self._given_up.set()
            if cancel:
                for hand in self._held():
                    hand.end("The worker leaves.", _CANCELLED)
            if self._given_up.is_set():
                self._interrupt_poll()
            with self._changed:
                dues = [d for d in [h.due() for h in self._hands.values()] + [self._cancel_at, self._give_up_at] if d is not None]
                wait = min(dues + [time.monotonic() + 60]) - time.monotonic()
                if wait > 0 and not self._over.is_set():
                    self._changed.wait(wait)

    # Orders

    def _obey(self, orders: Mapping[str, Any]) -> bool:
        """Does what the server says; returns whether there was anything new."""
        news = False
        for granted in orders.get("leases", []):
            news |= self._take(granted)
        for order in orders.get("cancel", []):
            with self._changed:
                hand = self._hands.get((str(order.get("study")), str(order.get("evaluation")), int(order.get("token", 0))))
            if hand is not None and hand.stop is None:
                hand.end(str(order.get("reason") or "The server has cancelled it."), _CANCELLED)
                news = True
        for order in orders.get("unneeded", []):
            if self._place is not None:
                self._place.delete(str(order.get("study", "")), [int(t) for t in order.get("trials", [])], bool(order.get("allBut")))
        if orders.get("drain") and not self._draining:
            self.drain("the server asks for it")
            news = True
        return news

    def _take(self, granted: Dict[str, Any]) -> bool:
        try:
            hand = _Hand(self, granted)
        except (KeyError, TypeError, ValueError) as problem:
            _LOG.error("a lease cannot be read (%r): %s", problem, _shown(granted))
            return False
        with self._changed:
            # An answer may come twice, or late: what this process has had is not begun again.
            if hand.key in self._seen:
                return False
            self._seen[hand.key] = None
            if len(self._seen) > 100_000:
                self._seen.popitem(last=False)
            older = [h for h in self._hands.values() if (h.study, h.evaluation) == (hand.study, hand.evaluation)]
            self._hands[hand.key] = hand
            self._changed.notify_all()
        for other in older:
            other.lose("it was given out again")
        lease = granted.get("lease", {})
        _LOG.info(
            "%s: %s %s to %s%s", hand, lease.get("resource", {}).get("name", "level"), _level_text(_real(lease.get("from", 0))),
            _level_text(_real(lease.get("to", 0))), f", attempt {lease['attempt']}" if int(lease.get("attempt", 1)) > 1 else "")
        if self._draining:
            hand.end("The worker leaves.", _CANCELLED)
        if self._own_loop is not None and not self._draining:
            self._own_loop.put(hand)
        else:
            with self._changed:
                self._serving += 1
            threading.Thread(target=self._serve, args=(hand,), name=f"cairn-{hand.evaluation}", daemon=True).start()
        return True

    def _serve(self, hand: _Hand) -> None:
        """Runs an evaluation in a slot, from its beginning until the server knows its end."""
        try:
            with self._free_slots:
                if hand.stop is not None:
                    hand.settle(_Failure(_CANCELLED, hand.stop.reason))
                    return
                work = tempfile.mkdtemp(prefix="cairn-")
                try:
                    if self._isolated:
                        self._serve_isolated(hand, pathlib.Path(work))
                    else:
                        self._serve_here(hand, pathlib.Path(work))
                finally:
                    shutil.rmtree(work, ignore_errors=True)
        except OSError as problem:
            hand.settle(_Failure(_UNAVAILABLE, f"The worker could not run it: {problem}."))
        except Exception as problem:  # noqa: BLE001: never silence
            _LOG.exception("a bug of the worker")
            hand.settle(_Failure(_UNAVAILABLE, f"The worker has a bug: {_sentence(problem)}"))
        finally:
            with self._changed:
                if self._stuck.pop(hand.key, None) is None:
                    self._serving -= 1
                self._changed.notify_all()
                last = self._draining and self._serving == 0
            if last:
                self._interrupt_poll()

    def _serve_isolated(self, hand: _Hand, work: pathlib.Path) -> None:
        child = _Child(hand, self, work)
        hand.start(child)
        try:
            hand.settle(child.outcome(self._program))
        finally:
            child.finish()

    def _serve_here(self, hand: _Hand, work: pathlib.Path) -> None:
        hand.start(_Here())
        try:
            outcome: Union[Tuple[float, Metrics], _Failure] = _evaluate(
                _function_for(hand.granted), Evaluation(hand.granted, _DirectLink(hand), work))
        except _Failure as failure:
            outcome = failure
        hand.settle(outcome)

    def _abandon(self, hand: _Hand) -> None:
        """An evaluation in a thread did not end when it was asked to; nobody can make it."""
        with self._changed:
            started = hand._started is not None
            if started:
                self._stuck[hand.key] = hand
                if self._own_loop is None:
                    self._serving -= 1
        if started:
            _LOG.error(
                "%s: does not end within its grace, and in a thread it cannot be forced; its slot is not used until it does. isolation='process' can", hand)
        reason = hand.stop.reason if hand.stop is not None else ""
        threading.Thread(
            target=hand.settle, args=(_Failure(_CANCELLED, reason),), name=f"cairn-abandon-{hand.evaluation}", daemon=True).start()


def _log_to_stderr() -> None:
    """One line an event on standard error, unless the program has told logging otherwise."""
    if _LOG.handlers or logging.getLogger().handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s cairn: %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


def run(server: Optional[str] = None, token: Optional[str] = None, **options: Any) -> None:
    """Runs evaluations with the functions that are marked as :func:`evaluator`, until the worker is drained: by SIGTERM, Ctrl-C or the server.

    Ends the program with code 2 and a sentence if the server does not let the worker in, with 3 if another process has taken its name, with 130 after a
    second Ctrl-C. Options are those of :class:`Worker`.
    """
    if _loading:
        raise _Loaded()
    if _WITHIN in os.environ:
        return  # A process that an evaluation has started (multiprocessing) loads the script to know its functions.
    _log_to_stderr()
    try:
        code = Worker(server, token, **options).run()
    except CairnError as problem:
        print(f"cairn_worker: {problem}", file=sys.stderr, flush=True)
        raise SystemExit(3 if isinstance(problem, Taken) else 2) from None
    if code:
        raise SystemExit(code)


# --- The client of the API -------------------------------------------------------------------------------------------------------


class Client:
    """Sweeps of a server, over its JSON API (docs/api.md).

    Args:
        server: address; default CAIRN_SERVER
        token, token_file: of role ``run`` to submit, of role ``view`` to look; default CAIRN_TOKEN, CAIRN_TOKEN_FILE
        ca: file with the certificate of the authority that has signed the server's; default CAIRN_CA, else the system's
        patience: seconds to go on asking a server that does not answer
    """

    def __init__(
            self, server: Optional[str] = None, token: Optional[str] = None, *, token_file: Optional[str] = None,
            ca: Optional[str] = None, patience: float = 60.0) -> None:
        self._http = _Http(_address(server), _secret(token, token_file), ca or os.environ.get("CAIRN_CA") or None)
        self._patience = patience

    def _ask(self, method: str, path: str, body: Optional[Mapping[str, Any]] = None, headers: Optional[Mapping[str, str]] = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        sent = {**({"Content-Type": "application/json"} if data is not None else {}), **(headers or {})}
        pauses, until = _Pauses(), time.monotonic() + self._patience
        while True:
            retry_after = None
            try:
                answer = self._http.exchange(method, "/api/v1" + path, data, sent)
                if answer.status not in _AGAIN:
                    break
                why, retry_after = f"{answer.status}: {answer.problem()}", answer.retry_after()
            except _BROKEN as problem:
                why = str(problem) or type(problem).__name__
            pause = pauses.next(retry_after)
            if time.monotonic() + pause > until:
                raise CairnError(f"{self._http.server} does not answer {method} {path} ({why}).")
            threading.Event().wait(pause)
        if answer.status in (401, 403):
            raise Refused(f"The server does not allow {method} {path} ({answer.status}): {answer.problem()}")
        if answer.status >= 300:
            raise CairnError(f"{method} {path} ({answer.status}): {answer.problem()}")
        return json.loads(answer.body) if answer.body else None

    def submit(
            self, sweep: Union[str, "os.PathLike[str]", Mapping[str, Any]], *, study: Optional[str] = None,
            folder: Optional[str] = None) -> str:
        """Hands a sweep in and returns the id of its study.

        Args:
            sweep: a file (JSON, or HOCON without include and substitutions), or a dict of the same shape
            study: the study's id; drawn by the server by default
            folder: absolute, where commands of process workers run; by default that of the file
        """
        if isinstance(sweep, Mapping):
            content: Any = sweep
        else:
            path = pathlib.Path(sweep)
            content = read_sweep(path)
            folder = folder or str(path.resolve().parent)
        body = {"sweep": content, "folder": folder or os.getcwd(), **({"id": study} if study else {})}
        # One key for all tries: an answer that got lost makes no second study.
        return str(self._ask("POST", "/studies", body, {"Idempotency-Key": secrets.token_hex(16)})["study"])

    def study(self, study: str) -> Dict[str, Any]:
        """How the study stands now."""
        return dict(self._ask("GET", self._path(study)))

    def wait(self, study: str, *, timeout: Optional[float] = None, every: float = 2.0) -> Dict[str, Any]:
        """Waits until the study has ended, and returns how it stands then.

        Raises:
            TimeoutError: it has not ended within so many seconds
        """
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            summary = self.study(study)
            if summary["state"] == "ended":
                return summary
            if until is not None and time.monotonic() + every > until:
                raise TimeoutError(f"The study {study} has not ended within {timeout} s; it is {summary['state']}.")
            threading.Event().wait(every)

    def best(self, study: str) -> Optional[Dict[str, Any]]:
        """The best trial: ``{"trial", "configuration", "metrics", "resource"}``; None while there is no result."""
        best = self.study(study)["best"]
        return None if best is None else dict(best)

    def trials(self, study: str) -> Iterator[Dict[str, Any]]:
        """All trials, each with its results, decisions and failures (docs/json.md)."""
        known, until = self.study(study)["trials"], time.monotonic() + self._patience
        # The first question about a study finds it on its way into the server's memory, and is answered from what was read by then.
        while self._ask("GET", self._path(study) + "/trials?limit=1")["total"] < known:
            if time.monotonic() > until:
                raise CairnError(f"The server does not know all {known} trials of {study} yet.")
            threading.Event().wait(0.2)
        after = ""
        while True:
            page = self._ask("GET", self._path(study) + "/trials?sort=trial&limit=500" + after)
            for row in page["trials"]:
                yield self._ask("GET", self._path(study) + f"/trials/{row['trial']}")
            if not page.get("next"):
                return
            after = "&after=" + urllib.parse.quote(str(page["next"]), safe="")

    def stop(self, study: str) -> str:
        """Ends the study in order; returns a sentence."""
        return str(self._ask("POST", self._path(study) + "/stop", {})["result"])

    @staticmethod
    def _path(study: str) -> str:
        return "/studies/" + urllib.parse.quote(study, safe="")


def read_sweep(path: Union[str, "os.PathLike[str]"]) -> Dict[str, Any]:
    """A sweep file as the JSON that the API takes.

    Raises:
        CairnError: it is neither JSON nor the part of HOCON that is read here
    """
    file = pathlib.Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix in (".yaml", ".yml"):
            raise CairnError(f"{file}: YAML is not read here; write it as JSON or HOCON, or hand it in with `cairn submit {file} --to ..`.")
        content = json.loads(text) if file.suffix == ".json" else _Hocon(text).document()
    except (OSError, ValueError) as problem:
        raise CairnError(f"{file}: {problem}") from None
    if not isinstance(content, dict):
        raise CairnError(f"{file}: a sweep is an object of settings.")
    return content


class _Hocon:
    """HOCON (https://github.com/lightbend/config/blob/main/HOCON.md) as sweep files use it: without include, substitutions and +=."""

    _WORD_END = "$\"{}[]:=,+#`^?!@*&\\\n"

    def __init__(self, text: str) -> None:
        self._text, self._at = text.lstrip("\ufeff"), 0

    def document(self) -> Dict[str, Any]:
        self._space(True)
        result = self._object(braces=self._peek() == "{")
        self._space(True)
        if self._at < len(self._text):
            raise self._wrong("something after the end")
        return result

    def _wrong(self, what: str) -> ValueError:
        return ValueError(f"line {self._text.count(chr(10), 0, self._at) + 1}: {what}")

    def _peek(self, length: int = 1) -> str:
        return self._text[self._at:self._at + length]

    def _space(self, lines: bool) -> bool:
        """Skips blanks and comments, and ends of lines; whether there was an end of a line."""
        ended = False
        while self._at < len(self._text):
            c = self._peek()
            if c == "#" or self._peek(2) == "//":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif c == "\n" and lines:
                ended = True
                self._at += 1
            elif c != "\n" and c.isspace():
                self._at += 1
            else:
                break
        return ended

    def _object(self, braces: bool) -> Dict[str, Any]:
        result: Dict[str, Any] = {}
        self._at += braces
        while True:
            self._separators()
            if not self._peek() or self._peek() == "}":
                if bool(self._peek()) != braces:
                    raise self._wrong("a } is missing" if braces else "a } without {")
                self._at += braces
                return result
            keys = self._key()
            self._space(False)
            if self._peek() == "{":
                value = self._value()
            elif self._peek() in (":", "=") and self._peek():
                self._at += 1
                self._space(True)
                value = self._value()
            else:
                raise self._wrong(f"after {'.'.join(keys)} comes = or :, or a section in braces")
            self._put(result, keys, value)

    def _separators(self) -> None:
        self._space(True)
        while self._peek() == ",":
            self._at += 1
            self._space(True)

    @staticmethod
    def _put(into: Dict[str, Any], keys: List[str], value: Any) -> None:
        for key in keys[:-1]:
            inner = into.get(key)
            if not isinstance(inner, dict):
                inner = into[key] = {}
            into = inner
        old = into.get(keys[-1])
        if isinstance(old, dict) and isinstance(value, dict):
            for key, inner_value in value.items():
                _Hocon._put(old, [key], inner_value)
        else:
            into[keys[-1]] = value

    def _key(self) -> List[str]:
        keys: List[str] = []
        word = ""
        quoted = False
        while True:
            c = self._peek()
            if c == '"':
                word += self._quoted()
                quoted = True
            elif c == ".":
                keys.append(word)
                word, quoted = "", False
                self._at += 1
            elif not c or c in self._WORD_END or self._peek(2) == "//":
                break
            elif c.isspace():
                # Between words it belongs to the key, around it not.
                begin = self._at
                self._space(False)
                if word and self._peek() and self._peek() not in ".:={\n":
                    word += self._text[begin:self._at]
            else:
                word += c
                self._at += 1
        keys.append(word)
        if keys == ["include"] or keys[0].startswith("include "):
            raise self._wrong("include is not read here; hand the file in with `cairn submit`")
        if "" in keys and not quoted:
            raise self._wrong(f"a key is missing before {self._peek() or 'the end'!r}")
        return keys

    def _quoted(self) -> str:
        if self._peek(3) == '"""':
            end = self._text.find('"""', self._at + 3)
            if end < 0:
                raise self._wrong('a text in """ does not end')
            while self._text[end + 3:end + 4] == '"':
                end += 1
            value, self._at = self._text[self._at + 3:end], end + 3
            return value
        try:
            value, self._at = json.JSONDecoder().raw_decode(self._text, self._at)
        except ValueError as problem:
            raise self._wrong(str(problem)) from None
        return str(value)

    def _value(self) -> Any:
        """A value, or several one after the other: words make a text, sections are merged, lists are joined."""
        parts: List[Any] = []
        while True:
            c = self._peek()
            if c == "{":
                parts.append(self._object(braces=True))
            elif c == "[":
                parts.append(self._list())
            elif c == '"':
                parts.append(_Text(self._quoted()))
            elif c == "$":
                raise self._wrong("${..} is not read here; hand the file in with `cairn submit`")
            elif not c or c in ",}]\n#" or self._peek(2) == "//":
                break
            elif c in self._WORD_END:
                raise self._wrong(f"{c!r} cannot be here without quotes")
            else:
                begin = self._at
                while self._peek() and self._peek() not in self._WORD_END and self._peek(2) != "//":
                    self._at += 1
                parts.append(self._text[begin:self._at])
        if parts and isinstance(parts[-1], str) and not isinstance(parts[-1], _Text):
            parts[-1] = parts[-1].rstrip()
        parts = [p for p in parts if isinstance(p, (_Text, dict, list)) or p.strip()]
        if not parts:
            raise self._wrong("a value is missing")
        if len(parts) == 1:
            return self._literal(parts[0])
        if all(isinstance(p, dict) for p in parts):
            merged: Dict[str, Any] = {}
            for part in parts:
                for key, inner in part.items():
                    self._put(merged, [key], inner)
            return merged
        if all(isinstance(p, list) for p in parts):
            return [element for part in parts for element in part]
        if any(isinstance(p, (dict, list)) for p in parts):
            raise self._wrong("a section or a list beside a text")
        return "".join(str(p) for p in parts)

    @staticmethod
    def _literal(part: Any) -> Any:
        if not isinstance(part, str):
            return part
        if isinstance(part, _Text):
            return str(part)
        if part in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[part]
        if re.fullmatch(r"-?(0|[1-9][0-9]*)", part):
            return int(part)
        if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", part):
            return float(part)
        return part

    def _list(self) -> List[Any]:
        self._at += 1
        result: List[Any] = []
        while True:
            self._separators()
            if self._peek() == "]":
                self._at += 1
                return result
            if not self._peek():
                raise self._wrong("a ] is missing")
            result.append(self._value())


class _Text(str):
    """A text in quotes, which is no number whatever it looks like."""


# --- The command line ------------------------------------------------------------------------------------------------------------


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cairn_worker.py",
        description="Runs evaluations of a Cairn server with a Python function: function(evaluation) -> metrics.",
        epilog="SIGTERM or Ctrl-C drains: no new evaluations, those that run may go on for --drain-grace seconds; a second one cancels them. "
               "Exit codes: 0 drained, 2 refused or wrong options, 3 another process has the worker's name, 130 after a second Ctrl-C.")
    parser.add_argument("target", metavar="MODULE:FUNCTION", help="what runs evaluations: my_module:train, my_file.py:train; without :FUNCTION "
                        "the functions that are marked as evaluator in it")
    parser.add_argument("--server", help="address, http://HOST:PORT or https://HOST:PORT (default: CAIRN_SERVER)")
    parser.add_argument("--token-file", metavar="FILE", help="file with the token of role work (default: CAIRN_TOKEN_FILE); or set CAIRN_TOKEN")
    parser.add_argument("--ca", metavar="FILE", help="certificate of the authority that has signed the server's (default: CAIRN_CA)")
    parser.add_argument("--name", help="name of the worker, unique in the cluster (default: host and a random word)")
    parser.add_argument("--slots", type=int, default=1, metavar="N", help="evaluations at once (default: 1)")
    parser.add_argument("--labels", default="", metavar="WORD,..", help="what this machine has, for example gpu")
    parser.add_argument("--kind", default="", help="kind of evaluation that it runs: worker.kind of the sweep")
    parser.add_argument("--isolation", choices=["process", "thread"], default="process",
                        help="process: a fresh interpreter for each evaluation, which can be ended by force; thread: in this process (default: process)")
    parser.add_argument("--checkpoints", metavar="FOLDER", help="keep checkpoints there (default: the server keeps them)")
    parser.add_argument("--drain-grace", type=float, default=30.0, metavar="SECONDS", help="how long evaluations go on after SIGTERM (default: 30)")
    parser.add_argument("--quiet", action="store_true", help="do not print what evaluations print")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _main(arguments: Sequence[str]) -> int:
    global _target
    if list(arguments) == [_CHILD]:
        return _child_main()
    options = _arguments().parse_args(arguments)
    # Modules that import this file by its name get this very copy.
    sys.modules["cairn_worker"] = sys.modules[__name__]
    module, _, function = options.target.partition(":")
    if module.endswith(".py"):
        sys.path.insert(0, os.path.dirname(os.path.abspath(module)))
        module = os.path.basename(module)[:-3]
    else:
        sys.path.insert(0, os.getcwd())
    _target = [module, function] if function else [module]
    try:
        _load_target(_target, options.kind)
    except (CairnError, ImportError) as problem:
        print(f"cairn_worker: {options.target} cannot be loaded: {problem}", file=sys.stderr)
        return 2
    run(
        options.server, token_file=options.token_file, ca=options.ca, name=options.name, slots=options.slots,
        labels=[label.strip() for label in options.labels.split(",") if label.strip()], isolation=options.isolation,
        checkpoints=options.checkpoints, drain_grace=options.drain_grace, echo=not options.quiet,
        kinds=[options.kind] if options.kind else None)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
