using MLExtensions.Matrices;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// F(W, b) = 1/Σw · ( λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) ), in conditioned coordinates; the bias is not penalised.
/// </summary>
internal abstract class LinearObjective<TTarget> : IStochasticObjective<float>
{
    /// <summary>Rows worked on together when all are: few enough to stay in the cache between scores and gradient.</summary>
    private const int RowsAtOnce = 256;

    private readonly LinearProblem<TTarget> _problem;
    private readonly ColumnScaling _scaling;

    private float[] _scores = [];
    private float[] _weights = [];
    private TTarget[] _targets = [];

    protected LinearObjective(LinearProblem<TTarget> problem, ColumnScaling scaling)
    {
        _problem = problem;
        _scaling = scaling;
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
    public static LinearObjective<TTarget> Create(LinearProblem<TTarget> problem, ColumnScaling scaling) => problem.Features switch
    {
        DenseMatrix dense => new DenseLinearObjective<TTarget>(problem, dense, scaling),
        SparseMatrix sparse => new SparseLinearObjective<TTarget>(problem, sparse, scaling),
        _ => throw new ArgumentException($"Unknown matrix {problem.Features.GetType().Name}.", nameof(problem)),
    };

    public abstract bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks);

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        gradient.Clear();
        double loss = AddLoss(batch, Examples / (batch.Length * _problem.TotalWeight), parameters, gradient);
        AddPenaltyGradient(batch.Length, parameters, gradient);
        return loss;
    }

    public double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        SelectAllBlocks();
        gradient.Clear();
        double loss = 0;
        Span<int> rows = stackalloc int[RowsAtOnce];
        for (int start = 0; start < Examples; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, Examples - start);
            for (int i = 0; i < count; i++)
                rows[i] = start + i;
            loss += AddLoss(rows[..count], 1 / _problem.TotalWeight, parameters, gradient);
        }

        AddPenaltyGradient(Examples, parameters, gradient);
        return loss + Penalty(parameters);
    }

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
    protected abstract void Scores(ReadOnlySpan<int> rows, ReadOnlySpan<float> parameters, Span<float> scores);

    /// <summary>Adds Σᵢ gᵢ xᵢᵀ and Σᵢ gᵢ, where gᵢ is the loss's gradient with respect to the scores of example i.</summary>
    protected abstract void AddLossGradient(ReadOnlySpan<int> rows, ReadOnlySpan<float> scoreGradients, Span<float> gradient);

    /// <summary>Adds the gradient of the penalty, or an estimate of it from as many examples as are selected.</summary>
    protected abstract void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient);

    /// <summary>Adds the gradient of factor · Σᵢ wᵢ ℓᵢ over the rows, and returns its value.</summary>
    private double AddLoss(ReadOnlySpan<int> rows, double factor, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        if (_targets.Length < rows.Length)
        {
            _targets = new TTarget[rows.Length];
            _weights = new float[rows.Length];
            _scores = new float[rows.Length * Outputs];
        }

        Span<TTarget> targets = _targets.AsSpan(0, rows.Length);
        Span<float> weights = _weights.AsSpan(0, rows.Length);
        Span<float> scores = _scores.AsSpan(0, rows.Length * Outputs);
        for (int i = 0; i < rows.Length; i++)
        {
            targets[i] = _problem.Targets[rows[i]];
            weights[i] = (float)(_problem.Weights[rows[i]] * factor);
        }

        Scores(rows, parameters, scores);
        double loss = _problem.Loss.Evaluate(scores, targets, weights);
        AddLossGradient(rows, scores, gradient);
        return loss;
    }
}
