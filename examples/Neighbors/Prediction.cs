namespace Neighbors;

/// <summary>What a model makes of a digit, and the known digits that it goes by.</summary>
internal sealed class Prediction
{
    public int PredictedDigit { get; set; }

    /// <summary>The share of the votes of each digit, from 0 to 9.</summary>
    public float[] Score { get; set; } = [];

    /// <summary>The rows of the neighbors, the nearest first.</summary>
    public int[] NeighborIds { get; set; } = [];

    /// <summary>How far away they are.</summary>
    public float[] NeighborDistances { get; set; } = [];
}
