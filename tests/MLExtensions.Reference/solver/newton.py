"""Newton's method for Σ_j penalty_j ‖A_j‖² + loss(Z A), A of r rows and K columns."""

import numpy as np
import scipy.linalg as linalg
import scipy.sparse as sparse

MOST_MULTIPLICATIONS = 3e10
SMALL = 1000
LARGEST_FACTORED = 5000
STEPS = 400
STALLED = 6
FEW_PRODUCTS = 50
MOST_PRODUCTS = 500
ACCURACY = 1e-3


def minimize(space, penalties, loss, coefficients, tolerance):
    """Until half the squared decrement is below tolerance(value), or rounding ends all progress."""
    a = coefficients
    scores = space.rows @ a
    least = np.inf
    stalled = 0
    for _ in range(STEPS):
        value = penalized(penalties, a) + loss.value(scores)
        gradient = 2 * penalties[:, None] * a + space.rows.T @ loss.labels.complete(loss.off_label(scores))
        direction = -solve(space, penalties, loss.curvature(scores), gradient)
        decrement = -(gradient * direction).sum()
        stalled = 0 if decrement < least / 2 or decrement > 1e-6 * abs(value) else stalled + 1
        least = min(least, decrement)
        if decrement / 2 <= tolerance(value) or stalled == STALLED:
            break
        change = space.rows @ direction
        step = search(penalties, loss, a, direction, scores, change, decrement)
        a = a + step * direction
        scores = space.rows @ a
    return a, scores


def penalized(penalties, a):
    return (penalties[:, None] * a * a).sum()


def search(penalties, loss, a, direction, scores, change, decrement):
    """A step at which the slope along the direction is a tenth of that at 0, or less: convexity brackets it."""

    def slope(t):
        slopes = loss.labels.complete(loss.off_label(scores + t * change))
        return 2 * (penalties[:, None] * (a + t * direction) * direction).sum() + (slopes * change).sum()

    low, low_slope, high, high_slope, t = 0.0, -decrement, None, None, 1.0
    for _ in range(60):
        at = slope(t)
        if abs(at) <= 0.1 * decrement:
            return t
        if at < 0:
            low, low_slope = t, at
        else:
            high, high_slope = t, at
        if high is None:
            t *= 4
        else:
            secant = low - low_slope * (high - low) / (high_slope - low_slope)
            width = high - low
            t = min(max(secant, low + 0.05 * width), high - 0.05 * width)
    return t


def can_factor(space, unknowns):
    """Whether the Hessian is small enough for that: then steps are as good as exact."""
    products = unknowns**2 * space.rows.shape[0] / 2
    return not space.is_sparse and unknowns <= LARGEST_FACTORED and products <= MOST_MULTIPLICATIONS


def solve(space, penalties, curvature, gradient):
    """H⁻¹ gradient: factored where H is small, or where conjugate gradients take long and it is not too large."""
    may_factor = can_factor(space, gradient.size)
    if gradient.size > SMALL or not may_factor:
        solution, accurate = conjugate(space.rows, penalties, curvature, gradient, FEW_PRODUCTS if may_factor else MOST_PRODUCTS)
        if accurate or not may_factor:
            return solution
    return factored(space.rows, penalties, curvature, gradient)


def factored(z, penalties, curvature, gradient):
    r, classes = gradient.shape
    hessian = np.zeros((classes, r, classes, r))
    for k in range(classes):
        for other in range(k + 1):
            weights = curvature.weights(k, other)
            used = np.flatnonzero(weights)
            part = z if len(used) == len(z) else z[used]
            block = part.T @ (weights[used][:, None] * part)
            hessian[k, :, other] += block
            if k != other:
                hessian[other, :, k] += block
        hessian[k, range(r), k, range(r)] += 2 * penalties
    biases = hessian[range(classes), -1, range(classes), -1]
    empty = np.flatnonzero(biases <= 0)
    filling = biases.max() if biases.max() > 0 else 1.0
    hessian[empty, -1, empty, -1] = filling

    # All biases moved alike change nothing.
    hessian[:, -1, :, -1] += biases[biases > 0].min() / classes if len(empty) < classes else filling
    hessian = hessian.reshape(r * classes, r * classes)
    scale = 1 / np.sqrt(hessian.diagonal())
    hessian *= scale
    hessian *= scale[:, None]
    right = gradient.T.ravel() * scale
    ridge = 1e-15
    while True:
        try:
            hessian.flat[:: r * classes + 1] = 1 + ridge
            factor = linalg.cho_factor(hessian, lower=True, check_finite=False)
            break
        except linalg.LinAlgError:
            ridge *= 10
    return (linalg.cho_solve(factor, right, check_finite=False) * scale).reshape(classes, r).T


def conjugate(z, penalties, curvature, gradient, most):
    """Over the rows that are curved, preconditioned by what they are on average over the classes."""
    diagonal = curvature.diagonal()
    used = np.flatnonzero(diagonal.any(axis=1))
    if len(used) < z.shape[0]:
        z, curvature, diagonal = z[used], curvature.of(used), diagonal[used]
    precondition = average(z, penalties, diagonal)
    solution = np.zeros_like(gradient)
    residual = gradient.copy()
    scaled = precondition(residual)
    direction = scaled.copy()
    product = start = (residual * scaled).sum()
    for _ in range(most):
        image = 2 * penalties[:, None] * direction + z.T @ curvature.apply(z @ direction)
        bend = (direction * image).sum()
        if bend <= 0:
            return solution, False
        length = product / bend
        solution += length * direction
        residual -= length * image
        scaled = precondition(residual)
        before, product = product, (residual * scaled).sum()
        if product <= ACCURACY * start:
            return solution, True
        direction = scaled + product / before * direction
    return solution, False


def average(z, penalties, diagonal):
    """Of sparse rows the diagonal of the Hessian, of dense ones its mean block, factored."""
    if sparse.issparse(z):
        entries = 2 * penalties[:, None] + z.multiply(z).T @ diagonal
        entries[entries <= 0] = entries.max()
        return lambda residual: residual / entries
    block = z.T @ (diagonal.mean(axis=1)[:, None] * z)
    block.flat[:: len(block) + 1] += 2 * penalties + 1e-9 * block.diagonal().max()
    factor = linalg.cho_factor(block, lower=True, check_finite=False)
    return lambda residual: linalg.cho_solve(factor, residual, check_finite=False)
