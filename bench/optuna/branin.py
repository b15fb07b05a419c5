"""An Optuna study of 60 trials on Branin's function at 9 epochs, pruned at the first and third, for docs/import.md.

apt-get install python3-optuna; /usr/bin/python3 branin.py STORE.db
"""

import math
import sys

import optuna


def branin(x1, x2):
    a = x2 - 5.1 / (4 * math.pi**2) * x1**2 + 5 / math.pi * x1 - 6
    return a**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x1) + 10


def objective(trial):
    x = trial.suggest_float("x", -5, 10)
    y = trial.suggest_float("y", 0, 15)
    for epoch in range(1, 10):
        value = branin(x, y) + 10 / epoch
        trial.report(value, epoch)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return value


optuna.logging.set_verbosity(optuna.logging.ERROR)
optuna.create_study(
    study_name="branin",
    storage="sqlite:///" + sys.argv[1],
    sampler=optuna.samplers.TPESampler(seed=1),
    pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=1, reduction_factor=3),
).optimize(objective, n_trials=60)
