using Microsoft.ML;
using MLExtensions.Tests.Trainers.Binary;

namespace MLExtensions.Tests.Tuning;

/// <summary>Rows of two classes and pipelines that binary sweeps are tried on.</summary>
internal static class BinarySweeps
{
    public static SweepParameter<float> Lambda { get; } = SweepParameter.L2Regularization(0.1f, 1000f, count: 3);

    public static IDataView Rows(MLContext ml, int rows = 150, int seed = 1, int features = 4) => BinaryExample.View(ml, BinaryExample.Draw(rows, features, seed));

    public static SweepPipeline Logistic() => SweepPipeline.Create((ml, values) => Logistic(ml, values.Get(Lambda)));

    public static SweepPipeline Svm() => SweepPipeline.Create((ml, values) =>
        ml.BinaryClassification.Trainers.SupportVectorMachine(l2Regularization: values.Get(Lambda)));

    public static IEstimator<ITransformer> Logistic(MLContext ml, float lambda) =>
        ml.BinaryClassification.Trainers.LogisticRegression(l2Regularization: lambda);
}
