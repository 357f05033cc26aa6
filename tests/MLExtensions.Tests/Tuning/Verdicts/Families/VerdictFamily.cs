namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Data sets made in one way, the sweep over each, and what the verdict on one of its trials may be.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Metric">What the sweep goes by.</param>
/// <param name="Sweep">Makes the data by a seed and sweeps over them; the text names a checkpoint file, if there is to be one.</param>
/// <param name="Judged">The trial that is judged.</param>
/// <param name="Right">The verdicts that are right by construction.</param>
/// <param name="Wrong">Those that are wrong; any other says too little.</param>
internal sealed record VerdictFamily(
    string Name, string Metric, Func<int, string?, SweepResult> Sweep, Func<SweepResult, SweepTrial> Judged, FitVerdict[] Right, FitVerdict[] Wrong)
{
    /// <summary>All families.</summary>
    public static IReadOnlyList<VerdictFamily> All { get; } =
        [.. ClassificationFamilies.All, .. NeighborFamilies.All, .. RegressionFamilies.All, .. HalvingFamilies.All];

    /// <summary>The diagnosis of a data set.</summary>
    /// <param name="seed">Which data set, and the seed of the folds.</param>
    /// <param name="checkpoint">A file that keeps the scores; null for none.</param>
    public FitDiagnosis Diagnose(int seed, string? checkpoint = null)
    {
        SweepResult result = Sweep(seed, checkpoint);
        return result.Diagnose(Judged(result));
    }

    /// <summary>Whether a verdict says the opposite of what is right.</summary>
    public bool IsOpposite(FitVerdict verdict) =>
        (verdict == FitVerdict.Overfitting && Right is [FitVerdict.Underfitting]) || (verdict == FitVerdict.Underfitting && Right is [FitVerdict.Overfitting]);

    public override string ToString() => $"{Name}, {Metric}";
}
