namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>What the verdicts on the data sets of a family were.</summary>
/// <param name="Family">The family.</param>
/// <param name="Diagnoses">One for each seed, from 1.</param>
internal sealed record VerdictCounts(VerdictFamily Family, IReadOnlyList<FitDiagnosis> Diagnoses)
{
    public int Right => Diagnoses.Count(diagnosis => Family.Right.Contains(diagnosis.Verdict));

    public int Wrong => Diagnoses.Count(diagnosis => Family.Wrong.Contains(diagnosis.Verdict));

    public int Unclear => Diagnoses.Count - Right - Wrong;

    /// <summary>Underfitting for overfitting, or the reverse.</summary>
    public int Opposite => Diagnoses.Count(diagnosis => Family.IsOpposite(diagnosis.Verdict));

    /// <summary>Judges the data sets of a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="seeds">How many data sets.</param>
    /// <param name="folder">Where the scores of the sweeps are kept, so that they are taken from there the next time; null: nowhere.</param>
    public static VerdictCounts Of(VerdictFamily family, int seeds, string? folder = null) => new(
        family,
        [.. Enumerable.Range(1, seeds).Select(seed => family.Diagnose(seed, folder is null ? null : Path.Combine(folder, FileName(family, seed))))]);

    public int Of(FitVerdict verdict) => Diagnoses.Count(diagnosis => diagnosis.Verdict == verdict);

    private static string FileName(VerdictFamily family, int seed) =>
        $"{string.Concat(family.ToString().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'))}-{seed}.jsonl";
}
