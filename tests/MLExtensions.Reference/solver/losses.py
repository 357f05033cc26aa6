"""Losses of scores S, n × K, each with its slopes, its curvature and the convex conjugate that bounds a minimum from below.

Slopes off the label are kept apart, since that of the label is minus their sum: so they stay accurate where they nearly vanish.
"""

import numpy as np


class Labels:
    """The classes of the rows, as indices and as a mask."""

    def __init__(self, labels, classes):
        self.index = labels
        self.rows = np.arange(len(labels))
        self.mask = np.zeros((len(labels), classes), bool)
        self.mask[self.rows, labels] = True

    def of(self, rows):
        return Labels(self.index[rows], self.mask.shape[1])

    def differences(self, scores):
        """s_k − s_y."""
        return scores - scores[self.rows, self.index][:, None]

    def complete(self, off_label):
        """Slopes of all classes, those off the label given."""
        slopes = off_label.copy()
        slopes[self.rows, self.index] = -off_label.sum(axis=1)
        return slopes


class Softmax:
    """log Σ exp s_k − s_y."""

    def __init__(self, labels):
        self.labels = labels

    def value(self, scores):
        d = self.labels.differences(scores)
        first = d.argmax(axis=1)
        top = d[self.labels.rows, first]
        powers = np.exp(d - top[:, None])
        powers[self.labels.rows, first] = 0
        return (np.log1p(powers.sum(axis=1)) + top).sum()

    def off_label(self, scores):
        """p_k for k ≠ y, 0 at the label."""
        d = self.labels.differences(scores)
        powers = np.exp(d - d.max(axis=1)[:, None])
        p = powers / powers.sum(axis=1)[:, None]
        p[self.labels.mask] = 0
        return p

    def curvature(self, scores):
        d = self.labels.differences(scores)
        powers = np.exp(d - d.max(axis=1)[:, None])
        return SoftmaxCurvature(powers / powers.sum(axis=1)[:, None], self.off_label(scores), self.labels)

    def conjugate(self, off_label):
        """−ℓ*: the entropy of p."""
        rest = off_label.sum(axis=1)
        logs = np.log(off_label, out=np.zeros_like(off_label), where=off_label > 0)
        label = np.log1p(-np.minimum(rest, 1), out=np.zeros_like(rest), where=rest < 1)
        return -(off_label * logs).sum() - ((1 - rest) * label).sum()

    most = np.inf


class SoftmaxCurvature:
    """diag p − p pᵀ in each row, 1 − p of the label being the sum of the others."""

    def __init__(self, p, off_label, labels):
        self.p = p
        self.off_label = off_label
        self.labels = labels
        self.complement = np.where(labels.mask, off_label.sum(axis=1)[:, None], 1 - p)

    def of(self, rows):
        return SoftmaxCurvature(self.p[rows], self.off_label[rows], self.labels.of(rows))

    def weights(self, k, other):
        return self.p[:, k] * self.complement[:, k] if k == other else -self.p[:, k] * self.p[:, other]

    def apply(self, scores):
        return self.p * (scores - (self.p * scores).sum(axis=1)[:, None])

    def diagonal(self):
        return self.p * self.complement


class ProximalHinge:
    """The augmented Lagrangian of Σ_{k ≠ y} max(0, u_k), u_k = 1 + s_k − s_y: δ/2 · distances to multipliers α in [0, 1]."""

    def __init__(self, labels, delta, multipliers):
        self.labels = labels
        self.delta = delta
        self.multipliers = multipliers

    def shifted(self, scores):
        """α + u / δ."""
        t = self.multipliers + (1 + self.labels.differences(scores)) / self.delta
        t[self.labels.mask] = 0
        return t

    def value(self, scores):
        t = self.shifted(scores)
        inside = np.clip(t, 0, 1)
        return self.delta * (inside * (t - inside / 2)).sum()

    def off_label(self, scores):
        return np.clip(self.shifted(scores), 0, 1)

    def curvature(self, scores):
        t = self.shifted(scores)
        return StarCurvature(((t > 0) & (t < 1)) / self.delta, self.labels)


class StarCurvature:
    """Σ_k d_k (e_k − e_y)(e_k − e_y)ᵀ in each row."""

    def __init__(self, d, labels):
        self.d = d
        self.labels = labels

    def of(self, rows):
        return StarCurvature(self.d[rows], self.labels.of(rows))

    def weights(self, k, other):
        y = self.labels.index
        if k == other:
            return self.diagonal_of(k)
        return -np.where(y == other, self.d[:, k], np.where(y == k, self.d[:, other], 0))

    def diagonal_of(self, k):
        return np.where(self.labels.index == k, self.d.sum(axis=1), self.d[:, k])

    def apply(self, scores):
        return self.labels.complete(self.d * self.labels.differences(scores))

    def diagonal(self):
        return self.labels.complete(-self.d) * np.where(self.labels.mask, 1, -1)


class Hinge:
    """Σ_{k ≠ y} max(0, 1 + s_k − s_y)."""

    most = 1

    def __init__(self, labels):
        self.labels = labels

    def value(self, scores):
        u = 1 + self.labels.differences(scores)
        u[self.labels.mask] = 0
        return np.maximum(u, 0).sum()

    def conjugate(self, off_label):
        return off_label.sum()
