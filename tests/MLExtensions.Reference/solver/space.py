"""Coordinates in which a problem is well scaled and no larger than it must be."""

import numpy as np
import scipy.linalg as linalg
import scipy.sparse as sparse

LARGEST_ROTATED = 2.5e7
MOST_WIDE_ROWS = 1000
NEGLIGIBLE = 1e-14


class Space:
    """Rows Z with a last column of ones for the bias, and the penalty of each coordinate, 0 for the bias.

    Dense features are centered and X = U S Vᵀ: Z = √n U, so that wide data have no more coordinates than rows. Larger ones are
    centered only, sparse ones are left as they are.
    """

    def __init__(self, features, penalty):
        rows = features.shape[0]
        self.mean = np.zeros(features.shape[1])
        self.back = None
        if sparse.issparse(features) and features.shape[0] < min(features.shape[1], MOST_WIDE_ROWS):
            features = features.toarray()
        if sparse.issparse(features):
            z = features
            squares = np.full(z.shape[1], penalty)
        else:
            self.mean = features.mean(axis=0)
            z = features - self.mean
            squares = np.full(z.shape[1], penalty)
            if z.size <= LARGEST_ROTATED:
                u, s, vt = linalg.svd(z, full_matrices=False, overwrite_a=True)
                kept = s > NEGLIGIBLE * s[0] * max(features.shape)
                z = np.sqrt(rows) * u[:, kept]
                self.back = np.sqrt(rows) / s[kept][:, None] * vt[kept]
                squares = penalty * rows / s[kept] ** 2
        ones = np.ones((rows, 1))
        self.rows = sparse.hstack([z, ones]).tocsr() if sparse.issparse(z) else np.hstack([z, ones])
        self.penalties = np.append(squares, 0)

    @property
    def is_sparse(self):
        return sparse.issparse(self.rows)

    def original(self, coefficients):
        """W, p × K, and b."""
        w = coefficients[:-1] if self.back is None else self.back.T @ coefficients[:-1]
        return w, coefficients[-1] - self.mean @ w
