#!/usr/bin/env python3
"""Runs a sweep on remote workers that are killed, stopped, cut off, slow and wrong about the time, and checks what came of it.

    python3 chaos.py --server http://127.0.0.1:7350 --trials 200 --workers 4
    python3 chaos.py --server http://127.0.0.1:7350 --server-command "./cairn server --home /tmp/chaos" --restarts 3

It submits a sweep of its own, starts workers in Python behind a proxy that is slow and breaks connections, and does something bad to one of them every few
seconds: kill -9, SIGTERM, SIGSTOP for longer than a lease. Their wall clocks are hours off and jump. With --server-command it starts the server itself and
kills that, too. When the study has ended, everything must be right:

- each (trial, rung) has one result, and it is the value that its configuration and level have, to the last bit;
- a trial that reached a rung has results at all rungs below it, and the budget of trials is spent and not overspent;
- nothing is charged to a trial: no failure but those of lost and returned evaluations;
- checkpoints were those of their own trial and level;
- no process of an evaluation is left.

Exit code 0 if so. The same seed makes the same plan; what happens in between is up to the machine. Python 3.8 or newer alone.
"""

import argparse
import json
import os
import pathlib
import random
import shlex
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import cairn_worker as cairn

LARGE = 2**53 + 1


def loss(configuration, level):
    """The objective, a function of configuration and level alone."""
    return (configuration["x"] - 0.3) ** 2 + configuration["n"] / LARGE / 10 + 1.0 / level


@cairn.evaluator(kind="chaos")
def evaluate(evaluation):
    configuration = evaluation.configuration
    if not isinstance(configuration["n"], int):
        raise TypeError(f"n is {configuration['n']!r}")
    mine = [evaluation.study, evaluation.trial, configuration]
    file = evaluation.load_checkpoint()
    if file is not None:
        kept = json.loads(file.read_text())
        if kept[:3] != mine:
            raise AssertionError(f"the checkpoint of {kept[:3]} was given to {mine}")
        if kept[3] < evaluation.from_:
            raise AssertionError(f"the checkpoint is of epoch {kept[3]}, and the evaluation begins after {evaluation.from_}")
    for epoch in evaluation.levels():
        threading.Event().wait(evaluation.settings["seconds"])
        evaluation.save_checkpoint(json.dumps([*mine, epoch]).encode())
        if not evaluation.report({"loss": loss(configuration, epoch)}, resource=epoch):
            return


class Proxy:
    """Passes bytes on to a server, slowly, and breaks a connection now and then."""

    def __init__(self, host, port, rng, delay, breaks):
        self._to, self._rng, self._delay, self._breaks = (host, port), rng, delay, breaks
        self.broken = self.passed = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            client, _ = self._listener.accept()
            try:
                server = socket.create_connection(self._to, 5)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    def _pass(self, source, sink):
        try:
            while True:
                data = source.recv(1 << 14)
                if not data:
                    break
                threading.Event().wait(self._rng.random() * self._delay)
                if self._rng.random() < self._breaks:
                    # Half of it arrives, and then both sides see a reset.
                    sink.sendall(data[:len(data) // 2])
                    self.broken += 1
                    for end in (source, sink):
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
                sink.sendall(data)
                self.passed += len(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()


# Loaded by every interpreter of a worker before anything else: a wall clock that is hours off, and jumps with every tenth reading.
SKEW = """
import os, random, time
_true, _rng, _state = time.time, random.Random(os.getpid()), [0.0, 0]
def _wrong():
    if _state[1] % 10 == 0:
        _state[0] = _rng.uniform(-86400 * 400, 86400 * 400)
    _state[1] += 1
    return _true() + _state[0]
time.time = _wrong
"""


class Crowd:
    """Workers as processes, each under a name that it keeps over its lives."""

    def __init__(self, options, folder, address, marker):
        self._options, self._folder, self._address, self._marker = options, folder, address, marker
        self._processes = {}
        self.lives = 0
        (folder / "sitecustomize.py").write_text(SKEW)
        self._log = open(folder / "workers.log", "ab")

    def start(self, name):
        environment = {k: v for k, v in os.environ.items() if k not in ("CAIRN_SERVER", "CAIRN_TOKEN")}
        environment["PYTHONPATH"] = os.pathsep.join([str(self._folder), os.environ.get("PYTHONPATH", "")])
        environment["CHAOS_RUN"] = self._marker
        environment["CHAOS_WORKER"] = json.dumps(
            {"server": self._address, "token_file": self._options.token_file, "name": name, "slots": self._options.slots, "drain_grace": 3.0})
        self._processes[name] = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__)], env=environment, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        self.lives += 1

    def names(self):
        return sorted(self._processes)

    def revive(self):
        """Starts those again that have ended."""
        for name, process in list(self._processes.items()):
            if process.poll() is not None:
                self.start(name)

    def signal(self, name, number):
        process = self._processes[name]
        if process.poll() is None:
            process.send_signal(number)

    def end(self):
        for process in self._processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in self._processes.values():
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._log.close()


class ServerProcess:
    def __init__(self, command, folder):
        self._command, self._log = shlex.split(command), open(folder / "server.log", "ab")
        self.ended = []
        self.start()

    def start(self):
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True)

    def kill(self):
        if self._process.poll() is not None:
            self.ended.append(self._process.returncode)
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def plan(rng, names, term):
    """What is done next, and to whom."""
    what = rng.choices(["kill", "terminate", "suspend"], [6, 2, 2])[0]
    return what, rng.choice(names), rng.uniform(0.5, 1.5) * term


def leftovers(marker):
    """Processes of this run's evaluations that are still there, by a word in their environment."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "environ").read_bytes() and int(folder.name) != os.getpid():
                found.append(int(folder.name))
        except OSError:
            pass
    return found


def check(trials, budget, rungs):
    """What is wrong with the study's results."""
    problems = []
    if len(trials) != budget:
        problems.append(f"there are {len(trials)} trials instead of {budget}")
    for trial in trials:
        name = f"trial {trial['trial']}"
        levels = [result["resource"] for result in trial["results"]]
        if len(set(r["rung"] for r in trial["results"])) != len(levels) or len(set(levels)) != len(levels):
            problems.append(f"{name} has a rung twice: {levels}")
        if levels != rungs[:len(levels)]:
            problems.append(f"{name} has results at {levels}, which are not the lowest of {rungs}")
        if not levels and trial["status"] not in ("cancelled",):
            problems.append(f"{name} is {trial['status']} and has no result")
        for result in trial["results"]:
            expected = loss(trial["configuration"], result["resource"])
            if result["metrics"]["loss"] != expected:
                problems.append(f"{name} at {result['resource']}: loss {result['metrics']['loss']!r} instead of {expected!r}")
        for failure in trial["failures"]:
            if failure["kind"] not in ("lost", "cancelled", "unavailable"):
                problems.append(f"{name} was charged with {failure['kind']}: {failure['message']}")
        if trial["status"] == "failed":
            problems.append(f"{name} failed")
    return problems


def main(arguments):
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0], formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog=(__doc__ or "").split("\n\n", 1)[1])
    parser.add_argument("--server", required=True, help="address of the server")
    parser.add_argument("--token-file", help="file with a token of role run, which may work, too")
    parser.add_argument("--server-command", help="starts the server with this, and kills and restarts it")
    parser.add_argument("--restarts", type=int, default=3, help="of the server, with --server-command (default: 3)")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--slots", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=0.1, help="that an epoch takes (default: 0.1)")
    parser.add_argument("--every", type=float, default=3.0, help="seconds between faults (default: 3)")
    parser.add_argument("--delay", type=float, default=0.2, help="longest delay of a piece of data in the proxy, seconds (default: 0.2)")
    parser.add_argument("--breaks", type=float, default=0.02, help="share of pieces of data at which the proxy breaks a connection (default: 0.02)")
    parser.add_argument("--term", type=float, default=60.0, help="lease of the server, seconds; suspensions last about as long (default: 60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=3600.0, help="longest time of the whole, seconds (default: 3600)")
    options = parser.parse_args(arguments)
    if options.token_file:
        options.token_file = os.path.abspath(options.token_file)
    rng = random.Random(options.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chaos-"))
    marker = f"chaos-{options.seed}-{os.getpid()}"
    server = ServerProcess(options.server_command, folder) if options.server_command else None
    address = urllib.parse.urlsplit(options.server)
    client = cairn.Client(options.server, token_file=options.token_file, patience=300.0)
    rungs = [1, 3, 9]
    study = client.submit({
        "name": "chaos", "objective": {"metric": "loss", "direction": "minimize"},
        "space": {"x": {"type": "real", "min": 0.0, "max": 1.0}, "n": {"type": "integer", "min": 0, "max": LARGE}},
        "fidelity": {"name": "epoch", "min": 1, "max": 9, "reduction": 3, "checkpoints": True},
        "method": {"name": "asha", "seed": options.seed}, "budget": {"trials": options.trials},
        "failures": {"max-relocations": 1000},
        "worker": {"type": "remote", "kind": "chaos", "settings": {"seconds": options.seconds}}, "priors": {"use": "none"}})
    proxy = Proxy(address.hostname, address.port, rng, options.delay, options.breaks)
    crowd = Crowd(options, folder, f"http://127.0.0.1:{proxy.port}", marker)
    print(f"study {study}, seed {options.seed}, logs in {folder}", flush=True)
    for number in range(options.workers):
        crowd.start(f"chaos-{number}")
    begun, restarts, counts = time.monotonic(), 0, {"kill": 0, "terminate": 0, "suspend": 0, "server killed": 0}
    over = threading.Event()

    def torment():
        nonlocal restarts
        while not over.wait(rng.uniform(0.5, 1.5) * options.every):
            what, name, seconds = plan(rng, crowd.names(), options.term)
            counts[what] += 1
            if what == "suspend":
                crowd.signal(name, signal.SIGSTOP)
                threading.Timer(seconds, crowd.signal, (name, signal.SIGCONT)).start()
            else:
                crowd.signal(name, signal.SIGKILL if what == "kill" else signal.SIGTERM)
            if server is not None and restarts < options.restarts and rng.random() < 0.15:
                restarts += 1
                counts["server killed"] += 1
                server.kill()
                over.wait(rng.uniform(0.5, 5.0))
                server.start()
            crowd.revive()

    tormentor = threading.Thread(target=torment, daemon=True)
    tormentor.start()
    problems = []
    try:
        summary = client.wait(study, timeout=options.patience)
    except TimeoutError as late:
        summary = client.study(study)
        problems.append(str(late))
    over.set()
    tormentor.join()
    crowd.end()
    # What a suspended worker's evaluation takes to see that nobody is there.
    until = time.monotonic() + 30
    while leftovers(marker) and time.monotonic() < until:
        threading.Event().wait(0.2)
    if leftovers(marker):
        problems.append(f"processes are left: {leftovers(marker)}")
    trials = list(client.trials(study))
    problems += check(trials, options.trials, rungs)
    if server is not None:
        server.kill()
        if server.ended:
            problems.append(f"the server ended by itself, with {server.ended}")
    results = sum(len(trial["results"]) for trial in trials)
    relocations = sum(trial["relocations"] for trial in trials)
    print(
        f"{summary['state']} ({summary['ended']}) after {time.monotonic() - begun:.0f} s: {len(trials)} trials, {results} results, {relocations} relocations; "
        f"{crowd.lives} lives of {options.workers} workers; " + ", ".join(f"{count} {what}" for what, count in counts.items())
        + f"; {proxy.broken} connections broken, {proxy.passed / 1e6:.1f} MB passed")
    for problem in problems:
        print("WRONG: " + problem)
    print("all is right" if not problems else f"{len(problems)} things are wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    if "CHAOS_WORKER" in os.environ:
        cairn.run(**json.loads(os.environ["CHAOS_WORKER"]))
    else:
        sys.exit(main(sys.argv[1:]))
