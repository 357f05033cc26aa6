"""Data sets as `benchmarks -- reference --export` writes them: exactly the single-precision features that trainers get."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sparse


@dataclass
class Data:
    features: object  # n × p, an array or a sparse matrix, in double precision
    labels: np.ndarray  # 0 in data for regression
    classes: int
    targets: np.ndarray  # n × classes, what ridge regression predicts


def load(folder, data_set, features, part):
    """None if there is no such file."""
    path = Path(folder) / f"{data_set},{features.replace('/', ':')}.{part}"
    if not path.exists():
        return None
    with open(path, "rb") as file:
        rows, columns, classes, entries = (int(value) for value in np.fromfile(file, "<i4", 4))
        if classes == 0:
            classes = 1
            labels = np.zeros(rows, int)
            targets = np.fromfile(file, "<f4", rows).astype(float)[:, None]
        else:
            labels = np.fromfile(file, "<i4", rows).astype(int)
            targets = np.eye(classes)[labels]
        if entries < 0:
            values = np.fromfile(file, "<f4", rows * columns).astype(float).reshape(rows, columns)
            return Data(values, labels, classes, targets)
        starts = np.concatenate([[0], np.cumsum(np.fromfile(file, "<i4", rows))])
        indices = np.fromfile(file, "<i4", entries)
        values = np.fromfile(file, "<f4", entries).astype(float)
        return Data(sparse.csr_matrix((values, indices, starts), (rows, columns)), labels, classes, targets)
