#!/usr/bin/env python3
"""Tells malignant from benign tumours with a small neural network, by hand: an example of a remote worker.

    ./cairn server                                                    # in one terminal
    python3 workers/python/example.py                                 # in another, and in as many others as you like
    ./cairn submit config/sweeps/remote-python.conf --watch           # in a third

What a good evaluator does: it reports after each epoch and ends when it is told to, keeps its state after each epoch so that the trial goes on from there on
whatever worker gets it next, and depends on nothing but its configuration and its seed. Standard library alone, Python 3.8 or newer.
"""

import csv
import gzip
import json
import math
import os
import random
from operator import mul
from pathlib import Path

import cairn_worker as cairn

DATA = Path(__file__).resolve().parent.parent.parent / "config" / "data" / "breast_cancer_wdbc.csv.gz"


def read():
    """Rows of (inputs with mean 0 and deviation 1, whether malignant), split the same way in every trial: 3/4 to train on."""
    with gzip.open(DATA, "rt", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        rows = [([float(x) for x in line[:-1]], line[-1] == "malignant") for line in lines]
    random.Random(1).shuffle(rows)
    held_out = len(rows) // 4
    columns = list(zip(*(inputs for inputs, _ in rows[held_out:])))
    means = [sum(column) / len(column) for column in columns]
    deviations = [math.sqrt(sum((x - m) ** 2 for x in column) / len(column)) or 1.0 for column, m in zip(columns, means)]
    rows = [([(x - m) / d for x, m, d in zip(inputs, means, deviations)], label) for inputs, label in rows]
    return rows[held_out:], rows[:held_out]


class Network:
    """One hidden layer, trained by stochastic gradient descent with momentum. The last weight of each unit is its bias."""

    def __init__(self, inputs, configuration, seed):
        self.rate = configuration["learning-rate"]
        self.momentum = configuration["momentum"]
        self.l2 = configuration["l2"]
        self.seed = seed
        rng = random.Random(seed)
        units = configuration["units"]
        self.hidden = [[rng.gauss(0, 1 / math.sqrt(inputs)) for _ in range(inputs)] + [0.0] for _ in range(units)]
        self.output = [rng.gauss(0, 1 / math.sqrt(units)) for _ in range(units)] + [0.0]
        self.speeds = [[0.0] * (inputs + 1) for _ in range(units)]

    def predict(self, inputs):
        hidden = [math.tanh(sum(map(mul, unit, inputs)) + unit[-1]) for unit in self.hidden]
        score = sum(map(mul, self.output, hidden)) + self.output[-1]
        return hidden, 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))

    def train(self, rows, epoch):
        # The order depends on seed and epoch alone, so that it is the same after a restart.
        order = list(range(len(rows)))
        random.Random(self.seed * 1_000_003 + epoch).shuffle(order)
        for index in order:
            inputs, label = rows[index]
            hidden, chance = self.predict(inputs)
            error = chance - label
            for k, h in enumerate(hidden):
                back = error * self.output[k] * (1 - h * h)
                unit, speed = self.hidden[k], self.speeds[k]
                for j, x in enumerate(inputs):
                    speed[j] = self.momentum * speed[j] - self.rate * (back * x + self.l2 * unit[j])
                    unit[j] += speed[j]
                unit[-1] -= self.rate * back
                self.output[k] -= self.rate * (error * h + self.l2 * self.output[k])
            self.output[-1] -= self.rate * error

    def measure(self, rows):
        loss = hits = 0
        for inputs, label in rows:
            chance = self.predict(inputs)[1]
            loss -= math.log(max(chance if label else 1 - chance, 1e-15))
            hits += (chance > 0.5) == label
        return {"val_log_loss": loss / len(rows), "val_accuracy": hits / len(rows)}

    def state(self):
        return json.dumps([self.hidden, self.output, self.speeds]).encode()

    def restore(self, file):
        self.hidden, self.output, self.speeds = json.loads(file.read_text())


@cairn.evaluator(kind="tumours")
def train(evaluation):
    training, validation = read()
    network = Network(len(training[0][0]), evaluation.configuration, evaluation.seed)
    checkpoint = evaluation.load_checkpoint()
    if checkpoint:
        network.restore(checkpoint)
        print(f"going on after epoch {evaluation.from_}")
    for epoch in evaluation.levels():
        network.train(training, epoch)
        evaluation.save_checkpoint(network.state())
        metrics = network.measure(validation)
        print(f"epoch {epoch}: {metrics}")
        if not evaluation.report(metrics, resource=epoch):
            return


if __name__ == "__main__":
    cairn.run(os.environ.get("CAIRN_SERVER", "http://127.0.0.1:7350"), slots=2)
