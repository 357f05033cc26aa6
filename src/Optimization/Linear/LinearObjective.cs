using MLExtensions.Matrices;
using MLExtensions.Optimization.Kernels;
using MLExtensions.Optimization.Threads;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// F(W, b) = 1/Σw · ( λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) ), in conditioned coordinates; the bias is not penalised.
/// </summary>
internal abstract class LinearObjective<TTarget> : IStochasticObjective<float>
{
    private readonly LinearProblem<TTarget> _problem;
    private readonly ColumnScaling _scaling;
    private readonly BlockPasses<TTarget> _passes;
    private readonly GradientMemory? _memory;

    protected LinearObjective(LinearProblem<TTarget> problem, ColumnScaling scaling, Workers? workers, bool remembersGradients)
    {
        _problem = problem;
        _scaling = scaling;
        Penalties = Array.ConvertAll(scaling.Scale, d => problem.L2Regularization / (d * d) / problem.TotalWeight);
        _memory = remembersGradients ? new GradientMemory(Examples, Outputs, Dimension) : null;
        _passes = new BlockPasses<TTarget>(this, problem, workers ?? Workers.One, _memory);
    }

    public int Examples => _problem.Features.Rows;

    public int Dimension => checked((Columns + 1) * Outputs);

    public abstract int BlockSize { get; }

    public abstract ParameterRows Rows { get; }

    /// <summary>Into how many strips of columns the gradient can be cut.</summary>
    public abstract int Strips { get; }

    protected int Columns => _problem.Features.Columns;

    protected int Outputs => _problem.Outputs;

    /// <summary>λ / Σw of each column, in conditioned coordinates.</summary>
    protected double[] Penalties { get; }

    /// <param name="problem">The problem, its features rescaled by <paramref name="scaling"/>.</param>
    /// <param name="scaling">What conditions the problem.</param>
    /// <param name="workers">The threads that share the work; none means the calling one alone.</param>
    /// <param name="remembersGradients">Whether the gradients of batches are corrected by those remembered of their examples.</param>
    public static LinearObjective<TTarget> Create(
        LinearProblem<TTarget> problem, ColumnScaling scaling, Workers? workers = null, bool remembersGradients = false) => problem.Features switch
        {
            DenseMatrix dense => new DenseLinearObjective<TTarget>(problem, dense, scaling, workers, remembersGradients),
            SparseMatrix sparse => new SparseLinearObjective<TTarget>(problem, sparse, scaling, workers, remembersGradients),
            _ => throw new ArgumentException($"Unknown matrix {problem.Features.GetType().Name}.", nameof(problem)),
        };

    public abstract bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks);

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient) =>
        _passes.EstimateGradient(batch, parameters, gradient);

    public double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        SelectAllBlocks();
        return _passes.Evaluate(parameters, gradient) + Penalty(parameters);
    }

    /// <summary>1/Σw Σᵢ wᵢ ℓᵢ, without penalty and gradient.</summary>
    public double MeanLoss(ReadOnlySpan<float> parameters)
    {
        SelectAllBlocks();
        return _passes.Evaluate(parameters, default);
    }

    public abstract double Penalty(ReadOnlySpan<float> parameters);

    /// <summary>
    /// By how much F can fall along its gradient, Σ (∂F/∂θ)² / 2c over all parameters θ of curvature c, and ‖∇F‖, as far as the
    /// gradients remembered tell; nothing before each example has been seen.
    /// </summary>
    /// <param name="parameters">Where the examples were last seen, or near.</param>
    public (double Decrease, double GradientNorm)? Promise(ReadOnlySpan<float> parameters)
    {
        if (_memory is not { IsFilled: true })
            return null;
        float[] gradient = [.. _memory.Mean];
        SelectAllBlocks();
        AddPenaltyGradient(Examples, parameters, gradient, Strip(0, Strips));
        double lossCurvature = _problem.Loss.Curvature(Outputs);
        double decrease = 0;
        double squaredNorm = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            int column = ColumnOf(i);
            double curvature = column == Columns ? lossCurvature : lossCurvature * _scaling.Variance[column] + 2 * Penalties[column];

            // Where neither data nor penalty speak, there is no gradient either.
            double square = (double)gradient[i] * gradient[i];
            squaredNorm += square;
            if (curvature > 0)
                decrease += square / (2 * curvature);
        }

        return (decrease, Math.Sqrt(squaredNorm));
    }

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

    /// <summary>The columns of neighbouring strips.</summary>
    /// <param name="start">The first strip.</param>
    /// <param name="end">The strip after the last.</param>
    public abstract ColumnRange Strip(int start, int end);

    /// <summary>W xᵢ + b, a row for each example.</summary>
    /// <param name="rows">Some of the rows of the batch, one after the other.</param>
    /// <param name="rowsBefore">How many rows of the batch come before them.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="scores">Receives the scores.</param>
    public abstract void Scores(ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> parameters, Span<float> scores);

    /// <summary>Adds Σᵢ gᵢ xᵢᵀ, where gᵢ is the loss's gradient with respect to the scores of example i.</summary>
    /// <param name="rows">Some of the rows of the batch, one after the other.</param>
    /// <param name="rowsBefore">How many rows of the batch come before them.</param>
    /// <param name="scoreGradients">g, a row for each example.</param>
    /// <param name="gradient">What they are added to.</param>
    /// <param name="columns">The columns whose part is added.</param>
    public abstract void AddLossGradient(
        ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> scoreGradients, Span<float> gradient, ColumnRange columns);

    /// <summary>Adds the gradient of the penalty, or an estimate of it from as many examples as are selected.</summary>
    /// <param name="examples">How many are selected.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="gradient">What it is added to.</param>
    /// <param name="columns">The columns whose part is added.</param>
    public abstract void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient, ColumnRange columns);

    /// <summary>Corrects the gradient of a batch by the gradients remembered.</summary>
    /// <param name="examples">How many are selected.</param>
    /// <param name="memory">What is remembered; brought up to date.</param>
    /// <param name="gradient">In: what the examples add, a mean over the batch. Out: the estimate of the whole gradient.</param>
    /// <param name="columns">The columns whose part is worked on; the biases go with the first.</param>
    public abstract void AddRemembered(int examples, GradientMemory memory, Span<float> gradient, ColumnRange columns);

    /// <summary>The column that a parameter is a weight of; for a bias, the number of columns.</summary>
    protected abstract int ColumnOf(int parameter);

    /// <summary>Copies W̃ and b̃ as they are.</summary>
    protected abstract void CopyWeights(ReadOnlySpan<float> parameters, LinearModel model);

    /// <summary>Says that what follows is about all parameters, in place.</summary>
    protected abstract void SelectAllBlocks();
}
