namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>W, a row for each output, and b, in double precision.</summary>
internal sealed record PlainModel(double[][] Weights, double[] Biases)
{
    public double[] Scores(float[] row)
    {
        double[] scores = [.. Biases];
        for (int k = 0; k < scores.Length; k++)
        {
            for (int f = 0; f < row.Length; f++)
                scores[k] += Weights[k][f] * row[f];
        }

        return scores;
    }

    /// <summary>‖W‖².</summary>
    public double SquaredNorm() => Weights.Sum(row => row.Sum(w => w * w));

    /// <summary>‖W − W′‖.</summary>
    public double DistanceTo(PlainModel other) => Math.Sqrt(Weights.Zip(other.Weights, SquaredDistance).Sum());

    public PlainModel Map(Func<double[], double[]> weights) => this with { Weights = Array.ConvertAll(Weights, row => weights(row)) };

    private static double SquaredDistance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
