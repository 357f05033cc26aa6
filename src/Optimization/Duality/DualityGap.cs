using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Duality;

/// <summary>
/// A certificate for a linear model: by how much, at most, its objective λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) exceeds the minimum.
/// </summary>
/// <remarks>
/// <code>
/// αᵢ      = wᵢ ∂ℓ(sᵢ, yᵢ)/∂s at the scores sᵢ of any θ = (W, b) whose biases are solved for, so that Σᵢ αᵢ = 0
/// D(α)    = −‖Σᵢ αᵢ xᵢᵀ‖² / 4λ − Σᵢ wᵢ ℓ*(αᵢ / wᵢ, yᵢ)  ≤ min F        the dual, ℓ* the conjugate of ℓ
/// F(θ) − D(α) = ‖G‖² / 4λ,   G = 2λW + Σᵢ αᵢ xᵢᵀ, the gradient of F by W
/// F(model) − min F ≤ F(model) − F(θ) + ‖G‖² / 4λ,   in conditioned coordinates ‖G‖² = Σ_f d_f² ‖G̃_f‖²
/// </code>
/// The second line is Fenchel's duality: Boyd and Vandenberghe, Convex Optimization (2004), section 5.5.1 on certificates
/// of suboptimality. The third is Fenchel and Young's equality ℓ(s) + ℓ*(∂ℓ/∂s) = s·∂ℓ/∂s, in which b drops out. The
/// same bound follows from F being strongly convex in W, ibid. equation 9.9: F(W + V) ≥ F + G·V + λ‖V‖², which is least
/// for V = −G / 2λ. For the softmax ℓ*(p − 1(k = y)) = Σ pₖ log pₖ, for the squared loss ℓ*(α) = α²/4 + α y.
/// <para>
/// Any θ serves; the model itself is the first. Its bound is within a factor, about the condition number of the problem, of
/// the truth, which can be a thousand times too much where λ is small. There θ is improved, not the model, by steps of
/// Newton's method, where the problem is small enough for them (<see cref="NewtonSystem{TTarget}.Fits"/>); a larger problem
/// is left with the bound of the model, or of a better start if one is given. A class that no example has gets W = 0 and
/// b = −∞ in θ, its best.
/// </para>
/// </remarks>
internal static class DualityGap
{
    /// <summary>A share of F that nobody needs to know better: the model is good enough.</summary>
    public const double GoodEnough = 0.01;

    /// <summary>The share of F that θ may be away from the minimum; what the bound says beyond it is the model's.</summary>
    private const double CloseEnough = 1e-3;

    private const int MostSteps = 30;

    /// <summary>The shortest share of Newton's step that is tried.</summary>
    private const double ShortestStep = 1e-3;

    /// <summary>
    /// Bounds F(model) − min F, in the unit of F, a sum over the examples. The features count as they are stored, in single
    /// precision after they were rescaled.
    /// </summary>
    /// <param name="problem">The problem, its features rescaled by <paramref name="scaling"/>.</param>
    /// <param name="scaling">What the features were rescaled by.</param>
    /// <param name="loss">The problem's loss.</param>
    /// <param name="model">The model, in the user's units.</param>
    /// <param name="start">W of θ, in the user's units, if better weights than the model's rounded ones are at hand.</param>
    /// <param name="workers">The threads; their token is looked at all along.</param>
    public static Certificate Of<TTarget>(
        LinearProblem<TTarget> problem,
        ColumnScaling scaling,
        ISmoothLoss<double, TTarget> loss,
        LinearModel model,
        double[][]? start,
        Workers workers)
    {
        var objective = new PreciseObjective<TTarget>(problem, scaling, loss, workers.CancellationToken);
        PrecisePoint point = objective.At(scaling.Condition(model.PreciseWeights()), scaling.ConditionBiases(model));
        double value = objective.SumOfLosses(point, new double[problem.Outputs]) + objective.Penalty(point);
        if (!(problem.L2Regularization > 0) || !double.IsFinite(value))
            return new Certificate(value, double.PositiveInfinity);

        var lowerBound = new DualBound<TTarget>(objective, workers);
        if (start is not null)
            point = objective.At(scaling.Condition(start), point.Biases);
        lowerBound.TryStart(point);

        // A model far off can be worse than none, and clear but wrong about examples, where no curvature leads back.
        if (value - lowerBound.Best > GoodEnough * value)
            lowerBound.TryZero();
        if (value - lowerBound.Best > GoodEnough * value && lowerBound.Point is not null && NewtonSystem<TTarget>.Fits(objective))
        {
            var system = new NewtonSystem<TTarget>(objective, workers.CancellationToken);
            for (int step = 0; step < MostSteps && lowerBound.Gap > CloseEnough * value; step++)
                if (!lowerBound.TryImprove(system, ShortestStep))
                    break;
        }

        return new Certificate(value, Math.Max(0, value - lowerBound.Best));
    }
}
