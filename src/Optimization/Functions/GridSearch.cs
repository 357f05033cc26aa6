using System.Collections.Immutable;
using System.Globalization;
using MLExtensions.Arguments;
using MLExtensions.Optimization.Functions;

namespace MLExtensions;

/// <summary>Evaluates a function on a grid over a box.</summary>
/// <remarks>
/// With n values on each of d axes it takes nᵈ evaluations: for two or three variables, and to see the whole landscape.
/// scikit-learn: <c>GridSearchCV</c>; SciPy: <c>brute</c>.
/// </remarks>
public static class GridSearch
{
    /// <summary>Evaluates f at every point of the grid, the last axis running fastest.</summary>
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
    public static SearchResult Minimize(
        Func<ReadOnlySpan<double>, double> function, IReadOnlyList<SearchAxis> box, int valuesPerAxis)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.NoneNull(box);
        ArgumentOutOfRangeException.ThrowIfLessThan(valuesPerAxis, 2);
        double size = Math.Pow(valuesPerAxis, box.Count);
        SearchSize.Require(
            size, box.Count, nameof(valuesPerAxis), valuesPerAxis,
            string.Create(CultureInfo.InvariantCulture, $"The grid has {valuesPerAxis:N0} values on {(box.Count == 1 ? "one axis" : $"each of {box.Count:N0} axes")}"),
            $"Take fewer values or fewer variables, or {nameof(RandomSearch)}, which tries as many points as it is asked for.");

        int count = (int)size;
        var points = ImmutableArray.CreateBuilder<FunctionPoint>(count);
        double[] x = new double[box.Count];
        for (int point = 0; point < count; point++)
        {
            // The point's number, written to base n, is its place on each axis.
            int rest = point;
            for (int axis = box.Count - 1; axis >= 0; axis--)
            {
                (rest, int place) = Math.DivRem(rest, valuesPerAxis);
                x[axis] = box[axis].At(place / (valuesPerAxis - 1.0));
            }

            points.Add(new FunctionPoint([.. x], function(x)));
        }

        return new SearchResult(points.MoveToImmutable());
    }
}
