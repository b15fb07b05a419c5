#!/usr/bin/env python3
"""What the conformance kit asks of a worker, in Python: evaluations that do what their settings say.

    python3 conformance.py -- python3 conformance_worker.py
"""

import os
import time

import cairn_worker as cairn


def do(evaluation, step):
    """Does one step; returns whether to go on with the next."""
    (what, value), = step.items()
    if what == "report":
        metrics = {name: float(number) for name, number in value["metrics"].items()}
        return evaluation.report(metrics, resource=value["level"]) or bool(value.get("deaf"))
    if what == "print":
        print(value)
    elif what == "sleep":
        time.sleep(value)
    elif what == "expect":
        there = {name: str(evaluation.configuration[name]) for name in value}
        if there != value:
            raise ValueError(f"the configuration is {there} instead of {value}")
    elif what == "fail":
        raise RuntimeError(value)
    elif what == "die":
        os._exit(value)
    elif what == "wait":
        while not evaluation.cancelled:
            time.sleep(0.05)
        return False
    elif what == "hang":
        while True:
            try:
                time.sleep(60)
            except cairn.EvaluationCancelled:
                print("asked to end, and going on")
    elif what == "save":
        evaluation.save_checkpoint(value.encode())
    elif what == "load":
        file = evaluation.load_checkpoint()
        there = file.read_text() if file else None
        if there != value:
            raise ValueError(f"the checkpoint is {there!r}")
    return True


@cairn.evaluator(kind="conformance")
def conform(evaluation):
    for step in evaluation.settings["steps"]:
        if "return" in step:
            return step["return"]
        if not do(evaluation, step):
            return None


cairn.run(name="conformance-worker", drain_grace=5.0)
