"""Writes polynomial_features.json: what scikit-learn's PolynomialFeatures makes of a few rows.

    python3 make_polynomial_features.py > polynomial_features.json

All numbers are float32, written with as many digits as float32 needs. JSON has no NaN and no infinity: they are strings.
"""

import json

import numpy as np
import sklearn
from sklearn.preprocessing import PolynomialFeatures

ROWS = np.array(
    [
        [2.0, 3.0, 5.0, 7.0],
        [0.1, -0.7, 1.3, 0.9],
        [0.0, 1.5, 0.0, -2.25],
        [0.0, 0.0, 0.0, 0.0],
        [np.nan, 0.0, 2.0, -1.0],
        [0.0, np.inf, -3.0, 1.0],
        [1e30, 0.0, 1e-30, -1e20],
    ],
    dtype=np.float32,
)


def number(value):
    return float(f"{value:.9g}") if np.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]


def case(degree, interaction_only, include_bias):
    transformer = PolynomialFeatures(degree, interaction_only=interaction_only, include_bias=include_bias)
    # assume_finite: scikit-learn refuses NaN otherwise, though it multiplies it like any other number.
    with sklearn.config_context(assume_finite=True), np.errstate(all="ignore"):
        expanded = transformer.fit_transform(ROWS)
    assert expanded.dtype == np.float32
    return {
        "degree": degree,
        "interactionOnly": interaction_only,
        "includeBias": include_bias,
        "names": transformer.get_feature_names_out().tolist(),
        "rows": [[number(value) for value in row] for row in expanded],
    }


print("{")
print(f' "scikit-learn": "{sklearn.__version__}", "numpy": "{np.__version__}",')
print(f' "rows": {json.dumps([[number(value) for value in row] for row in ROWS])},')
print(' "cases": [')
print(
    ",\n".join(
        "  " + json.dumps(case(degree, interaction_only, include_bias))
        for degree in (1, 2, 3, 4)
        for interaction_only in (False, True)
        for include_bias in (False, True)
    )
)
print(" ]")
print("}")
