using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Optimization.Hinge.Proximal;

/// <summary>Minimizes the smoothed hinge losses over the biases alone, so that the slopes of all examples balance.</summary>
/// <remarks>
/// <code>
/// rₖ = Σᵢ ∂ℓᵢ/∂sₖ,   Hₖₗ = Σᵢ ∂²ℓᵢ/∂sₖ∂sₗ,   b ← b − t H⁻¹ r
/// </code>
/// It takes the scores alone, no products with the features.
/// </remarks>
internal sealed class HingeBiases(NewtonObjective objective, HingeBlockLoss loss)
{
    private const int MostSteps = 60;

    private const int MostTrialsOfStep = 60;

    /// <summary>All steps together.</summary>
    private const int MostTrials = 300;

    private const int MostRounds = 50;

    /// <summary>Pairs of examples and classes up to which biases are settled in any case.</summary>
    private const int PairsWorthSettling = 2_000;

    /// <summary>δ while biases are settled, in margins.</summary>
    private const double SettlingShare = 0.1;

    /// <summary>
    /// ρ times a margin, as a share of the slope of the lightest example, and at least of that of all together.
    /// </summary>
    private const double ShareOfLeast = 1e-3;

    private const double ShareOfTotal = 1e-9;

    /// <summary>The change of biases, in margins, below which they are settled.</summary>
    private const double Settled = 1e-12;

    /// <summary>What rounding may add to the losses.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The share of all slopes that r may be left with.</summary>
    private const double Goal = 1e-13;

    /// <summary>The same where another step has not halved it: rounding.</summary>
    private const double RoundingShare = 1e-9;

    /// <summary>What may be left of the slope along a step.</summary>
    private const double FlatEnough = 0.1;

    /// <summary>What is added to the diagonal of H, as a share of its mean.</summary>
    private const double Damping = 1e-10;

    private readonly double[] _slopes = new double[objective.Design.Length(objective.Outputs)];
    private readonly double[] _trial = new double[objective.Design.Length(objective.Outputs)];
    private readonly double[] _residual = new double[objective.Outputs];
    private readonly double[] _step = new double[objective.Outputs];
    private readonly double[] _means = new double[objective.Outputs];
    private double _weight;
    private int _trials;

    /// <summary>Moves the biases to a minimum of the smoothed losses.</summary>
    /// <param name="scores">The scores of all examples; they follow.</param>
    /// <param name="biases">b.</param>
    public void Solve(double[] scores, Span<double> biases) => Solve(scores, biases, weight: 0);

    /// <summary>
    /// Moves the biases to the minimum of the hinge losses themselves, of several to that whose mean scores have the least norm.
    /// </summary>
    /// <remarks>
    /// <code>
    /// b ← argmin Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ; a, δ) + ρ/2 ‖s̄‖²,   a ← t;   s̄ the mean scores, less what all have in common
    /// </code>
    /// For small ρ that is the least norm exactly, since the losses are piecewise linear: Mangasarian and Meyer, Nonlinear
    /// perturbation of linear programs, SIAM J. Control Optim. 17 (1979).
    /// </remarks>
    /// <param name="scores">The scores of all examples; they follow.</param>
    /// <param name="biases">b.</param>
    public void Settle(double[] scores, Span<double> biases)
    {
        if ((long)objective.Design.Rows * objective.Outputs > PairsWorthSettling && AreHeld())
            return;
        loss.Smoothing = SettlingShare * loss.Margin;
        double weight = Math.Max(ShareOfLeast * loss.LeastWeight, ShareOfTotal * loss.TotalWeight) / loss.Margin;
        double value = Exact(scores);
        var best = (double[])scores.Clone();
        double[] bestBiases = biases.ToArray();
        double[] before = biases.ToArray();
        for (int round = 0; round < MostRounds; round++)
        {
            loss.Recenter();
            Solve(scores, biases, weight);
            double next = Exact(scores);
            if (next <= value * (1 + Rounding))
            {
                value = Math.Min(value, next);
                scores.CopyTo(best, 0);
                biases.CopyTo(bestBiases);
            }

            double change = TensorPrimitives.Distance<double>(biases, before);
            biases.CopyTo(before);
            if (change <= Settled * loss.Margin)
                break;
        }

        best.CopyTo(scores, 0);
        bestBiases.CopyTo(biases);
    }

    private void Solve(double[] scores, Span<double> biases, double weight)
    {
        _weight = weight;
        Array.Clear(_means);
        if (weight > 0)
            AddMeans(scores);
        objective.Evaluate(scores, _slopes);
        double size = Balance(length: 0);
        double norm = TensorPrimitives.Norm<double>(_residual);
        _trials = 0;
        for (int step = 0; step < MostSteps && norm > (weight > 0 ? double.Epsilon : Goal * size); step++)
        {
            _residual.CopyTo(_step, 0);
            Factor().Solve(_step);
            if (!TrySearch(scores, out double length))
            {
                // What the loss remembers is to be of the scores again.
                objective.Evaluate(scores, _slopes);
                return;
            }

            _trial.CopyTo(scores, 0);
            TensorPrimitives.MultiplyAdd(_step, -length, _means, _means);
            CommonPart.TakeOff(_means);
            for (int k = 0; k < biases.Length; k++)
                biases[k] -= length * _step[k];
            double before = norm;
            norm = TensorPrimitives.Norm<double>(_residual);
            if (norm > before / 2 && norm <= (weight > 0 ? weight * Settled * loss.Margin : RoundingShare * size))
                return;
        }
    }

    /// <summary>
    /// Whether pairs at their kinks, where the loss was last looked at, hold all classes together: then there is one optimum of
    /// the biases.
    /// </summary>
    private bool AreHeld()
    {
        int outputs = objective.Outputs;
        var hessian = new double[outputs * outputs];
        loss.AddBiasHessian(hessian);
        var reached = new bool[outputs];
        reached[0] = true;
        var open = new Stack<int>([0]);
        while (open.TryPop(out int k))
        {
            for (int j = 0; j < outputs; j++)
            {
                if (reached[j] || hessian[k * outputs + j] == 0)
                    continue;
                reached[j] = true;
                open.Push(j);
            }
        }

        return reached.All(isReached => isReached);
    }

    private double Exact(double[] scores)
    {
        double total = 0;
        DesignMatrix design = objective.Design;
        for (int block = 0; block < design.Blocks; block++)
            total += loss.Exact(block, scores.AsSpan(design.Offset(block, objective.Outputs), design.BlockLength * objective.Outputs), scale: 1, out _);
        return total;
    }

    /// <summary>Adds s̄.</summary>
    private void AddMeans(double[] scores)
    {
        DesignMatrix design = objective.Design;
        for (int row = 0; row < design.Rows; row++)
        {
            int place = design.Place(row, output: 0, objective.Outputs);
            for (int k = 0; k < _means.Length; k++)
                _means[k] += loss.Weight(row) / loss.TotalWeight * scores[place + k * design.BlockLength];
        }

        CommonPart.TakeOff(_means);
    }

    /// <summary>
    /// Goes to near the minimum along the step, by the slope there, which rises all the way: where a class has no pair in the
    /// zone the step is far too long.
    /// </summary>
    private bool TrySearch(double[] scores, out double length)
    {
        double norm = TensorPrimitives.Norm<double>(_residual);
        double start = -TensorPrimitives.Dot<double>(_step, _residual);
        (double low, double lowSlope) = (0, start);
        (double high, double highSlope) = (double.PositiveInfinity, 0);
        length = 1;
        int end = Math.Min(_trials + MostTrialsOfStep, MostTrials);

        // In turn with halves: where slopes jump, the secant comes near from one side only.
        int between = 0;
        for (; _trials < end && start < 0; _trials++)
        {
            Shift(scores, _step, -length);
            objective.Evaluate(_trial, _slopes);
            Balance(length);
            double slope = -TensorPrimitives.Dot<double>(_step, _residual);

            // Where losses are flat all but the norm of the means is rounding.
            if (_weight > 0 && length == 1 && TensorPrimitives.Norm<double>(_residual) < norm / 2)
                return true;
            if (Math.Abs(slope) <= -FlatEnough * start)
                return true;
            if (slope < 0)
                (low, lowSlope) = (length, slope);
            else
                (high, highSlope) = (length, slope);
            length = double.IsInfinity(high) ? 4 * low
                : ++between % 2 == 1 ? Between(low, lowSlope, high, highSlope) : low + (high - low) / 2;
        }

        return false;
    }

    /// <summary>Where the slope is 0 if it rises evenly, but not close to either end.</summary>
    private static double Between(double low, double lowSlope, double high, double highSlope)
    {
        double secant = low - lowSlope * (high - low) / (highSlope - lowSlope);
        return Math.Clamp(secant, low + 0.01 * (high - low), high - 0.1 * (high - low));
    }

    /// <summary>Adds up r after a part of the step.</summary>
    /// <returns>The size of all slopes.</returns>
    private double Balance(double length)
    {
        DesignMatrix design = objective.Design;
        int outputs = objective.Outputs;
        Array.Clear(_residual);
        double size = 0;
        for (int block = 0; block < design.Blocks; block++)
        {
            for (int k = 0; k < outputs; k++)
            {
                ReadOnlySpan<double> slopes = _slopes.AsSpan(design.Offset(block, outputs) + k * design.BlockLength, design.BlockLength);
                _residual[k] += TensorPrimitives.Sum(slopes);
                size += TensorPrimitives.SumOfMagnitudes(slopes);
            }
        }

        if (_weight == 0)
            return size;
        var means = new double[outputs];
        TensorPrimitives.MultiplyAdd(_step, -length, _means, means);
        CommonPart.TakeOff(means);
        TensorPrimitives.MultiplyAdd(means, _weight, _residual, _residual);
        return size;
    }

    private CholeskyFactor Factor()
    {
        int outputs = objective.Outputs;
        var hessian = new double[outputs * outputs];
        loss.AddBiasHessian(hessian);
        double mean = 0;
        for (int k = 0; k < outputs; k++)
            mean += hessian[k * (outputs + 1)] / outputs;
        for (int k = 0; k < outputs; k++)
        {
            // What all biases have in common changes no loss; 1 on it leaves the step as it is.
            for (int l = 0; l < outputs; l++)
                hessian[k * outputs + l] += mean / outputs;
            hessian[k * (outputs + 1)] += _weight + (mean > 0 ? Damping * mean : _weight > 0 ? 0 : 1);
        }

        return new CholeskyFactor(hessian, outputs, objective.Workers.CancellationToken);
    }

    private void Shift(double[] scores, double[] step, double length)
    {
        DesignMatrix design = objective.Design;
        int outputs = objective.Outputs;
        for (int block = 0; block < design.Blocks; block++)
        {
            for (int k = 0; k < outputs; k++)
            {
                int start = design.Offset(block, outputs) + k * design.BlockLength;
                TensorPrimitives.Add(scores.AsSpan(start, design.BlockLength), length * step[k], _trial.AsSpan(start, design.BlockLength));
            }
        }
    }
}
