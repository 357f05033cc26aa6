using System.Numerics;
using System.Runtime.CompilerServices;
using MLExtensions.Optimization.Designs;

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

    /// <summary>What belongs to the labels of a vector of examples, of what belongs to all classes.</summary>
    /// <param name="numbers">Those of the block.</param>
    /// <param name="start">The first example of the block.</param>
    /// <param name="i">The first example of the vector in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Vector<double> OfLabels(ReadOnlySpan<double> numbers, int start, int i)
    {
        var y = new Vector<double>(Labels, start + i);
        Vector<double> right = Vector<double>.Zero;
        for (int k = 0; k < Outputs; k++)
            right = Vector.ConditionalSelect(Vector.Equals(y, new Vector<double>(k)), new Vector<double>(numbers[(k * Length + i)..]), right);
        return right;
    }

    /// <summary>Writes what belongs to the labels of a vector of examples.</summary>
    /// <param name="numbers">Those of the block.</param>
    /// <param name="start">The first example of the block.</param>
    /// <param name="i">The first example of the vector in the block.</param>
    /// <param name="ofLabels">What is to be theirs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void SetLabels(Span<double> numbers, int start, int i, Vector<double> ofLabels)
    {
        var y = new Vector<double>(Labels, start + i);
        for (int k = 0; k < Outputs; k++)
        {
            Span<double> ofClass = numbers[(k * Length + i)..];
            Vector.ConditionalSelect(Vector.Equals(y, new Vector<double>(k)), ofLabels, new Vector<double>(ofClass)).CopyTo(ofClass);
        }
    }
}
