"""Tests of the worker for Python: real scripts in real processes against the kit's server. `python3 -m unittest` in this folder runs them."""

import concurrent.futures
import contextlib
import decimal
import fractions
import http.server
import io
import json
import math
import os
import pathlib
import random
import signal
import ssl
import subprocess
import sys
import tarfile
import tempfile
import textwrap
import threading
import time
import unittest
from unittest import mock

import cairn_worker as cairn
import conformance
from conformance import Grant

HERE = pathlib.Path(__file__).resolve().parent


def until(condition, what, seconds=60.0):
    """Waits for what is sure to come; how long it takes is nobody's concern."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        threading.Event().wait(0.02)


def alive(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return True


class Value:
    """What numpy's scalars and arrays and torch's tensors look like from outside."""

    def __init__(self, *values):
        self.values = values

    def item(self):
        if len(self.values) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self.values[0]


class ValuesTest(unittest.TestCase):
    def test_parameters_haveTheirExactValues(self):
        values = [{"integer": "9223372036854775807"}, {"integer": "-9007199254740993"}, {"integer": 0}, {"real": 1}, {"real": "NaN"},
                  {"real": "-Infinity"}, {"flag": False}, {"text": ""}]
        read = [cairn._value(v) for v in values]
        self.assertEqual(read[:4], [9223372036854775807, -9007199254740993, 0, 1.0])
        self.assertIsInstance(read[3], float)
        self.assertTrue(math.isnan(read[4]))
        self.assertEqual(read[5:], [-math.inf, False, ""])

    def test_numbersOfOtherKinds_areTaken(self):
        metrics = {"a": 1, "b": decimal.Decimal("0.5"), "c": fractions.Fraction(1, 4), "d": Value(0.125), "e": True, "f": math.nan, "g": Value(3)}
        taken = cairn._as_metrics(metrics, "a")
        self.assertTrue(math.isnan(taken.pop("f")))
        self.assertEqual(taken, {"a": 1.0, "b": 0.5, "c": 0.25, "d": 0.125, "e": 1.0, "g": 3.0})

    def test_whatIsNoNumber_isRefusedWithItsName(self):
        for value, says in (
                ("0.9", "a str"), (None, "a NoneType"), ([1.0], "a list"), (Value(1.0, 2.0), "no single number"), (10**400, "too large"),
                (object(), "a object"), (1j, "a complex")):
            with self.subTest(value=value), self.assertRaises(cairn.BadResult) as refusal:
                cairn._as_metrics({"loss": value}, "loss")
            self.assertIn("loss is", str(refusal.exception))
            self.assertIn(says, str(refusal.exception))

    def test_objectiveThatIsMissing_isNamedWithWhatIsThere(self):
        with self.assertRaisesRegex(cairn.BadResult, r"The objective val_accuracy is not among the metrics \(accuracy, loss\)"):
            cairn._as_metrics({"accuracy": 1, "loss": 2}, "val_accuracy")

    def test_moreMetricsThanPossible_areRefused(self):
        with self.assertRaisesRegex(cairn.BadResult, "257 metrics, and 256"):
            cairn._as_metrics({f"m{i}": 1 for i in range(257)}, "m0")

    def test_numbersOnTheWire_areThoseOfTheJsonMapping(self):
        self.assertEqual([cairn._number(v) for v in (math.nan, math.inf, -math.inf, 1e-300)], ["NaN", "Infinity", "-Infinity", 1e-300])

    def test_halfACharacter_becomesAQuestionMark(self):
        self.assertEqual(cairn._clean("a\ud800b"), "a?b")


class TailTest(unittest.TestCase):
    def test_whatever_isPrinted_theTailIsBoundedAndItsEndIsThere(self):
        for seed in range(50):
            rng = random.Random(seed)
            tail, last = cairn._Tail(), ""
            for _ in range(rng.randrange(1, 60)):
                last = "".join(rng.choice("aü€\U0001f600 ") for _ in range(rng.choice([3, 50, 900])))
                data = (last + "\n").encode()
                cut = rng.randrange(len(data))
                tail.feed(data[:cut])
                tail.feed(data[cut:])
            self.assertLessEqual(len(tail.text().encode()), 8000, f"seed {seed}")
            self.assertTrue(tail.text().endswith(last), f"seed {seed}")

    def test_progressBar_showsItsLastState(self):
        tail = cairn._Tail()
        tail.feed(b"begin\n10%\r20%\r")
        tail.feed(b"30%")
        self.assertEqual(tail.text(), "begin\n30%")
        tail.feed(b"\r100%\r\nend\n")
        self.assertEqual(tail.text(), "begin\n100%\nend")

    def test_megabytesWithoutALineEnd_areNotKept(self):
        tail = cairn._Tail()
        for _ in range(100):
            tail.feed(b"x" * 65536)
        self.assertLessEqual(len(tail._open), 2000)

    def test_newsOfATail_areToldOnce(self):
        tail = cairn._Tail()
        tail.feed(b"one\n")
        self.assertEqual((tail.news(), tail.news()), ("one", ""))
        tail.feed(b"two\n")
        self.assertEqual(tail.news(), "one\ntwo")


class PausesTest(unittest.TestCase):
    def test_pauses_growFromHalfASecondTo15AndAreNotTheSameForAll(self):
        drawn = set()
        for seed in range(30):
            random.seed(seed)
            pauses = cairn._Pauses()
            row = [pauses.next(None) for _ in range(8)]
            self.assertEqual(row[0], 0.5)
            for k, pause in enumerate(row[1:], 1):
                most = min(15.0, 0.5 * 2**k)
                self.assertTrue(most / 2 <= pause <= most, f"seed {seed}, pause {k}: {pause}")
            drawn.add(round(row[5], 6))
        self.assertGreater(len(drawn), 20)

    def test_retryAfter_isObeyedAndSpread(self):
        pauses = cairn._Pauses()
        for _ in range(5):
            self.assertGreaterEqual(pauses.next(7.0), 7.0)

    def test_retryAfterAsADate_countsFromTheAnswersOwnDate(self):
        headers = {"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT", "Date": "Wed, 21 Oct 2015 07:28:00 GMT"}
        self.assertEqual(cairn._Answer(503, headers, b"").retry_after(), 30.0)
        self.assertIsNone(cairn._Answer(503, {"Retry-After": "soon"}, b"").retry_after())
        self.assertIsNone(cairn._Answer(503, {"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT"}, b"").retry_after())


class SweepFileTest(unittest.TestCase):
    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "sweep.conf")
            file.write_text(textwrap.dedent(text))
            return cairn.read_sweep(file)

    def test_hocon_isReadAsSweepFilesUseIt(self):
        self.assertEqual(self.read('''
            # a comment
            name = "my-model"    // another
            objective { metric = val_accuracy, direction: maximize }
            space { lr { type = real, min = 1e-5, max = 0.1 }, "a.b" { type = boolean } }
            space.lr.scale = log
            budget { wall-clock = 10 minutes
                     trials : 200, }
            constraints = [ "not (layers > 4 and lr > 0.05)"
                            "x < 1" ]
            worker { type = remote, url = "s3://bucket/x", text = """a "b" {c}""", on = true, nothing = null, version = "1" }
            '''), {
                "name": "my-model", "objective": {"metric": "val_accuracy", "direction": "maximize"},
                "space": {"lr": {"type": "real", "min": 1e-5, "max": 0.1, "scale": "log"}, "a.b": {"type": "boolean"}},
                "budget": {"wall-clock": "10 minutes", "trials": 200}, "constraints": ["not (layers > 4 and lr > 0.05)", "x < 1"],
                "worker": {"type": "remote", "url": "s3://bucket/x", "text": 'a "b" {c}', "on": True, "nothing": None, "version": "1"}})

    def test_whatIsNotRead_isRefusedWithItsLine(self):
        for text, says in (
                ("a = 1\nb = ${HOME}", "line 2.*submit"), ("include \"x\"", "line 1.*include"), ("a {\n b = 1", "} is missing"),
                ("a = [1, 2", "] is missing"), ("a = 1 }", "line 1"), ("a =", "value is missing"), ("= 1", "key is missing"), ("a b c", "comes = or :")):
            with self.subTest(text=text), self.assertRaisesRegex(cairn.CairnError, f"(?s)sweep.conf: .*{says}"):
                self.read(text)


class ArchiveTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def archive(self, *members):
        file = self.folder / "archive"
        with tarfile.open(file, "w", format=tarfile.PAX_FORMAT, pax_headers={"comment": cairn._FOLDER}) as archive:
            for name, kind in members:
                member = tarfile.TarInfo(name)
                member.type, member.linkname, member.size = kind, "/etc/passwd", 2 if kind == tarfile.REGTYPE else 0
                archive.addfile(member, io.BytesIO(b"hi"))
        return file

    def test_archiveThatLeadsOutOfItsFolder_isRefused(self):
        for name, kind in (("../evil", tarfile.REGTYPE), ("/tmp/evil", tarfile.REGTYPE), ("a/../../evil", tarfile.REGTYPE),
                           ("link", tarfile.SYMTYPE), ("link", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
            with self.subTest(name=name, kind=kind), tempfile.TemporaryDirectory() as out:
                with self.assertRaises(cairn.CheckpointError):
                    cairn._unpack(self.archive((name, kind)), pathlib.Path(out, "into"))
                self.assertFalse(pathlib.Path(out, "evil").exists())

    def test_usersOwnTarFile_isAFile(self):
        file = self.folder / "own.tar"
        with tarfile.open(file, "w"):
            pass
        self.assertFalse(cairn._is_folder_archive(file))
        self.assertTrue(cairn._is_folder_archive(self.archive(("a", tarfile.REGTYPE))))


class Answering(http.server.BaseHTTPRequestHandler):
    """A server that does what a function says."""

    protocol_version = "HTTP/1.1"

    def any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, self.headers, body))
        answer = self.server.answer(self, len(self.server.asked))
        if answer is None:
            self.close_connection = True
            return
        status, content = answer
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = any

    def log_message(self, *words):
        pass


@contextlib.contextmanager
def answering(answer, context=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.asked, server.answer, server.daemon_threads = [], answer, True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class HttpTest(unittest.TestCase):
    def setUp(self):
        patch = mock.patch.dict(os.environ)
        patch.start()
        self.addCleanup(patch.stop)
        for name in [n for n in os.environ if n.lower().endswith("_proxy") or n.startswith("CAIRN_")]:
            del os.environ[name]

    def wire(self, address, authority=None):
        wire = cairn._Wire(cairn._Http(address, None, authority))
        self.addCleanup(wire.http.discard)
        return wire

    def address(self, server, scheme="http"):
        return f"{scheme}://127.0.0.1:{server.server_address[1]}"

    def test_keptConnectionThatTheServerHasClosed_costsNoTry(self):
        def answer(handler, count):
            handler.close_connection = True  # It says keep-alive, and closes.
            return 200, {"count": count}

        with answering(answer) as server:
            wire = self.wire(self.address(server))
            with mock.patch.object(cairn._Pauses, "next", side_effect=AssertionError("there was a pause")):
                self.assertEqual([wire.call("pulse", {}) for _ in range(3)], [{"count": 1}, {"count": 2}, {"count": 3}])

    def test_connection_isKept(self):
        ports = set()

        def answer(handler, count):
            ports.add(handler.client_address[1])
            return 200, {}

        with answering(answer) as server:
            wire = self.wire(self.address(server))
            for _ in range(5):
                wire.call("pulse", {})
        self.assertEqual(len(ports), 1)

    def test_proxyOfTheEnvironment_isUsedForOthersAndNeverForLoopback(self):
        with answering(lambda handler, count: (200, {"proxy": handler.path})) as proxy, answering(lambda handler, count: (200, {})) as server:
            os.environ["http_proxy"] = f"http://user:pass%20word@127.0.0.1:{proxy.server_address[1]}"
            self.wire(self.address(server)).call("pulse", {})
            self.assertEqual((len(server.asked), len(proxy.asked)), (1, 0))
            answer = self.wire("http://cairn.invalid:7350/base/").call("pulse", {})
            self.assertEqual(answer, {"proxy": "http://cairn.invalid:7350/base/api/v1/remote/pulse"})
            headers = proxy.asked[0][2]
            self.assertEqual(headers["Host"], "cairn.invalid:7350")
            self.assertEqual(headers["Proxy-Authorization"], "Basic dXNlcjpwYXNzIHdvcmQ=")
            os.environ["no_proxy"] = "cairn.invalid"
            self.assertIsNone(cairn._Http("http://cairn.invalid:7350", None, None)._proxy)

    def test_ownAuthority_isBelievedWhenItIsNamedAndNotOtherwise(self):
        with tempfile.TemporaryDirectory() as folder:
            key, certificate = f"{folder}/key.pem", f"{folder}/ca.pem"
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=test",
                 "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            with answering(lambda handler, count: (200, {"secure": True}), context) as server:
                address = self.address(server, "https")
                self.assertEqual(self.wire(address, certificate).call("pulse", {}), {"secure": True})
                with self.assertLogs("cairn", "WARNING") as said, self.assertRaises(cairn._GivenUp):
                    self.wire(address).call("pulse", {}, tries=1)
                self.assertIn("certificate is not believed", said.output[0])
                self.assertIn("--ca", said.output[0])

    def test_addressesThatAreNone_areRefusedWithASentence(self):
        for address in ("ftp://x", "http://", "http://x:port", "http://x:99999", "http://x?y"):
            with self.subTest(address=address), self.assertRaisesRegex(cairn.Refused, "is no address"):
                cairn._Http(address, None, None)

    def test_token_isFoundWhereItIs(self):
        with tempfile.NamedTemporaryFile("w", suffix=".token") as file:
            file.write("# a comment\n\nwork 0123456789abcdef\n")
            file.flush()
            self.assertEqual(cairn._secret(None, file.name), "0123456789abcdef")
            os.environ["CAIRN_TOKEN_FILE"] = file.name
            self.assertEqual(cairn._secret(None, None), "0123456789abcdef")
            os.environ["CAIRN_TOKEN"] = "of-the-environment"
            self.assertEqual(cairn._secret(None, None), "of-the-environment")
            self.assertEqual(cairn._secret("given", file.name), "given")
        with self.assertRaisesRegex(cairn.Refused, "cannot be read"):
            cairn._secret(None, "/nowhere/token")
        with self.assertRaisesRegex(cairn.Refused, "characters"):
            cairn._Http("http://127.0.0.1:1", "a\nb", None)


class ClientTest(unittest.TestCase):
    def test_submissionWhoseAnswerIsLost_isSentAgainUnderTheSameKey(self):
        def answer(handler, count):
            if count == 1:
                return None
            return (201, {"study": "s-1"}) if handler.command == "POST" else (
                200, {"state": "ended" if count > 4 else "running", "best": {"trial": 3, "metrics": {"loss": 0.1}}})

        with answering(answer) as server:
            client = cairn.Client(f"http://127.0.0.1:{server.server_address[1]}", "secret-token-1234")
            self.assertEqual(client.submit(HERE.parent.parent / "config/sweeps/quickstart.conf"), "s-1")
            self.assertEqual(client.wait("s-1", every=0.01)["state"], "ended")
            self.assertEqual(client.best("s-1")["trial"], 3)
            submissions = [asked for asked in server.asked if asked[0] == "POST"]
            self.assertEqual(len(submissions), 2)
            self.assertEqual(submissions[0][2]["Idempotency-Key"], submissions[1][2]["Idempotency-Key"])
            body = json.loads(submissions[1][3])
            self.assertEqual(body["sweep"]["name"], "churn-gbm")
            self.assertEqual(body["folder"], str(HERE.parent.parent / "config/sweeps"))

    def test_trials_areAskedForUntilAllAreKnown(self):
        known = iter([0, 1, 3])

        def answer(handler, count):
            if handler.path.endswith("/s"):
                return 200, {"trials": 3}
            if handler.path.endswith("limit=1"):
                return 200, {"total": next(known)}
            if "after=x%20y" in handler.path:
                return 200, {"trials": [{"trial": 2}], "next": None}
            if "?" in handler.path:
                return 200, {"trials": [{"trial": 0}, {"trial": 1}], "next": "x y"}
            return 200, {"trial": int(handler.path.rsplit("/", 1)[1]), "results": []}

        with answering(answer) as server:
            trials = cairn.Client(f"http://127.0.0.1:{server.server_address[1]}").trials("s")
            self.assertEqual([trial["trial"] for trial in trials], [0, 1, 2])

    def test_problemOfTheServer_isToldInItsWords(self):
        problem = {"title": "Unprocessable", "status": 422, "detail": "space.lr.min = -1 must be > 0 on a log scale"}
        with answering(lambda handler, count: (422, problem)) as server:
            with self.assertRaisesRegex(cairn.CairnError, "must be > 0 on a log scale"):
                cairn.Client(f"http://127.0.0.1:{server.server_address[1]}").submit({"name": "x"})

    def test_serverThatDoesNotAnswer_isNotWaitedForWithoutEnd(self):
        with answering(lambda handler, count: None) as server:
            with self.assertRaisesRegex(cairn.CairnError, "does not answer"):
                cairn.Client(f"http://127.0.0.1:{server.server_address[1]}", patience=0).study("x")


class Played(unittest.TestCase):
    """Runs scripts of users against the kit's server."""

    def play(self, code, grants, *, arguments=(), faults=None, options="", run=True, heard=None, done=None, enough_at=None, ends_with=0, before=None, command=None):
        """Runs a script, the user's code and `cairn.run`, until all evaluations are over; gives the evaluations, what was printed and what the kit found."""

        class Played(conformance.Scenario):
            name = rule = about = "test"

            def hand_out(self):
                return grants

            def check(self, server):
                return iter(())

        Played.faults, Played.ends_with = faults or {}, ends_with
        Played.enough_at = enough_at
        if heard is not None:
            Played.heard = lambda self, server, name, grant, message: heard(server, name, grant, message)
        if done is not None:
            Played.done = lambda self, server: done()
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "script.py")
            lines = textwrap.dedent(code)
            if run:
                lines = (
                    f"import sys; sys.path.insert(0, {str(HERE)!r})\n{before or ''}\nimport cairn_worker as cairn\n\n@cairn.evaluator(kind='conformance')\n"
                    + lines + f"\ncairn.run(name='tested'{', ' + options if options else ''})\n")
            script.write_text(lines)
            verdict = conformance.play(Played, command or [sys.executable, str(script), *arguments], 90)
        self.assertEqual(verdict.problems, [], verdict.output)
        return grants, verdict.output


class EvaluationsTest(Played):
    """What user code does, and what the server hears of it."""

    def fails(self, code, kind, says, **more):
        (grant,), output = self.play(code, [Grant(1, [])], **more)
        self.assertEqual(grant.kind(), "FAILURE_KIND_" + kind, output)
        self.assertRegex(grant.ended[1]["message"], says)
        return grant.ended[1]

    def test_crashesOfTheProcess_areErrorsThatNameTheSignalOrCode(self):
        self.fails("def f(e):\n  import ctypes; ctypes.string_at(0)", "ERROR", "SIGSEGV")
        self.fails("def f(e):\n  import os; os._exit(7)", "ERROR", "code 7")
        self.fails("def f(e):\n  import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ERROR", "SIGKILL; the machine may be out of memory")
        self.fails("def f(e):\n  import sys; sys.exit(4)", "ERROR", r"sys.exit\(4\)")

    def test_error_isTheSentenceAndItsTracebackTheLog(self):
        told = self.fails("def f(e):\n  print('reading')\n  raise KeyError('no \\ud800 column')", "ERROR", "KeyError: 'no .* column'")
        self.assertIn("reading", told["logTail"])
        self.assertIn("Traceback", told["logTail"])

    def test_resultsThatCannotBeUsed_areBadResults(self):
        frame = "class DataFrame:\n  def __float__(self): raise TypeError('cannot convert')\n"
        self.fails(frame + "@cairn.evaluator(kind='conformance')\ndef f(e):\n  return DataFrame()", "BAD_RESULT", "DataFrame; return the metrics as a dict")
        self.fails(frame + "@cairn.evaluator(kind='conformance')\ndef f(e):\n  return {'loss': DataFrame()}", "BAD_RESULT", "loss is a .*DataFrame")
        self.fails("def f(e):\n  return lambda: 1", "BAD_RESULT", "a function; return the metrics")
        self.fails("def f(e):\n  return {'accuracy': 1}", "BAD_RESULT", r"objective loss is not among the metrics \(accuracy\)")
        self.fails("def f(e):\n  yield 1", "BAD_RESULT", "generator")
        self.fails("async def f(e):\n  return 1", "BAD_RESULT", "plain function")
        self.fails("def f(e):\n  pass", "BAD_RESULT", "returned nothing and reported nothing")
        self.fails("def f(e):\n  e.report(epoch=1, loss=1)", "BAD_RESULT", "last report was at epoch 1, but goes to epoch 3")
        self.fails("def f(e):\n  e.report(epoch=1.5, loss=1)", "BAD_RESULT", "whole numbers")
        self.fails("def f(e):\n  return {'loss': 10**400}", "BAD_RESULT", "too large for a double")

    def test_nan_isAResult(self):
        (grant,), output = self.play("def f(e):\n  return float('nan')", [Grant(1, [])])
        self.assertEqual((grant.kind(), grant.ended[1]["metrics"]), ("complete", [{"name": "loss", "value": "NaN"}]), output)

    def test_everythingThatIsPrinted_isInTheLogAndBounded(self):
        code = '''
            def f(e):
                import os, subprocess, sys
                print("x" * 1000000)
                os.write(1, b"of the descriptor\\n")
                subprocess.run(["echo", "of a command"])
                print("of standard error", file=sys.stderr)
                e.log("of the log")
                return 1
            '''
        (grant,), output = self.play(textwrap.dedent(code), [Grant(1, [])])
        tail = grant.ended[1]["logTail"]
        for line in ("of the descriptor", "of a command", "of standard error", "of the log"):
            self.assertIn(line, tail)
            self.assertIn("e1 | " + line, output)
        self.assertLessEqual(len(tail.encode()), 8000)

    def test_levels_leadFromTheCheckpointToTheEnd(self):
        code = "def f(e):\n  for epoch in e.levels():\n    e.report(loss=1 / epoch, seen=epoch)\n  assert isinstance(epoch, int)"
        (grant,), output = self.play(code, [Grant(1, [], **{"from": 3.0, "to": 6.0})])
        self.assertEqual([m["resource"] for m in grant.reports], [4.0, 5.0, 6.0], output)

    def test_resourceWithoutWholeLevels_isDoneInOne(self):
        resource = {"name": "row-share", "min": 0.1, "max": 1.0}
        code = "def f(e):\n  for share in e.levels():\n    e.report({'loss': share})"
        (grant,), output = self.play(code, [Grant(1, [], resource=resource, to=0.3)])
        self.assertEqual([m["resource"] for m in grant.reports], [0.3], output)

    def test_scriptWithoutAGuard_startsNoWorkersInItsEvaluations(self):
        before = "import os\nprint('script in', 'an evaluation' if __name__ == '__mp_main__' else 'the worker')"
        (grant,), output = self.play("def f(e):\n  return 1", [Grant(1, [])], before=before)
        self.assertEqual(grant.kind(), "complete")
        self.assertEqual((output.count("script in the worker"), output.count("e1 | script in an evaluation")), (1, 1), output)

    def test_multiprocessingInAnEvaluation_findsTheFunctionsOfTheScript(self):
        code = '''
            def f(e):
                import multiprocessing
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    return pool.apply(half, (8,))

            def half(x):
                return x / 2
            '''
        (grant,), output = self.play(textwrap.dedent(code), [Grant(1, [])])
        self.assertEqual((grant.kind(), grant.ended[1]["metrics"][0]["value"]), ("complete", 4.0), output)

    def test_whatAnEvaluationLeavesBehind_isEnded(self):
        code = "def f(e):\n  import subprocess\n  return subprocess.Popen(['sleep', '3600']).pid"
        (grant,), output = self.play(code, [Grant(1, [])])
        until(lambda: not alive(int(grant.ended[1]["metrics"][0]["value"])), "the command that was left behind is ended")

    def test_slots_runEvaluationsAtTheSameTime(self):
        # Each waits for the file of the other one.
        with tempfile.TemporaryDirectory() as folder:
            code = f'''
                def f(e):
                    import os, pathlib, time
                    pathlib.Path({folder!r}, str(e.trial)).touch()
                    while len(os.listdir({folder!r})) < 2:
                        time.sleep(0.02)
                    return 1
                '''
            grants, output = self.play(textwrap.dedent(code), [Grant(1, []), Grant(2, [])], options="slots=2")
        self.assertEqual([g.kind() for g in grants], ["complete", "complete"], output)

    def test_cancelledCode_canEndInOrder(self):
        # Code that looks is told and not interrupted; code that does not look has EvaluationCancelled raised, and cleans up.
        looks = "def f(e):\n  import time\n  e.report(epoch=1, loss=1)\n  while not e.cancelled:\n    time.sleep(.01)\n  time.sleep(.2); print('in order', e.reason)"
        deaf = "def f(e):\n  import time\n  try:\n    e.report(epoch=1, loss=1)\n    time.sleep(3600)\n  finally:\n    print('cleaned up')"

        def heard(server, name, grant, message):
            if name == "report":
                grant.cancelled = True

        for code, says in ((looks, "in order the kit cancels it"), (deaf, "cleaned up")):
            (grant,), output = self.play(code, [Grant(1, [], grace=20.0)], heard=heard)
            self.assertEqual(grant.kind(), "FAILURE_KIND_CANCELLED", output)
            self.assertIn(says, grant.ended[1]["logTail"])

    def test_codeThatIgnoresThatItWasEnough_isCompleteAtThatLevel(self):
        code = "def f(e):\n  for epoch in e.levels():\n    e.report(epoch=epoch, loss=epoch)\n  return 99"
        grants, output = self.play(code, [Grant(1, [])], enough_at=(1, 1))
        self.assertEqual((grants[0].kind(), grants[0].ended[1]["resource"], grants[0].ended[1]["metrics"][0]["value"]), ("complete", 1.0, 1.0), output)

    def test_checkpointOfAFolder_comesBackAsAFolder(self):
        code = '''
            def f(e):
                if e.from_ == 0:
                    e.checkpoint_path.mkdir()
                    (e.checkpoint_path / "inner").mkdir()
                    (e.checkpoint_path / "inner" / "weights").write_text("w")
                    e.save_checkpoint()
                    return 1
                return {"loss": 2, "found": (e.load_checkpoint() / "inner" / "weights").read_text() == "w"}
            '''
        first = Grant(1, [], trial=5, checkpoints=True)
        second = Grant(2, [], trial=5, after=first, checkpoints=True, checkpointBytes="1", **{"from": 3.0, "to": 9.0})
        for options in ("", "checkpoints='{}'"):
            with tempfile.TemporaryDirectory() as folder:
                grants, output = self.play(textwrap.dedent(code), [first, second], options=options.format(folder))
                self.assertEqual(grants[1].kind(), "complete", output + str(grants[1].ended))
                self.assertEqual(grants[1].ended[1]["metrics"][1], {"name": "found", "value": 1.0})
                self.assertGreater(int(grants[0].ended[1]["checkpointBytes"]), 0)
                if options:
                    self.assertTrue(pathlib.Path(folder, "conformance-1", "trial-5").is_file())
            first = Grant(1, [], trial=5, checkpoints=True)
            second = Grant(2, [], trial=5, after=first, checkpoints=True, checkpointBytes="1", **{"from": 3.0, "to": 9.0})

    def test_checkpointsThatNobodyNeeds_areDeletedFromTheirFolder(self):
        with tempfile.TemporaryDirectory() as folder:
            place = cairn._Place(folder)
            for trial in range(4):
                place.save("s", trial, 1, HERE / "conformance.py")
            place.delete("s", [1], False)
            self.assertEqual(sorted(os.listdir(f"{folder}/s")), ["trial-0", "trial-2", "trial-3"])
            place.delete("s", [2], True)
            self.assertEqual(os.listdir(f"{folder}/s"), ["trial-2"])
            with self.assertLogs("cairn", "WARNING"):
                place.delete("../s", [2], False)
            self.assertEqual(os.listdir(f"{folder}/s"), ["trial-2"])

    def test_evaluation_hasNoToken(self):
        (grant,), output = self.play("def f(e):\n  import os\n  return {'loss': len(os.environ['CAIRN_TOKEN'])}", [Grant(1, [])])
        self.assertEqual(grant.ended[1]["metrics"][0]["value"], 0.0, output)

    def test_clockThatJumps_changesNothing(self):
        # Every reading of the wall clock is years from the one before, in the worker and in its evaluations.
        before = "import itertools, time\nclock = itertools.cycle([0.0, 4e9, 1e9, 2.5e9])\ntime.time = lambda: next(clock)"
        code = "def f(e):\n  import time\n  for epoch in e.levels():\n    e.report(epoch=epoch, loss=1)\n    time.sleep(.4)"
        (grant,), output = self.play(
            code, [Grant(1, [], leaseMillis="2000", timeLimitMillis="60000")], before=before, faults={"report": {1: "busy:1"}, "complete": {1: "lose"}})
        self.assertEqual(grant.kind(), "complete", output)
        self.assertNotRegex((HERE / "cairn_worker.py").read_text(), r"time\.time\(|datetime\.now|utcnow|time_ns")


class WorkersTest(Played):
    """How a worker comes, goes, and is used in other ways."""

    def test_secondSignal_cancelsAtOnce(self):
        sent = []

        def heard(server, name, grant, message):
            if name == "report" or (name == "lease" and message["draining"] and len(sent) == 1):
                sent.append(name)
                server.process.send_signal(signal.SIGINT)

        code = "def f(e):\n  import time\n  e.report(epoch=1, loss=1)\n  time.sleep(3600)"
        (grant,), output = self.play(code, [Grant(1, [])], options="drain_grace=3600", heard=heard, done=lambda: False, ends_with=130)
        self.assertEqual((sent, grant.kind()), (["report", "lease"], "FAILURE_KIND_CANCELLED"), output)

    def test_workerThatIsKilled_takesItsEvaluationsWithIt(self):
        pids = []

        def heard(server, name, grant, message):
            if name == "report":
                pids.extend(int(m["value"]) for m in message["metrics"])
                server.process.kill()

        code = '''
            def f(e):
                import os, subprocess, time
                e.report(epoch=1, loss=os.getpid(), command=subprocess.Popen(["sleep", "3600"]).pid)
                time.sleep(3600)
            '''

        class Killed(conformance.Scenario):
            name = rule = about = "test"

            def hand_out(self):
                return [Grant(1, [])]

        Killed.heard = lambda self, server, name, grant, message: heard(server, name, grant, message)
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "script.py")
            script.write_text(
                f"import sys; sys.path.insert(0, {str(HERE)!r})\nimport cairn_worker as cairn\n@cairn.evaluator(kind='conformance')\n" + textwrap.dedent(code)
                + "\ncairn.run()")
            conformance.play(Killed, [sys.executable, str(script)], 60)
        self.assertEqual(len(pids), 2)
        for pid in pids:
            until(lambda: not alive(pid), f"process {pid} of the killed worker's evaluation is gone")

    def test_threads_runEvaluationsAndGiveUpOnesThatDoNotEnd(self):
        code = '''
            def f(e):
                import threading
                if e.trial == 1:
                    threading.Event().wait(20)
                return e.trial
            '''
        grants, output = self.play(
            textwrap.dedent(code), [Grant(1, [], timeLimitMillis="300", grace=0.2), Grant(2, [])], options="isolation='thread', slots=2")
        self.assertEqual([g.kind() for g in grants], ["FAILURE_KIND_TIME_LIMIT", "complete"], output)
        self.assertIn("in a thread it cannot be forced", output)

    def test_loopOfOnesOwn_completesFailsAndGoesOn(self):
        code = f'''
            import sys; sys.path.insert(0, {str(HERE)!r})
            import cairn_worker as cairn
            with cairn.Worker(name="tested", kinds=["conformance"]) as worker:
                for evaluation in worker:
                    with evaluation:
                        if evaluation.trial == 2:
                            raise ValueError("no data")
                        if evaluation.trial == 3:
                            for epoch in evaluation.levels():
                                evaluation.report(loss=epoch)
                            continue
                        evaluation.complete({{"loss": evaluation.trial}})
            print("the loop is over")
            '''
        grants, output = self.play(code, [Grant(n, []) for n in (1, 2, 3, 4)], run=False)
        self.assertEqual([g.kind() for g in grants], ["complete", "FAILURE_KIND_ERROR", "complete", "complete"], output)
        self.assertIn("ValueError: no data", grants[1].ended[1]["message"])
        self.assertIn("the loop is over", output)

    def test_loopOfOnesOwnThatIsLeft_givesBackWhatItHas(self):
        code = f'''
            import sys; sys.path.insert(0, {str(HERE)!r})
            import cairn_worker as cairn
            with cairn.Worker(name="tested", kinds=["conformance"]) as worker:
                for evaluation in worker:
                    break
            '''
        (grant,), output = self.play(code, [Grant(1, [])], run=False)
        self.assertEqual(grant.kind(), "FAILURE_KIND_CANCELLED", output)

    def test_commandLine_runsAFunctionOfAModule(self):
        with tempfile.TemporaryDirectory() as folder:
            module = pathlib.Path(folder, "my_module.py")
            module.write_text("def train(evaluation):\n    return evaluation.configuration['x']\n")
            command = [sys.executable, str(HERE / "cairn_worker.py"), f"{module}:train", "--kind", "conformance", "--labels", "gpu, big", "--name", "tested"]
            labels = []

            def heard(server, name, grant, message):
                if name == "lease":
                    labels.append(message["labels"])

            (grant,), output = self.play("", [Grant(1, [])], run=False, command=command, heard=heard)
        self.assertEqual((grant.kind(), grant.ended[1]["metrics"][0]["value"], labels[0]), ("complete", 0.25, ["gpu", "big"]), output)

    def run_worker(self, *arguments, **environment):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("CAIRN_")}
        return subprocess.run(
            [sys.executable, str(HERE / "cairn_worker.py"), *arguments], capture_output=True, text=True, env={**clean, **environment}, timeout=120)

    def test_mistakesOnTheCommandLine_endWithCode2AndASentence(self):
        for arguments, says in (
                (["nowhere:train", "--server", "http://127.0.0.1:1"], "nowhere:train cannot be loaded"),
                (["json:nothing", "--server", "http://127.0.0.1:1"], "no function nothing"),
                (["json:loads"], "No server is named"),
                (["json:loads", "--server", "http://127.0.0.1:1", "--slots", "0", "--name", "a b"], "slots = 0 must be from 1 to 1000"),
                (["json:loads", "--server", "http://127.0.0.1:1", "--slots", "0", "--name", "a b"], "name = 'a b' must be"),
                (["json:loads", "--server", "http://127.0.0.1:1", "--token-file", "/nowhere"], "cannot be read"),
                (["json", "--server", "http://127.0.0.1:1"], "nothing that this worker could run"),
                (["json:loads", "--server", "https://127.0.0.1:1", "--ca", "/nowhere"], "cannot be read")):
            with self.subTest(arguments=arguments):
                ended = self.run_worker(*arguments)
                self.assertEqual(ended.returncode, 2, ended.stderr)
                self.assertIn(says, ended.stderr)
                self.assertNotIn("Traceback", ended.stderr)

    def test_help_saysWhatThereIs(self):
        ended = self.run_worker("--help")
        self.assertEqual(ended.returncode, 0)
        for option in ("--server", "--token-file", "--slots", "--labels", "--kind", "--isolation", "--checkpoints", "--ca"):
            self.assertIn(option, ended.stdout)

    def test_serverThatDoesNotKnowRemoteWorkers_isToldAtOnce(self):
        with answering(lambda handler, count: (404, {"title": "Not Found", "detail": "there is no such path"})) as server:
            ended = self.run_worker("json:loads", "--server", f"http://127.0.0.1:{server.server_address[1]}")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("refuses /api/v1/remote/lease (404): there is no such path", ended.stderr)


# A worker with one rule broken, and the scenario that has to see it.
MUTANTS = [
    ("lost-answers", 'self._sequence + 1), resource=level', 'self._wire.mutant()), resource=level'),
    ("doubled-answers", "not _readable(connection.sock.fileno(), 0)", "True", " or not check(document)", ""),
    ("slow-answers", 'self._obey(self._wire.call("pulse"', 'self._obey({} and self._wire.call("pulse"'),
    ("busy", "if retry_after is not None:", "if False:"),
    ("reset", "pause = pauses.next(None)\n                why = str(problem)", "raise\n                why = str(problem)"),
    ("lease-lost", 'if not answer.get("accepted"):\n                self.lose', 'if False:\n                self.lose'),
    ("enough", 'if answer.get("goOn"):', "if True:"),
    ("cancel", 'self._fail(stop.kind, stop.reason)', 'self._fail(_ERROR, stop.reason)'),
    ("time-limit", "return self._started + self.limit", "return None"),
    ("wrong-token", 'raise Refused(f"The server does not let this worker in ({answer.status}): {answer.problem()}")', "raise _Busy(answer)"),
    ("taken", "if refusal.status == 409:\n            return Taken", "if True:\n            os._exit(0)\n            return Taken"),
    ("stale-lease", "if hand.key in self._seen:", "if hand.key in self._hands:"),
    ("numbers", 'return int(message["integer"])', 'return int(float(message["integer"]))'),
    ("rejected", 'self.end(f"The server refused the {what}', 'os._exit(9)  # self.end(f"The server refused the {what}'),
    ("drain", 'self.drain("the server asks for it")', "pass"),
    ("terminated", 'self._wire.call("leave"', '(lambda *a, **k: None)("leave"'),
    ("checkpoint", "if expected is None and not response.chunked:", "if False:"),
    ("checkpoint-missing", '{"checkpointMissing": True} if missing else {}', "{}"),
    ("failures", 'raise _Failure(_ERROR, _sentence(problem))', 'raise _Failure(_ERROR, "")'),
]


class ConformanceKitTest(unittest.TestCase):
    """The kit sees each rule that is broken: a kit that everybody passes is worth nothing."""

    def broken(self, mutant):
        scenario, *changes = mutant
        source = (HERE / "cairn_worker.py").read_text()
        for sound, broken in zip(changes[::2], changes[1::2]):
            self.assertEqual(source.count(sound), 1, f"the mutant of {scenario} does not fit the worker any more: {sound}")
            source = source.replace(sound, broken)
        if "mutant()" in broken:
            # Another sequence with every message, also with one that is sent again.
            source = source.replace("body = json.dumps(message, allow_nan=False).encode()\n\n        def once() -> Dict[str, Any]:",
                                    "def once() -> Dict[str, Any]:\n            self.n = getattr(self, 'n', 0) + 1\n"
                                    "            body = json.dumps({**message, **({'costSeconds': self.n} if 'sequence' in message else {})}).encode()")
            source = source.replace(broken, sound)
        return scenario, self.played(scenario, source, (HERE / "conformance_worker.py").read_text())

    @staticmethod
    def played(scenario, client, worker):
        """The verdict over a worker of this source."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("cairn_worker.py", client), ("worker.py", worker)):
                pathlib.Path(folder, name).write_text(text)
            make = {m.name: m for m in conformance.SCENARIOS}[scenario]
            return conformance.play(make, [sys.executable, f"{folder}/worker.py"], 40)

    def test_brokenRules_areSeen(self):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            unseen = [scenario for scenario, verdict in pool.map(self.broken, MUTANTS) if not verdict.problems]
        self.assertEqual(unseen, [])

    def test_silenceOfABusyMachine_isNoBrokenRule(self):
        """Where leases are not the subject, nine seconds to the first word are the machine's affair."""
        sound = 'self._obey(self._wire.call("pulse"'
        client, worker = ((HERE / name).read_text() for name in ("cairn_worker.py", "conformance_worker.py"))
        self.assertEqual((client.count(sound), worker.count("    for step in")), (1, 1))
        verdict = self.played(
            "enough", client.replace(sound, 'self._obey({} and self._wire.call("pulse"'),
            worker.replace("    for step in", "    time.sleep(9)\n    for step in"))
        self.assertEqual(verdict.problems, [])


if __name__ == "__main__":
    unittest.main()
