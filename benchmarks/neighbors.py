"""What scikit-learn takes for the figures of `-- neighbors`: python3 benchmarks/neighbors.py folder-of-data"""

import gzip
import os
import sys
import time

import numpy as np
from sklearn.neighbors import KNeighborsClassifier


def idx(name, offset):
    return np.frombuffer(gzip.open(os.path.join(sys.argv[1], "mnist", name)).read(), np.uint8, offset=offset)


def mnist(part):
    images = idx(part + "-images-idx3-ubyte.gz", 16).reshape(-1, 784).astype(np.float32) / np.float32(255)
    return images, idx(part + "-labels-idx1-ubyte.gz", 8)


def csv(name, part):
    rows = [line.strip().split(",") for line in open(os.path.join(sys.argv[1], f"{name}.{part}.csv"))]
    return np.array([row[1:] for row in rows], np.float32), np.array([row[0] for row in rows])


for name in ["mnist", "optdigits", "letter", "satimage"]:
    (known, labels), (queries, truth) = [mnist(part) if name == "mnist" else csv(name, {"train": "train", "t10k": "test"}[part]) for part in ["train", "t10k"]]
    for metric in ["euclidean", "cosine"] if name == "mnist" else ["euclidean", "manhattan", "chebyshev", "cosine"]:
        model = KNeighborsClassifier(3, algorithm="brute", metric=metric, n_jobs=-1).fit(known, labels)
        times = []
        for _ in range(3):
            start = time.time()
            predicted = model.predict(queries)
            times.append(time.time() - start)
        print(f"{name:10} {metric:10} {sorted(times)[1]:8.3f} s  {100 * (predicted == truth).mean():.2f} %")
