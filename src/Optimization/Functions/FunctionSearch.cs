using System.Globalization;
using MLExtensions.Arguments;
using MLExtensions.Optimization.Functions;

namespace MLExtensions;

/// <summary>
/// Looks for the minimum of a function of a few variables without a gradient, by its values at many points of a box.
/// </summary>
public static class FunctionSearch
{
    /// <summary>Evaluates f at every point of a grid, the last axis running fastest.</summary>
    /// <remarks>
    /// With n values on each of d axes it takes nᵈ evaluations: for two or three variables, and to see the whole landscape.
    /// SciPy: <c>brute</c>.
    /// </remarks>
    /// <param name="function">f; needs no gradient.</param>
    /// <param name="box">An axis for each variable; at least one.</param>
    /// <param name="valuesPerAxis">
    /// n; at least 2. The first value is the lower end, the last the upper end, the others evenly between on the axis's scale.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="box"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="valuesPerAxis"/> is below 2, or the grid has more points than there is memory for.
    /// </exception>
    public static FunctionSearchResult Grid(
        Func<ReadOnlySpan<double>, double> function, IReadOnlyList<FunctionAxis> box, int valuesPerAxis)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.NoneNull(box);
        ArgumentOutOfRangeException.ThrowIfLessThan(valuesPerAxis, 2);
        double size = Math.Pow(valuesPerAxis, box.Count);
        SearchSize.Require(
            size, box.Count, nameof(valuesPerAxis), valuesPerAxis,
            string.Create(CultureInfo.InvariantCulture, $"The grid has {valuesPerAxis:N0} values on {(box.Count == 1 ? "one axis" : $"each of {box.Count:N0} axes")}"),
            $"Take fewer values or fewer variables, or {nameof(FunctionSearch)}.{nameof(Random)}, which tries as many points as it is asked for.");

        var points = new FunctionPoint[(int)size];
        double[] x = new double[box.Count];
        for (int point = 0; point < points.Length; point++)
        {
            // The point's number, written to base n, is its place on each axis.
            int rest = point;
            for (int axis = box.Count - 1; axis >= 0; axis--)
            {
                (rest, int place) = Math.DivRem(rest, valuesPerAxis);
                x[axis] = box[axis].At(place / (valuesPerAxis - 1.0));
            }

            points[point] = new FunctionPoint([.. x], function(x));
        }

        return new FunctionSearchResult(points);
    }

    /// <summary>Evaluates f at points drawn independently.</summary>
    /// <remarks>
    /// Where only some of the variables matter, it tries more different values of those than a grid of as many points does.
    /// Bergstra and Bengio, Random search for hyper-parameter optimization, JMLR 13 (2012).
    /// </remarks>
    /// <param name="function">f; needs no gradient.</param>
    /// <param name="box">An axis for each variable; at least one.</param>
    /// <param name="count">How many points; at least 1.</param>
    /// <param name="seed">The same seed gives the same points, and more of them begin with fewer.</param>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="box"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is below 1, or there is no memory for as many points.
    /// </exception>
    public static FunctionSearchResult Random(
        Func<ReadOnlySpan<double>, double> function, IReadOnlyList<FunctionAxis> box, int count, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.NoneNull(box);
        Guard.AtLeastOne(count);
        SearchSize.Require(
            count, box.Count, nameof(count), count,
            "Every point that is tried is kept", "Take fewer points, or several searches one after the other, each with a seed of its own.");

        var random = new Random(seed);
        var points = new FunctionPoint[count];
        double[] x = new double[box.Count];
        for (int point = 0; point < count; point++)
        {
            for (int axis = 0; axis < x.Length; axis++)
                x[axis] = box[axis].At(random.NextDouble());
            points[point] = new FunctionPoint([.. x], function(x));
        }

        return new FunctionSearchResult(points);
    }
}
