using MLExtensions.Matrices;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// F(W, b) = 1/Σw · ( λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) ), in conditioned coordinates; the bias is not penalised.
/// </summary>
internal abstract class LinearObjective<TTarget> : IStochasticObjective<float>
{
    /// <summary>
    /// Rows worked on together: few enough to stay in the cache between scores and gradient, and to be cancelled between.
    /// </summary>
    private const int RowsAtOnce = 64;

    private readonly LinearProblem<TTarget> _problem;
    private readonly ColumnScaling _scaling;
    private readonly CancellationToken _cancellationToken;

    // What the rows worked on need, and one batch leaves to the next.
    private readonly float[] _scores;
    private readonly float[] _weights;
    private readonly TTarget[] _targets;

    protected LinearObjective(LinearProblem<TTarget> problem, ColumnScaling scaling, CancellationToken cancellationToken)
    {
        _problem = problem;
        _scaling = scaling;
        _cancellationToken = cancellationToken;
        int rows = Math.Min(RowsAtOnce, problem.Features.Rows);
        _targets = new TTarget[rows];
        _weights = new float[rows];
        _scores = new float[rows * problem.Outputs];
        Penalties = Array.ConvertAll(scaling.Scale, d => problem.L2Regularization / (d * d) / problem.TotalWeight);
    }

    public int Examples => _problem.Features.Rows;

    public int Dimension => checked((Columns + 1) * Outputs);

    public abstract int BlockSize { get; }

    public abstract ParameterRows Rows { get; }

    protected int Columns => _problem.Features.Columns;

    protected int Outputs => _problem.Outputs;

    /// <summary>λ / Σw of each column, in conditioned coordinates.</summary>
    protected double[] Penalties { get; }

    /// <param name="problem">The problem, its features rescaled by <paramref name="scaling"/>.</param>
    /// <param name="scaling">What conditions the problem.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public static LinearObjective<TTarget> Create(
        LinearProblem<TTarget> problem, ColumnScaling scaling, CancellationToken cancellationToken = default) => problem.Features switch
        {
            DenseMatrix dense => new DenseLinearObjective<TTarget>(problem, dense, scaling, cancellationToken),
            SparseMatrix sparse => new SparseLinearObjective<TTarget>(problem, sparse, scaling, cancellationToken),
            _ => throw new ArgumentException($"Unknown matrix {problem.Features.GetType().Name}.", nameof(problem)),
        };

    public abstract bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks);

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        gradient.Clear();
        double factor = Examples / (batch.Length * _problem.TotalWeight);
        double loss = 0;
        for (int start = 0; start < batch.Length; start += RowsAtOnce)
        {
            ReadOnlySpan<int> rows = batch.Slice(start, Math.Min(RowsAtOnce, batch.Length - start));
            loss += LossOf(rows, start, factor, parameters, out ReadOnlySpan<float> scoreGradients);
            AddLossGradient(rows, start, scoreGradients, gradient);
        }

        AddPenaltyGradient(batch.Length, parameters, gradient);
        return loss;
    }

    public double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        gradient.Clear();
        double loss = LossOfAll(parameters, gradient);
        AddPenaltyGradient(Examples, parameters, gradient);
        return loss + Penalty(parameters);
    }

    /// <summary>1/Σw Σᵢ wᵢ ℓᵢ, without penalty and gradient.</summary>
    public double MeanLoss(ReadOnlySpan<float> parameters) => LossOfAll(parameters, default);

    public abstract double Penalty(ReadOnlySpan<float> parameters);

    /// <summary>The weights and biases in the user's units: W = W̃ / d, b = b̃ − W μ.</summary>
    public LinearModel ToModel(ReadOnlySpan<float> parameters)
    {
        var model = new LinearModel(Outputs, Columns);
        CopyWeights(parameters, model);
        for (int k = 0; k < Outputs; k++)
        {
            float[] w = model.Weights[k];
            double bias = model.Biases[k];
            for (int f = 0; f < w.Length; f++)
            {
                w[f] = (float)(w[f] / _scaling.Scale[f]);

                // The rounded weight is the one that will be used, so the bias makes up for that one.
                bias -= w[f] * _scaling.Shift[f];
            }

            model.Biases[k] = (float)bias;
        }

        return model;
    }

    /// <summary>Copies W̃ and b̃ as they are.</summary>
    protected abstract void CopyWeights(ReadOnlySpan<float> parameters, LinearModel model);

    /// <summary>Says that what follows is about all parameters, in place.</summary>
    protected abstract void SelectAllBlocks();

    /// <summary>W xᵢ + b, a row for each example.</summary>
    /// <param name="rows">Some of the rows of the batch, one after the other.</param>
    /// <param name="rowsBefore">How many rows of the batch come before them.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="scores">Receives the scores.</param>
    protected abstract void Scores(ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> parameters, Span<float> scores);

    /// <summary>Adds Σᵢ gᵢ xᵢᵀ and Σᵢ gᵢ, where gᵢ is the loss's gradient with respect to the scores of example i.</summary>
    /// <param name="rows">Some of the rows of the batch, one after the other.</param>
    /// <param name="rowsBefore">How many rows of the batch come before them.</param>
    /// <param name="scoreGradients">g, a row for each example.</param>
    /// <param name="gradient">What they are added to.</param>
    protected abstract void AddLossGradient(
        ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> scoreGradients, Span<float> gradient);

    /// <summary>Adds the gradient of the penalty, or an estimate of it from as many examples as are selected.</summary>
    protected abstract void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient);

    /// <summary>1/Σw Σᵢ wᵢ ℓᵢ over all examples, its gradient added unless there is no room for it.</summary>
    private double LossOfAll(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        SelectAllBlocks();
        double loss = 0;
        Span<int> rows = stackalloc int[RowsAtOnce];
        for (int start = 0; start < Examples; start += RowsAtOnce)
        {
            rows = rows[..Math.Min(RowsAtOnce, Examples - start)];
            for (int i = 0; i < rows.Length; i++)
                rows[i] = start + i;
            loss += LossOf(rows, start, 1 / _problem.TotalWeight, parameters, out ReadOnlySpan<float> scoreGradients);
            if (!gradient.IsEmpty)
                AddLossGradient(rows, start, scoreGradients, gradient);
        }

        return loss;
    }

    /// <summary>factor · Σᵢ wᵢ ℓᵢ over some rows of a batch, and its gradient with respect to their scores.</summary>
    private double LossOf(
        ReadOnlySpan<int> rows, int rowsBefore, double factor, ReadOnlySpan<float> parameters, out ReadOnlySpan<float> scoreGradients)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        Span<TTarget> targets = _targets.AsSpan(0, rows.Length);
        Span<float> weights = _weights.AsSpan(0, rows.Length);
        Span<float> scores = _scores.AsSpan(0, rows.Length * Outputs);
        for (int i = 0; i < rows.Length; i++)
        {
            targets[i] = _problem.Targets[rows[i]];
            weights[i] = (float)(_problem.Weights[rows[i]] * factor);
        }

        Scores(rows, rowsBefore, parameters, scores);
        double loss = _problem.Loss.Evaluate(scores, targets, weights);
        scoreGradients = scores;
        return loss;
    }
}
