"""Writes the Optuna fixtures beside this file, with Optuna itself.

Debian 12: apt-get install python3-optuna (3.1.0), then /usr/bin/python3 generate.py FOLDER. Times in the stores differ
from run to run; all else is seeded. legacy.db alone is not written by Optuna: it has the tables of Optuna 2.0 as
storages/rdb/models.py of that version declares them, filled by hand.
"""

import math
import os
import sqlite3
import sys

import optuna
from optuna.samplers import RandomSampler
from optuna.trial import TrialState

optuna.logging.set_verbosity(optuna.logging.ERROR)


def tuning(storage):
    """Maximised; conditional parameters, epochs as steps from 0, pruned, failed, running and waiting trials."""

    def objective(trial):
        if trial.number == 7:
            raise RuntimeError("CUDA out of memory")
        optimizer = trial.suggest_categorical("optimizer", ["Adam", "SGD"])
        lr = trial.suggest_float("learning_rate", 1e-5, 1e-1, log=True)
        units = trial.suggest_int("units", 16, 256, log=True)
        layers = trial.suggest_int("layers", 1, 4)
        momentum = trial.suggest_float("momentum", 0.0, 0.99) if optimizer == "SGD" else 0.5
        score = 0.9 - 0.02 * (math.log10(lr) + 2.5) ** 2 - 0.01 * abs(layers - 3) - 0.1 * abs(momentum - 0.5)
        for epoch in range(9):
            value = score - 0.3 / (epoch + 1) + 0.0001 * units / 256
            if trial.number == 11 and epoch > 2:
                value = float("nan")
            trial.report(value, epoch)
            if epoch in (0, 2) and value < (0.47 if epoch == 0 else 0.7):
                raise optuna.TrialPruned()
        return value if trial.number != 13 else value + 0.01

    study = optuna.create_study(
        study_name="tuning", direction="maximize", storage=storage, sampler=RandomSampler(seed=1)
    )
    study.optimize(objective, n_trials=40, catch=(RuntimeError,))
    running = study.ask()
    running.suggest_categorical("optimizer", ["Adam", "SGD"])
    running.suggest_float("learning_rate", 1e-5, 1e-1, log=True)
    study.enqueue_trial({"optimizer": "Adam", "learning_rate": 1e-3})


def pareto(storage):
    """Two objectives of opposite directions."""

    def objective(trial):
        x = trial.suggest_float("x", 0, 1)
        y = trial.suggest_float("y", 0, 1, step=0.25)
        return x + y, x * y

    optuna.create_study(
        study_name="pareto", directions=["minimize", "maximize"], storage=storage, sampler=RandomSampler(seed=2)
    ).optimize(objective, n_trials=12)


def kinds(storage):
    """Every kind of distribution; infinities; a configuration twice."""

    def objective(trial):
        real = trial.suggest_float("real", -1, 1)
        trial.suggest_float("log", 1e-3, 1e3, log=True)
        trial.suggest_float("stepped", 0.5, 0.95, step=0.05)
        trial.suggest_int("whole", -5, 5)
        trial.suggest_int("even", 16, 512, step=16)
        trial.suggest_categorical("flag", [True, False])
        trial.suggest_categorical("levels", [16, 32, 64])
        trial.suggest_categorical("mixed", [None, 1, "auto", 0.5, True])
        trial.suggest_float("model.depth/max", 0, 1)
        return math.inf if trial.number == 3 else -math.inf if trial.number == 4 else real

    study = optuna.create_study(study_name="kinds", storage=storage, sampler=RandomSampler(seed=3))
    study.optimize(objective, n_trials=10)
    study.enqueue_trial(study.trials[0].params)
    study.optimize(lambda trial: objective(trial) + 0.5, n_trials=1)


def warm(storage):
    """Field case: lr in [1e-4, 1e-1] and opt in {sgd, adam}, 200 trials for a space that differs."""

    def objective(trial):
        lr = trial.suggest_float("lr", 1e-4, 1e-1, log=True)
        opt = trial.suggest_categorical("opt", ["sgd", "adam"])
        return (math.log10(lr) + 3) ** 2 + (0.2 if opt == "sgd" else 0)

    optuna.create_study(study_name="warm", storage=storage, sampler=RandomSampler(seed=4)).optimize(
        objective, n_trials=200
    )


def legacy(path):
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        create table studies (study_id integer primary key, study_name varchar(512), direction varchar(8));
        create table study_user_attributes (study_user_attribute_id integer primary key, study_id integer,
          key varchar(512), value_json varchar(2048));
        create table study_system_attributes (study_system_attribute_id integer primary key, study_id integer,
          key varchar(512), value_json varchar(2048));
        create table trials (trial_id integer primary key, number integer, study_id integer, state varchar(8),
          value float, datetime_start datetime, datetime_complete datetime);
        create table trial_user_attributes (trial_user_attribute_id integer primary key, trial_id integer,
          key varchar(512), value_json varchar(2048));
        create table trial_system_attributes (trial_system_attribute_id integer primary key, trial_id integer,
          key varchar(512), value_json varchar(2048));
        create table trial_params (param_id integer primary key, trial_id integer, param_name varchar(512),
          param_value float, distribution_json varchar(2048));
        create table trial_values (trial_value_id integer primary key, trial_id integer, step integer, value float);
        insert into studies values (1, 'old', 'MAXIMIZE');
        """
    )
    choices = '{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "tanh"]}}'
    kinds = [
        ("lr", '{"name": "LogUniformDistribution", "attributes": {"low": 0.001, "high": 1.0}}', [0.01, 0.1, 0.5]),
        ("drop", '{"name": "DiscreteUniformDistribution", "attributes": {"low": 0.0, "high": 0.5, "q": 0.1}}', [0, 0.2, 0.5]),
        ("n", '{"name": "IntUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 2}}', [1, 3, 9]),
        ("u", '{"name": "UniformDistribution", "attributes": {"low": 0.0, "high": 1.0}}', [0.25, 0.5, 0.75]),
        ("act", choices, [0, 1, 1]),
    ]
    for number in range(3):
        state = ["COMPLETE", "PRUNED", "FAIL"][number]
        connection.execute(
            "insert into trials values (?, ?, 1, ?, ?, '2020-08-01 12:00:00.000000', '2020-08-01 12:00:30.500000')",
            (number + 1, number, state, [0.8, 0.4, None][number]),
        )
        for name, distribution, values in kinds:
            connection.execute(
                "insert into trial_params values (null, ?, ?, ?, ?)", (number + 1, name, values[number], distribution)
            )
        for step in range(1, 4 - number):
            connection.execute(
                "insert into trial_values values (null, ?, ?, ?)", (number + 1, step, 0.2 * step + 0.2)
            )
    connection.execute("insert into trial_system_attributes values (null, 3, 'fail_reason', '\"MemoryError\"')")
    connection.commit()
    connection.close()


def main(folder):
    database = os.path.join(folder, "store.db")
    journal = os.path.join(folder, "store.journal")
    for path in (database, journal, os.path.join(folder, "legacy.db")):
        if os.path.exists(path):
            os.remove(path)
    for storage in (
        "sqlite:///" + database,
        optuna.storages.JournalStorage(optuna.storages.JournalFileStorage(journal)),
    ):
        for study in (tuning, pareto, kinds, warm):
            study(storage)
    legacy(os.path.join(folder, "legacy.db"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
