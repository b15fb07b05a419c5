#!/usr/bin/env python3
"""Runs a worker against a server that does everything a network and a server can do to it, and says which rules it keeps.

    python3 conformance.py -- python3 conformance_worker.py

The command after -- is started once for each scenario, with CAIRN_SERVER and CAIRN_TOKEN in its environment. It has to be a worker with
one slot, of kind "conformance", whose evaluations do what their settings say: the JSON object {"steps": [STEP, ..]}, each STEP an
object with one key, done in order:

    {"report": {"level": 1, "metrics": {"loss": 0.5}}}   report; values may be "NaN" and "Infinity". If the answer is not to go on, end
    {"print": "text"}             print a line, or add it to the log in another way
    {"sleep": 0.5}                go on after so many seconds
    {"expect": {"big": "123"}}    fail with an error unless these parameters, written as text, are exactly this
    {"fail": "text"}              fail with an error of this text
    {"die": 3}                    end the evaluation's process with this code and without another word (a worker without processes: fail)
    {"wait": "asked"}             wait until asked to end, then end
    {"hang": true}                go on for ever, also when asked to end
    {"save": "text"}              save this text as the trial's checkpoint
    {"load": "text"}              load the checkpoint, and fail with an error unless it is this text; null: unless there is none
    {"return": {"loss": 0.4}}     end with these metrics at the evaluation's last level

An evaluation whose steps are over ends without further metrics: its last report counts. The worker ends when the server says drain.
Rules are those of docs/worker-protocol.md. Needs Python 3.8 or newer and nothing else.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

Message = Dict[str, Any]

TOKEN = "conformance-token-0123456789"
KIND = "conformance"
BASE = "/api/v1/remote/"

# What the fields of a worker's messages are, as remote.proto and worker.proto have them.
_HELD = {"study": str, "evaluation": str, "token": "int64", "logTail": str}
_METRIC = {"name": str, "value": "double"}
FIELDS: Dict[str, Dict[str, Any]] = {
    "lease": {"worker": str, "session": str, "slots": int, "labels": [str], "kinds": [str], "held": [_HELD], "waitMillis": int,
              "draining": bool, "checkpoints": str},
    "pulse": {"worker": str, "session": str, "held": [_HELD]},
    "report": {"study": str, "evaluation": str, "token": "int64", "sequence": "int64", "resource": "double", "metrics": [_METRIC],
               "costSeconds": "double", "checkpointMissing": bool},
    "complete": {"study": str, "evaluation": str, "token": "int64", "resource": "double", "metrics": [_METRIC], "costSeconds": "double",
                 "logTail": str, "checkpointBytes": "int64"},
    "fail": {"study": str, "evaluation": str, "token": "int64", "kind": str, "message": str, "logTail": str, "costSeconds": "double"},
    "leave": {"worker": str, "session": str},
}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def misfits(message: Any, fields: Any, where: str) -> Iterator[str]:
    """What of a message is not as the JSON mapping of its .proto has it."""
    if isinstance(fields, dict):
        if not isinstance(message, dict):
            yield f"{where} is {message!r} and no object"
            return
        for key, value in message.items():
            if key not in fields:
                yield f"{where} has a field {key!r} that the message does not have"
            else:
                yield from misfits(value, fields[key], f"{where}.{key}")
    elif isinstance(fields, list):
        for index, element in enumerate(message if isinstance(message, list) else [None]):
            yield from misfits(element, fields[0], f"{where}[{index}]")
    elif fields == "int64":
        if not re.fullmatch(r"-?[0-9]+", str(message)) or isinstance(message, bool):
            yield f"{where} is {message!r} and no whole number"
    elif fields == "double":
        if message not in ("NaN", "Infinity", "-Infinity") and (isinstance(message, bool) or not isinstance(message, (int, float))):
            yield f"{where} is {message!r} and no number"
    elif not isinstance(message, fields) or (fields is int and isinstance(message, bool)):
        yield f"{where} is {message!r} and no {fields.__name__}"


class Grant:
    """An evaluation that the server hands out, and what it heard of it."""

    def __init__(self, number: int, steps: Sequence[Any], *, trial: Optional[int] = None, after: Optional["Grant"] = None, **lease: Any) -> None:
        self.number, self.after = number, after
        self.trial = number if trial is None else trial
        self.token = int(lease.pop("token", 100 + number))
        self.unknown = bool(lease.pop("unknown", False))
        self.grace = float(lease.pop("grace", 1.0))
        self.lease: Message = {
            "study": "conformance-1", "evaluation": f"e{number}", "token": str(self.token), "trial": self.trial, "attempt": 1,
            "configuration": [{"name": "x", "value": {"real": 0.25}}],
            "resource": {"name": "epoch", "min": 1.0, "max": 9.0, "integral": True},
            # Long enough for a worker on a machine that is busy with other things; scenarios about leases have shorter ones.
            "from": 0.0, "to": 3.0, "seed": "4242", "leaseMillis": "30000", **lease}
        self.steps = list(steps)
        self.given = 0
        self.ended: Optional[Tuple[str, Message]] = None
        self.lost = False
        self.enough: Optional[float] = None
        self.cancelled = False
        self.reports: List[Message] = []
        # What was answered with nothing the worker could read, and must come again.
        self.owed: Optional[Tuple[str, Message]] = None
        self.given_at = 0.0
        self.over_at = 0.0

    @property
    def over(self) -> bool:
        return self.ended is not None or self.lost

    def message(self) -> Message:
        message: Message = {
            "lease": self.lease, "metric": "loss", "kind": KIND, "settings": json.dumps({"steps": self.steps}), "graceSeconds": self.grace}
        if self.unknown:
            message = {**message, "fromTheFuture": {"deep": [1, {"er": None}]}, "lease": {**self.lease, "priorityClass": "gold"}}
        return message

    def kind(self) -> str:
        """How it ended: ``complete``, or the kind of failure."""
        if self.ended is None:
            return "lost" if self.lost else "not at all"
        return self.ended[0] if self.ended[0] == "complete" else str(self.ended[1].get("kind"))


def report(level: float, loss: Any = 0.5) -> Message:
    return {"report": {"level": level, "metrics": {"loss": loss}}}


REPORTS = [report(1, 0.7), report(2, 0.6), report(3, 0.5)]


class Exchange:
    def __init__(self, method: str, target: str, message: Any) -> None:
        self.at = time.monotonic()
        self.method, self.target, self.message = method, target, message
        self.status: Optional[int] = None
        self.answer: Any = None
        self.note = ""

    def record(self) -> Message:
        line: Message = {"request": f"{self.method} {self.target}"}
        if self.message is not None:
            line["message"] = self.message
        if self.status is not None:
            line["status"] = self.status
        if self.answer is not None:
            line["answer"] = self.answer
        if self.note:
            line["note"] = self.note
        return line


class Scenario:
    """What the server hands out, what it does to the worker meanwhile, and what must have come of it."""

    name = ""
    rule = ""
    about = ""
    # By name of the request, by how many of that name have come: lose, reset (in the body), cut (in the head), drop, slow:SECONDS, status:CODE, busy:SECONDS; 0 is all.
    faults: Dict[str, Dict[int, str]] = {}
    ends_with = 0
    refused = False

    def __init__(self) -> None:
        self.grants = self.hand_out()

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS)]

    def heard(self, server: "Server", name: str, grant: Optional[Grant], message: Message) -> None:
        """Called for each message, under the server's lock, before its answer is made."""

    def done(self, server: "Server") -> bool:
        return all(grant.over for grant in self.grants)

    def expected(self) -> Dict[int, str]:
        """How evaluations end; complete where it does not say."""
        return {}

    def check(self, server: "Server") -> Iterator[str]:
        for grant in self.grants:
            expected = self.expected().get(grant.number, "complete")
            if grant.kind() != expected:
                yield f"e{grant.number} should end with {expected} and ended with {grant.kind()}{self._why(grant)}"
            if expected == "complete" and grant.ended is not None and grant.ended[0] == "complete":
                level = grant.enough if grant.enough is not None else float(grant.lease["to"])
                if float(grant.ended[1].get("resource", 0)) != level:
                    yield f"e{grant.number} is complete at {grant.ended[1].get('resource')} instead of {level:g}"
                if not any(metric.get("name") == "loss" for metric in grant.ended[1].get("metrics", [])):
                    yield f"e{grant.number} is complete without its metric loss"

    @staticmethod
    def _why(grant: Grant) -> str:
        return f": {grant.ended[1].get('message')}" if grant.ended is not None and grant.ended[0] == "fail" else ""


class Server:
    """The server's side of the protocol for one worker and one scenario, over real sockets."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.exchanges: List[Exchange] = []
        self.violations: List[str] = []
        self.checkpoints: Dict[int, bytes] = {}
        self.changed = threading.Condition(threading.RLock())
        self.session: Optional[str] = None
        self.worker: Optional[str] = None
        self.left = False
        self.closed = False
        self._counts: Dict[str, int] = {}
        self._polls = 0
        self._connections: List[socket.socket] = []
        self._listener: Optional[http.server.ThreadingHTTPServer] = None
        self.port = 0
        self.listen()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # Coming and going

    def listen(self) -> None:
        kit = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                with kit.changed:
                    kit._connections.append(self.connection)

            def any(self) -> None:
                kit._request(self)

            do_GET = do_POST = do_PUT = any

            def log_message(self, *words: Any) -> None:
                pass

        class Listener(http.server.ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request: Any, client_address: Any) -> None:
                if not isinstance(sys.exc_info()[1], (OSError, ValueError)):
                    super().handle_error(request, client_address)

        until = time.monotonic() + 20
        while True:
            try:
                self._listener = Listener(("127.0.0.1", self.port), Handler)
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                threading.Event().wait(0.1)
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()

    def vanish(self) -> None:
        """Stops to listen and breaks every connection, as a process does that is killed."""
        with self.changed:
            listener, self._listener = self._listener, None
            connections, self._connections = self._connections, []
            self._polls += 1
            self.changed.notify_all()
        if listener is not None:
            listener.shutdown()
            listener.server_close()
        for connection in connections:
            _break(connection, True)

    def close(self) -> None:
        with self.changed:
            self.closed = True
            self.changed.notify_all()
        self.vanish()

    def violation(self, rule: str, text: str) -> None:
        with self.changed:
            line = f"rule {rule}: {text}"
            if line not in self.violations:
                self.violations.append(line)

    # Requests

    def _request(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        body = self._body(handler)
        if len(body) < int(handler.headers.get("Content-Length") or 0):
            handler.close_connection = True  # The worker has thought better of it: half a request is none.
            return
        path = urllib.parse.urlsplit(handler.path).path
        name = path[len(BASE):] if path.startswith(BASE) else path
        if name.startswith("checkpoints/"):
            name = "put" if handler.command == "PUT" else "get"
        message: Any = None
        if handler.command == "POST":
            try:
                message = json.loads(body)
            except ValueError:
                self.violation("2", f"the body of {path} is no JSON: {body[:80]!r}")
        exchange = Exchange(handler.command, handler.path, message if handler.command == "POST" else f"{len(body)} bytes" if body else None)
        with self.changed:
            self.exchanges.append(exchange)
            self._counts[name] = self._counts.get(name, 0) + 1
            plan = self.scenario.faults.get(name, self.scenario.faults.get("*", {}))
            fault = plan.get(self._counts[name], plan.get(0, ""))
        exchange.note = fault
        self._look_at(name, handler, exchange)
        if fault == "drop":
            self._owe(name, message, True)
            _break(handler.connection)
            handler.close_connection = True
            return
        if fault.startswith(("status:", "busy:")):
            self._owe(name, message, fault.startswith("busy:") or fault in ("status:500", "status:502", "status:429"))
            extra = f"Retry-After: {fault[5:]}\r\n" if fault.startswith("busy:") else ""
            status = 503 if fault.startswith("busy:") else int(fault[7:])
            self._send(handler, exchange, status, self._problem(status, f"the kit says {status} here"), extra)
            return
        status, answer = self._process(name, handler, message, body)
        if fault.startswith("slow:"):
            threading.Event().wait(float(fault[5:]))
        if fault in ("lose", "reset", "cut"):
            self._owe(name, message, True)
            if fault == "cut":
                raw = self._raw(status, answer, "")
                handler.wfile.write(raw[:raw.index(b"\r\n") + 10])
                handler.wfile.flush()
                handler.close_connection = True
                return
            if fault == "reset":
                raw = self._raw(status, answer, "")
                handler.wfile.write(raw[:-max(1, len(raw) - raw.index(b"\r\n\r\n") - 8)])
                handler.wfile.flush()
            exchange.status, exchange.answer = status, answer if not isinstance(answer, bytes) else f"{len(answer)} bytes"
            _break(handler.connection)
            handler.close_connection = True
            return
        self._owe(name, message, False)
        self._send(handler, exchange, status, answer, "", 2 if fault == "double" else 1)

    @staticmethod
    def _body(handler: http.server.BaseHTTPRequestHandler) -> bytes:
        if handler.headers.get("Expect", "").lower() == "100-continue":
            pass  # BaseHTTPRequestHandler has answered that.
        if "chunked" in handler.headers.get("Transfer-Encoding", "").lower():
            pieces = []
            while True:
                size = int(handler.rfile.readline().split(b";")[0], 16)
                pieces.append(handler.rfile.read(size))
                handler.rfile.readline()
                if size == 0:
                    return b"".join(pieces)
        return handler.rfile.read(int(handler.headers.get("Content-Length") or 0))

    def _raw(self, status: int, answer: Any, extra: str) -> bytes:
        body = answer if isinstance(answer, bytes) else b"" if answer is None else json.dumps(answer).encode()
        kind = "application/octet-stream" if isinstance(answer, bytes) else (
            "application/problem+json" if status >= 400 else "application/json")
        head = f"HTTP/1.1 {status} {http.server.BaseHTTPRequestHandler.responses.get(status, ('?',))[0]}\r\n"
        if status != 204:
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return (head + extra + "\r\n").encode() + body

    def _send(
            self, handler: http.server.BaseHTTPRequestHandler, exchange: Exchange, status: int, answer: Any, extra: str, times: int = 1) -> None:
        exchange.status = status
        exchange.answer = f"{len(answer)} bytes" if isinstance(answer, bytes) else answer
        for time_left in reversed(range(times)):
            handler.wfile.write(self._raw(status, answer, extra))
            handler.wfile.flush()
            if time_left:
                threading.Event().wait(0.02)  # So that the second one comes when the first one has been read.

    @staticmethod
    def _problem(status: int, detail: str) -> Message:
        return {"type": "about:blank", "title": http.server.BaseHTTPRequestHandler.responses[status][0], "status": status, "detail": detail}

    def _look_at(self, name: str, handler: http.server.BaseHTTPRequestHandler, exchange: Exchange) -> None:
        """What holds of every request."""
        if handler.headers.get("Authorization") != "Bearer " + TOKEN:
            self.violation("10", f"{exchange.method} {exchange.target} has no Authorization: Bearer TOKEN")
        if name in FIELDS:
            if not handler.headers.get("Content-Type", "").startswith("application/json"):
                self.violation("2", f"{name} has Content-Type {handler.headers.get('Content-Type')!r}; the kit speaks application/json")
            for misfit in misfits(exchange.message, FIELDS[name], name):
                self.violation("2", misfit)
        elif name not in ("put", "get"):
            self.violation("1", f"there is no {exchange.method} {exchange.target}")
        with self.changed:
            recent = [e for e in self.exchanges if e.target == exchange.target and exchange.at - e.at < 1.0]
            if len(recent) > 25:
                self.violation("2", f"{len(recent)} requests {exchange.target} within a second: pauses are missing")

    def _owe(self, name: str, message: Any, owed: bool) -> None:
        """Notes what must come again, and sees to it that nothing else of that evaluation comes before."""
        with self.changed:
            grant = self._find(message) if name in ("report", "complete", "fail") else None
            if grant is not None:
                grant.owed = (name, message) if owed else None

    def _find(self, message: Any) -> Optional[Grant]:
        if not isinstance(message, dict):
            return None
        for grant in self.scenario.grants:
            if message.get("evaluation") == grant.lease["evaluation"] and str(message.get("token")) == str(grant.token):
                return grant
        return None

    def _process(self, name: str, handler: http.server.BaseHTTPRequestHandler, message: Any, body: bytes) -> Tuple[int, Any]:
        with self.changed:
            if self.scenario.refused:
                return 401, self._problem(401, "the token is not known here; ask for one of role work")
            if name in ("put", "get"):
                return self._checkpoint(name, handler.path, body)
            if not isinstance(message, dict):
                return 400, self._problem(400, "the body is no message")
            grant = self._find(message) if name in ("report", "complete", "fail") else None
            if grant is not None and grant.owed is not None:
                self._see_again(grant, name, message)
            self.scenario.heard(self, name, grant, message)
            self.changed.notify_all()
            if name == "lease":
                return self._lease(message)
            if name == "pulse":
                return self._orders_or_conflict(message)
            if name == "leave":
                self._see_left(message)
                return 200, {}
            if name in ("report", "complete", "fail"):
                return self._of_evaluation(name, grant, message, handler.path)
            return 404, self._problem(404, f"there is no {name} here")

    def _see_again(self, grant: Grant, name: str, message: Message) -> None:
        assert grant.owed is not None
        owed_name, owed = grant.owed
        if (name, message) == (owed_name, owed):
            return
        # An evaluation that is ended meanwhile has nothing more to report.
        if owed_name == "report" and name in ("fail", "complete") and (grant.cancelled or name == "fail"):
            return
        what = "with other content" if name == owed_name else f"and was followed by {name}"
        self.violation("2", f"a {owed_name} of e{grant.number} without an answer was not sent again as it was, {what}")

    def _who(self, message: Message) -> Optional[Tuple[int, Any]]:
        """Name and session; a conflict's answer."""
        for field, bounds in (("worker", NAME), ("session", NAME)):
            if not bounds.fullmatch(str(message.get(field, ""))) or len(str(message.get(field))) > (64 if field == "session" else 100):
                self.violation("1", f"{field} is {message.get(field)!r}")
        if self.session is None:
            self.session, self.worker = message.get("session"), message.get("worker")
        elif self.session == "taken":
            return 409, self._problem(409, "another process has taken the name of this worker")
        elif (self.session, self.worker) != (message.get("session"), message.get("worker")):
            self.violation("1", "worker or session are not the same in all messages of a process")
        self._see_held(message)
        return None

    def _see_held(self, message: Message) -> None:
        held = {(h.get("evaluation"), str(h.get("token"))) for h in message.get("held", [])}
        for grant in self.scenario.grants:
            key = (grant.lease["evaluation"], str(grant.token))
            if grant.reports and not grant.over and not grant.cancelled and grant.owed is None and key not in held:
                self.violation("1", f"e{grant.number} reports and is not among what is held")

    def _free(self, slots: int) -> int:
        return slots - sum(1 for g in self.scenario.grants if g.given and not g.over)

    def _lease(self, message: Message) -> Tuple[int, Any]:
        conflict = self._who(message)
        if conflict is not None:
            return conflict
        if message.get("kinds") != [KIND]:
            self.violation("1", f"kinds is {message.get('kinds')!r} instead of [\"{KIND}\"]")
        slots = int(message.get("slots", 0))
        if slots < 1:
            self.violation("1", f"slots is {slots}")
        self._polls += 1
        poll = self._polls
        held = {(h.get("evaluation"), str(h.get("token"))) for h in message.get("held", [])}
        until = time.monotonic() + min(60.0, int(message.get("waitMillis", 0)) / 1000)
        while True:
            if self.session == "taken":
                return 409, self._problem(409, "another process has taken the name of this worker")
            orders = self._orders(message)
            leases = self._leases(message, held, slots)
            if leases:
                orders["leases"] = leases
            if orders or time.monotonic() >= until or poll != self._polls or self.closed:
                return 200, orders
            self.changed.wait(max(0.0, until - time.monotonic()))

    def _leases(self, message: Message, held: Any, slots: int) -> List[Message]:
        leases = []
        for grant in self.scenario.grants:
            key = (grant.lease["evaluation"], str(grant.token))
            if grant.over and grant.given < 4 and getattr(self.scenario, "stale", False) and grant.number == 1:
                grant.given += 1
                leases.append(grant.message())
            if grant.over or key in held:
                continue
            ready = grant.after is None or grant.after.over
            again = grant.given > 0
            if again or (ready and self._free(slots) > 0 and not message.get("draining") and not self.draining()):
                grant.given += 1
                if grant.given == 1:
                    grant.given_at = time.monotonic()
                leases.append(grant.message())
        return leases

    def draining(self) -> bool:
        return self.scenario.done(self)

    def _orders(self, message: Message) -> Message:
        orders: Message = {}
        cancel = [
            {"study": g.lease["study"], "evaluation": g.lease["evaluation"], "token": str(g.token), "reason": "the kit cancels it"}
            for g in self.scenario.grants if g.cancelled and not g.over and g.given]
        if cancel:
            orders["cancel"] = cancel
        if self.draining() and not message.get("draining"):
            orders["drain"] = True
        return orders

    def _orders_or_conflict(self, message: Message) -> Tuple[int, Any]:
        conflict = self._who(message)
        return conflict if conflict is not None else (200, self._orders(message))

    def _see_left(self, message: Message) -> None:
        self._who({**message, "held": []})
        self.left = True

    def _of_evaluation(self, name: str, grant: Optional[Grant], message: Message, target: str) -> Tuple[int, Any]:
        worker = urllib.parse.parse_qs(urllib.parse.urlsplit(target).query).get("worker")
        if worker != [self.worker]:
            self.violation("2", f"{name} has ?worker={worker and worker[0]} instead of the worker's name")
            return 400, self._problem(400, "worker in the query names the worker that sends")
        if grant is None:
            self.violation("3", f"{name} is of {message.get('evaluation')} with token {message.get('token')}, which was never given")
            return 404, self._problem(404, "there is no such evaluation")
        answer: Message = {"study": grant.lease["study"], "evaluation": grant.lease["evaluation"], "token": str(grant.token)}
        if grant.lost:
            # One that was on its way when the lease was lost is possible; after the answer nothing is.
            self.violation("3", f"a {name} of e{grant.number} came after the answer that its lease is lost")
            return 200, {**answer, "reason": "the lease is lost", "ends": name != "report"}
        if name == "report":
            return 200, self._report(grant, message, answer)
        if grant.ended is not None and grant.ended != (name, message):
            self.violation("3", f"e{grant.number} had ended with {grant.ended[0]}, and then came another {name}")
        if grant.ended is None:
            grant.ended = (name, message)
            grant.over_at = time.monotonic()
        if name == "complete" and grant.enough is not None and float(message.get("resource", 0)) != grant.enough:
            self.violation("3", f"e{grant.number} was enough at {grant.enough:g} and is complete at {message.get('resource')}")
        return 200, {**answer, "accepted": True, "ends": True}

    def _report(self, grant: Grant, message: Message, answer: Message) -> Message:
        sequence = int(message.get("sequence", 0))
        answer["sequence"] = str(sequence)
        if grant.ended is not None:
            self.violation("3", f"a report of e{grant.number} came after it had ended")
        elif sequence == len(grant.reports):
            if message != grant.reports[-1]:
                self.violation("2", f"report {sequence} of e{grant.number} came again with other content")
        elif sequence == len(grant.reports) + 1:
            if grant.enough is not None:
                self.violation("3", f"e{grant.number} reports on although the study has seen enough")
            grant.reports.append(message)
        else:
            self.violation("2", f"e{grant.number} has report {sequence} after {len(grant.reports)}")
        lost_at = getattr(self.scenario, "lost_at", None)
        if lost_at == (grant.number, sequence):
            grant.lost, grant.over_at = True, time.monotonic()
            return {**answer, "reason": "the lease is over, and another worker has the evaluation"}
        enough_at = getattr(self.scenario, "enough_at", None)
        if enough_at == (grant.number, sequence):
            grant.enough = float(message.get("resource", 0))
        return {**answer, "accepted": True, **({"goOn": True} if grant.enough is None else {})}

    def _checkpoint(self, name: str, target: str, body: bytes) -> Tuple[int, Any]:
        url = urllib.parse.urlsplit(target)
        query = urllib.parse.parse_qs(url.query)
        trial = int(url.path.rsplit("/", 1)[-1])
        for grant in self.scenario.grants:
            if query.get("evaluation") == [grant.lease["evaluation"]] and query.get("token") == [str(grant.token)] and grant.trial == trial:
                break
        else:
            self.violation("2", f"{name.upper()} {target} does not name a lease of its trial")
            return 409, self._problem(409, "the lease is not held")
        if name == "put":
            self.checkpoints[trial] = body
            return 204, None
        if trial not in self.checkpoints:
            return 404, self._problem(404, "the trial has no checkpoint")
        return 200, self.checkpoints[trial]

    # Afterwards

    def look_back(self) -> None:
        """What can be seen when all is over."""
        with self.changed:
            for grant in self.scenario.grants:
                if not grant.given or not grant.over:
                    continue
                term = int(grant.lease["leaseMillis"]) / 1000
                times = [grant.given_at] + [e.at for e in self.exchanges if grant.given_at < e.at < grant.over_at] + [grant.over_at]
                gap = max(b - a for a, b in zip(times, times[1:]))
                if gap > term and not getattr(self.scenario, "away", False):
                    self.violation("4", f"silent for {gap:.1f} s with e{grant.number} in hand, whose lease is {term:g} s")


def _break(connection: socket.socket, waited_on: bool = False) -> None:
    """Ends a connection with a reset: what is on its way is lost. One that another thread waits on is shut down first, which wakes it."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if waited_on:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    # The handler's files keep the socket object open; its descriptor is taken from under them.
    descriptor = connection.detach()
    if descriptor >= 0:
        os.close(descriptor)


# --- Scenarios -------------------------------------------------------------------------------------------------------------------


class Plain(Scenario):
    name, rule = "plain", "1, 3"
    about = "Three evaluations, one after the other; the last one returns its metrics instead of reporting them."

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS), Grant(2, [{"print": "hello"}, {"expect": {"x": "0.25"}}] + REPORTS), Grant(3, [{"return": {"loss": 0.4}}])]

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        for number, reports in ((1, 3), (2, 3), (3, 0)):
            seen = [m.get("resource") for m in self.grants[number - 1].reports]
            # Whether what is returned is reported before it is complete is the worker's affair.
            if len(seen) != reports and seen != [3]:
                yield f"e{number} should have {reports} reports and has them at {seen}"


class LostAnswers(Scenario):
    name, rule = "lost-answers", "2"
    about = "The first answers to lease, report, complete and fail get lost after the server has taken the message."
    faults = {"lease": {1: "lose"}, "report": {1: "lose", 3: "lose", 4: "lose"}, "complete": {1: "lose"}, "fail": {1: "lose"}}

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS), Grant(2, [{"fail": "no data"}])]

    def expected(self) -> Dict[int, str]:
        return {2: "FAILURE_KIND_ERROR"}


class DoubledAnswers(Scenario):
    name, rule = "doubled-answers", "2, 3"
    about = "Every answer comes twice on its connection; the second one must not be taken for that to the next request. The second report is enough."
    faults = {"*": {0: "double"}}
    enough_at = (1, 2)

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS), Grant(2, REPORTS)]


class SlowAnswers(Scenario):
    name, rule = "slow-answers", "2, 4"
    about = "A report and the end are answered after 13 seconds, while a lease is over after twelve: pulses go on meanwhile."
    faults = {"report": {1: "slow:13"}, "complete": {1: "slow:13"}}

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS, leaseMillis="12000")]


class Busy(Scenario):
    name, rule = "busy", "2"
    about = "503 with Retry-After: 2 for lease, report, complete; 500, 429 and 502 without: the same message comes again, and not before its time."
    faults = {"lease": {1: "busy:2"}, "report": {1: "busy:2", 3: "status:500", 4: "status:429"}, "complete": {1: "busy:2", 2: "status:502"}}

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        for name in ("lease", "report", "complete"):
            of_name = [e for e in server.exchanges if urllib.parse.urlsplit(e.target).path == BASE + name]
            for before, after in zip(of_name, of_name[1:]):
                if before.note.startswith("busy:") and after.at - before.at < float(before.note[5:]) - 0.05:
                    yield f"{name} came again {after.at - before.at:.2f} s after Retry-After: {before.note[5:]}"
                if before.note.startswith("status:") and after.at - before.at < 0.2:
                    yield f"{name} came again {after.at - before.at:.2f} s after {before.note[7:]}: the pause is missing"


class Reset(Scenario):
    name, rule = "reset", "2"
    about = "Connections break in the middle of answers to lease, report and complete, in body and head, and before the server has read a report."
    faults = {"lease": {1: "reset", 2: "cut"}, "report": {1: "reset", 3: "drop", 5: "cut"}, "complete": {1: "reset", 2: "drop", 3: "cut"}}


class Restart(Scenario):
    name, rule = "restart", "2, 8"
    about = "The server is away for two seconds after the first report, and then again while it has an answer to give; all connections are gone."
    away = True

    def __init__(self) -> None:
        super().__init__()
        self._restarts = 0

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"sleep": 0.3}, *REPORTS[1:]]), Grant(2, REPORTS)]

    def heard(self, server: Server, name: str, grant: Optional[Grant], message: Message) -> None:
        if (name == "report" and self._restarts == 0) or (name == "complete" and self._restarts == 1):
            self._restarts += 1
            threading.Thread(target=self._restart, args=(server,), daemon=True).start()

    @staticmethod
    def _restart(server: Server) -> None:
        server.vanish()
        threading.Event().wait(2.0)
        server.listen()

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        if self._restarts != 2:
            yield f"the server was restarted {self._restarts} times instead of twice"


class Pulses(Scenario):
    name, rule = "pulses", "4"
    about = "A report is refused with 503 for longer than a lease lasts, and an evaluation reports nothing for longer still: pulses go on."
    faults = {"report": {n: "busy:3" for n in range(1, 6)}}

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"sleep": 13.5}, *REPORTS[1:]], leaseMillis="12000")]

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        pulses = sum(1 for e in server.exchanges if e.target.startswith(BASE + "pulse"))
        if pulses < 4:
            yield f"there were {pulses} pulses"


class LeaseLost(Scenario):
    name, rule = "lease-lost", "3"
    about = "The second report is answered with accepted false: the evaluation ends, nothing more is sent of it, and the slot takes the next."
    lost_at = (1, 2)

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [*REPORTS, {"hang": True}]), Grant(2, REPORTS)]

    def expected(self) -> Dict[int, str]:
        return {1: "lost"}


class Enough(Scenario):
    name, rule = "enough", "3"
    about = "The second report is answered with goOn false: Complete with the level of that report."
    enough_at = (1, 2)


class EnoughDeaf(Scenario):
    name, rule = "enough-deaf", "3"
    about = "The same, and the code does not end by itself: it is ended by force, and complete."
    enough_at = (1, 1)

    def hand_out(self) -> List[Grant]:
        # The step after the report is done whatever the answer was.
        return [Grant(1, [{"report": {"level": 1, "metrics": {"loss": 0.5}, "deaf": True}}, {"hang": True}])]


class Cancel(Scenario):
    name, rule = "cancel", "5"
    about = "The evaluation is cancelled after its first report and ends when it is asked to: Fail with CANCELLED; the slot takes the next."

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"wait": "asked"}]), Grant(2, REPORTS)]

    def heard(self, server: Server, name: str, grant: Optional[Grant], message: Message) -> None:
        if name == "report" and grant is self.grants[0]:
            grant.cancelled = True

    def expected(self) -> Dict[int, str]:
        return {1: "FAILURE_KIND_CANCELLED"}


class CancelDeaf(Cancel):
    name, rule = "cancel-deaf", "5"
    about = "The evaluation is cancelled and does not listen: it is ended by force after its grace, then Fail with CANCELLED."

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"hang": True}]), Grant(2, REPORTS)]


class TimeLimit(Scenario):
    name, rule = "time-limit", "6"
    about = "An evaluation runs longer than its limit of 3 s: it is ended, and Fail with TIME_LIMIT; the slot takes the next."

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"hang": True}], timeLimitMillis="3000"), Grant(2, REPORTS)]

    def expected(self) -> Dict[int, str]:
        return {1: "FAILURE_KIND_TIME_LIMIT"}


class Failures(Scenario):
    name, rule = "failures", "7"
    about = "Code that fails, ends without a word, or ends without a result: ERROR, ERROR, BAD_RESULT, each with a sentence."

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [{"print": "reading"}, {"fail": "there is no data"}]), Grant(2, [{"die": 3}]), Grant(3, [REPORTS[0]]), Grant(4, REPORTS)]

    def expected(self) -> Dict[int, str]:
        return {1: "FAILURE_KIND_ERROR", 2: "FAILURE_KIND_ERROR", 3: "FAILURE_KIND_BAD_RESULT"}

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        for grant in self.grants[:3]:
            if grant.ended is not None and not str(grant.ended[1].get("message", "")).strip():
                yield f"e{grant.number} failed without a sentence"
        if self.grants[0].ended is not None:
            told = str(self.grants[0].ended[1].get("message")) + str(self.grants[0].ended[1].get("logTail"))
            if "there is no data" not in told:
                yield f"neither message nor log of e1 tell what went wrong: {told!r}"


class Drain(Scenario):
    name, rule = "drain", "9"
    about = "The server says drain while an evaluation runs: it goes on to its end, no other is begun, then /leave."

    def __init__(self) -> None:
        super().__init__()
        self._drained = False

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"sleep": 1.0}, *REPORTS[1:]])]

    def heard(self, server: Server, name: str, grant: Optional[Grant], message: Message) -> None:
        self._drained |= name == "report"

    def done(self, server: Server) -> bool:
        return self._drained


class Terminated(Drain):
    name, rule = "terminated", "9"
    about = "The worker gets SIGTERM while an evaluation runs: it finishes or cancels it, leaves, and ends with code 0."

    def __init__(self) -> None:
        super().__init__()
        self._sent = False

    def done(self, server: Server) -> bool:
        return False

    def heard(self, server: Server, name: str, grant: Optional[Grant], message: Message) -> None:
        if name == "report" and not self._sent:
            self._sent = True
            process = getattr(server, "process", None)
            if process is not None:
                process.send_signal(signal.SIGTERM)

    def check(self, server: Server) -> Iterator[str]:
        if self.grants[0].kind() not in ("complete", "FAILURE_KIND_CANCELLED"):
            yield f"e1 should be complete or cancelled, and ended with {self.grants[0].kind()}"
        if not self._sent:
            yield "the worker was not running an evaluation when it should have been ended"


class WrongToken(Scenario):
    name, rule = "wrong-token", "10"
    about = "401: the worker ends, with the problem's text and another code than 0."
    refused = True
    ends_with = 1

    def done(self, server: Server) -> bool:
        return True

    def check(self, server: Server) -> Iterator[str]:
        if not server.exchanges:
            yield "the worker asked nothing"
        if len(server.exchanges) > 6:
            yield f"the worker went on asking: {len(server.exchanges)} requests"
        if "role work" not in getattr(server, "output", ""):
            yield "the worker did not say what the problem's detail says"


class Taken(Scenario):
    name, rule = "taken", "10"
    about = "409 while an evaluation runs, since another process has taken the name: the worker ends with another code than 0 and sends nothing more."
    ends_with = 1

    def hand_out(self) -> List[Grant]:
        return [Grant(1, [REPORTS[0], {"hang": True}])]

    def heard(self, server: Server, name: str, grant: Optional[Grant], message: Message) -> None:
        if name == "report":
            server.session = "taken"
            server.changed.notify_all()

    def check(self, server: Server) -> Iterator[str]:
        if server.session != "taken":
            yield "the worker never reported"
        late = [e for e in server.exchanges if urllib.parse.urlsplit(e.target).path[len(BASE):] in ("complete", "fail", "leave")]
        if late:
            yield f"the worker sent {late[0].target} although its place was taken"


class GivenAgain(Scenario):
    name, rule = "given-again", "1"
    about = "The answer with a lease gets lost, then another is reset: the same lease is given again, and run once."
    faults = {"lease": {1: "lose", 2: "reset"}}

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        if self.grants[0].given < 2:
            yield "the lease was not given again"
        if len(self.grants[0].reports) != 3:
            yield f"there are {len(self.grants[0].reports)} reports instead of 3"


class Stale(Scenario):
    name, rule = "stale-lease", "1"
    about = "Answers from before bring a lease again that is over: it is not begun again."
    stale = True

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS), Grant(2, REPORTS)]

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        if self.grants[0].given < 2:
            yield "the lease was not given again"


class Numbers(Scenario):
    name, rule = "numbers", "1, 2"
    about = "Integers and tokens of 64 bits stay exact; NaN and infinities are reported as they are; a parameter may be 0, false or empty."

    def hand_out(self) -> List[Grant]:
        configuration = [
            {"name": "big", "value": {"integer": "9223372036854775807"}}, {"name": "small", "value": {"integer": "-9007199254740993"}},
            {"name": "zero", "value": {"integer": "0"}}, {"name": "word", "value": {"text": "a b\"c\\dü"}}, {"name": "empty", "value": {"text": ""}}]
        expect = {"big": "9223372036854775807", "small": "-9007199254740993", "zero": "0", "word": "a b\"c\\dü", "empty": ""}
        return [Grant(
            1, [{"expect": expect}, report(1, "NaN"), report(2, "Infinity"), report(3, -1e300)],
            token=2**63 + 12345, seed=str(2**64 - 1), configuration=configuration)]

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        values = [m["metrics"][0]["value"] for m in self.grants[0].reports]
        if values != ["NaN", "Infinity", -1e300]:
            yield f"the losses should be NaN, Infinity and -1e300, and are {values}"


class UnknownFields(Scenario):
    name, rule = "unknown-fields", "1"
    about = "A newer server says more than the worker knows: what it does not know it ignores."

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS, unknown=True)]


class Rejected(Scenario):
    name, rule = "rejected", "10"
    about = "A report is refused with 400: the evaluation is failed with the problem's text, and the worker goes on."
    faults = {"report": {1: "status:400"}}

    def hand_out(self) -> List[Grant]:
        return [Grant(1, REPORTS), Grant(2, REPORTS)]

    def check(self, server: Server) -> Iterator[str]:
        if not self.grants[0].kind().startswith("FAILURE_KIND_"):
            yield f"e1 should have failed and ended with {self.grants[0].kind()}"
        elif self.grants[0].ended is not None and "the kit says 400" not in str(self.grants[0].ended[1].get("message")):
            yield f"the failure does not have the problem's text: {self.grants[0].ended[1].get('message')!r}"
        if self.grants[1].kind() != "complete":
            yield f"e2 should be complete and ended with {self.grants[1].kind()}"


class Checkpoint(Scenario):
    name, rule = "checkpoint", "checkpoints"
    about = "An evaluation saves a checkpoint, with a lost answer and a 503 on the way; the trial's next one loads it, and the answer breaks off in its body and in its head."
    faults = {"put": {1: "lose", 2: "busy:1"}, "get": {1: "reset", 2: "cut"}}

    def hand_out(self) -> List[Grant]:
        text = "weights of epoch 3 " * 200
        first = Grant(1, [*REPORTS, {"save": text}], trial=7, checkpoints=True)
        second = Grant(
            2, [{"load": text}, report(4, 0.4), report(9, 0.3)], trial=7, after=first, checkpoints=True, checkpointBytes=str(len(text)),
            to=9.0, **{"from": 3.0})  # type: ignore[arg-type]
        return [first, second]

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        if 7 not in server.checkpoints:
            yield "no checkpoint was stored"
        if any(m.get("checkpointMissing") for m in self.grants[1].reports):
            yield "e2 said that its checkpoint is missing"


class CheckpointMissing(Scenario):
    name, rule = "checkpoint-missing", "checkpoints"
    about = "The checkpoint to go on from is not there: the evaluation begins from 0, and its first report says checkpointMissing."

    def hand_out(self) -> List[Grant]:
        return [Grant(
            1, [{"load": None}, report(1, 0.7), report(9, 0.3)], checkpoints=True, checkpointBytes="5000", **{"from": 3.0, "to": 9.0})]

    def check(self, server: Server) -> Iterator[str]:
        yield from super().check(server)
        said = [bool(m.get("checkpointMissing")) for m in self.grants[0].reports]
        if said != [True, False]:
            yield f"checkpointMissing should be in the first report alone, and is {said}"


SCENARIOS: List[Callable[[], Scenario]] = [
    Plain, LostAnswers, DoubledAnswers, SlowAnswers, Busy, Reset, Restart, Pulses, LeaseLost, Enough, EnoughDeaf, Cancel, CancelDeaf,
    TimeLimit, Failures, Drain, Terminated, WrongToken, Taken, GivenAgain, Stale, Numbers, UnknownFields, Rejected, Checkpoint, CheckpointMissing]


# --- Running a worker ------------------------------------------------------------------------------------------------------------


class Verdict:
    def __init__(self, scenario: Scenario, problems: List[str], output: str, exchanges: List[Exchange], seconds: float) -> None:
        self.scenario, self.problems, self.output, self.exchanges, self.seconds = scenario, problems, output, exchanges, seconds

    def seen(self) -> str:
        counts: Dict[str, int] = {}
        for exchange in self.exchanges:
            name = urllib.parse.urlsplit(exchange.target).path[len(BASE):].split("/")[0]
            counts[name] = counts.get(name, 0) + 1
        return ", ".join(f"{count} {name}" for name, count in counts.items())


def play(make: Callable[[], Scenario], command: Sequence[str], patience: float) -> Verdict:
    """Runs the worker through one scenario."""
    scenario = make()
    server = Server(scenario)
    begun = time.monotonic()
    problems: List[str] = []
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith("CAIRN_") and k.lower() not in ("http_proxy", "all_proxy", "https_proxy")}
    environment.update(CAIRN_SERVER=server.address, CAIRN_TOKEN=TOKEN)
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed, start_new_session=True)
        server.process = process  # type: ignore[attr-defined]
        try:
            code: Optional[int] = process.wait(patience)
        except subprocess.TimeoutExpired:
            code = None
        _end_group(process)
        printed.seek(0)
        output = printed.read().decode("utf-8", "replace")
    server.output = output  # type: ignore[attr-defined]
    if code is None:
        over = "all evaluations were over" if scenario.done(server) else "not all evaluations were over"
        problems.append(f"rule 9: the worker did not end within {patience:g} s; {over}")
    elif (code == 0) != (scenario.ends_with == 0):
        problems.append(f"rule 9, 10: the worker ended with code {code} instead of {'0' if scenario.ends_with == 0 else 'another than 0'}")
    if scenario.ends_with == 0 and not server.left:
        problems.append("rule 9: there was no /leave")
    server.look_back()
    problems += server.violations
    problems += [f"rule {scenario.rule}: {problem}" for problem in scenario.check(server)]
    server.close()
    return Verdict(scenario, problems, output, server.exchanges, time.monotonic() - begun)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """What the worker has left behind."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        pass
    process.wait()


def record(verdict: Verdict, folder: pathlib.Path) -> None:
    """Writes what was said, one exchange a line; of requests that only repeat what was said before, the first."""
    lines = [json.dumps({"scenario": verdict.scenario.name, "rule": verdict.scenario.rule, "about": verdict.scenario.about})]
    before: Optional[Message] = None
    for exchange in verdict.exchanges:
        line = exchange.record()
        if line != before or exchange.note:
            lines.append(json.dumps(line, ensure_ascii=False))
        before = line
    # Where the kit lies on this machine is nobody's business: a trace in a log names its files.
    text = "\n".join(lines).replace(f"{pathlib.Path(__file__).resolve().parent}{os.sep}", "") + "\n"
    (folder / f"{verdict.scenario.name}.jsonl").write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description="Runs a worker through the scenarios of the conformance kit.", formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=(__doc__ or "").split("\n\n", 1)[1])
    parser.add_argument("--only", metavar="NAME,..", default="", help="these scenarios alone")
    parser.add_argument("--without", metavar="NAME,..", default="", help="not these, for example checkpoint,checkpoint-missing for a worker without")
    parser.add_argument("--jobs", type=int, default=4, help="scenarios at once (default: 4)")
    parser.add_argument("--patience", type=float, default=90.0, metavar="SECONDS", help="longest time of one (default: 90)")
    parser.add_argument("--record", type=pathlib.Path, metavar="FOLDER", help="write what was said there, a .jsonl for each")
    parser.add_argument("--list", action="store_true", help="say what there is, and end")
    parser.add_argument("command", nargs="*", metavar="-- COMMAND", help="what starts the worker")
    options = parser.parse_args(arguments)
    if options.list:
        for make in SCENARIOS:
            print(f"{make.name:<20} rule {make.rule:<12} {make.about}")  # type: ignore[attr-defined]
        return 0
    names = {make.name: make for make in SCENARIOS}  # type: ignore[attr-defined]
    only, without = ({n for n in text.split(",") if n} for text in (options.only, options.without))
    for name in sorted((only | without) - set(names)):
        parser.error(f"there is no scenario {name}; there are {', '.join(names)}")
    if not options.command:
        parser.error("say how the worker is started: conformance.py -- python3 my_worker.py")
    chosen = [make for name, make in names.items() if (not only or name in only) and name not in without]
    if options.record:
        options.record.mkdir(parents=True, exist_ok=True)
    failed = 0
    print(f"{'scenario':<20} {'rule':<12} {'':<7} {'seconds':>7}  seen")
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for verdict in pool.map(lambda make: play(make, options.command, options.patience), chosen):
            scenario = verdict.scenario
            failed += bool(verdict.problems)
            print(
                f"{scenario.name:<20} {scenario.rule:<12} {'FAILED' if verdict.problems else 'passed':<7} {verdict.seconds:>7.1f}  {verdict.seen()}",
                flush=True)
            for problem in verdict.problems:
                print(f"    {problem}")
            if verdict.problems:
                print(f"    ({scenario.about})")
                for line in verdict.output.splitlines()[-15:]:
                    print(f"    > {line}")
            if options.record:
                record(verdict, options.record)
    print(f"{len(chosen) - failed} of {len(chosen)} passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
