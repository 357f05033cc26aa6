using System.Numerics;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>
/// The slopes a around which the kinks of a <see cref="HingeBlockLoss"/> are smoothed, one for each example and class; 0 at
/// first.
/// </summary>
/// <param name="design">The layout of the examples.</param>
/// <param name="classes">K.</param>
internal sealed class HingeCenters(DesignMatrix design, int classes)
{
    /// <summary>The slopes, in the layout of the scores.</summary>
    public double[] Values { get; } = new double[design.Length(classes)];

    /// <summary>The same for all.</summary>
    public void Set(double slope) => Values.AsSpan().Fill(slope);

    /// <summary>Those of all pairs, in the same layout.</summary>
    public void Set(double[] slopes) => slopes.CopyTo(Values, 0);

    /// <summary>Those of each example's classes.</summary>
    /// <param name="slopes">Those of an example, a class each, whether held or not.</param>
    /// <param name="held">The classes of the outputs.</param>
    public void Set<T>(Func<int, ReadOnlySpan<T>> slopes, int[] held)
        where T : INumber<T>
    {
        for (int row = 0; row < design.Rows; row++)
        {
            ReadOnlySpan<T> ofRow = slopes(row);
            int place = design.Place(row, output: 0, classes);
            for (int k = 0; k < classes; k++)
                Values[place + k * design.BlockLength] = double.CreateTruncating(ofRow[held[k]]);
        }
    }
}
