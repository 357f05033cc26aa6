using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Duality;

/// <summary>
/// F(W, b) = λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) in conditioned coordinates and in double precision; a sum and not a mean.
/// </summary>
/// <remarks>The features are taken as they are stored. Not for several threads at once.</remarks>
internal sealed class PreciseObjective<TTarget>
{
    /// <summary>Rows worked on together: few enough to stay in the cache.</summary>
    private const int RowsAtOnce = 256;

    private readonly LinearProblem<TTarget> _problem;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _scores;
    private readonly double[] _diagonal;
    private readonly double[] _weights = new double[RowsAtOnce];

    /// <param name="problem">The problem, its features rescaled by <paramref name="scaling"/>.</param>
    /// <param name="scaling">What the features were rescaled by.</param>
    /// <param name="loss">The problem's loss.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public PreciseObjective(
        LinearProblem<TTarget> problem, ColumnScaling scaling, ISmoothLoss<double, TTarget> loss, CancellationToken cancellationToken = default)
    {
        _problem = problem;
        _cancellationToken = cancellationToken;
        _scores = new double[RowsAtOnce * problem.Outputs];
        _diagonal = new double[_scores.Length];
        Loss = loss;
        OfWeights = new Penalty(problem.L2Regularization, scaling);
        IsHeld = new bool[problem.Outputs];
        loss.MarkHeld(problem.Targets, IsHeld);
    }

    public ISmoothLoss<double, TTarget> Loss { get; }

    public FeatureMatrix Features => _problem.Features;

    public int Examples => Features.Rows;

    public int Columns => Features.Columns;

    public int Outputs => _problem.Outputs;

    /// <summary>Σw.</summary>
    public double TotalWeight => _problem.TotalWeight;

    public Penalty OfWeights { get; }

    /// <summary>Whether an output's score has to stay above −∞ at the minimum.</summary>
    public bool[] IsHeld { get; }

    /// <summary>Multiplies the features by the weights.</summary>
    public PrecisePoint At(double[][] weights, double[] biases)
    {
        var scores = new double[checked(Examples * Outputs)];
        for (int start = 0; start < Examples; start += RowsAtOnce)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(RowsAtOnce, Examples - start);
            Features.Multiply(start, weights, scores.AsSpan(start * Outputs, count * Outputs));
        }

        return new PrecisePoint(weights, biases, scores);
    }

    /// <summary>λ‖W‖².</summary>
    public double Penalty(PrecisePoint point) => OfWeights.Value(point.Weights);

    /// <summary>Σᵢ wᵢ ℓᵢ and, with αᵢ = wᵢ ∂ℓᵢ/∂s, its gradients.</summary>
    /// <param name="point">Where.</param>
    /// <param name="biasGradient">Receives Σᵢ αᵢ, an output each.</param>
    /// <param name="gradient">If given, Σᵢ αᵢ xᵢᵀ is added to it, a row for each output.</param>
    public double SumOfLosses(PrecisePoint point, Span<double> biasGradient, double[][]? gradient = null)
    {
        biasGradient.Clear();
        double total = 0;
        for (int start = 0; start < Examples; start += RowsAtOnce)
        {
            int count = Load(point, start);
            Span<double> slopes = _scores.AsSpan(0, count * Outputs);
            total += Loss.Evaluate(slopes, _problem.Targets.AsSpan(start, count), _weights.AsSpan(0, count));
            for (int i = 0; i < count; i++)
                TensorPrimitives.Add(biasGradient, slopes.Slice(i * Outputs, Outputs), biasGradient);
            if (gradient is not null)
                Features.AddMultiples(start, slopes, gradient);
        }

        return total;
    }

    /// <summary>Σᵢ |αᵢ| where all scores are 0: the unit in which gradients are large or small.</summary>
    public double SumOfSlopesAtZero()
    {
        double total = 0;
        for (int start = 0; start < Examples; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, Examples - start);
            Span<double> slopes = _scores.AsSpan(0, count * Outputs);
            _cancellationToken.ThrowIfCancellationRequested();
            slopes.Clear();
            TensorPrimitives.ConvertChecked<float, double>(_problem.Weights.AsSpan(start, count), _weights);
            Loss.Evaluate(slopes, _problem.Targets.AsSpan(start, count), _weights.AsSpan(0, count));
            total += TensorPrimitives.SumOfMagnitudes<double>(slopes);
        }

        return total;
    }

    /// <summary>
    /// The second derivatives of the losses by the scores, as <see cref="ISmoothLoss{T, TTarget}.Hessian"/> gives them.
    /// </summary>
    /// <param name="point">Where.</param>
    /// <param name="visit">Is handed the first example of a batch, and u and c of the batch, examples × outputs.</param>
    public void VisitCurvature(PrecisePoint point, CurvatureVisitor visit)
    {
        for (int start = 0; start < Examples; start += RowsAtOnce)
        {
            int count = Load(point, start);
            Span<double> roots = _scores.AsSpan(0, count * Outputs);
            Span<double> diagonal = _diagonal.AsSpan(0, count * Outputs);
            Loss.Hessian(roots, _weights.AsSpan(0, count), diagonal);
            visit(start, roots, diagonal);
        }
    }

    /// <summary>Copies the weights and the scores, biases included, of a batch.</summary>
    private int Load(PrecisePoint point, int start)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int count = Math.Min(RowsAtOnce, Examples - start);
        TensorPrimitives.ConvertChecked<float, double>(_problem.Weights.AsSpan(start, count), _weights);
        for (int i = 0; i < count; i++)
            TensorPrimitives.Add(point.Scores.AsSpan((start + i) * Outputs, Outputs), point.Biases, _scores.AsSpan(i * Outputs, Outputs));
        return count;
    }
}
