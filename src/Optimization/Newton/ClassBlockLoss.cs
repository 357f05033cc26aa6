namespace MLExtensions.Optimization.Newton;

/// <summary>A loss of classes, which only sees differences of an example's scores.</summary>
internal abstract class ClassBlockLoss : BlockLoss
{
    protected ClassBlockLoss(DesignMatrix design, int[] targets, int classes, float[] weights)
        : base(design, classes, weights)
    {
        Labels = new double[design.Length(1)];
        for (int i = 0; i < targets.Length; i++)
            Labels[i] = targets[i];
    }

    protected ClassBlockLoss(DesignMatrix design, ClassBlockLoss other, int[] rows)
        : base(design, other, rows) => Labels = Gather(other.Labels, other.Design, 1, rows);

    public override bool IgnoresCommonShift => true;

    /// <summary>y, as numbers that vectors of scores can be compared with.</summary>
    protected double[] Labels { get; }
}
