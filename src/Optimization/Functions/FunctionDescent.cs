using MLExtensions.Arguments;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Functions;

namespace MLExtensions;

/// <summary>
/// Minimizes a function of a few variables by the loop that trains models: an update rule and a step-size schedule.
/// </summary>
/// <remarks>
/// To watch what a rule does. Where the minimum itself is wanted, a quasi-Newton method is better
/// (scikit-learn's and PyTorch's <c>lbfgs</c>, SciPy's <c>minimize</c>).
/// </remarks>
public static class FunctionDescent
{
    /// <summary>Walks downhill and records the path.</summary>
    /// <param name="function">f and its gradient; evaluated once a step and once at the end.</param>
    /// <param name="start">x₀; at least one variable, all finite. Left as it is.</param>
    /// <param name="rule">How a gradient moves the point.</param>
    /// <param name="learningRate">α₀, the step size that the schedule starts from; positive.</param>
    /// <param name="steps">N; at least 1. Fewer are done only if the value ceases to be finite.</param>
    /// <param name="schedule">How the step size changes. Default: <see langword="null"/>, it stays.</param>
    /// <param name="cancellationToken">Ends the descent with an exception.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="start"/> is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="steps"/> is below 1, or <paramref name="learningRate"/> is not positive and finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DescentPath Minimize(
        DifferentiableFunction function,
        ReadOnlySpan<double> start,
        UpdateRule rule,
        double learningRate,
        int steps,
        StepSchedule? schedule = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(rule);
        Guard.FinitePoint(start);
        Guard.Positive(learningRate);
        Guard.AtLeastOne(steps);

        var recorded = new RecordedFunction(function, start.Length);
        var descent = new GradientDescent<double>(rule, schedule ?? StepSchedule.Constant())
        {
            LearningRate = learningRate,
            Epochs = steps,
            BatchSize = 1,
            Shuffle = false,
            CancellationToken = cancellationToken,
        };
        double[] x = start.ToArray();

        // The loop evaluates before each step, so after the last one the value is still to come.
        if (descent.Minimize(recorded, x).End != DescentEnd.Diverged)
            recorded.Evaluate(x, new double[x.Length]);
        IReadOnlyList<FunctionPoint> points = recorded.Points;
        return new DescentPath(points, diverged: !double.IsFinite(points[^1].Value));
    }
}
