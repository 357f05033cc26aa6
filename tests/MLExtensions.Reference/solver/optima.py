"""Fills in reference-optima.csv: minima, certified bounds, what rounding costs, and accuracies on test rows.

    python3 optima.py EXPORTED_FOLDER [--all] [data set ...]

Rows without an optimum are solved for, with --all the others, too.
"""

import csv
import sys
import time
from pathlib import Path

import numpy as np

import rounding
import solvers
from data import load
from losses import Hinge, Labels, Softmax

TABLE = Path(__file__).resolve().parent.parent / "reference-optima.csv"
SOLVERS = {
    "softmax": solvers.softmax,
    "svm": solvers.svm,
    "ridge": solvers.ridge,
    "logistic": solvers.softmax,
    "hinge": solvers.svm,
}
BINARY = ("logistic", "hinge")


def loss_value(objective, data):
    if objective == "ridge":
        return lambda scores: ((scores - data.targets) ** 2).sum()
    labels = Labels(data.labels, data.classes)
    return Softmax(labels).value if objective in ("softmax", "logistic") else Hinge(labels).value


def solve(folder, row, log=print):
    """The row, completed; None if the data are not there."""
    data = load(folder, row["dataSet"], row["features"], "train")
    if data is None:
        return None
    # One vector is the difference of two, opposite at the minimum: λ‖w‖² = 2λ (‖w/2‖² + ‖−w/2‖²).
    penalty = float(row["lambda"]) * (2 if row["objective"] in BINARY else 1)
    begin = time.time()
    solution = SOLVERS[row["objective"]](data, penalty, log)
    rounded = rounding.cost(data, penalty, loss_value(row["objective"], data), solution)
    test = load(folder, row["dataSet"], row["features"], "test")
    right = None
    if test is not None:
        scores = test.features @ solution.weights + solution.biases
        right = (scores.argmax(axis=1) == test.labels).mean()
    log(
        f"{row['dataSet']}, {row['objective']}, {row['lambda']}, {row['features']}: {solution.value:.12g}, gap "
        f"{1 - solution.lower / solution.value:.1e}, rounding {rounded / solution.value:.1e}, held out {right}, "
        f"known {row['optimum']}, {time.time() - begin:.1f} s")
    return row | {
        "optimum": repr(float(solution.value)),
        "lower": repr(float(solution.lower)),
        "rounding": f"{rounded:.6e}",
        "heldOut": "" if right is None else repr(float(right)),
    }


def main(folder, arguments):
    every = "--all" in arguments
    data_sets = [argument for argument in arguments if argument != "--all"]
    with open(TABLE, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restval="")
        names, rows = reader.fieldnames, list(reader)
    for index, row in enumerate(rows):
        if (every or not row["optimum"]) and (not data_sets or row["dataSet"] in data_sets):
            rows[index] = solve(folder, row, lambda text: print(text, flush=True)) or row
            with open(TABLE, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


if __name__ == "__main__":
    np.seterr(under="ignore")
    main(sys.argv[1], sys.argv[2:])
