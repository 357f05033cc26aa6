using System.Numerics.Tensors;
using MLExtensions.Optimization.Threads;

namespace MLExtensions.Optimization.Newton;

/// <summary>F(W, b) = λ‖W‖² + Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ) in double precision; a sum and not a mean.</summary>
/// <param name="design">x.</param>
/// <param name="loss">ℓ.</param>
/// <param name="l2Regularization">λ.</param>
/// <param name="workers">The threads that share the work.</param>
internal sealed class NewtonObjective(DesignMatrix design, BlockLoss loss, double l2Regularization, Workers workers)
{
    private const double DampingShare = 1e-9;

    /// <summary>The share of the examples above which a selection of them would not pay.</summary>
    private const double WorthSelecting = 0.7;

    private readonly double[] _values = new double[design.Blocks];
    private double[]? _curvatures;

    public DesignMatrix Design { get; } = design;

    public BlockLoss Loss { get; } = loss;

    public double L2Regularization { get; } = l2Regularization;

    public Workers Workers { get; } = workers;

    public int Outputs => Loss.Outputs;

    /// <summary>Weights, K × columns; the biases lie behind them.</summary>
    public int Weights => Outputs * Design.Columns;

    public int Dimension => Weights + Outputs;

    /// <summary>Products with all examples made so far, one way or both ways.</summary>
    public double Passes { get; private set; }

    /// <summary>
    /// What is added to the second derivatives by the biases, so that steps stay finite where no example's loss is curved, or where all scores may
    /// shift.
    /// </summary>
    public double BiasDamping { get; private set; }

    private double Damping()
    {
        double curvature = TensorPrimitives.Sum<double>(Curvatures());
        return DampingShare * (curvature > 0 ? curvature : Loss.TotalWeight * Loss.LargestCurvature);
    }

    /// <summary>F at the examples that its second derivatives depend on, where the loss was last looked at.</summary>
    /// <param name="isSelecting">Whether examples are to be left out at all.</param>
    /// <returns>This one, if it is of nearly all.</returns>
    public NewtonObjective Active(bool isSelecting = true)
    {
        BiasDamping = Damping();
        if (!isSelecting)
            return this;
        int[] rows = Loss.ActiveRows();
        if (rows.Length == 0 || rows.Length > WorthSelecting * Design.Rows)
            return this;
        DesignMatrix selected = Design.Select(rows, Workers);
        return new NewtonObjective(selected, Loss.Select(selected, rows), L2Regularization, Workers) { BiasDamping = BiasDamping };
    }

    /// <summary>Counts products with some of the examples.</summary>
    public void Count(double passes) => Passes += passes;

    /// <summary>λ‖W‖².</summary>
    public double Penalty(ReadOnlySpan<double> parameters) => L2Regularization * TensorPrimitives.SumOfSquares(parameters[..Weights]);

    /// <summary>The scores of all examples.</summary>
    public void Score(double[] parameters, double[] scores)
    {
        Passes++;
        Design.Visit(Outputs, Workers, parameters, scores, visit: null);
    }

    /// <summary>Σᵢ wᵢ ℓᵢ, and the slopes of the losses.</summary>
    /// <param name="scores">The scores of all examples.</param>
    /// <param name="slopes">Receives wᵢ ∂ℓᵢ/∂s.</param>
    public double Evaluate(double[] scores, double[] slopes)
    {
        Design.Visit(Outputs, Workers, parameters: null, scores, (block, _, _) => EvaluateBlock(block, scores, slopes));
        return _values.Sum();
    }

    /// <summary>The gradient of F.</summary>
    /// <param name="parameters">W and b.</param>
    /// <param name="slopes">wᵢ ∂ℓᵢ/∂s there.</param>
    /// <param name="gradient">Receives it.</param>
    public void Gradient(double[] parameters, double[] slopes, double[] gradient)
    {
        Passes++;
        Design.Visit(Outputs, Workers, parameters: null, slopes, visit: null, slopes, gradient);
        Span<double> ofWeights = gradient.AsSpan(0, Weights);
        TensorPrimitives.MultiplyAdd(parameters.AsSpan(0, Weights), 2 * L2Regularization, ofWeights, ofWeights);
    }

    /// <summary>The second derivatives of F along a direction, where the loss was last looked at.</summary>
    /// <param name="direction">The direction of W and b.</param>
    /// <param name="scores">Receives that of the scores.</param>
    /// <param name="changes">Receives the change of the slopes.</param>
    /// <param name="result">Receives H d.</param>
    public void MultiplyHessian(double[] direction, double[] scores, double[] changes, double[] result)
    {
        Passes++;
        Design.Visit(Outputs, Workers, direction, scores, Multiply, changes, result);
        Span<double> ofWeights = result.AsSpan(0, Weights);
        TensorPrimitives.MultiplyAdd(direction.AsSpan(0, Weights), 2 * L2Regularization, ofWeights, ofWeights);
        Span<double> ofBiases = result.AsSpan(Weights);
        TensorPrimitives.MultiplyAdd(direction.AsSpan(Weights), BiasDamping, ofBiases, ofBiases);

        void Multiply(int block, int start, int count)
        {
            int offset = Design.Offset(block, Outputs);
            int length = Design.BlockLength * Outputs;
            Loss.MultiplyHessian(block, scores.AsSpan(offset, length), changes.AsSpan(offset, length));
        }
    }

    /// <summary>wᵢ ∂²ℓᵢ/∂sₖ² where the loss was last looked at, of all examples; until this is called again.</summary>
    public double[] Curvatures()
    {
        double[] curvatures = _curvatures ??= new double[Design.Length(Outputs)];
        Design.Visit(Outputs, Workers, parameters: null, curvatures, (block, _, _) =>
            Loss.Curvatures(block, curvatures.AsSpan(Design.Offset(block, Outputs), Design.BlockLength * Outputs)));
        return curvatures;
    }

    private void EvaluateBlock(int block, double[] scores, double[] slopes)
    {
        int offset = Design.Offset(block, Outputs);
        int length = Design.BlockLength * Outputs;
        _values[block] = Loss.Evaluate(block, scores.AsSpan(offset, length), slopes.AsSpan(offset, length));
    }
}
