using System.Collections.Immutable;
using MLExtensions.Arguments;
using MLExtensions.Optimization.Functions;

namespace MLExtensions;

/// <summary>Evaluates a function at random points of a box.</summary>
/// <remarks>
/// Where only some of the variables matter, it tries more different values of those than a grid of as many points does.
/// Bergstra and Bengio, Random search for hyper-parameter optimization, JMLR 13 (2012). scikit-learn:
/// <c>RandomizedSearchCV</c>.
/// </remarks>
public static class RandomSearch
{
    /// <summary>Evaluates f at points drawn independently.</summary>
    /// <param name="function">f; needs no gradient.</param>
    /// <param name="box">An axis for each variable; at least one.</param>
    /// <param name="count">How many points; at least 1.</param>
    /// <param name="seed">The same seed gives the same points, and more of them begin with fewer.</param>
    /// <exception cref="ArgumentNullException">An argument or an axis is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="box"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is below 1, or there is no memory for as many points.
    /// </exception>
    public static SearchResult Minimize(
        Func<ReadOnlySpan<double>, double> function, IReadOnlyList<SearchAxis> box, int count, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.NoneNull(box);
        Guard.AtLeastOne(count);
        SearchSize.Require(count, box.Count, nameof(count), count, "Every point that is tried is kept", "Take fewer points, or several searches one after the other, each with a seed of its own.");

        var random = new Random(seed);
        var points = ImmutableArray.CreateBuilder<FunctionPoint>(count);
        double[] x = new double[box.Count];
        for (int point = 0; point < count; point++)
        {
            for (int axis = 0; axis < x.Length; axis++)
                x[axis] = box[axis].At(random.NextDouble());
            points.Add(new FunctionPoint([.. x], function(x)));
        }

        return new SearchResult(points.MoveToImmutable());
    }
}
