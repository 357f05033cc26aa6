using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Tests.Optimization.Linear;

/// <summary>Small random problems, some columns rare, some examples heavier than others.</summary>
internal sealed class RandomProblem
{
    public const int Classes = 3;
    public const int DefaultColumns = 7;

    public RandomProblem(int rows, int seed, int columns = DefaultColumns)
    {
        Columns = columns;
        var random = new Random(seed);
        Features = new float[rows][];
        Labels = new int[rows];
        Weights = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            // The last column is never held by any row, column 0 by all of them.
            Features[i] = new float[Columns];
            for (int f = 0; f < Columns - 1; f++)
                Features[i][f] = random.Next(Columns) >= f ? 3 * (random.NextSingle() - 0.4f) * (f % 7 + 1) : 0;
            Labels[i] = random.Next(Classes);
            Weights[i] = 0.5f + random.NextSingle();
        }
    }

    public int Columns { get; }

    public float[][] Features { get; }

    public int[] Labels { get; }

    public float[] Weights { get; }

    public LinearProblem<int> Dense(ILoss<float, int> loss, double lambda)
    {
        var builder = new DenseMatrix.Builder(Columns);
        foreach (float[] row in Features)
            row.CopyTo(builder.AddRow());
        return new LinearProblem<int>(builder.Build(), Labels, Weights, Classes, loss, lambda);
    }

    public LinearProblem<int> Sparse(ILoss<float, int> loss, double lambda)
    {
        var builder = new SparseMatrix.Builder(Columns);
        foreach (float[] row in Features)
        {
            for (int f = 0; f < Columns; f++)
                builder.Add(f, row[f]);
            builder.EndRow();
        }

        return new LinearProblem<int>(builder.Build(), Labels, Weights, Classes, loss, lambda);
    }

    /// <summary>λ‖W‖² + Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ), in double precision, over all examples or some.</summary>
    public double Objective(ILoss<double, int> loss, double lambda, LinearModel model, int[]? examples = null)
    {
        double value = lambda * model.Weights.Sum(row => row.Sum(w => (double)w * w));
        foreach (int i in examples ?? [.. Enumerable.Range(0, Features.Length)])
        {
            double[] scores = new double[Classes];
            for (int k = 0; k < Classes; k++)
                scores[k] = model.Biases[k] + Features[i].Zip(model.Weights[k], (x, w) => (double)x * w).Sum();
            value += loss.Evaluate(scores, [Labels[i]], [Weights[i]]);
        }

        return value;
    }
}
