using System.Globalization;

namespace MLExtensions;

/// <summary>A threshold that scores are compared with, and what it brings on rows that models had not seen.</summary>
/// <remarks>Rows count by <see cref="SweepOptions.ExampleWeightColumnName"/>; without it each counts 1.</remarks>
public sealed record DecisionThreshold
{
    internal DecisionThreshold(float value, double truePositives, double falsePositives, double positives, double negatives)
    {
        Value = value;
        TruePositives = truePositives;
        FalsePositives = falsePositives;
        FalseNegatives = positives - truePositives;
        TrueNegatives = negatives - falsePositives;
    }

    /// <summary>Rows whose <c>Score</c> is above it are taken for true.</summary>
    public float Value { get; }

    /// <summary>The rows that are true and are taken for it.</summary>
    public double TruePositives { get; }

    /// <summary>The rows that are false and are taken for true.</summary>
    public double FalsePositives { get; }

    /// <summary>The rows that are true and are taken for false, also those without an answer.</summary>
    public double FalseNegatives { get; }

    /// <summary>The rows that are false and are taken for it, also those without an answer.</summary>
    public double TrueNegatives { get; }

    /// <summary>Of the rows taken for true the share that is, from 0 to 1; 1 where none is taken for true.</summary>
    public double Precision => TruePositives + FalsePositives > 0 ? TruePositives / (TruePositives + FalsePositives) : 1;

    /// <summary>Of the rows that are true the share taken for it, from 0 to 1; NaN where there are none.</summary>
    public double Recall => TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Of the rows that are false the share taken for true, from 0 to 1; NaN where there are none.</summary>
    public double FalsePositiveRate => FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>The harmonic mean of precision and recall, from 0 to 1.</summary>
    public double F1Score => 2 * TruePositives / (2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The share of rows classified correctly, from 0 to 1.</summary>
    public double Accuracy => (TruePositives + TrueNegatives) / (TruePositives + FalsePositives + FalseNegatives + TrueNegatives);

    /// <summary>Such as <c>Score > 0.25: precision 0.812, recall 0.901, F1 0.854, accuracy 0.953</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Score > {Value:G4}: precision {Precision:F3}, recall {Recall:F3}, F1 {F1Score:F3}, accuracy {Accuracy:F3}");
}
