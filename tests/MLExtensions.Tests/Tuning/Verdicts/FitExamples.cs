using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Verdicts;

/// <summary>Data that are made for one verdict, and the sweep whose trial is to get it.</summary>
/// <param name="IsClassification">Whether the label is one of two classes, and not a number.</param>
/// <param name="Metric">What classifiers are judged by.</param>
internal sealed record FitExamples(bool IsClassification, MulticlassMetric Metric = MulticlassMetric.MicroAccuracy)
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(1e-3f, 1e3f, count: 5);
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 3);

    /// <summary>A ring, of which a straight line sees nothing; judged is the best of the first degree.</summary>
    public FitDiagnosis Underfitting(int seed)
    {
        IDataView data = Make(150, 2, seed, x => 2 * (x[0] * x[0] + x[1] * x[1]) - 1.2, noise: 0.1);
        SweepResult result = Sweep(data, _degree, seed);
        return result.Diagnose(result.Trials.First(trial => trial.Values.Get(_degree) == 1));
    }

    /// <summary>Few rows, and many features that say nothing; judged is the least λ.</summary>
    public FitDiagnosis Overfitting(int seed)
    {
        SweepResult result = Sweep(Make(100, 60, seed, x => x[0] + x[1], noise: 0.8), degree: null, seed);
        return result.Diagnose(result.Trials.MinBy(trial => trial.Values.Get(_lambda)));
    }

    /// <summary>Plenty of rows on which a plane does well; judged is the best.</summary>
    public FitDiagnosis AboutRight(int seed) => Sweep(Make(300, 3, seed, x => x[0] - x[1] + x[2] / 2, noise: 0.1), degree: null, seed).Diagnose();

    /// <summary>Labels that have nothing to do with the features; judged is the best.</summary>
    public FitDiagnosis Noise(int seed) => Sweep(Make(100, 4, seed, _ => 0, noise: 1), degree: null, seed).Diagnose();

    /// <summary>Hardly more rows than features, all of which count; judged is the best, with the learning curve.</summary>
    public FitDiagnosis MoreData(int seed)
    {
        IDataView data = Make(IsClassification ? 300 : 50, IsClassification ? 80 : 30, seed, x => x.Sum(), noise: 0.1);
        SweepResult result = Sweep(data, degree: null, seed);
        var ml = new MLContext(seed: 1);
        return result.Diagnose(learningCurve: IsClassification
            ? ml.MulticlassClassification.LearningCurve(data, Pipeline(degree: null), result.Best.Values, [0.3, 1], new MulticlassSweepOptions { Seed = seed, Metric = Metric })
            : ml.Regression.LearningCurve(data, Pipeline(degree: null), result.Best.Values, [0.3, 1], new RegressionSweepOptions { Seed = seed }));
    }

    /// <summary>One model that sees half of what there is to see, and nothing to compare it with.</summary>
    public FitDiagnosis TooSimpleOrNoise(int seed)
    {
        SweepParameter<float> one = SweepParameter.Choices("l2Regularization", [1f], Simpler.Larger);
        return Sweep(Make(300, 2, seed, x => x[0] + x[0] * x[1], noise: 0.3), degree: null, seed, one).Diagnose();
    }

    private SweepResult Sweep(IDataView data, SweepParameter<int>? degree, int seed, SweepParameter<float>? lambda = null)
    {
        var ml = new MLContext(seed: 1);
        lambda ??= _lambda;
        SweepSearch search = degree is null ? SweepSearch.Grid(lambda) : SweepSearch.Grid(degree, lambda);
        return IsClassification
            ? ml.MulticlassClassification.Sweep(data, Pipeline(degree), search, new MulticlassSweepOptions { Seed = seed, Metric = Metric })
            : ml.Regression.Sweep(data, Pipeline(degree), search, new RegressionSweepOptions { Seed = seed });
    }

    private SweepPipeline Pipeline(SweepParameter<int>? degree) =>
        SweepPipeline.Create((ml, values) => degree is null
                ? ml.Transforms.CopyColumns("Copy", "Features") : ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)))
            .Append((ml, values) => IsClassification
                ? SweepExamples.Softmax(ml, values.Get(_lambda)) : ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(_lambda)));

    private MemoryView Make(int rows, int columns, int seed, Func<float[], double> value, double noise)
    {
        var random = new Random(seed);
        float[][] x = [.. Enumerable.Range(0, rows).Select(_ => (float[])[.. Enumerable.Range(0, columns).Select(_ => 2 * random.NextSingle() - 1)])];
        double[] y = Array.ConvertAll(x, row => value(row) + noise * Gaussian(random));
        MemoryView view = new MemoryView(rows).AddVectors("Features", NumberDataViewType.Single, columns, row => MadeUpExamples.Vector(x[row]));
        return IsClassification
            ? view.Add("Label", new KeyDataViewType(typeof(uint), 2), row => y[row] > 0 ? 2u : 1u)
            : view.Add("Label", NumberDataViewType.Single, row => (float)y[row]);
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
