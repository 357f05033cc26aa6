using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Optimization.UpdateRules;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Objectives;

/// <summary>
/// F(W, b) = 1/Σw · ( λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) ), in conditioned coordinates; the bias is not penalized.
/// </summary>
internal abstract class LinearObjective<TTarget> : IObjective<float>, IStochasticObjective<float>
{
    private readonly LinearProblem<TTarget> _problem;
    private readonly ColumnScaling _scaling;

    protected LinearObjective(LinearProblem<TTarget> problem, ColumnScaling scaling, bool remembersGradients)
    {
        _problem = problem;
        _scaling = scaling;
        OfWeights = new Penalty(problem.L2Regularization, scaling, unit: problem.TotalWeight);
        Memory = remembersGradients ? new GradientMemory(Examples, Outputs, Dimension) : null;
    }

    public int Examples => _problem.Features.Rows;

    public int Dimension => checked((Columns + 1) * Outputs);

    public abstract int BlockSize { get; }

    public abstract ParameterRows Rows { get; }

    protected int Columns => _problem.Features.Columns;

    protected int Outputs => _problem.Outputs;

    /// <summary>The gradients remembered of the examples, if any are.</summary>
    protected GradientMemory? Memory { get; }

    protected abstract IRowPasses Passes { get; }

    /// <summary>λ / Σw of each column, in conditioned coordinates.</summary>
    protected Penalty OfWeights { get; }

    /// <param name="problem">The problem, its features rescaled by <paramref name="scaling"/>.</param>
    /// <param name="scaling">What conditions the problem.</param>
    /// <param name="workers">The threads that share the work; none means the calling one alone.</param>
    /// <param name="remembersGradients">
    /// Whether the gradients of batches are corrected by those remembered of their examples.
    /// </param>
    public static LinearObjective<TTarget> Create(
        LinearProblem<TTarget> problem, ColumnScaling scaling, Workers? workers = null, bool remembersGradients = false) => problem.Features switch
        {
            DenseMatrix dense => new DenseLinearObjective<TTarget>(problem, dense, scaling, workers, remembersGradients),
            SparseMatrix sparse => new SparseLinearObjective<TTarget>(problem, sparse, scaling, workers, remembersGradients),
            _ => throw new ArgumentException($"Unknown matrix {problem.Features.GetType().Name}.", nameof(problem)),
        };

    public abstract bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks);

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient) =>
        Passes.EstimateGradient(batch, parameters, gradient);

    public double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        SelectAllBlocks();
        return Passes.Evaluate(parameters, gradient) + Penalty(parameters);
    }

    /// <summary>1/Σw Σᵢ wᵢ ℓᵢ, without penalty and gradient.</summary>
    public double MeanLoss(ReadOnlySpan<float> parameters)
    {
        SelectAllBlocks();
        return Passes.Evaluate(parameters, default);
    }

    public abstract double Penalty(ReadOnlySpan<float> parameters);

    /// <summary>
    /// How far F is from its minimum, as far as the gradients remembered tell; nothing before each example has been seen.
    /// </summary>
    /// <param name="parameters">Where the examples were last seen, or near.</param>
    public GapEstimate? EstimateGap(ReadOnlySpan<float> parameters) =>
        Memory is { IsFilled: true } ? EstimateGap(parameters, [.. Memory.Mean]) : null;

    /// <summary>How far F is from its minimum, as far as its gradient tells.</summary>
    /// <param name="parameters">Where.</param>
    /// <param name="gradient">In: that of the losses. Out: that of F.</param>
    public GapEstimate EstimateGap(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        AddPenaltyGradient(parameters, gradient);
        double lossCurvature = _problem.Loss.Curvature(Outputs);
        double promise = 0;
        double bound = 0;
        double squaredNorm = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            // Where neither data nor penalty speak, there is no gradient either.
            double square = (double)gradient[i] * gradient[i];
            if (square == 0)
                continue;
            int column = ColumnOf(i);
            squaredNorm += square;
            promise += square / (2 * (column == Columns ? lossCurvature : lossCurvature * _scaling.Variance[column] + OfWeights.Curvature(column)));
            if (column < Columns)
                bound += OfWeights.MostToGain(column, gradient[i]);
        }

        return new GapEstimate(promise, bound, Math.Sqrt(squaredNorm));
    }

    /// <summary>
    /// Makes the biases of classes average 0. Their losses only see differences of scores, so they leave open what all biases
    /// have in common; minibatches may drive it so far that differences are lost in it.
    /// </summary>
    public void CenterBiases(Span<float> parameters)
    {
        if (Outputs == 1)
            return;
        double mean = 0;
        for (int i = 0; i < parameters.Length; i++)
            mean += ColumnOf(i) == Columns ? (double)parameters[i] / Outputs : 0;
        for (int i = 0; i < parameters.Length; i++)
            if (ColumnOf(i) == Columns)
                parameters[i] = (float)(parameters[i] - mean);
    }

    /// <summary>The weights and biases in the user's units, rounded to single precision.</summary>
    public LinearModel ToModel(ReadOnlySpan<float> parameters)
    {
        (double[][] weights, double[] biases) = InUserUnits(parameters);
        if (!_problem.HasOppositeClasses)
            return ModelRounding.Nearest(weights, biases, _scaling.Shift);
        (weights, biases) = ModelRounding.Difference(weights, biases);
        return ModelRounding.Nearest(weights, biases, _scaling.Shift).OppositeHalves();
    }

    /// <summary>The weights and biases in the user's units: W = W̃ / d, b = b̃ − W μ.</summary>
    public (double[][] Weights, double[] Biases) InUserUnits(ReadOnlySpan<float> parameters)
    {
        var conditioned = new LinearModel(Outputs, Columns);
        CopyWeights(parameters, conditioned);
        double[][] weights = conditioned.PreciseWeights();
        var biases = new double[Outputs];
        for (int k = 0; k < Outputs; k++)
        {
            TensorPrimitives.Divide(weights[k], _scaling.Scale, weights[k]);
            biases[k] = conditioned.Biases[k] - TensorPrimitives.Dot<double>(weights[k], _scaling.Shift);
        }

        return (weights, biases);
    }

    /// <summary>Adds the gradient of the penalty.</summary>
    public abstract void AddPenaltyGradient(ReadOnlySpan<float> parameters, Span<float> gradient);

    /// <summary>The column that a parameter is a weight of; for a bias, the number of columns.</summary>
    protected abstract int ColumnOf(int parameter);

    /// <summary>Copies W̃ and b̃ as they are.</summary>
    protected abstract void CopyWeights(ReadOnlySpan<float> parameters, LinearModel model);

    /// <summary>Says that what follows is about all parameters, in place.</summary>
    protected abstract void SelectAllBlocks();
}
