using MLExtensions.Matrices;
using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>How a linear problem is minimised; what is not set is chosen from the data.</summary>
internal sealed record LinearDescent
{
    /// <summary>Examples in a batch.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Passes over the data.</summary>
    public int? Epochs { get; init; }

    /// <summary>The step size at the start, in conditioned coordinates.</summary>
    public double? LearningRate { get; init; }

    public bool Shuffle { get; init; } = true;

    public int Seed { get; init; }

    public Action<EpochReport>? OnEpoch { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Finds the model. The features are rescaled in place.</summary>
    public LinearModel Minimize(LinearProblem problem)
    {
        // The curvature of softmax where all classes are equally likely, p(1 − p), averaged over them. The hinge has
        // none; the softmax's serves as well, since all that hangs on it is the coordinates of the search.
        double curvature = (problem.Classes - 1.0) / ((double)problem.Classes * problem.Classes);
        ColumnScaling scaling = ColumnScaling.Apply(
            problem.Features, problem.Weights, 2 * problem.L2Regularization / (curvature * problem.TotalWeight));

        int rows = problem.Features.Rows;
        int batchSize = BatchSize ?? DefaultBatchSize(rows);
        LinearObjective objective = LinearObjective.Create(problem, scaling);
        var parameters = new float[objective.Dimension];
        var descent = new GradientDescent<float>(new Adam<float>(), new CosineDecay(LearningRate ?? DefaultLearningRate(problem.Features)))
        {
            BatchSize = batchSize,
            Epochs = Epochs ?? DefaultEpochs(rows, batchSize),
            Shuffle = Shuffle,
            Seed = Seed,
            OnEpoch = OnEpoch,
            CancellationToken = CancellationToken,
        };
        descent.Minimize(objective, parameters);
        return objective.ToModel(parameters);
    }

    /// <summary>128, and at least 16 batches an epoch where the data are small.</summary>
    private static int DefaultBatchSize(int rows) => Math.Clamp(rows / 16, 8, 128);

    /// <summary>Ten thousand steps, and at least ten passes over large data.</summary>
    private static int DefaultEpochs(int rows, int batchSize) => Math.Max(10, (int)(10_000L * batchSize / rows));

    /// <summary>
    /// 0.3 / √(1 + E‖x̃‖²): Adam moves every weight by about the step size, and what the scores feel of it grows with
    /// the length of a row.
    /// </summary>
    private static double DefaultLearningRate(FeatureMatrix conditioned) => 0.3 / Math.Sqrt(1 + conditioned.MeanSquaredRowNorm());
}
