using System.Globalization;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// The first part of a linear descent: shuffled minibatches, each corrected by what is remembered of its examples.
/// </summary>
/// <remarks>Over large data they come in rounds, until what is remembered says that the minimum is near.</remarks>
internal sealed class MinibatchPhase<TTarget>
{
    private readonly DescentSettings _settings;
    private readonly MinibatchPlan _plan;
    private readonly LinearObjective<TTarget> _objective;

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">What to minimize, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    /// <param name="workers">The threads that share the work.</param>
    public MinibatchPhase(DescentSettings settings, LinearProblem<TTarget> problem, ColumnScaling scaling, Workers workers)
    {
        _settings = settings;
        _plan = MinibatchPlan.For(settings, problem, scaling);
        _objective = LinearObjective<TTarget>.Create(problem.Smoothed, scaling, workers, remembersGradients: problem.Outputs <= _plan.MostRemembered);
    }

    /// <summary>Finds parameters to start from, in one round.</summary>
    /// <param name="tell">Told about each epoch.</param>
    public (DescentOutcome Outcome, float[] Parameters) Start(Func<EpochReport, bool> tell)
    {
        var parameters = new float[_objective.Dimension];
        DescentOutcome outcome = _plan.Round(0, epochsBefore: 0, (report, _) => tell(report)).Minimize(_objective, parameters);
        _objective.CenterBiases(parameters);
        return (outcome, parameters);
    }

    /// <summary>Moves the parameters downhill.</summary>
    /// <param name="parameters">Where to start.</param>
    /// <param name="tolerances">How close to the minimum is close enough.</param>
    /// <param name="value">F at the parameters.</param>
    /// <param name="observe">Told about each epoch.</param>
    /// <returns>How that ended; where it diverged, the parameters are 0 again.</returns>
    /// <exception cref="InvalidOperationException">The steps diverged, and no others are to follow.</exception>
    public DescentOutcome Descend(float[] parameters, Tolerances tolerances, Func<double> value, EpochObserver<float> observe)
    {
        int epochs = 0;
        double last = double.PositiveInfinity;
        for (int round = 0; ; round++)
        {
            double before = last;
            DescentOutcome outcome = _plan.Round(round, epochs, Observe).Minimize(_objective, parameters);
            epochs += outcome.Epochs;
            outcome = outcome with { Epochs = epochs };
            if (outcome.End == DescentEnd.Diverged)
                GiveUp(outcome, parameters);
            bool mayGoOn = outcome.End == DescentEnd.Exhausted && _settings.UseQuasiNewton && !(epochs >= _settings.MaximumEpochs);
            if (!mayGoOn || _objective.EstimateGap(parameters) is not { } gap)
                return outcome;

            if (tolerances.IsNear(gap, last) || before - last <= tolerances.Gain * last)
            {
                observe(new EpochReport(++epochs, value(), StepSize: 0, gap.GradientNorm), parameters);
                return new DescentOutcome(epochs, DescentEnd.Converged);
            }

            if (!_plan.IsLarge || round == MinibatchPlan.MostRounds - 1)
                return outcome;
        }

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            last = report.Objective;
            return observe(report, x);
        }
    }

    private void GiveUp(DescentOutcome outcome, float[] parameters)
    {
        if (!_settings.UseQuasiNewton)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Training diverged in epoch {outcome.Epochs}: with a learning rate of {_plan.LearningRate:G3} the steps are too long. Set a smaller LearningRate."));

        // From far outside the quasi-Newton steps would not find back; from 0 they find the minimum all the same.
        Array.Clear(parameters);
    }
}
