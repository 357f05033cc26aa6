"""Writes ridge_regression.json: ridge regression by scikit-learn 1.2.1 on diabetes and on made-up designs.

    python3 make_ridge_regression.py > ridge_regression.json

A case holds its rows (none for diabetes, which is kept as a file), whether row i weighs 1 + i mod 3 or all weigh 1, and for
each lambda the coefficients, the intercept and the weighted mean squared leave-one-out error. The made-up features are integers, so that single precision holds them exactly. Where
lambda is 0 the solution is the minimum-norm one of numpy's lstsq, since Ridge divides by rounding where features are collinear,
and leave-one-out is left out: RidgeCV does not take it.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import Ridge, RidgeCV

assert sklearn.__version__ == "1.2.1"

HERE = pathlib.Path(__file__).parent
LAMBDAS = [0, 0.01, 1, 100, 10000]


def shortest(x, y, weights):
    mean_x, mean_y = np.average(x, axis=0, weights=weights), np.average(y, weights=weights)
    roots = np.sqrt(weights)
    coefficients = np.linalg.lstsq(roots[:, None] * (x - mean_x), roots * (y - mean_y), rcond=1e-10)[0]
    return coefficients, mean_y - mean_x @ coefficients


def case(name, x, y, weighted, keep_rows):
    weights = 1.0 + np.arange(len(y)) % 3 if weighted else np.ones(len(y))
    solutions = []
    for l2 in LAMBDAS:
        if l2 > 0:
            ridge = Ridge(alpha=l2, solver="svd").fit(x, y, sample_weight=weights)
            coefficients, intercept = ridge.coef_, ridge.intercept_
        else:
            coefficients, intercept = shortest(x, y, weights)
        solution = {"l2": l2, "weights": coefficients.tolist(), "bias": intercept}
        if l2 > 0:
            # The errors come multiplied by the square root of the example's weight.
            errors = RidgeCV(alphas=[l2], cv=None, store_cv_values=True).fit(x, y, sample_weight=weights).cv_values_
            solution["leaveOneOut"] = errors.sum() / weights.sum()
        solutions.append(solution)
    return {
        "name": name,
        "features": x.tolist() if keep_rows else None,
        "labels": y.tolist() if keep_rows else None,
        "weighted": weighted,
        "solutions": solutions,
    }


random = np.random.default_rng(1)
diabetes = np.loadtxt(HERE / "../../MLExtensions.Reference/Data/diabetes.csv", delimiter=",").astype(np.float32).astype(float)

tall = random.integers(-9, 10, (30, 3)).astype(float)
collinear = np.column_stack([tall, tall[:, 0] + tall[:, 1], np.full(30, 5.0)])
tall_labels = collinear @ [1, 2, 3, 1, 0] + random.integers(-20, 20, 30) + 7.0

wide = random.integers(-9, 10, (12, 30)).astype(float)
wide_labels = random.integers(-50, 50, 12).astype(float)

cases = [
    case(name, x, y, weighted, keep_rows)
    for name, x, y, keep_rows in (
        ("diabetes", diabetes[:, 1:], diabetes[:, 0], False),
        ("collinear", collinear, tall_labels, True),
        ("wide", wide, wide_labels, True),
    )
    for weighted in (False, True)
]
print("[\n" + ",\n".join(" " + json.dumps(case) for case in cases) + "\n]")
