using Microsoft.ML;

namespace MLExtensions.Tests.Support;

/// <summary>Makes the trainers by kind.</summary>
internal static class TrainerFactory
{
    public static IEstimator<ITransformer> Trainer(
        this MLContext ml, TrainerKind kind, Action<LinearClassifierOptions>? configure = null)
    {
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers = ml.MulticlassClassification.Trainers;
        return kind switch
        {
            TrainerKind.SoftmaxRegression => trainers.SoftmaxRegression(Configured(new SoftmaxRegressionTrainer.Options())),
            TrainerKind.MulticlassSvm => trainers.MulticlassSvm(Configured(new MulticlassSvmTrainer.Options())),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        T Configured<T>(T options)
            where T : LinearClassifierOptions
        {
            configure?.Invoke(options);
            return options;
        }
    }

    /// <summary>A trainer for tests to which it does not matter how close to the optimum it comes.</summary>
    public static IEstimator<ITransformer> QuickTrainer(
        this MLContext ml, TrainerKind kind, Action<LinearClassifierOptions>? configure = null) =>
        ml.Trainer(kind, options =>
        {
            options.NumberOfIterations = 5;
            options.Seed = 1;
            configure?.Invoke(options);
        });
}
