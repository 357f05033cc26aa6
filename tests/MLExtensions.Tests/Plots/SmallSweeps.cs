using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Plots;

/// <summary>Sweeps that take next to no time, for pictures of them.</summary>
internal static class SmallSweeps
{
    public static SweepParameter<float> Penalty { get; } = SweepParameter.L2Regularization(0.01f, 100f, count: 5);

    public static SweepParameter<int> Degree { get; } = SweepParameter.Degree(1, 3);

    public static SweepParameter<string> Kind { get; } = SweepParameter.Choices("kind", ["plain", "squared", "broken", "penalized a great deal"]);

    /// <summary>Ridge regression on polynomial features; a degree of 3 fails with the largest penalty.</summary>
    public static SweepResult Regression(SweepSearch search)
    {
        var ml = new MLContext(seed: 1);
        return ml.Regression.Sweep(ml.RegressionView(Measurements.Draw(60, features: 2, seed: 3)), Pipeline(search), search);
    }

    /// <summary>Kinds of regressions, one of which fails.</summary>
    public static SweepResult Kinds()
    {
        var ml = new MLContext(seed: 1);
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: Named(values) == "squared" ? 2 : 1))
            .Append((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: Named(values) == "penalized a great deal" ? 100 : 1));
        return ml.Regression.Sweep(ml.RegressionView(Measurements.Draw(60, features: 2, seed: 3)), pipeline, SweepSearch.Grid(Kind));

        static string Named(ParameterValues values) =>
            values.Get(Kind) is var kind && kind != "broken" ? kind : throw new InvalidOperationException("It is broken.");
    }

    public static LearningCurve Learning(bool perClass = true)
    {
        var ml = new MLContext(seed: 1);
        return ml.MulticlassClassification.LearningCurve(
            Classes(ml), ml.MulticlassClassification.Trainers.SoftmaxRegression(), [0.5, 1], new MulticlassSweepOptions { PerClass = perClass });
    }

    public static ValidationCurve Classification(bool perClass)
    {
        var ml = new MLContext(seed: 1);
        return ml.MulticlassClassification.ValidationCurve(
            Classes(ml), SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(Penalty))),
            Penalty, new MulticlassSweepOptions { PerClass = perClass });
    }

    private static IDataView Classes(MLContext ml) => ml.View(MadeUpExamples.Draw(150, features: 3, seed: 5));

    private static SweepPipeline Pipeline(SweepSearch search)
    {
        bool hasDegree = search.Parameters.Contains(Degree);
        return SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: DegreeOf(values)))
            .Append((ml, values) => DegreeOf(values) == 3 && values.Get(Penalty) == Penalty.Grid[^1]
                ? throw new InvalidOperationException("It is broken.")
                : ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(Penalty)));

        int DegreeOf(ParameterValues values) => hasDegree ? values.Get(Degree) : 1;
    }
}
