using CsCheck;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Reference;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Duality;

/// <summary>A random problem of classes, or of numbers, with a random model; its objective is written plainly.</summary>
internal sealed record GapProblem(float[][] Rows, int[] Labels, float[] Weights, float[][] Model, double Lambda, bool Sparse, bool Scaled)
{
    public const int Columns = 4;
    public const int Classes = 4;

    /// <summary>The last class has no example.</summary>
    public static Gen<GapProblem> Random { get; } =
        from rows in Gen.Int[2, 30]
        from features in Gen.Select(Gen.Int[0, 2], Gen.Float[-2, 5]).Array[Columns].Array[rows]
        from labels in Gen.Int[0, Classes - 2].Array[rows]
        from weights in Gen.Float[0.1f, 3].Array[rows]
        from size in Gen.OneOf(0f, 0.1f, 1f, 10f, 1000f)
        from model in Gen.Float[-1, 1].Array[Columns + 1].Array[Classes]
        from exponent in Gen.Double[-3, 2]
        from sparse in Gen.Bool
        from scaled in Gen.Bool
        select new GapProblem(
            Array.ConvertAll(features, row => row.Select((entry, f) => entry.Item1 == 0 ? 0 : MathF.Pow(10, f - 1) * entry.Item2).ToArray()),
            labels,
            weights,
            Array.ConvertAll(model, row => Array.ConvertAll(row, w => size * w)),
            Math.Pow(10, exponent),
            sparse,
            scaled);

    public LinearModel ClassModel => ToModel(Model);

    public LinearModel NumberModel => ToModel(Model[..1]);

    public float[] Numbers => Array.ConvertAll(Labels, label => label - 0.7f);

    public LinearProblem<int> OfClasses() =>
        new(Features(), Labels, Weights, Classes, new SoftmaxLoss<float>(), Lambda);

    public LinearProblem<float> OfNumbers() =>
        new(Features(), Numbers, Weights, 1, new SquaredLoss<float>(), Lambda);

    public ColumnScaling Scale<TTarget>(LinearProblem<TTarget> problem) => Scaled
        ? ColumnScaling.Apply(problem.Features, problem.Weights, 2 * Lambda / problem.TotalWeight)
        : ColumnScaling.None(Columns);

    public double Bound(LinearModel model, double[][]? start = null)
    {
        if (model.Biases.Length > 1)
        {
            LinearProblem<int> classes = OfClasses();
            return DualityGap.Of(classes, Scale(classes), new SoftmaxLoss<double>(), model, start, Workers.One).Gap;
        }

        LinearProblem<float> numbers = OfNumbers();
        return DualityGap.Of(numbers, Scale(numbers), new SquaredLoss<double>(), model, start, Workers.One).Gap;
    }

    public double Objective(LinearModel model)
    {
        double value = Lambda * model.Weights.Sum(row => row.Sum(w => (double)w * w));
        for (int i = 0; i < Rows.Length; i++)
        {
            double[] scores = [.. model.Weights.Select((w, k) => model.Biases[k] + w.Zip(Rows[i], (a, x) => (double)a * x).Sum())];
            value += Weights[i] * (scores.Length > 1 ? ObjectiveValue.Softmax(scores, Labels[i]) : Math.Pow(scores[0] - Numbers[i], 2));
        }

        return value;
    }

    public FeatureMatrix Features()
    {
        var dense = new DenseMatrix.Builder(Columns);
        var sparse = new SparseMatrix.Builder(Columns);
        foreach (float[] row in Rows)
        {
            row.CopyTo(dense.AddRow());
            for (int f = 0; f < row.Length; f++)
                sparse.Add(f, row[f]);
            sparse.EndRow();
        }

        return Sparse ? sparse.Build() : dense.Build();
    }

    private static LinearModel ToModel(float[][] parameters)
    {
        var model = new LinearModel(parameters.Length, Columns);
        for (int k = 0; k < parameters.Length; k++)
        {
            parameters[k].AsSpan(0, Columns).CopyTo(model.Weights[k]);
            model.Biases[k] = parameters[k][^1];
        }

        return model;
    }
}
