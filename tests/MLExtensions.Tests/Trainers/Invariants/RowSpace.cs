using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The span of the centered rows, by Gram and Schmidt's method with pivots, each vector orthogonalized twice.</summary>
internal sealed class RowSpace
{
    /// <summary>Shorter rests, relative to the longest row, are rounding: the entries have some twenty binary digits.</summary>
    private const double Negligible = 1e-11;

    public RowSpace(float[][] rows, float[] weights)
    {
        double total = weights.Sum(weight => (double)weight);
        Mean = [.. rows[0].Select((_, f) => rows.Zip(weights, (row, weight) => (double)weight * row[f]).Sum() / total)];
        Centered = Array.ConvertAll(rows, row => row.Select((x, f) => x - Mean[f]).ToArray());
        Basis = Orthonormal(Centered);
        Coordinates = Array.ConvertAll(Centered, row => Array.ConvertAll(Basis, q => TensorPrimitives.Dot<double>(row, q)));
    }

    /// <summary>x̄, a row of weight 2 counting twice.</summary>
    public double[] Mean { get; }

    public double[][] Centered { get; }

    /// <summary>Orthonormal vectors of the features' space.</summary>
    public double[][] Basis { get; }

    /// <summary>Of the centered rows in the basis.</summary>
    public double[][] Coordinates { get; }

    /// <summary>The part of a vector that is orthogonal to the span.</summary>
    public double[] Outside(double[] vector)
    {
        double[] rest = [.. vector];
        Remove(rest, Basis);
        Remove(rest, Basis);
        return rest;
    }

    private static double[][] Orthonormal(double[][] rows)
    {
        double[][] rests = Array.ConvertAll(rows, row => (double[])[.. row]);
        double longest = rests.Max(Length);
        var basis = new List<double[]>();
        while (basis.Count < rows[0].Length)
        {
            double[] pivot = rests.MaxBy(Length)!;
            double length = Length(pivot);
            if (length <= Negligible * longest)
                break;
            double[] q = Array.ConvertAll(pivot, value => value / length);
            Remove(q, basis);
            length = Length(q);
            q = Array.ConvertAll(q, value => value / length);
            basis.Add(q);
            foreach (double[] rest in rests)
                Remove(rest, [q]);
        }

        return [.. basis];
    }

    private static double Length(double[] vector) => TensorPrimitives.Norm<double>(vector);

    private static void Remove(double[] vector, IEnumerable<double[]> directions)
    {
        foreach (double[] q in directions)
            TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot<double>(vector, q), vector, vector);
    }
}
