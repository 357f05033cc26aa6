using MLExtensions.Matrices;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Newton;

/// <summary>Random features, a third of them zeros, with labels and weights.</summary>
internal sealed class NewtonExample
{
    public NewtonExample(int rows, int columns, int classes, int seed)
    {
        var random = new Random(seed);
        Classes = classes;
        Features = [.. Enumerable.Range(0, rows).Select(_ => Row(random, columns))];
        Labels = [.. Enumerable.Range(0, rows).Select(i => i < classes ? i : random.Next(classes))];
        Weights = [.. Enumerable.Range(0, rows).Select(_ => 0.25f + 2 * random.NextSingle())];
        Targets = [.. Enumerable.Range(0, rows).Select(_ => 3 * random.NextSingle() - 1)];
    }

    public int Classes { get; }

    public float[][] Features { get; }

    public int[] Labels { get; }

    public float[] Targets { get; }

    public float[] Weights { get; }

    public int Columns => Features[0].Length;

    public DesignMatrix Design(bool sparse, Workers? workers = null) => DesignMatrix.Of(Matrix(Features, sparse), workers ?? Workers.One);

    /// <summary>F with the softmax loss, looked at where all parameters are drawn.</summary>
    public NewtonObjective Softmax(bool sparse, double lambda, Workers? workers = null)
    {
        DesignMatrix design = Design(sparse, workers);
        return Looked(new NewtonObjective(design, new SoftmaxBlockLoss(design, Labels, Classes, Weights), lambda, workers ?? Workers.One));
    }

    /// <summary>F with squared errors.</summary>
    public NewtonObjective Squares(bool sparse, double lambda)
    {
        DesignMatrix design = Design(sparse);
        return Looked(new NewtonObjective(design, new SquaredBlockLoss(design, Targets, Weights), lambda, Workers.One));
    }

    /// <summary>F with the smoothed hinge.</summary>
    public NewtonObjective Hinge(bool sparse, double lambda, double smoothing, out HingeBlockLoss loss)
    {
        DesignMatrix design = Design(sparse);
        loss = new HingeBlockLoss(design, Labels, Classes, Weights, margin: 1) { Smoothing = smoothing };
        loss.Centers.Set(0.5);
        return Looked(new NewtonObjective(design, loss, lambda, Workers.One));
    }

    public static FeatureMatrix Matrix(float[][] rows, bool sparse)
    {
        MatrixBuilder builder = sparse ? new SparseMatrix.Builder(rows[0].Length) : new DenseMatrix.Builder(rows[0].Length);
        foreach (float[] row in rows)
            builder.Add(row);
        return builder.Build();
    }

    public static double[] Normals(int count, int seed, double size = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => size * Normal(random))];
    }

    private static NewtonObjective Looked(NewtonObjective objective)
    {
        var scores = new double[objective.Design.Length(objective.Outputs)];
        objective.Score(Normals(objective.Dimension, seed: 5, size: 0.3), scores);
        objective.Evaluate(scores, new double[scores.Length]);
        return objective;
    }

    private static float[] Row(Random random, int columns)
    {
        var row = new float[columns];
        for (int f = 0; f < columns; f++)
            row[f] = random.Next(3) == 0 ? 0 : (float)Normal(random) + f % 3;
        return row;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
