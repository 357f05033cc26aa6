using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

/// <summary>A made-up SVM: classes around centers that overlap, some columns of other units, one constant; its objective is written plainly.</summary>
internal sealed class HingeProblem
{
    public const float Margin = 1.5f;

    public HingeProblem(int rows, int columns, int classes, int seed, double lambda = 1)
    {
        var random = new Random(seed);
        float[][] centers = [.. Enumerable.Range(0, classes).Select(_ => Normals(random, columns))];
        Labels = new int[rows];
        Weights = new float[rows];
        Features = new float[rows][];
        for (int i = 0; i < rows; i++)
        {
            Labels[i] = random.Next(classes);
            Weights[i] = 0.5f + random.NextSingle();
            Features[i] = Normals(random, columns);
            for (int f = 0; f < columns; f++)
                Features[i][f] = (f % 3 == 0 ? 20 : 1) * (Features[i][f] + 0.5f * centers[Labels[i]][f] + f % 2);
            Features[i][^1] = 3;
        }

        var builder = new DenseMatrix.Builder(columns);
        foreach (float[] row in Features)
            row.CopyTo(builder.AddRow());
        Problem = new LinearProblem<int>(builder.Build(), Labels, Weights, classes, new MulticlassHingeLoss<float>(Margin), lambda);
        Scaling = ColumnScaling.Apply(Problem.Features, Weights, Problem.PenaltyOverCurvature, Workers.One);
    }

    public float[][] Features { get; }

    public int[] Labels { get; }

    public float[] Weights { get; }

    /// <summary>Rescaled.</summary>
    public LinearProblem<int> Problem { get; }

    public ColumnScaling Scaling { get; }

    public int Dimension => Problem.Outputs * (Problem.Features.Columns + 1);

    /// <summary>λ‖W‖² + Σᵢ wᵢ Σⱼ max(0, m + sⱼ − s_y), in the user's units.</summary>
    public double Objective(LinearModel model)
    {
        double value = Problem.L2Regularization * model.Weights.Sum(row => row.Sum(w => (double)w * w));
        for (int i = 0; i < Labels.Length; i++)
        {
            double[] s = [.. model.Weights.Select((w, k) => model.Biases[k] + w.Zip(Features[i], (a, x) => (double)a * x).Sum())];
            value += Weights[i] * s.Where((_, j) => j != Labels[i]).Sum(score => Math.Max(0, Margin + score - s[Labels[i]]));
        }

        return value;
    }

    public LinearModel Model(float[] parameters) => LinearObjective<int>.Create(Problem, Scaling).ToModel(parameters);

    /// <summary>Those of a model that gives the constant column no weight, since rescaling makes it 0.</summary>
    public float[] RandomParameters(int seed, float size)
    {
        float[] parameters = Normals(new Random(seed), Dimension);
        int columns = Problem.Features.Columns;
        for (int k = 1; k <= Problem.Outputs; k++)
            parameters[k * columns - 1] = 0;
        return Array.ConvertAll(parameters, parameter => size * parameter);
    }

    public float[] RandomSlopes(int seed)
    {
        var random = new Random(seed);
        int classes = Problem.Outputs;
        return [.. Enumerable.Range(0, Labels.Length * classes).Select(
            pair => pair % classes == Labels[pair / classes] ? 0 : Math.Clamp(3 * random.NextSingle() - 1, 0, 1))];
    }

    private static float[] Normals(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
}
