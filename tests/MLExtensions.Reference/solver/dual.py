"""Dual solutions: what F* is at least."""

import numpy as np


def balanced(off_label, labels, most):
    """Slopes off the label, those of each class summing with those of its label rows to 0, as an unpenalized bias asks for.

    What a class has too much goes to one that has too little: rows of the latter give up slopes of the former, or rows of the
    former take on slopes of the latter. Of a solution it is rounding.
    """
    a = off_label.copy()
    excess = labels.complete(a).sum(axis=0)
    for k in np.argsort(-excess):
        for other in np.argsort(excess):
            amount = min(excess[k], -excess[other])
            if amount <= 0:
                continue
            there = labels.index == other
            given = a[there, k].sum()
            if given > amount:
                a[there, k] *= 1 - amount / given
            else:
                here = labels.index == k
                room = 1 - a[here].sum(axis=1) if np.isinf(most) else most - a[here, other]
                if room.sum() <= amount:
                    return None
                a[here, other] += amount * room / room.sum()
            excess[k] -= amount
            excess[other] += amount
    return a


def value(features, penalty, loss, off_label):
    """−Σ ℓ*(G) − ‖Gᵀ X‖² / 4λ."""
    a = balanced(off_label, loss.labels, loss.most)
    if a is None:
        return -np.inf
    slopes = loss.labels.complete(a)
    mean = np.asarray(features.mean(axis=0)).ravel()
    products = features.T @ slopes - np.outer(mean, slopes.sum(axis=0))
    return loss.conjugate(a) - (products * products).sum() / (4 * penalty)
