using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Descent;

/// <summary>
/// Limited-memory BFGS, a quasi-Newton method on all examples at once: it reaches the last digits, which minibatches
/// take very long for.
/// </summary>
/// <remarks>
/// <code>
/// d = −H g, H from the last m pairs s = x₊ − x, y = g₊ − g by the two-loop recursion, H₀ = (sᵀy / yᵀP⁻¹y) P⁻¹, P = I or a preconditioner
/// x ← x + t d, t from 1 downwards until F(x + t d) ≤ F(x) + 10⁻⁴ t gᵀd
/// </code>
/// A pair is kept only if sᵀy &gt; 0, as it is where F is strictly convex between the two points. Nocedal and Wright,
/// Numerical Optimization, 2nd ed. (2006), algorithms 7.4, 7.5 and 3.1; the step is shortened by the minimum of the
/// parabola through F(x), gᵀd and F(x + t d), equation 3.58.
/// </remarks>
internal sealed class LimitedMemoryBfgs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// How many small promises in a row end the search: plateaus of ill-conditioned problems are some steps long.
    /// </summary>
    public const int SmallPromisesToConverge = 5;

    /// <summary>The same where the model knows the curvature from the first.</summary>
    private const int SmallPromisesWithPreconditioner = 3;

    private const double SufficientDecrease = 1e-4;
    private const double ShortestStep = 1e-10;
    private const int MostStepsWithoutCurvature = 3;

    /// <summary>Pairs kept, m.</summary>
    public int Memory { get; init; } = 50;

    /// <summary>Evaluations of F at most.</summary>
    public required int MaximumEvaluations { get; init; }

    /// <summary>
    /// Ends when the model of F expects from the next step, five times in a row, a decrease −gᵀd/2 below this share of F.
    /// </summary>
    public required double Tolerance { get; init; }

    /// <summary>
    /// F below this counts as this in the tolerance, so that a minimum of 0 can be converged to, and counts as converged
    /// when evaluations run out.
    /// </summary>
    public double NegligibleValue { get; init; }

    /// <summary>Told after each step; an evaluation of F is an epoch.</summary>
    public EpochObserver<T>? OnStep { get; init; }

    public Deadline Deadline { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Moves x downhill, in place.</summary>
    /// <param name="objective">F.</param>
    /// <param name="x">Where to start.</param>
    /// <param name="history">What is known of F's curvature; further steps are added.</param>
    public DescentOutcome Minimize(IObjective<T> objective, T[] x, CurvatureHistory<T>? history = null)
    {
        history ??= new CurvatureHistory<T>(x.Length, Memory);
        var gradient = new T[x.Length];
        var direction = new T[x.Length];
        var trial = new T[x.Length];
        var trialGradient = new T[x.Length];

        double value = objective.Evaluate(x, gradient);
        int evaluations = 1;
        int smallPromises = 0;
        int stepsWithoutCurvature = 0;
        while (evaluations < MaximumEvaluations)
        {
            history.MultiplyInverseHessian(gradient, direction);
            TensorPrimitives.Negate<T>(direction, direction);
            double slope = double.CreateChecked(TensorPrimitives.Dot<T>(gradient, direction));

            // Without pairs and preconditioner the model knows no curvature, and its promise means nothing.
            bool isSmall = (history.Count > 0 || history.Preconditioner is not null) && -slope / 2 <= Tolerance * Math.Max(value, NegligibleValue);
            smallPromises = isSmall ? smallPromises + 1 : 0;
            if (slope >= 0 || smallPromises == (history.Preconditioner is null ? SmallPromisesToConverge : SmallPromisesWithPreconditioner))
                return new DescentOutcome(evaluations, DescentEnd.Converged);

            double step = 1;
            double trialValue;
            while (true)
            {
                CancellationToken.ThrowIfCancellationRequested();
                if (Deadline.HasPassed)
                    return new DescentOutcome(evaluations, DescentEnd.TimedOut);
                TensorPrimitives.MultiplyAdd<T>(direction, T.CreateChecked(step), x, trial);
                trialValue = objective.Evaluate(trial, trialGradient);
                evaluations++;
                if (trialValue <= value + SufficientDecrease * step * slope)
                    break;

                if (evaluations >= MaximumEvaluations)
                    return UsedUp();

                // No decrease that this precision can tell: this is the bottom.
                if (step < ShortestStep)
                    return new DescentOutcome(evaluations, DescentEnd.Converged);
                double vertex = -slope * step * step / (2 * (trialValue - value - slope * step));
                step = double.IsFinite(trialValue) ? Math.Clamp(vertex, 0.1 * step, 0.5 * step) : 0.1 * step;
            }

            stepsWithoutCurvature = history.TryAdd(x, trial, gradient, trialGradient) ? 0 : stepsWithoutCurvature + 1;
            trial.CopyTo(x, 0);
            trialGradient.CopyTo(gradient, 0);
            value = trialValue;
            double norm = double.CreateChecked(TensorPrimitives.Norm<T>(gradient));
            if (OnStep?.Invoke(new EpochReport(evaluations, value, step, norm), x) == false)
                return new DescentOutcome(evaluations, DescentEnd.Stopped);

            // Gradients that differ by no more than their rounding: there is nothing left to go down.
            if (stepsWithoutCurvature == MostStepsWithoutCurvature)
                return new DescentOutcome(evaluations, DescentEnd.Converged);
        }

        return UsedUp();

        DescentOutcome UsedUp() => new(evaluations, value <= NegligibleValue ? DescentEnd.Converged : DescentEnd.Exhausted);
    }
}
