namespace MLExtensions;

/// <summary>How the minimum of ridge regression is found.</summary>
public enum RidgeSolver
{
    /// <summary>Exactly where rows or features are at most 4,096, else by descent.</summary>
    Automatic,

    /// <summary>From the normal equations or their dual form, in double precision; early stopping plays no part.</summary>
    Exact,

    /// <summary>
    /// By descent, as that of the linear classifiers: Newton's method, or on large data minibatches and quasi-Newton steps.
    /// </summary>
    Descent,
}
