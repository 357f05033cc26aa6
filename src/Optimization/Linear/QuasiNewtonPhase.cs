using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// The second part of a linear descent: quasi-Newton steps on all examples, over the loss's smooth approximations one after the
/// other.
/// </summary>
/// <param name="settings">How to descend.</param>
/// <param name="problem">What to minimize, its features rescaled.</param>
/// <param name="scaling">How they have been.</param>
/// <param name="tolerance">The share of F that another step has to promise.</param>
/// <param name="workers">The threads that share the work.</param>
internal sealed class QuasiNewtonPhase<TTarget>(
    DescentSettings settings, LinearProblem<TTarget> problem, ColumnScaling scaling, double tolerance, Workers workers)
{
    private const int DefaultEpochsPerLoss = 1_000;

    /// <summary>Numbers that may be remembered of past steps.</summary>
    private const int HistoryBudget = 1 << 22;

    /// <summary>Of an objective below this share of its value for W = 0 the last digits do not matter.</summary>
    public double NegligibleShare { get; init; } = 1e-4;

    /// <summary>Steps that are remembered of a number of parameters.</summary>
    public static int MemoryFor(int dimension) => Math.Clamp(HistoryBudget / dimension, 5, 50);

    /// <summary>Moves the parameters downhill.</summary>
    /// <param name="parameters">Where to start.</param>
    /// <param name="epochs">Passes over the data made so far.</param>
    /// <param name="observe">Told about each step.</param>
    /// <param name="history">What is known of the curvature of a smooth loss; further steps are added.</param>
    public DescentOutcome Descend(float[] parameters, int epochs, EpochObserver<float> observe, CurvatureHistory<float>? history = null)
    {
        IReadOnlyList<ILoss<float, TTarget>> losses = problem.Loss.SmoothApproximations;
        int epochsLeft = (settings.MaximumEpochs - epochs) ?? DefaultEpochsPerLoss * losses.Count;
        double negligible = NegligibleShare * problem.LossOfZeroScores(settings.CancellationToken);
        var outcome = new DescentOutcome(epochs, DescentEnd.Exhausted);
        for (int i = 0; i < losses.Count && outcome.End is DescentEnd.Converged or DescentEnd.Exhausted; i++)
        {
            // What one leaves over, the next may use.
            int share = (epochsLeft - (outcome.Epochs - epochs)) / (losses.Count - i);
            if (share == 0)
                continue;

            int epochsBefore = outcome.Epochs;
            var bfgs = new LimitedMemoryBfgs<float>
            {
                Memory = MemoryFor(parameters.Length),
                MaximumEvaluations = share,
                Tolerance = tolerance,
                NegligibleValue = negligible,
                OnStep = (report, x) => observe(report with { Epoch = epochsBefore + report.Epoch }, x),
                Deadline = settings.Deadline,
                CancellationToken = settings.CancellationToken,
            };
            LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(problem with { Loss = losses[i] }, scaling, workers);
            DescentOutcome last = bfgs.Minimize(objective, parameters, losses.Count == 1 ? history : null);
            outcome = last with { Epochs = epochsBefore + last.Epochs };
        }

        return outcome;
    }
}
