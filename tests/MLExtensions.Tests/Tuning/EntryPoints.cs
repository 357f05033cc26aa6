using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Tuning;

/// <summary>Everything that takes data to sweep over, on rows whose best score is known.</summary>
/// <remarks>The classes are far from each other, and the numbers are a sum of the features: all scores are near perfection.</remarks>
internal static class EntryPoints
{
    public const int Rows = 120;

    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.01f, 0.1f, count: 2);

    private static readonly ParameterValues _values = ParameterValues.None.With(_lambda, 0.01f);

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> All => Classes.Keys.Concat(Numbers.Keys);

    private static Dictionary<string, Func<MLContext, IDataView, Outcome>> Classes { get; } = new()
    {
        ["Sweep"] = (ml, data) => Of(SweepOf(ml, data, together: true)),
        ["Sweep, one by one"] = (ml, data) => Of(SweepOf(ml, data, together: false)),
        ["Sweep at random"] = (ml, data) => Of(ml.MulticlassClassification.Sweep(data, Softmax(ml), SweepSearch.Random(3, _lambda), Options())),
        ["Sweep by halving"] = (ml, data) =>
            Of(ml.MulticlassClassification.Sweep(data, Softmax(ml), SweepSearch.SuccessiveHalving(SweepSearch.Random(4, _lambda), 2), Options())),
        ["ValidationCurve"] = (ml, data) =>
        {
            ValidationCurve curve = ml.MulticlassClassification.ValidationCurve(data, Softmax(ml), _lambda, Options());
            return new(curve.Points.Min(point => point.Trial.Validation.Mean), curve.ToString());
        },
        ["LearningCurve"] = (ml, data) => Of(ml.MulticlassClassification.LearningCurve(data, Softmax(ml), _values, [0.5, 1], Options())),
        ["LearningCurve of an estimator"] = (ml, data) =>
            Of(ml.MulticlassClassification.LearningCurve(data, Softmax(ml).At(ml, _values), [1], Options())),
        ["LearningCurve of a result"] = (ml, data) =>
        {
            SweepResult result = SweepOf(ml, data, together: true);
            return Of(result.TrainLearningCurve(result.Best, [0.5, 1]));
        },
        ["NestedCrossValidate"] = (ml, data) => Of(ml.MulticlassClassification.NestedCrossValidate(data, Softmax(ml), SweepSearch.Grid(_lambda), 3, options: Options())),
        ["CheckCanOverfit"] = (ml, data) => Of(ml.MulticlassClassification.CheckCanOverfit(data, Softmax(ml).At(ml, _values), examples: Rows)),
        ["Refit"] = (ml, data) =>
        {
            SweepResult result = SweepOf(ml, data, together: true);
            IDataView scored = result.Refit(result.Best).Transform(ml.Data.LoadFromEnumerable(Draw(new Random(2), Rows)));
            return new(ml.MulticlassClassification.Evaluate(scored).MicroAccuracy, result.ToString());
        },
        ["OutOfFold"] = (ml, data) =>
        {
            SweepResult result = SweepOf(ml, data, together: true);
            return new(ml.MulticlassClassification.Evaluate(result.OutOfFold(result.Best)).MicroAccuracy, result.ToString());
        },
        ["Estimate"] = (ml, data) =>
        {
            SweepResult result = SweepOf(ml, ml.Data.LoadFromEnumerable(Draw(new Random(2), Rows)), together: true);
            HeldOutEstimate estimate = result.Estimate(result.Refit(result.Best), data);
            return new(estimate.Score, estimate.ToString());
        },
    };

    private static Dictionary<string, Func<MLContext, IDataView, Outcome>> Numbers { get; } = new()
    {
        ["Sweep of numbers"] = (ml, data) => Of(NumbersOf(ml, data)),
        ["ValidationCurve of numbers"] = (ml, data) =>
        {
            ValidationCurve curve = ml.Regression.ValidationCurve(data, Ridge(ml), _lambda, NumberOptions());
            return new(curve.Points.Min(point => point.Trial.Validation.Mean), curve.ToString());
        },
        ["LearningCurve of numbers"] = (ml, data) => Of(ml.Regression.LearningCurve(data, Ridge(ml), _values, [0.5, 1], NumberOptions())),
        ["NestedCrossValidate of numbers"] = (ml, data) => Of(ml.Regression.NestedCrossValidate(data, Ridge(ml), SweepSearch.Grid(_lambda), 3, options: NumberOptions())),
        ["CheckCanOverfit of numbers"] = (ml, data) => Of(ml.Regression.CheckCanOverfit(data, Ridge(ml).At(ml, _values), "Number", examples: Rows)),
        ["Refit of numbers"] = (ml, data) =>
        {
            SweepResult result = NumbersOf(ml, data);
            IDataView scored = result.Refit(result.Best).Transform(ml.Data.LoadFromEnumerable(Draw(new Random(2), Rows)));
            return new(ml.Regression.Evaluate(scored, "Number").RSquared, result.ToString());
        },
        ["OutOfFold of numbers"] = (ml, data) =>
        {
            SweepResult result = NumbersOf(ml, data);
            return new(ml.Regression.Evaluate(result.OutOfFold(result.Best), "Number").RSquared, result.ToString());
        },
        ["Estimate of numbers"] = (ml, data) =>
        {
            SweepResult result = NumbersOf(ml, ml.Data.LoadFromEnumerable(Draw(new Random(2), Rows)));
            HeldOutEstimate estimate = result.Estimate(result.Refit(result.Best), data);
            return new(estimate.Score, estimate.ToString());
        },
    };

    public static Outcome Run(string name, MLContext ml, IDataView data) => (Classes.GetValueOrDefault(name) ?? Numbers[name])(ml, data);

    /// <summary>Rows that all differ.</summary>
    public static IEnumerable<SourceRow> Draw(Random random, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            int k = random.Next(3);
            float[] features = [10 * k + random.NextSingle(), random.NextSingle()];
            yield return new SourceRow { Label = $"c{k}", Features = features, Number = features[0] - 2 * features[1] };
        }
    }

    private static SweepPipeline Softmax(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label")
        .Append((context, values) => context.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(_lambda)));

    private static SweepPipeline Ridge(MLContext ml) => ml.Transforms.CopyColumns("Copy", "Features")
        .Append((context, values) => context.Regression.Trainers.RidgeRegression("Number", "Copy", l2Regularization: values.Get(_lambda)));

    public static SweepResult SweepOf(MLContext ml, IDataView data, bool together) => ml.MulticlassClassification.Sweep(
        data, Softmax(ml), SweepSearch.Grid(_lambda), new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 3, TrainTogether = together });

    private static SweepResult NumbersOf(MLContext ml, IDataView data) =>
        ml.Regression.Sweep(data, Ridge(ml), SweepSearch.Grid(_lambda), NumberOptions());

    private static MulticlassSweepOptions Options() => new() { Seed = 1, NumberOfFolds = 3 };

    private static RegressionSweepOptions NumberOptions() =>
        new() { Seed = 1, NumberOfFolds = 3, LabelColumnName = "Number", Metric = RegressionMetric.RSquared };

    private static Outcome Of(SweepResult result) => new(result.Best.Validation.Mean, result.ToString());

    private static Outcome Of(LearningCurve curve) => new(curve.Points[^1].Trial.Validation.Mean, curve.ToString());

    private static Outcome Of(NestedResult result) => new(result.Scores.Mean, result.ToString());

    private static Outcome Of(OverfitCheck check) => new(check.Score, check.ToString());

    /// <summary>What came out.</summary>
    /// <param name="Score">The score, at most 1.</param>
    /// <param name="Text">What is said.</param>
    public sealed record Outcome(double Score, string Text);

    public sealed class SourceRow
    {
        public string Label { get; set; } = "";

        public float Number { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
