using Microsoft.ML.Data;

namespace Tumors;

/// <summary>A row of the file.</summary>
internal sealed class Tumor
{
    /// <summary>How many measurements there are of each.</summary>
    public const int Measurements = 30;

    /// <summary>Whether it is malignant.</summary>
    [LoadColumn(0)]
    public bool Label { get; set; }

    [LoadColumn(1, Measurements)]
    [VectorType(Measurements)]
    public float[] Cells { get; set; } = [];
}
