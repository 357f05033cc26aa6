"""What rounding W and b to single precision costs."""

import numpy as np

LARGEST_SEARCHED = 5e5
NEGLIGIBLE = 1e-7
FACTORS = [1.0, *(1 + 10.0 ** -np.arange(3, 10))]


def cost(data, penalty, value, solution):
    """F of rounded W with the best rounded b that is found, less F of W and b; value is the loss of scores.

    Multiples of W and b near 1 are rounded, too: at a hinge they bring back beyond the margin what rounding had moved off it.
    """
    candidates = [Rounded(data, penalty, value, factor, solution) for factor in FACTORS]
    best = min(candidates, key=lambda candidate: candidate.value)
    if best.value > (1 + NEGLIGIBLE) * solution.value and best.scores.size <= LARGEST_SEARCHED:
        best.search(value)
    return max(0.0, best.value - solution.value)


class Rounded:
    """A multiple of W and b in single precision, b making up for what the rounding of W does to the mean row."""

    def __init__(self, data, penalty, loss, factor, solution):
        weights = (factor * solution.weights).astype(np.float32).astype(float)
        mean = np.asarray(data.features.mean(axis=0)).ravel()
        self.biases = (factor * solution.biases - mean @ (weights - factor * solution.weights)).astype(np.float32)
        self.scores = data.features @ weights
        self.squares = penalty * (weights * weights).sum()
        self.value = self.squares + loss(self.scores + self.biases.astype(float))

    def search(self, loss):
        """Moves biases by so many last bits, one at a time, as long as that helps."""
        for step in 2.0 ** np.arange(12, -1, -1):
            improved = True
            while improved:
                improved = False
                for k in range(len(self.biases)):
                    for sign in (-1, 1):
                        tried = self.biases.copy()
                        tried[k] += np.float32(sign * step * np.spacing(np.abs(self.biases[k])))
                        at = self.squares + loss(self.scores + tried.astype(float))
                        if at < self.value:
                            self.biases, self.value, improved = tried, at, True
