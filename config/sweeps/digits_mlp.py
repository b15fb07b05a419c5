#!/usr/bin/env python3
"""Trains a small neural network on handwritten digits, with Python's standard library alone.

An example of a training script for Cairn's process worker. It does what a good one does:

* takes its hyperparameters as arguments;
* prints one JSON line per epoch on standard output, and everything else on standard error;
* keeps its state in the checkpoint folder after each epoch, written beside and renamed, so that a
  crash leaves the old checkpoint or the new one and never half of one;
* goes on from the checkpoint that it finds there, to exactly the network that training in one go
  gives, and starts again if there is none or if it is of other hyperparameters;
* ends at once and in order on SIGTERM: the epoch under way is lost, the last whole one is safe.

Needs Python 3.8 or later. By hand:  ./digits_mlp.py --epochs 3
"""

import argparse
import csv
import gzip
import json
import math
import os
import random
import signal
import sys
from operator import mul
from pathlib import Path

PIXELS = 64
CLASSES = 10
STATE = "state.json"


def arguments():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=here.parent / "data" / "digits.csv.gz")
    parser.add_argument("--units", type=int, default=24, help="hidden units")
    parser.add_argument("--activation", choices=["tanh", "leaky"], default="tanh")
    parser.add_argument("--leak", type=float, default=0.01, help="slope of leaky below 0")
    parser.add_argument("--learning-rate", type=float, default=0.05)
    parser.add_argument("--decay", type=float, default=0.9, help="of the learning rate, an epoch")
    parser.add_argument("--l2", type=float, default=1e-5, help="weight decay, a step")
    parser.add_argument("--epochs", type=int, default=9, help="train up to this epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint-dir", type=Path)
    return parser.parse_args()


class Stopped(Exception):
    """SIGTERM came."""


def stop_on_sigterm():
    def stop(signum, frame):
        raise Stopped()

    signal.signal(signal.SIGTERM, stop)


def read_digits(path):
    """Rows of (pixels in [0, 1], digit), split the same way in every trial: 3/4 to train on."""
    with gzip.open(path, "rt", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        rows = [([int(p) / 16 for p in line[:PIXELS]], int(line[PIXELS])) for line in lines]
    random.Random(1).shuffle(rows)
    held_out = len(rows) // 4
    return rows[held_out:], rows[:held_out]


class Network:
    """One hidden layer and a softmax, trained by stochastic gradient descent. The last weight of
    each unit is its bias."""

    def __init__(self, args):
        self.args = args
        self.epoch = 0
        rng = random.Random(args.seed)
        self.hidden = [
            [rng.gauss(0, 1 / math.sqrt(PIXELS)) for _ in range(PIXELS)] + [0.0]
            for _ in range(args.units)
        ]
        self.output = [
            [rng.gauss(0, 1 / math.sqrt(args.units)) for _ in range(args.units)] + [0.0]
            for _ in range(CLASSES)
        ]

    def activate(self, v):
        if self.args.activation == "tanh":
            return math.tanh(v)
        return v if v > 0 else self.args.leak * v

    def slope(self, activated):
        if self.args.activation == "tanh":
            return 1 - activated * activated
        return 1.0 if activated > 0 else self.args.leak

    def forward(self, pixels):
        inputs = pixels + [1.0]
        hidden = [self.activate(sum(map(mul, unit, inputs))) for unit in self.hidden] + [1.0]
        scores = [sum(map(mul, unit, hidden)) for unit in self.output]
        top = max(scores)
        exps = [math.exp(s - top) for s in scores]
        total = sum(exps)
        return inputs, hidden, [e / total for e in exps]

    def learn(self, pixels, digit, rate):
        inputs, hidden, p = self.forward(pixels)
        errors = [p[c] - (c == digit) for c in range(CLASSES)]
        back = [
            sum(errors[c] * self.output[c][u] for c in range(CLASSES)) * self.slope(hidden[u])
            for u in range(len(self.hidden))
        ]
        keep = 1 - rate * self.args.l2
        for c, error in enumerate(errors):
            step = rate * error
            self.output[c] = [keep * w - step * h for w, h in zip(self.output[c], hidden)]
        for u, error in enumerate(back):
            step = rate * error
            self.hidden[u] = [keep * w - step * x for w, x in zip(self.hidden[u], inputs)]

    def train_epoch(self, rows):
        # The order of rows depends on seed and epoch alone, so that it is the same after a restart.
        order = list(range(len(rows)))
        random.Random(self.args.seed * 1_000_003 + self.epoch).shuffle(order)
        rate = self.args.learning_rate * self.args.decay**self.epoch
        for i in order:
            self.learn(*rows[i], rate)
        self.epoch += 1

    def measure(self, rows):
        hits, loss = 0, 0.0
        for pixels, digit in rows:
            p = self.forward(pixels)[2]
            hits += p.index(max(p)) == digit
            loss -= math.log(max(p[digit], 1e-15))
        # Weights that grew without bound make the loss NaN. Then the accuracy means nothing either.
        accuracy = math.nan if math.isnan(loss) else hits / len(rows)
        return {"val_accuracy": accuracy, "val_log_loss": loss / len(rows)}

    def identity(self):
        """What a checkpoint must agree on to be gone on from."""
        skipped = ("epochs", "checkpoint_dir", "data")
        return {k: v for k, v in sorted(vars(self.args).items()) if k not in skipped}

    def save(self, folder):
        state = {
            "identity": self.identity(),
            "epoch": self.epoch,
            "hidden": self.hidden,
            "output": self.output,
        }
        fresh = folder / (STATE + ".tmp")
        with open(fresh, "w") as file:
            json.dump(state, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, folder / STATE)

    def resume(self, folder):
        try:
            with open(folder / STATE) as file:
                state = json.load(file)
            same = state["identity"] == self.identity() and state["epoch"] <= self.args.epochs
        except FileNotFoundError:
            return
        except (ValueError, TypeError, KeyError) as error:
            print(f"the checkpoint cannot be read, starting again: {error!r}", file=sys.stderr)
            return
        if not same:
            print("the checkpoint is of another training, starting again", file=sys.stderr)
            return
        self.epoch, self.hidden, self.output = state["epoch"], state["hidden"], state["output"]
        print(f"going on after epoch {self.epoch}", file=sys.stderr)


def main():
    stop_on_sigterm()
    args = arguments()
    training, validation = read_digits(args.data)
    network = Network(args)
    if args.checkpoint_dir:
        network.resume(args.checkpoint_dir)
    while network.epoch < args.epochs:
        network.train_epoch(training)
        if args.checkpoint_dir:
            network.save(args.checkpoint_dir)
        print(json.dumps({"epoch": network.epoch, **network.measure(validation)}), flush=True)


if __name__ == "__main__":
    try:
        main()
    except Stopped:
        print("stopped by SIGTERM after the last whole epoch", file=sys.stderr)
        sys.exit(128 + signal.SIGTERM)
