using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The SVM's optimal biases for given weights and three classes, every point where two kinks meet being tried.</summary>
/// <remarks>
/// With aᵢₖ = wₖ·(xᵢ − x̄) and m the scores at the mean row, a pair has its kink on the line mⱼ − m_y = aᵢ_y − aᵢⱼ − 1. The loss
/// is linear between such lines, so its minima are the convex hull of points where two of them meet. In it the point nearest to
/// 0 is 0 itself or lies between two of them.
/// </remarks>
internal sealed class BiasPolygon
{
    private readonly int[] _labels;
    private readonly double[][] _scores;

    public BiasPolygon(InvariantProblem problem, PlainModel optimum)
    {
        _labels = problem.Labels;
        var space = new RowSpace(problem.Rows, problem.Weights);
        _scores = Array.ConvertAll(space.Centered, row => Array.ConvertAll(optimum.Weights, w => TensorPrimitives.Dot<double>(w, row)));
        (int Label, int Other, double Difference)[] kinks =
        [
            .. from i in Enumerable.Range(0, _labels.Length)
               from j in Enumerable.Range(0, 3)
               where j != _labels[i]
               select (_labels[i], j, _scores[i][_labels[i]] - _scores[i][j] - 1),
        ];
        double[][] meetings = [.. from a in kinks from b in kinks where Area(a, b) != 0 select Meeting(a, b)];
        double[] losses = Array.ConvertAll(meetings, Loss);

        // Slopes are whole numbers, and what is optimal is so up to rounding.
        double least = losses.Min() + 1e-9;
        double[][] corners = [.. meetings.Where((_, i) => losses[i] <= least)];
        IEnumerable<double[]> nearest = Loss([0, 0, 0]) <= least
            ? [[0, 0, 0]]
            : from a in corners from b in corners select NearestBetween(a, b);
        Nearest = nearest.MinBy(m => TensorPrimitives.SumOfSquares<double>(m))!;
    }

    /// <summary>The optimal scores at the mean row, centered over the classes, of least norm.</summary>
    public double[] Nearest { get; }

    /// <summary>In the differences to class 0; 0 where two lines are parallel.</summary>
    private static int Area((int Label, int Other, double Difference) a, (int Label, int Other, double Difference) b) =>
        Sign(a, 1) * Sign(b, 2) - Sign(a, 2) * Sign(b, 1);

    private static int Sign((int Label, int Other, double Difference) kink, int k) =>
        kink.Other == k ? 1 : kink.Label == k ? -1 : 0;

    private static double[] Meeting((int Label, int Other, double Difference) a, (int Label, int Other, double Difference) b)
    {
        double first = (a.Difference * Sign(b, 2) - b.Difference * Sign(a, 2)) / Area(a, b);
        double second = (b.Difference * Sign(a, 1) - a.Difference * Sign(b, 1)) / Area(a, b);
        double mean = (first + second) / 3;
        return [-mean, first - mean, second - mean];
    }

    private static double[] NearestBetween(double[] a, double[] b)
    {
        double[] way = [.. b.Zip(a, (to, from) => to - from)];
        double square = TensorPrimitives.SumOfSquares<double>(way);
        double share = square == 0 ? 0 : Math.Clamp(-TensorPrimitives.Dot<double>(a, way) / square, 0, 1);
        return [.. a.Zip(way, (from, step) => from + share * step)];
    }

    private double Loss(double[] m)
    {
        double loss = 0;
        for (int i = 0; i < _labels.Length; i++)
        {
            int y = _labels[i];
            for (int j = 0; j < 3; j++)
                loss += j == y ? 0 : Math.Max(0, _scores[i][j] + m[j] - _scores[i][y] - m[y] + 1);
        }

        return loss;
    }
}
