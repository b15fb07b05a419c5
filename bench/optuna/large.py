"""A large Optuna database: Optuna makes the study, and the rows of its trials are written straight into its tables.

/usr/bin/python3 large.py STORE.db [TRIALS [PARAMETERS [REPORTS]]]
"""

import json
import random
import sqlite3
import sys

import optuna


def main(path, trials=20000, parameters=8, reports=9):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    optuna.create_study(study_name="large", storage="sqlite:///" + path, direction="minimize")
    random.seed(1)
    distribution = json.dumps(
        {"name": "FloatDistribution", "attributes": {"step": None, "low": 0.0, "high": 1.0, "log": False}}
    )
    connection = sqlite3.connect(path)
    for trial in range(1, trials + 1):
        values = [random.random() for _ in range(parameters)]
        loss = sum((v - 0.3) ** 2 for v in values)
        reached = reports if trial % 4 == 0 else random.randint(1, reports)
        connection.execute(
            "insert into trials (trial_id, number, study_id, state, datetime_start, datetime_complete) values (?,?,1,?,?,?)",
            (trial, trial - 1, "COMPLETE" if reached == reports else "PRUNED",
             "2024-01-01 00:00:00.000000", f"2024-01-01 00:00:{reached:02d}.000000"),
        )
        connection.executemany(
            "insert into trial_params (trial_id, param_name, param_value, distribution_json) values (?,?,?,?)",
            [(trial, f"p{i}", v, distribution) for i, v in enumerate(values)],
        )
        connection.executemany(
            "insert into trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)"
            " values (?,?,?,'FINITE')",
            [(trial, step, loss + 1 / step) for step in range(1, reached + 1)],
        )
        connection.execute(
            "insert into trial_values (trial_id, objective, value, value_type) values (?,0,?,'FINITE')",
            (trial, loss + 1 / reached),
        )
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
