"""What rounding W and b to single precision costs."""

import numpy as np

LARGEST_SEARCHED = 5e5


def cost(data, penalty, value, solution):
    """F of rounded W with the best rounded b that is found, less F of W and b; value is the loss of scores."""
    weights = solution.weights.astype(np.float32).astype(float)
    change = weights - solution.weights
    mean = np.asarray(data.features.mean(axis=0)).ravel()
    biases = (solution.biases - mean @ change).astype(np.float32)
    scores = data.features @ weights
    least = value(scores + biases.astype(float))
    steps = 2.0 ** np.arange(12, -1, -1) if scores.size <= LARGEST_SEARCHED else []
    for step in steps:
        improved = True
        while improved:
            improved = False
            for k in range(len(biases)):
                for sign in (-1, 1):
                    tried = biases.copy()
                    tried[k] += np.float32(sign * step * np.spacing(np.abs(biases[k])))
                    at = value(scores + tried.astype(float))
                    if at < least:
                        biases, least, improved = tried, at, True
    return max(0.0, penalty * (weights * weights).sum() + least - solution.value)
