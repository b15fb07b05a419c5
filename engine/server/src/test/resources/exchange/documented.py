"""Writes the fixtures of systems that are not installed where the tests run, by the formats that their sources document.

Sources (public repositories): syne-tune/syne-tune syne_tune/results_callback.py, tuner.py, config_space.py, constants.py;
ray-project/ray python/ray/tune/logger/json.py, result.py, execution/tune_controller.py; mlflow/mlflow
mlflow/store/tracking/file_store.py, dbmodels/models.py; automl/SMAC3 smac/runhistory/runhistory.py, enumerations.py;
microsoft/nni ts/nni_manager/core/sqlDatabase.ts, nni/tools/nnictl/nnictl_utils.py; W&B documentation, "Export data".

All tell of the same twelve trials: lr = 10^-(1 + k/4), layers 1..3, opt sgd or adam, momentum with sgd alone, losses over
epochs 1, 3 and 9; trial 4 ends after epoch 1, trial 5 fails after it, trial 6 diverges. Run: python3 documented.py FOLDER.
"""

import csv
import io
import json
import math
import os
import shutil
import sqlite3
import sys
import zipfile

EPOCHS = [1, 3, 9]


def trial(k):
    config = {"lr": 10 ** -(1 + k / 4), "layers": 1 + k % 3, "opt": "sgd" if k % 2 else "adam"}
    if k % 2:
        config["momentum"] = 0.5 + k / 30
    return config


def loss(k, epoch):
    if k == 6 and epoch > 1:
        return math.nan
    return round((k - 5) ** 2 / 100 + 0.1 * (k % 3) + 1 / epoch, 6)


def last(k):
    return 1 if k in (4, 5) else 9


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", newline="") as file:
        file.write(text)


def synetune(folder):
    fresh(folder)
    space = {
        "lr": {
            "domain_cls": "Float",
            "domain_kwargs": {"lower": 1e-4, "upper": 0.1},
            "sampler_cls": "LogUniform",
            "sampler_kwargs": {"base": 10},
        },
        "layers": {"domain_cls": "Integer", "domain_kwargs": {"lower": 1, "upper": 3}, "sampler_cls": "Uniform", "sampler_kwargs": {}},
        "opt": {"domain_cls": "Categorical", "domain_kwargs": {"categories": ["sgd", "adam"]}, "sampler_cls": "Uniform", "sampler_kwargs": {}},
        "width": {"domain_cls": "FiniteRange", "domain_kwargs": {"lower": 8, "upper": 32, "size": 3, "log_scale": True, "cast_int": True}},
        "epochs": 9,
    }
    metadata = {
        "st_tuner_creation_timestamp": 1700000000.0,
        "metric_names": ["val_loss"],
        "metric_mode": "min",
        "entrypoint": "train",
        "backend": "LocalBackend",
        "scheduler_name": "HyperbandScheduler",
        "config_space": json.dumps(space),
    }
    write(os.path.join(folder, "metadata.json"), json.dumps(metadata))
    columns = ["val_loss", "epoch", "st_worker_timestamp", "st_worker_time", "st_worker_iter", "trial_id", "st_decision",
               "st_status", "config_lr", "config_layers", "config_opt", "config_width", "config_epochs", "st_tuner_time"]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(columns)
    for iteration, epoch in enumerate(EPOCHS):
        for k in range(12):
            if epoch <= last(k):
                config = trial(k)
                value = loss(k, epoch)
                writer.writerow([
                    "" if math.isnan(value) and k != 6 else value, epoch, 1700000000 + epoch, 2.0 * epoch, iteration, k,
                    "STOP" if k == 4 else "CONTINUE", "InProgress", config["lr"], config["layers"], config["opt"],
                    [8, 16, 32][k % 3], 9, 3.0 * epoch])
    with zipfile.ZipFile(os.path.join(folder, "results.csv.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("results.csv", (2024, 1, 1, 0, 0, 0))
        archive.writestr(info, table.getvalue())


def ray(folder):
    fresh(folder)
    states = []
    for k in range(12):
        config = trial(k)
        name = f"train_abc12_{k:05d}_{k}_lr={config['lr']:.4f}_2024-01-01_00-00-00"
        nested = {"model": {"lr": config["lr"], "layers": config["layers"]}, "opt": config["opt"]}
        if "momentum" in config:
            nested["model"]["momentum"] = config["momentum"]
        write(os.path.join(folder, name, "params.json"), json.dumps(nested, indent=2, sort_keys=True))
        lines = []
        for epoch in EPOCHS:
            if epoch <= last(k):
                lines.append(json.dumps({
                    "val": {"loss": loss(k, epoch)}, "time_this_iter_s": 2.0, "done": epoch == last(k),
                    "timesteps_total": None, "training_iteration": epoch, "trial_id": f"abc12_{k:05d}",
                    "date": "2024-01-01_00-00-00", "timestamp": 1700000000, "time_total_s": 2.0 * epoch, "pid": 1,
                    "hostname": "host", "node_ip": "127.0.0.1", "config": nested, "iterations_since_restore": epoch,
                    "experiment_tag": str(k)}))
        if k == 2:  # Restored: the second iteration is reported again.
            lines.insert(1, lines[1].replace(str(loss(2, 3)), "0.25"))
        write(os.path.join(folder, name, "result.json"), "".join(line + "\n" for line in lines))
        if k == 5:
            write(os.path.join(folder, name, "error.txt"), "Traceback (most recent call last):\n  ...\nRuntimeError: out of memory\n")
        states.append([
            json.dumps({"trial_id": f"abc12_{k:05d}", "config": nested, "status": "ERROR" if k == 5 else "TERMINATED"}),
            json.dumps({"num_failures": 1 if k == 5 else 0})])
    write(os.path.join(folder, "experiment_state-2024-01-01_00-00-00.json"), json.dumps({"trial_data": states, "runner_data": {}}))


def wandb(folder):
    fresh(folder)
    runs = io.StringIO()
    writer = csv.writer(runs, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["Name", "State", "Notes", "User", "Tags", "Created", "Runtime", "Sweep", "layers", "lr", "momentum", "opt", "val_loss", "val_acc"])
    for k in range(12):
        config = trial(k)
        state = "crashed" if k == 5 else "finished"
        writer.writerow([f"run-{k}", state, "-", "me", "", "2024-01-01T00:00:00.000Z", 2 * last(k), "", config["layers"], config["lr"],
                         config.get("momentum", ""), config["opt"], "NaN" if k == 6 else loss(k, last(k)), 0.5])
    write(os.path.join(folder, "runs.csv"), runs.getvalue())
    chart = io.StringIO()
    writer = csv.writer(chart, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["Step"] + [f"run-{k} - val_loss{end}" for k in range(12) for end in ("", "__MIN", "__MAX")])
    for epoch in EPOCHS:
        writer.writerow([epoch] + [("NaN" if math.isnan(loss(k, epoch)) else loss(k, epoch)) if epoch <= last(k) else "" for k in range(12) for _ in range(3)])
    write(os.path.join(folder, "chart.csv"), chart.getvalue())
    script = io.StringIO()
    writer = csv.writer(script, lineterminator="\n")
    writer.writerow(["", "summary", "config", "name"])
    for k in range(12):
        config = trial(k)
        nested = {"model": {"lr": config["lr"], "layers": config["layers"]}, "opt": config["opt"], "note": "it's", "none": None}
        writer.writerow([k, repr({"val_loss": loss(k, last(k)), "_step": 9, "best": True}), repr(nested), f"run-{k}"])
    write(os.path.join(folder, "project.csv"), script.getvalue())


def mlflow(folder, database):
    fresh(folder)
    experiment = os.path.join(folder, "123456")
    write(os.path.join(experiment, "meta.yaml"), "artifact_location: file:///x\nexperiment_id: '123456'\nlifecycle_stage: active\nname: churn\n")
    write(os.path.join(folder, "0", "meta.yaml"), "artifact_location: file:///x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n")
    if os.path.exists(database):
        os.remove(database)
    connection = sqlite3.connect(database)
    connection.executescript("""
        create table experiments (experiment_id integer primary key, name varchar(256) unique not null, artifact_location varchar(256),
          lifecycle_stage varchar(32), creation_time bigint, last_update_time bigint);
        create table runs (run_uuid varchar(32) primary key, name varchar(250), source_type varchar(20), source_name varchar(500),
          entry_point_name varchar(50), user_id varchar(256), status varchar(9), start_time bigint, end_time bigint, source_version varchar(50),
          lifecycle_stage varchar(20), artifact_uri varchar(200), experiment_id integer, deleted_time bigint);
        create table params (key varchar(250), value varchar(8000), run_uuid varchar(32), primary key (key, run_uuid));
        create table metrics (key varchar(250), value double precision, timestamp bigint, run_uuid varchar(32), step bigint default 0,
          is_nan boolean, primary key (key, timestamp, step, run_uuid, value, is_nan));
        insert into experiments values (0, 'Default', '', 'active', 0, 0), (1, 'churn', '', 'active', 0, 0);
        """)
    start = 1700000000000
    for k in range(13):
        deleted = k == 12
        run = f"{k:032x}"
        config = trial(k)
        status = 4 if k == 5 else 3
        base = os.path.join(experiment, run)
        write(os.path.join(base, "meta.yaml"),
              f"end_time: {start + 2000 * last(k)}\nlifecycle_stage: {'deleted' if deleted else 'active'}\nrun_id: {run}\nrun_name: run-{k}\n"
              f"start_time: {start}\nstatus: {status}\n")
        connection.execute("insert into runs values (?,?,'','','','',?,?,?,'',?,'',1,null)",
                           (run, f"run-{k}", {3: "FINISHED", 4: "FAILED"}[status], start, start + 2000 * last(k), "deleted" if deleted else "active"))
        params = {"model/lr": config["lr"], "layers": config["layers"], "opt": config["opt"]}
        if "momentum" in config:
            params["momentum"] = config["momentum"]
        for name, value in params.items():
            write(os.path.join(base, "params", name), str(value))
            connection.execute("insert into params values (?,?,?)", (name, str(value), run))
        lines = []
        for epoch in EPOCHS:
            if epoch <= last(k):
                value = loss(k, epoch)
                lines.append(f"{start + 2000 * epoch} {value} {epoch}\n")
                connection.execute("insert into metrics values ('val_loss',?,?,?,?,?)",
                                   (0 if math.isnan(value) else value, start + 2000 * epoch, run, epoch, math.isnan(value)))
        write(os.path.join(base, "metrics", "val_loss"), "".join(lines))
        write(os.path.join(base, "metrics", "size"), f"{start} {100 + k} 0\n")
        connection.execute("insert into metrics values ('size',?,?,?,0,0)", (100 + k, start, run))
    connection.commit()
    connection.close()


def configspace():
    return {
        "name": "space", "hyperparameters": [
            {"name": "layers", "type": "uniform_int", "log": False, "lower": 1, "upper": 3, "default": 2},
            {"name": "lr", "type": "uniform_float", "log": True, "lower": 1e-4, "upper": 0.1, "default": 0.003},
            {"name": "momentum", "type": "uniform_float", "log": False, "lower": 0.5, "upper": 0.99, "default": 0.9},
            {"name": "opt", "type": "categorical", "choices": ["sgd", "adam"], "default": "sgd", "probabilities": None},
        ],
        "conditions": [{"child": "momentum", "parent": "opt", "type": "EQ", "value": "sgd"}],
        "forbiddens": [], "python_module_version": "0.6.0", "json_format_version": 0.4,
    }


def smac(folder, version):
    fresh(folder)
    data = []
    for k in range(12):
        for epoch in EPOCHS:
            if epoch > last(k):
                continue
            cost = loss(k, epoch)
            crashed = k == 5 or math.isnan(cost)
            value = 2147483647.0 if crashed else cost
            if version == 1:
                status = {"__enum__": "StatusType.CRASHED" if crashed else "StatusType.SUCCESS"}
                data.append([[k + 1, None, 0, float(epoch)], [value, 2.0 * epoch, status, 0.0, 1.0, {}]])
            elif version == 2:
                data.append([k + 1, None, 0, float(epoch), value, 2.0 * epoch, 3 if crashed else 1, 0.0, 1.0, {}])
            else:
                data.append({"config_id": k + 1, "instance": None, "seed": 0, "budget": float(epoch), "cost": value, "time": 2.0 * epoch,
                             "cpu_time": 1.0, "status": 3 if crashed else 1, "starttime": 0.0, "endtime": 1.0, "additional_info": {}})
    configs = {str(k + 1): trial(k) for k in range(12)}
    history = {"data": data, "config_origins": {}, "configs": configs}
    if version > 1:
        history = {"stats": {"submitted": 12, "finished": 12, "running": 0}, **history}
        write(os.path.join(folder, "scenario.json"), json.dumps({"name": "x", "objectives": "val_loss", "deterministic": True}))
    write(os.path.join(folder, "runhistory.json"), json.dumps(history, indent=1))
    if version < 3:
        write(os.path.join(folder, "configspace.json"), json.dumps(configspace()))


def nni(folder):
    fresh(folder)
    database = os.path.join(folder, "nni.sqlite")
    connection = sqlite3.connect(database)
    connection.executescript("""
        create table TrialJobEvent (timestamp integer, trialJobId text, event text, data text, logPath text, sequenceId integer, message text);
        create table MetricData (timestamp integer, trialJobId text, parameterId text, type text, sequence integer, data text);
        create table ExperimentProfile (params text, id text, execDuration integer, startTime integer, endTime integer, logDir text,
          nextSequenceId integer, revision integer);
        """)
    space = {
        "lr": {"_type": "loguniform", "_value": [1e-4, 0.1]},
        "layers": {"_type": "choice", "_value": [1, 2, 3]},
        "opt": {"_type": "choice", "_value": [
            {"_name": "sgd", "momentum": {"_type": "uniform", "_value": [0.5, 0.99]}}, {"_name": "adam"}]},
    }
    profile = {"experimentName": "x", "searchSpace": space, "tuner": {"name": "TPE", "classArgs": {"optimize_mode": "minimize"}}}
    connection.execute("insert into ExperimentProfile values (?, 'exp1', 0, 0, 0, '', 12, 1)", (json.dumps(profile),))
    exported = []
    for k in range(12):
        config = trial(k)
        group = {"_name": config["opt"]}
        if "momentum" in config:
            group["momentum"] = config["momentum"]
        values = {"lr": config["lr"], "layers": config["layers"], "opt": group}
        job = f"job{k}"
        data = json.dumps({"parameter_id": k, "parameter_source": "algorithm", "parameters": values, "parameter_index": 0})
        events = ["WAITING", "RUNNING", "FAILED" if k == 5 else "EARLY_STOPPED" if k == 4 else "SUCCEEDED"]
        for i, event in enumerate(events):
            connection.execute("insert into TrialJobEvent values (?,?,?,?,'',?,'')",
                               (1700000000000 + 2000 * i * last(k), job, event, data if event == "WAITING" else None, k))
        course = []
        for sequence, epoch in enumerate(EPOCHS):
            if epoch <= last(k):
                value = json.dumps(loss(k, epoch))
                course.append(value)
                connection.execute("insert into MetricData values (?,?,?,'PERIODICAL',?,?)",
                                   (1700000000000 + epoch, job, str(k), sequence, json.dumps(value)))
        if k not in (4, 5):
            connection.execute("insert into MetricData values (?,?,?,'FINAL',0,?)",
                               (1700000000100, job, str(k), json.dumps(json.dumps({"default": loss(k, 9), "size": 100 + k}))))
            exported.append({"parameter": values, "value": json.dumps(loss(k, 9)), "trialJobId": job, "intermediate": course})
    connection.commit()
    connection.close()
    write(os.path.join(folder, "export.json"), json.dumps(exported))


def main(folder):
    synetune(os.path.join(folder, "synetune", "train-2024-01-01"))
    ray(os.path.join(folder, "ray", "train_2024-01-01"))
    wandb(os.path.join(folder, "wandb"))
    mlflow(os.path.join(folder, "mlflow", "mlruns"), os.path.join(folder, "mlflow", "mlflow.db"))
    for version in (1, 2, 3):
        smac(os.path.join(folder, "smac", f"v{version}"), version)
    nni(os.path.join(folder, "nni"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
