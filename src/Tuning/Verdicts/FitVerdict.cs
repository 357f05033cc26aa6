namespace MLExtensions;

/// <summary>What scores say about a fit.</summary>
public enum FitVerdict
{
    /// <summary>The data do not tell.</summary>
    Unclear,

    /// <summary>The model is too simple: it misses even what the rows that it was trained on have to show.</summary>
    Underfitting,

    /// <summary>
    /// The model is not simple enough: it has learnt the rows that it was trained on, and not what they have in common.
    /// </summary>
    Overfitting,

    /// <summary>Neither: nothing that was tried does better, and more examples or less simple models promise nothing.</summary>
    AboutRight,

    /// <summary>The model is as good as these rows allow, and would be better with more of them.</summary>
    MoreDataWouldHelp,
}
