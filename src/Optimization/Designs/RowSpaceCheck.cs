using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>Tells by a few random models whether reduced features stand for the features.</summary>
/// <remarks>
/// <code>
/// ‖W‖ = ‖V‖,   W (xᵢ − x̄) = V zᵢ         for random V, of coordinates that all count the same in the scores
/// Σᵢ gᵢ (xᵢ − x̄) = Σⱼ uⱼ (x_pⱼ − x̄)      column by column, for random signs g of the examples that are no pivots
/// </code>
/// Products of examples square their condition: where a few columns are far larger than the others, or examples nearly the same,
/// rounding eats what the rest says. A random model misses nothing but by accident: Freivalds, Probabilistic machines can use
/// less running time (1977).
/// </remarks>
internal sealed class RowSpaceCheck(RowSpace space, Workers workers)
{
    private const int Models = 4;

    /// <summary>What scores and lengths may be off by. A minimum is flat, so that its square is what F may be off by.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>What of an example may be out of the span of the pivots, in standard deviations of a column.</summary>
    private const double ToleranceOfSpan = 1e-7;

    /// <summary>
    /// What a sum of numbers may be off by, as a share of their length and that of what they are multiplied by.
    /// </summary>
    private const double Rounding = 1e-13;

    private readonly Random _random = new(1);

    public bool IsAccurate() => HasRightScores() && SpansAll();

    private bool HasRightScores()
    {
        DenseDesign reduced = space.Reduced;
        int rank = reduced.Columns;
        var lengths = new double[rank + 1];
        double[] ones = new double[reduced.Length(1)];
        ones.AsSpan(0, reduced.Rows).Fill(1);
        reduced.AddDiagonal(ones, 1, lengths);
        var v = new double[Models * (rank + 1)];
        for (int k = 0; k < Models; k++)
            for (int j = 0; j < rank; j++)
                v[k * rank + j] = Sign() / Math.Sqrt(lengths[j]);
        var w = new double[Models * (space.Design.Columns + 1)];
        space.Lift(v, Models, w);

        double[] expected = Scores(reduced, v);
        double[] scores = Scores(space.Design, w);
        double total = 0;
        double off = 0;
        for (int k = 0; k < Models; k++)
        {
            double length = TensorPrimitives.Norm<double>(v.AsSpan(k * rank, rank));
            double lifted = TensorPrimitives.Norm<double>(w.AsSpan(k * space.Design.Columns, space.Design.Columns));
            if (!(Math.Abs(lifted - length) <= Tolerance * length))
                return false;
            for (int i = 0; i < reduced.Rows; i++)
            {
                double score = expected[reduced.Place(i, k, Models)];
                double difference = scores[space.Design.Place(i, k, Models)] - score;
                total += score * score;
                off += difference * difference;
            }
        }

        return off <= Tolerance * Tolerance * total;
    }

    private bool SpansAll()
    {
        DesignMatrix design = space.Design;
        int rows = design.Rows;
        var multiples = new double[Models * rows];
        var isPivot = new bool[rows];
        foreach (int pivot in space.Pivots)
            isPivot[pivot] = true;
        for (int k = 0; k < Models; k++)
        {
            Span<double> g = multiples.AsSpan(k * rows, rows);
            for (int i = 0; i < rows; i++)
                g[i] = isPivot[i] ? 0 : Sign();
            double[] u = space.Express(g);
            for (int j = 0; j < u.Length; j++)
                g[space.Pivots[j]] = -u[j];
        }

        // What rounding has left of the pivots in it does not count.
        double[] left = space.SumRows(multiples, Models);
        TensorPrimitives.Subtract<double>(left, space.Multiply(space.Coordinates(left, Models), Models), left);
        var squares = new double[design.Columns + 1];
        double[] ones = new double[design.Length(1)];
        for (int i = 0; i < rows; i++)
            ones[design.Place(i, 0, outputs: 1)] = 1;
        design.AddDiagonal(ones, 1, squares);
        double others = Math.Sqrt(rows - space.Pivots.Count);
        for (int k = 0; k < Models; k++)
        {
            double length = TensorPrimitives.Norm<double>(multiples.AsSpan(k * rows, rows));
            for (int f = 0; f < design.Columns; f++)
            {
                double variance = Math.Max(squares[f] / rows - space.MeanRow[f] * space.MeanRow[f], 0);
                double fromZero = Math.Sqrt(rows * (variance + design.Means[f] * design.Means[f] + space.MeanRow[f] * space.MeanRow[f]));
                double allowed = ToleranceOfSpan * Math.Sqrt(variance) * others + Rounding * fromZero * length;
                if (!(Math.Abs(left[k * design.Columns + f]) <= allowed))
                    return false;
            }
        }

        return true;
    }

    private int Sign() => _random.Next(2) == 0 ? -1 : 1;

    private double[] Scores(DesignMatrix design, double[] parameters)
    {
        var scores = new double[design.Length(Models)];
        design.Visit(Models, workers, parameters, scores, visit: null);
        return scores;
    }
}
