using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>
/// Chooses what the conjugate gradients of a Newton descent are preconditioned by, from what it costs and how hard the problem
/// is.
/// </summary>
/// <remarks>
/// First a block that all outputs share, then, once conjugate steps have cost as much, one of each output, and once they have
/// cost as much again, or where it costs little, or the descent takes long, the whole Hessian. Where these are out of reach, one
/// number for all weights: what differed among them would lead out of the span of the examples.
/// </remarks>
internal sealed class NewtonPreconditioner(NewtonObjective objective)
{
    /// <summary>Passes over the data that a first block may take the time of.</summary>
    private const double MostPassesOfFirst = 6;

    /// <summary>Passes over the data that the whole Hessian may take the time of at each step.</summary>
    private const double CheapPasses = 4;

    /// <summary>Steps after which a problem is hard, and only the whole Hessian leads on.</summary>
    private const int StepsOfHard = 25;

    private const double FirstDamping = 1e-14;
    private const double MostDamping = 1e-7;

    private readonly double[] _mean = new double[objective.Design.Columns];
    private IPreconditioner<double>? _preconditioner;
    private double[]? _diagonal;
    private double _passes;
    private double _damping;
    private bool _isExactWanted;

    /// <summary>Whether it is the whole Hessian where the descent is, so that a step is Newton's own.</summary>
    public bool IsExact { get; private set; }

    /// <summary>Takes it anew, or leaves it as it is.</summary>
    /// <param name="active">F at the examples that its Hessian depends on.</param>
    /// <param name="step">The number of the step, from 0.</param>
    public void Update(NewtonObjective active, int step)
    {
        IsExact = false;
        double share = active.Design.Entries / objective.Design.Entries;
        bool isDense = active.Design is DenseDesign;
        bool isFirst = _preconditioner is null && _diagonal is null;
        double passesOfBlocks = share * HessianBlocks.Passes(active);
        double passesOfWhole = share * WholeHessian.Passes(active);
        if (isFirst && isDense && HessianBlocks.Fits(active, isShared: true) && passesOfBlocks / active.Outputs <= MostPassesOfFirst)
            Set(HessianBlocks.Of(active, isShared: true));
        else if (!isFirst && WholeHessian.Fits(active) && (_isExactWanted || step > StepsOfHard || _passes >= passesOfWhole || passesOfWhole <= CheapPasses))
            Set(new WholeHessian(active, _damping));
        else if (!isFirst && isDense && HessianBlocks.Fits(active, isShared: false) && _preconditioner is not WholeHessian && _passes >= passesOfBlocks)
            Set(HessianBlocks.Of(active, isShared: false));
        else if (_preconditioner is null)
            _diagonal = Diagonal();

    }

    /// <summary>Takes one block of each output in place of one for all, if that is what there is.</summary>
    /// <param name="active">F at the examples that its Hessian depends on.</param>
    public void Refine(NewtonObjective active)
    {
        if (_preconditioner is HessianBlocks { IsShared: true } && HessianBlocks.Fits(active, isShared: false))
            Set(HessianBlocks.Of(active, isShared: false));
    }

    /// <summary>v ← P⁻¹ v.</summary>
    public void Solve(double[] v)
    {
        if (_preconditioner is null)
        {
            TensorPrimitives.Divide(v, _diagonal, v);
            return;
        }

        _preconditioner.Solve(v);
        if (!objective.Loss.IgnoresCommonShift)
            return;

        // It is 0 in gradients, and so in steps; rounding is not to bring it in, where next to nothing holds it.
        CommonPart.TakeOff(v.AsSpan(0, objective.Weights), objective.Outputs, _mean);
        CommonPart.TakeOff(v.AsSpan(objective.Weights));
    }

    /// <summary>Says what conjugate steps have cost.</summary>
    public void Count(double passes) => _passes += passes;

    /// <summary>Makes the next one more exact, or if it is, more regular.</summary>
    /// <returns>Whether that is possible.</returns>
    public bool TryImprove()
    {
        if (!WholeHessian.Fits(objective) || _damping > MostDamping)
            return false;
        if (IsExact)
            _damping = _damping > 0 ? 100 * _damping : FirstDamping;
        _isExactWanted = true;
        return true;
    }

    private void Set(IPreconditioner<double> other) => (_preconditioner, _passes, IsExact) = (other, 0, other is WholeHessian);

    private double[] Diagonal()
    {
        var diagonal = new double[objective.Dimension];
        objective.Design.AddDiagonal(objective.Curvatures(), objective.Outputs, diagonal);
        int weights = objective.Weights;
        double mean = TensorPrimitives.Sum<double>(diagonal.AsSpan(0, weights)) / Math.Max(weights, 1) + 2 * objective.L2Regularization;
        diagonal.AsSpan(0, weights).Fill(mean > 0 ? mean : 1);
        foreach (ref double bias in diagonal.AsSpan(weights))
            bias = Math.Max(bias, objective.BiasDamping);
        return diagonal;
    }
}
