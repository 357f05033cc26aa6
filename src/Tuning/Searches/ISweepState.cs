namespace MLExtensions.Tuning.Searches;

/// <summary>What a search sees of the sweep so far.</summary>
internal interface ISweepState
{
    /// <summary>What decides what is drawn.</summary>
    int Seed { get; }

    /// <summary>The time spent, that before an interruption included.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>As many trials can run at the same time.</summary>
    int Threads { get; }

    /// <summary>The rows that there are to train on, in the fold that has fewest.</summary>
    int TrainingRows { get; }

    /// <summary>
    /// The rows that a first look at a candidate takes: two for each fold, and of classes for each class. scikit-learn:
    /// <c>min_resources</c> of <c>HalvingGridSearchCV</c>.
    /// </summary>
    int LeastTrainingRows { get; }

    /// <summary>Looked at while trials are listed, of which there can be many.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>The trials of the rounds before, the best first, those that failed last.</summary>
    IReadOnlyList<SweepTrial> Ranked { get; }
}
