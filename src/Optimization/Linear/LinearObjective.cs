using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// F(W, b) = 1/Σw · ( λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) ), in conditioned coordinates; the bias is not penalised.
/// </summary>
internal abstract class LinearObjective : IStochasticObjective<float>
{
    private readonly LinearProblem _problem;
    private readonly ColumnScaling _scaling;

    private float[] _scores = [];
    private float[] _batchWeights = [];
    private int[] _batchLabels = [];

    protected LinearObjective(LinearProblem problem, ColumnScaling scaling)
    {
        _problem = problem;
        _scaling = scaling;
        Penalties = Array.ConvertAll(scaling.Scale, d => problem.L2Regularization / (d * d) / problem.TotalWeight);
    }

    public int Examples => _problem.Features.Rows;

    public int Dimension => checked((Columns + 1) * Classes);

    public abstract int BlockSize { get; }

    protected int Columns => _problem.Features.Columns;

    protected int Classes => _problem.Classes;

    /// <summary>λ / Σw of each column, in conditioned coordinates.</summary>
    protected double[] Penalties { get; }

    /// <param name="problem">The problem, its features rescaled by <paramref name="scaling"/>.</param>
    /// <param name="scaling">What conditions the problem.</param>
    public static LinearObjective Create(LinearProblem problem, ColumnScaling scaling) => problem.Features switch
    {
        DenseMatrix dense => new DenseLinearObjective(problem, dense, scaling),
        SparseMatrix sparse => new SparseLinearObjective(problem, sparse, scaling),
        _ => throw new ArgumentException($"Unknown matrix {problem.Features.GetType().Name}.", nameof(problem)),
    };

    public abstract bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks);

    public double Gradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        if (_batchLabels.Length < batch.Length)
        {
            _batchLabels = new int[batch.Length];
            _batchWeights = new float[batch.Length];
            _scores = new float[batch.Length * Classes];
        }

        Span<int> labels = _batchLabels.AsSpan(0, batch.Length);
        Span<float> weights = _batchWeights.AsSpan(0, batch.Length);
        Span<float> scores = _scores.AsSpan(0, batch.Length * Classes);
        double toMean = Examples / (batch.Length * _problem.TotalWeight);
        for (int i = 0; i < batch.Length; i++)
        {
            labels[i] = _problem.Labels[batch[i]];
            weights[i] = (float)(_problem.Weights[batch[i]] * toMean);
        }

        Scores(batch, parameters, scores);
        double loss = _problem.Loss.Evaluate(scores, labels, weights);
        gradient.Clear();
        AddLossGradient(batch, scores, gradient);
        AddPenaltyGradient(batch, parameters, gradient);
        return loss;
    }

    public abstract double Penalty(ReadOnlySpan<float> parameters);

    /// <summary>The weights and biases in the user's units.</summary>
    public abstract LinearModel ToModel(ReadOnlySpan<float> parameters);

    /// <summary>W xᵢ + b, a row for each example of the batch.</summary>
    protected abstract void Scores(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> scores);

    /// <summary>Adds Σᵢ gᵢ xᵢᵀ and Σᵢ gᵢ, where gᵢ is the loss's gradient with respect to the scores of example i.</summary>
    protected abstract void AddLossGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> scoreGradients, Span<float> gradient);

    protected abstract void AddPenaltyGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient);

    /// <summary>Folds the conditioning back: W = W̃ / d, b = b̃ − W μ.</summary>
    /// <param name="weight">W̃ of a class and a column.</param>
    /// <param name="bias">b̃ of a class.</param>
    protected LinearModel ToModel(Func<int, int, float> weight, Func<int, float> bias)
    {
        var model = new LinearModel(Classes, Columns);
        for (int k = 0; k < Classes; k++)
        {
            double b = bias(k);
            for (int f = 0; f < Columns; f++)
            {
                model.Weights[k][f] = (float)(weight(k, f) / _scaling.Scale[f]);

                // The rounded weight is the one that will be used, so the bias makes up for that one.
                b -= model.Weights[k][f] * _scaling.Shift[f];
            }

            model.Biases[k] = (float)b;
        }

        return model;
    }
}
