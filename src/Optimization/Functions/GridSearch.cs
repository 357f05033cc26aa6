using System.Collections.Immutable;
using MLExtensions.Arguments;

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
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="box"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="valuesPerAxis"/> is below 2.</exception>
    /// <exception cref="OverflowException">The grid has more points than an array can hold.</exception>
    public static SearchResult Minimize(
        Func<ReadOnlySpan<double>, double> function, IReadOnlyList<SearchAxis> box, int valuesPerAxis)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.NotEmpty(box);
        ArgumentOutOfRangeException.ThrowIfLessThan(valuesPerAxis, 2);

        int count = 1;
        for (int axis = 0; axis < box.Count; axis++)
            count = checked(count * valuesPerAxis);

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
