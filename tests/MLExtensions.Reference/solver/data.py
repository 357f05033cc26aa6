"""Data sets as `benchmarks -- reference --export` writes them: exactly the single-precision features that trainers get."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sparse


@dataclass
class Data:
    features: object  # n × p, an array or a sparse matrix, in double precision
    labels: np.ndarray
    classes: int


def load(folder, data_set, features, part):
    """None if there is no such file."""
    path = Path(folder) / f"{data_set},{features.replace('/', ':')}.{part}"
    if not path.exists():
        return None
    with open(path, "rb") as file:
        rows, columns, classes, entries = (int(value) for value in np.fromfile(file, "<i4", 4))
        labels = np.fromfile(file, "<i4", rows).astype(int)
        if entries < 0:
            values = np.fromfile(file, "<f4", rows * columns).astype(float).reshape(rows, columns)
            return Data(values, labels, classes)
        starts = np.concatenate([[0], np.cumsum(np.fromfile(file, "<i4", rows))])
        indices = np.fromfile(file, "<i4", entries)
        values = np.fromfile(file, "<f4", entries).astype(float)
        return Data(sparse.csr_matrix((values, indices, starts), (rows, columns)), labels, classes)
