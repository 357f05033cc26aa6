using MLExtensions.Matrices;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Newton;

/// <summary>Made-up examples of more features than there are examples, and what a model loses on them, computed plainly.</summary>
internal sealed class WideProblem(float[][] rows, int[] labels, int classes)
{
    private const double Margin = 1;

    public float[][] Rows { get; } = rows;

    public int[] Labels { get; } = labels;

    public int Classes { get; } = classes;

    public int Columns => Rows[0].Length;

    public float[] Weights { get; init; } = [.. Enumerable.Repeat(1f, rows.Length)];

    /// <summary>Normal features, of which the first few tell the classes.</summary>
    public static WideProblem Random(int rows, int columns, int classes, int seed, Func<int, float, float>? change = null)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % classes)];
        float Entry(int label, int f)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            float entry = (float)(normal + (f % 10 == label ? 0.5 : 0));
            return change?.Invoke(f, entry) ?? entry;
        }

        return new WideProblem([.. labels.Select(label => Enumerable.Range(0, columns).Select(f => Entry(label, f)).ToArray())], labels, classes);
    }

    public DesignMatrix Dense(Workers? workers = null) =>
        DesignMatrix.Of(DenseMatrix.Of([.. Rows.SelectMany(row => row)], Rows.Length, Columns), workers ?? Workers.One);

    public DesignMatrix Sparse()
    {
        var builder = new SparseMatrix.Builder(Columns);
        foreach (float[] row in Rows)
        {
            for (int f = 0; f < row.Length; f++)
                if (row[f] != 0)
                    builder.Add(f, row[f]);
            builder.EndRow();
        }

        return DesignMatrix.Of(builder.Build(), Workers.One);
    }

    /// <summary>The parameters of the minimum over a design, W and b behind it.</summary>
    public double[] Minimize(DesignMatrix design, double l2Regularization, bool isHinge)
    {
        if (isHinge)
        {
            var hinge = new HingeBlockLoss(design, Labels, Classes, Weights, Margin);
            var objective = new NewtonObjective(design, hinge, l2Regularization, Workers.One);
            var parameters = new double[objective.Dimension];
            new ProximalPoints(objective, hinge).Minimize(parameters, isWarm: false, tolerance: 3e-9);
            return parameters;
        }
        else
        {
            var softmax = new SoftmaxBlockLoss(design, Labels, Classes, Weights);
            var objective = new NewtonObjective(design, softmax, l2Regularization, Workers.One);
            var parameters = new double[objective.Dimension];
            new NewtonDescent(objective).Minimize(parameters, (value, _) => 1e-12 * value);
            return parameters;
        }
    }

    /// <summary>F of parameters over a design.</summary>
    public double Objective(DesignMatrix design, double[] parameters, double l2Regularization, bool isHinge)
    {
        double value = l2Regularization * parameters.Take(Classes * design.Columns).Sum(w => w * w);
        double[][] scores = Scores(design, parameters);
        for (int i = 0; i < scores.Length; i++)
        {
            double own = scores[i][Labels[i]];
            IEnumerable<double> others = scores[i].Where((_, k) => k != Labels[i]).Select(score => score - own);
            value += Weights[i] * (isHinge ? others.Sum(score => Math.Max(0, score + Margin)) : double.LogP1(others.Sum(Math.Exp)));
        }

        return value;
    }

    /// <summary>W x + b of each example.</summary>
    public double[][] Scores(DesignMatrix design, double[] parameters)
    {
        var x = new double[design.Columns];
        double[] Row(int i)
        {
            design.CopyRow(i, x);
            return [.. Enumerable.Range(0, Classes).Select(k =>
                parameters[Classes * x.Length + k] + x.Select((value, f) => value * parameters[k * x.Length + f]).Sum())];
        }

        return [.. Enumerable.Range(0, design.Rows).Select(Row)];
    }
}
