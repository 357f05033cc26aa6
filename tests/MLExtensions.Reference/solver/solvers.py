"""Minima of λ‖W‖² + Σ ℓ(W x + b, y), the bias unpenalized, each with a dual solution."""

import numpy as np
import scipy.linalg as linalg

import dual
from losses import Hinge, Labels, ProximalHinge, Softmax
from newton import can_factor, minimize
from space import Space

LARGE = 1e5  # Rows × classes.
LARGE_START = 2.0
STAGES = 60
STALLED = 4


class Solution:
    def __init__(self, weights, biases, value, lower):
        self.weights = weights
        self.biases = biases
        self.value = value
        self.lower = max(lower, 0.0)  # No loss is negative.


def softmax(data, penalty, log):
    """Truncated Newton along a path of falling λ."""
    space = Space(data.features, penalty)
    loss = Softmax(Labels(data.labels, data.classes))
    a = np.zeros((space.rows.shape[1], data.classes))
    factor = start(space, data)
    while factor > 1:
        a, _ = minimize(space, factor * space.penalties, loss, a, lambda value: 1e-3 * value)
        factor /= 10
    for share in (1e-9, 1e-12, 1e-20):
        a, scores = minimize(space, space.penalties, loss, a, lambda value: share * value)
        found = best(data, penalty, loss, space, a, loss.off_label(scores))
        if found.value - found.lower <= precision(space, data) * found.value:
            break
    return found


def svm(data, penalty, log):
    """Augmented Lagrangian: each stage a proximal hinge, narrower than the last, by a semismooth Newton method."""
    space = Space(data.features, penalty)
    loss = Hinge(Labels(data.labels, data.classes))
    a = np.zeros((space.rows.shape[1], data.classes))
    multipliers = np.zeros((len(data.labels), data.classes))
    delta = start(space, data)
    share = stage_precision(space, data, gap=1)
    found = None
    least = np.inf
    stalled = 0
    for _ in range(STAGES):
        proximal = ProximalHinge(loss.labels, delta, multipliers)
        a, scores = minimize(space, space.penalties, proximal, a, lambda value: share * abs(value))
        multipliers = proximal.off_label(scores)
        found = better(found, best(data, penalty, loss, space, a, multipliers))
        gap = found.value - found.lower
        log(f"    width {delta:.1e}: {found.value:.10g}, gap {gap / found.value:.1e}")
        is_near = gap <= found.value / 2
        stalled = stalled + 1 if is_near and gap > least / 2 else 0
        least = gap
        share = stage_precision(space, data, gap / found.value)
        if gap <= precision(space, data) * found.value or stalled == STALLED:
            break
        delta /= 4 if is_near else 10
    return found


def ridge(data, penalty, log):
    """Normal equations, for each class against all others, or for numbers."""
    space = Space(data.features, penalty)
    targets = data.targets
    z = space.rows
    right = z.T @ targets
    if space.back is None:
        normal = (z.T @ z) + np.diag(space.penalties)
        a = linalg.solve(normal, right, assume_a="pos")
    else:
        a = right / (len(data.labels) + space.penalties)[:, None]
    weights, biases = space.original(a)
    if space.back is None:
        residuals = data.features @ weights + biases - targets
    else:
        # Without cancelling: what of the targets is outside the span of the columns, and what the penalty holds back of the rest.
        share = space.penalties / (len(data.labels) + space.penalties)
        spanned = right / len(data.labels)
        residuals = (z @ spanned - targets) - z @ (share[:, None] * spanned)
    mean = residuals.mean(axis=0)
    biases = biases - mean
    slopes = 2 * (residuals - mean)
    products = z[:, :-1].T @ slopes
    bound = (products * products / space.penalties[:-1, None]).sum() / 4
    loss = (slopes * slopes).sum() / 4
    return Solution(weights, biases, penalty * (weights * weights).sum() + loss, -(slopes * targets).sum() - loss - bound)


def is_large(data):
    return len(data.labels) * data.classes > LARGE


def is_costly(space, data):
    """Large, and steps are found by conjugate gradients."""
    return is_large(data) and not can_factor(space, space.rows.shape[1] * data.classes)


def precision(space, data):
    """The relative duality gap to end at; 5e-4 is what is wanted."""
    return 1e-4 if is_costly(space, data) else 1e-6


def stage_precision(space, data, gap):
    """Half the squared Newton decrement, relative to the value, to end a stage at, if the last one ended at a gap.

    What is left of the gradient costs the dual solution its square over λ, which may be far more.
    """
    return np.clip(1e-3 * gap**2, 1e-8, 1e-3) if is_costly(space, data) else 1e-15


def start(space, data):
    """How many times too large a penalty makes all weights nearly 0."""
    if space.back is None or is_large(data):
        return LARGE_START
    return max(1.0, len(data.labels) / space.penalties[:-1].min())


def best(data, penalty, loss, space, a, off_label):
    """Of multiples of W and b near 1, which put points on the margin that rounding had moved off it, the least F."""
    weights, biases = space.original(a)
    scores = data.features @ weights + biases
    squares = penalty * (weights * weights).sum()
    factors = [1, *(1 + 10.0 ** -np.arange(2, 15))]
    values = [factor**2 * squares + loss.value(factor * scores) for factor in factors]
    chosen = int(np.argmin(values))
    return Solution(
        factors[chosen] * weights, factors[chosen] * biases, values[chosen], dual.value(data.features, penalty, loss, off_label))


def better(one, other):
    if one is None:
        return other
    least = one if one.value <= other.value else other
    return Solution(least.weights, least.biases, least.value, max(one.lower, other.lower))
