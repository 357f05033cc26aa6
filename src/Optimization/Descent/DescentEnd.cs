namespace MLExtensions.Optimization.Descent;

/// <summary>What ends a descent.</summary>
internal enum DescentEnd
{
    /// <summary>No step promises to lead further down.</summary>
    Converged,

    /// <summary>The passes over the data that it was given are used up.</summary>
    Exhausted,

    /// <summary>The time that it was given is used up.</summary>
    TimedOut,

    /// <summary>Who observed it had seen enough.</summary>
    Stopped,

    /// <summary>The objective was no longer finite.</summary>
    Diverged,
}
