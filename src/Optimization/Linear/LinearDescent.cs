using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// How a linear problem is minimised: shuffled minibatches with Adam and a step falling along a cosine come near the
/// minimum in a few epochs, then full-batch quasi-Newton steps close in on it. What is not set is chosen from the data.
/// </summary>
/// <remarks>
/// Both parts are needed. Minibatches alone stay percents away where classes nearly separate or columns are collinear;
/// quasi-Newton steps alone take many passes over large data to get near. The hinge has no curvature, so its
/// quasi-Newton steps go over its smooth approximations, each from the minimum of the one before.
/// </remarks>
internal sealed record LinearDescent
{
    private const int DefaultMinibatchSteps = 1_000;
    private const int DefaultMinimumEpochs = 10;
    private const int DefaultQuasiNewtonEpochsPerLoss = 1_000;

    /// <summary>
    /// Gradients start around 1 in conditioned coordinates and are rounded around 1e-8. In between, ε keeps Adam from
    /// making steps of mere rounding, which would drive the biases away together where the loss does not hold them.
    /// </summary>
    private const double AdamEpsilon = 1e-6;

    /// <summary>Of an objective below this share of its value for W = 0 the last digits do not matter.</summary>
    private const double NegligibleShare = 1e-3;

    /// <summary>Numbers that the quasi-Newton method may remember of past steps.</summary>
    private const int HistoryBudget = 1 << 22;

    /// <summary>Examples in a minibatch.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Passes over the data at most, minibatch epochs and quasi-Newton evaluations together.</summary>
    public int? MaximumEpochs { get; init; }

    /// <summary>Adam's step size at the start, in conditioned coordinates.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The share of F that another step has to promise, or the quasi-Newton steps end.</summary>
    public required double Tolerance { get; init; }

    public bool Shuffle { get; init; } = true;

    public int Seed { get; init; }

    public Action<EpochReport>? OnEpoch { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Finds the model. The features are rescaled in place.</summary>
    public LinearDescentResult Minimize<TTarget>(LinearProblem<TTarget> problem)
    {
        ColumnScaling scaling = ColumnScaling.Apply(
            problem.Features, problem.Weights, 2 * problem.L2Regularization / (problem.Loss.Curvature(problem.Outputs) * problem.TotalWeight));
        LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(problem, scaling);
        var parameters = new float[objective.Dimension];

        int minibatchEpochs = DescendByMinibatches(problem, objective, parameters);
        (int epochs, bool converged) = DescendByQuasiNewton(problem, scaling, parameters, minibatchEpochs);
        double value = objective.Evaluate(parameters, new float[parameters.Length]) * problem.TotalWeight;
        return new LinearDescentResult(objective.ToModel(parameters), value, epochs, converged);
    }

    private int DescendByMinibatches<TTarget>(LinearProblem<TTarget> problem, LinearObjective<TTarget> objective, float[] parameters)
    {
        int rows = problem.Features.Rows;

        // 128, and at least 16 batches an epoch where the data are small.
        int batchSize = Math.Min(BatchSize ?? Math.Clamp(rows / 16, 8, 128), rows);
        int epochs = Math.Max(DefaultMinimumEpochs, (int)((long)DefaultMinibatchSteps * batchSize / rows));
        epochs = Math.Min(epochs, MaximumEpochs ?? int.MaxValue);

        // Adam moves every weight by about the step size, and what the scores feel of it grows with the length of a row.
        double learningRate = LearningRate ?? 0.3 / Math.Sqrt(1 + problem.Features.MeanSquaredRowNorm());
        var descent = new GradientDescent<float>(new Adam<float>(epsilon: AdamEpsilon), new CosineDecay(learningRate))
        {
            BatchSize = batchSize,
            Epochs = epochs,
            Shuffle = Shuffle,
            Seed = Seed,
            OnEpoch = OnEpoch,
            CancellationToken = CancellationToken,
        };

        // From far outside the quasi-Newton steps would not find back; from 0 they find the minimum all the same.
        if (!descent.Minimize(objective, parameters))
            Array.Clear(parameters);
        return epochs;
    }

    private (int Epochs, bool Converged) DescendByQuasiNewton<TTarget>(
        LinearProblem<TTarget> problem, ColumnScaling scaling, float[] parameters, int epochs)
    {
        IReadOnlyList<ILoss<float, TTarget>> losses = problem.Loss.SmoothApproximations;
        int epochsLeft = (MaximumEpochs - epochs) ?? DefaultQuasiNewtonEpochsPerLoss * losses.Count;
        double negligible = NegligibleShare * problem.LossOfZeroScores();
        bool converged = false;
        for (int i = 0; i < losses.Count; i++)
        {
            // What one leaves over, the next may use.
            int share = epochsLeft / (losses.Count - i);
            if (share == 0)
                continue;

            int epochsBefore = epochs;
            var bfgs = new LimitedMemoryBfgs<float>
            {
                Memory = Math.Clamp(HistoryBudget / parameters.Length, 5, 50),
                MaximumEvaluations = share,
                Tolerance = Tolerance,
                NegligibleValue = negligible,
                OnStep = report => OnEpoch?.Invoke(report with { Epoch = epochsBefore + report.Epoch }),
                CancellationToken = CancellationToken,
            };
            LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(problem with { Loss = losses[i] }, scaling);
            LimitedMemoryBfgs<float>.Outcome outcome = bfgs.Minimize(objective, parameters);
            epochs += outcome.Evaluations;
            epochsLeft -= outcome.Evaluations;
            converged = outcome.Converged;
        }

        return (epochs, converged);
    }
}
