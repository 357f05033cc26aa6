namespace Tumors;

/// <summary>What the model says of a tumor.</summary>
internal sealed class TumorPrediction
{
    public bool Label { get; set; }

    /// <summary>Whether it is taken for malignant.</summary>
    public bool PredictedLabel { get; set; }

    /// <summary>The probability that it is malignant.</summary>
    public float Probability { get; set; }
}
