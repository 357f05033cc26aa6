using System.Numerics.Tensors;
using MLExtensions.Optimization.Designs;
using MLExtensions.Threading;

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
    private readonly double[] _slopes = new double[design.Blocks];
    private double[]? _curvatures;
    private double[] _directions = [];
    private double[] _changes = [];
    private SingleHessian? _single;
    private bool _isSingleTried;

    public DesignMatrix Design { get; } = design;

    public BlockLoss Loss { get; } = loss;

    public double L2Regularization { get; private set; } = l2Regularization;

    public Workers Workers { get; } = workers;

    public int Outputs => Loss.Outputs;

    /// <summary>Weights, K × columns; the biases lie behind them.</summary>
    public int Weights => Outputs * Design.Columns;

    public int Dimension => Weights + Outputs;

    /// <summary>Products with all examples made so far, one way or both ways.</summary>
    public double Passes { get; private set; }

    /// <summary>
    /// What is added to the second derivatives by the biases, so that steps stay finite where no example's loss is curved, or
    /// where all scores may shift.
    /// </summary>
    public double BiasDamping { get; private set; }

    /// <summary>Turns to another λ, with no passes made; what belongs to the examples stays.</summary>
    public void Restart(double l2Regularization)
    {
        L2Regularization = l2Regularization;
        Passes = 0;
    }

    private double Damping()
    {
        ReadOnlySpan<double> ofExamples = Loss.ExampleCurvatures;
        double curvature = TensorPrimitives.Sum(ofExamples.IsEmpty ? Curvatures() : ofExamples);
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
        MakeRoom();
        return new NewtonObjective(selected, Loss.Select(selected, rows), L2Regularization, Workers)
        {
            BiasDamping = BiasDamping,
            _directions = _directions,
            _changes = _changes,
        };
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
    /// <param name="slopes">Receives wᵢ ∂ℓᵢ/∂s; of a smooth loss it may be what holds the scores.</param>
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
        AddPenaltySlopes(parameters, gradient);
    }

    /// <summary>Adds the gradient of the penalty, which is also its second derivatives along a direction.</summary>
    public void AddPenaltySlopes(double[] parameters, double[] gradient)
    {
        Span<double> ofWeights = gradient.AsSpan(0, Weights);
        TensorPrimitives.MultiplyAdd(parameters.AsSpan(0, Weights), 2 * L2Regularization, ofWeights, ofWeights);
    }

    /// <summary>F, with no scores kept.</summary>
    /// <param name="parameters">W and b.</param>
    /// <param name="gradient">Receives ∇F, if it is wanted.</param>
    public double EvaluateAt(double[] parameters, double[]? gradient)
    {
        Passes += gradient is null ? 1 : 2;
        Design.Visit(Outputs, Workers, parameters, (block, scores) => _values[block] = Loss.Evaluate(block, scores, scores), gradient);
        if (gradient is not null)
            AddPenaltySlopes(parameters, gradient);
        return _values.Sum() + Penalty(parameters);
    }

    /// <summary>Goes along a ray of scores: Σᵢ wᵢ ℓᵢ there, the slopes of the losses, and the gradient of their sum.</summary>
    /// <param name="scores">Where it begins.</param>
    /// <param name="step">Where it goes.</param>
    /// <param name="length">How far.</param>
    /// <param name="target">Receives the scores there.</param>
    /// <param name="slopes">Receives wᵢ ∂ℓᵢ/∂s.</param>
    /// <param name="gradient">Receives the gradient, penalty apart.</param>
    /// <param name="slope">Their slope along the ray.</param>
    public double Evaluate(double[] scores, double[] step, double length, double[] target, double[] slopes, double[] gradient, out double slope)
    {
        Passes++;
        Design.Visit(Outputs, Workers, parameters: null, target, Look, slopes, gradient);
        slope = _slopes.Sum();
        return _values.Sum();

        void Look(int block, int start, int count)
        {
            int offset = Design.Offset(block, Outputs);
            int numbers = Design.BlockLength * Outputs;
            TensorPrimitives.MultiplyAdd(step.AsSpan(offset, numbers), length, scores.AsSpan(offset, numbers), target.AsSpan(offset, numbers));
            EvaluateBlock(block, target, slopes);
            _slopes[block] = TensorPrimitives.Dot<double>(slopes.AsSpan(offset, numbers), step.AsSpan(offset, numbers));
        }
    }

    /// <summary>The second derivatives of F along a direction, where the loss was last looked at.</summary>
    /// <param name="direction">The direction of W and b.</param>
    /// <param name="result">Receives H d.</param>
    public void MultiplyHessian(double[] direction, double[] result)
    {
        Passes++;
        MakeRoom();
        Design.Visit(Outputs, Workers, direction, _directions, Multiply, _changes, result);
        AddPenaltyAndDamping(direction, result);

        void Multiply(int block, int start, int count)
        {
            int offset = Design.Offset(block, Outputs);
            int length = Design.BlockLength * Outputs;
            Loss.MultiplyHessian(block, _directions.AsSpan(offset, length), _changes.AsSpan(offset, length));
        }
    }

    /// <summary>Whether scores take more time to keep than to compute.</summary>
    public bool IsLarge => SingleHessian.Suits(Design, Loss);

    /// <summary>Takes the second derivatives in single precision, where the loss was last looked at.</summary>
    /// <returns>Whether there are such.</returns>
    public bool TryLookInSingle()
    {
        if (!_isSingleTried)
            (_single, _isSingleTried) = (SingleHessian.TryCreate(Design, Loss, Workers), true);
        _single?.Look();
        return _single is not null;
    }

    /// <summary>The second derivatives of F along a direction, in single precision, where they were last taken.</summary>
    /// <param name="direction">The direction of W and b.</param>
    /// <param name="result">Receives H d.</param>
    public void MultiplyHessianInSingle(double[] direction, double[] result)
    {
        Passes++;
        _single!.Multiply(direction, result);
        AddPenaltyAndDamping(direction, result);
    }

    /// <summary>For the scores of a direction and what becomes of them.</summary>
    private void MakeRoom()
    {
        int numbers = Design.Length(Outputs);
        if (_directions.Length < numbers)
            (_directions, _changes) = (new double[numbers], new double[numbers]);
    }

    private void AddPenaltyAndDamping(double[] direction, double[] result)
    {
        AddPenaltySlopes(direction, result);
        Span<double> ofBiases = result.AsSpan(Weights);
        TensorPrimitives.MultiplyAdd(direction.AsSpan(Weights), BiasDamping, ofBiases, ofBiases);
    }

    /// <summary>wᵢ ∂²ℓᵢ/∂sₖ² where the loss was last looked at, of all examples; until this is called again.</summary>
    public double[] Curvatures()
    {
        double[] curvatures = _curvatures ??= new double[Design.Length(Outputs)];
        Design.Visit(Outputs, Workers, parameters: null, curvatures, (block, _, _) =>
            Loss.Curvatures(block, curvatures.AsSpan(Design.Offset(block, Outputs), Design.BlockLength * Outputs)));
        return curvatures;
    }

    /// <summary>Σᵢ wᵢ ∂²ℓᵢ/∂sₖ² of each output, where the loss was last looked at.</summary>
    public double[] CurvaturesOfOutputs()
    {
        int length = Design.BlockLength;
        var ofBlocks = new double[Design.Blocks * Outputs];
        Workers.Run(Design.Blocks, 1, Design.Blocks, (first, end) =>
        {
            var curvatures = new double[length * Outputs];
            for (int block = first; block < end; block++)
            {
                Workers.CancellationToken.ThrowIfCancellationRequested();
                Loss.Curvatures(block, curvatures);
                for (int k = 0; k < Outputs; k++)
                    ofBlocks[block * Outputs + k] = TensorPrimitives.Sum<double>(curvatures.AsSpan(k * length, length));
            }
        });
        var sums = new double[Outputs];
        for (int start = 0; start < ofBlocks.Length; start += Outputs)
            TensorPrimitives.Add(sums, ofBlocks.AsSpan(start, Outputs), sums);
        return sums;
    }

    private void EvaluateBlock(int block, double[] scores, double[] slopes)
    {
        int offset = Design.Offset(block, Outputs);
        int length = Design.BlockLength * Outputs;
        _values[block] = Loss.Evaluate(block, scores.AsSpan(offset, length), slopes.AsSpan(offset, length));
    }
}
