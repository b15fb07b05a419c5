"""What Optuna makes of a journal that Cairn wrote: every trial as the landscape's table says, and a study to go on with."""

import csv
import math
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def text(value):
    """As both sides would write it: 3 and 3.0 are one number, True is true."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return repr(float(value))
    except (TypeError, ValueError):
        return str(value)


def main(journal, table, parameters, resource, metric):
    storage = optuna.storages.JournalStorage(optuna.storages.JournalFileStorage(journal))
    name = storage.get_all_studies()[0].study_name
    study = optuna.load_study(study_name=name, storage=storage)
    expected = {}
    with open(table, newline="") as file:
        for row in csv.DictReader(file):
            key = tuple((p, text(row[p])) for p in parameters if row[p] != "")
            expected.setdefault(key, {})[float(row[resource])] = float(row[metric])
    levels = study.user_attrs.get("cairn:levels")
    found = {}
    for trial in study.trials:
        key = tuple((p, text(trial.params[p])) for p in parameters if p in trial.params)
        found[key] = {
            (levels[step] if levels else float(step)): value for step, value in trial.intermediate_values.items()
        }
    assert len(found) == len(expected), (len(found), len(expected))
    for key, course in expected.items():
        assert found[key].keys() == course.keys(), (key, found[key], course)
        for level, value in course.items():
            other = found[key][level]
            assert value == other or (math.isnan(value) and math.isinf(other)), (key, level, value, other)
    best = study.best_trial
    # It goes on: a new trial of the same distributions.
    trial = study.ask(fixed_distributions=study.trials[0].distributions)
    study.tell(trial, best.value)
    print(
        f"Optuna {optuna.__version__} reads {len(study.trials) - 1} trials of {name}, direction {study.direction.name},"
        f" best {best.value} of trial {best.number}, and went on with trial {trial.number}"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3].split(","), sys.argv[4], sys.argv[5])
