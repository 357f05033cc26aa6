using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning;

/// <summary>Scores count rows by their weights where they are asked to, and nowhere else.</summary>
[TestClass]
public class WeightedScoreTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Every_metric_of_classes_equals_a_hand_computation(bool together)
    {
        SweepResult result = Sweep(new MulticlassSweepOptions
        {
            AlsoReport = Enum.GetValues<MulticlassMetric>(),
            TopKPredictionCount = 2,
            ExampleWeightColumnName = "Weight",
            Seed = 1,
            TrainTogether = together,
            PerClass = true,
        });
        foreach (SweepTrial trial in result.Trials)
        {
            Row[][] folds = Folds(result.OutOfFold(trial));
            for (int fold = 0; fold < folds.Length; fold++)
            {
                Row[] rows = folds[fold];
                double Share(IEnumerable<Row> some, Func<Row, bool> counts) => some.Where(counts).Sum(row => row.Weight) / some.Sum(row => row.Weight);
                IGrouping<uint, Row>[] classes = [.. rows.GroupBy(row => row.Label)];
                double logLoss = rows.Sum(row => -row.Weight * Math.Log(row.Score[row.Label - 1])) / rows.Sum(row => row.Weight);
                double entropy = -classes.Sum(some => Share(rows, row => row.Label == some.Key) * Math.Log(Share(rows, row => row.Label == some.Key)));
                double tolerance = together ? 0.02 : 1e-6;
                Assert.AreEqual(Share(rows, IsRight), trial.Validation.Folds[fold], together ? 0.1 : 1e-9);
                AssertReported("MacroAccuracy", classes.Average(some => Share(some, IsRight)), together ? 0.1 : 1e-9);
                AssertReported("LogLoss", logLoss, tolerance);
                AssertReported("LogLossReduction", (entropy - logLoss) / entropy, tolerance);
                AssertReported("Top2Accuracy", Share(rows, row => row.Score.Count(score => score > row.Score[row.Label - 1]) < 2), together ? 0.1 : 1e-9);

                void AssertReported(string metric, double expected, double delta) =>
                    Assert.AreEqual(expected, trial.Reported[metric].Folds[fold], delta, metric);
            }
        }

        static bool IsRight(Row row) => Array.IndexOf(row.Score, row.Score.Max()) == row.Label - 1;
    }

    [TestMethod]
    public void Every_metric_of_numbers_equals_a_hand_computation()
    {
        (SweepResult result, IDataView data) = SweepNumbers("Weight", "Weight", Enum.GetValues<RegressionMetric>());
        float[] weights = [.. data.GetColumn<float>("Weight")];
        foreach (SweepTrial trial in result.Trials)
        {
            IDataView predictions = result.OutOfFold(trial);
            (int Fold, double Weight, double Label, double Score)[] rows =
            [
                .. predictions.GetColumn<int>("Fold").Zip(predictions.GetColumn<float>("Weight"), predictions.GetColumn<float>("Label"))
                    .Zip(predictions.GetColumn<float>("Score"), (row, score) => (row.First, (double)row.Second, (double)row.Third, (double)score)),
            ];
            CollectionAssert.AreEqual(weights, Array.ConvertAll(rows, row => (float)row.Weight));
            for (int fold = 1; fold <= 5; fold++)
            {
                int number = fold;
                var own = Array.FindAll(rows, row => row.Fold == number);
                double total = own.Sum(row => row.Weight);
                double mean = own.Sum(row => row.Weight * row.Label) / total;
                double squares = own.Sum(row => row.Weight * (row.Score - row.Label) * (row.Score - row.Label)) / total;
                Assert.AreEqual(Math.Sqrt(squares), trial.Validation.Folds[fold - 1], 1e-9);
                Assert.AreEqual(squares, trial.Reported["MeanSquaredError"].Folds[fold - 1], 1e-9);
                Assert.AreEqual(own.Sum(row => row.Weight * Math.Abs(row.Score - row.Label)) / total, trial.Reported["MeanAbsoluteError"].Folds[fold - 1], 1e-9);
                Assert.AreEqual(1 - squares * total / own.Sum(row => row.Weight * (row.Label - mean) * (row.Label - mean)), trial.Reported["RSquared"].Folds[fold - 1], 1e-9);
            }
        }
    }

    /// <summary>Two thirds of the rows weigh nothing, and say the opposite of the others.</summary>
    [TestMethod]
    public void A_sweep_with_the_weights_of_its_trainer_chooses_as_on_the_rows_that_count()
    {
        (SweepResult weighted, IDataView data) = SweepNumbers("Weight", "Weight");
        (SweepResult unweighted, _) = SweepNumbers("Weight", null);
        float[] lambdas = [.. Penalty.Grid];
        float best = _ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options { ExampleWeightColumnName = "Weight" })
            .LeaveOneOut(data, lambdas).MinBy(choice => choice.LeaveOneOutError)!.L2Regularization;
        Assert.AreEqual(best, weighted.Best.Values.Get(Penalty));
        Assert.IsLessThan(1, weighted.Best.Validation.Mean);
        Assert.IsLessThan(weighted.Guess.Mean, weighted.Best.Validation.Mean);
        Assert.AreEqual(lambdas[^1], unweighted.Best.Values.Get(Penalty));
    }

    [TestMethod]
    public void A_weight_of_2_counts_like_the_row_twice_also_in_an_estimate_and_in_a_metric_of_ones_own()
    {
        var own = new CustomMetric("Own", higherIsBetter: true, rows =>
            rows.GetColumn<uint>("Label").Zip(rows.GetColumn<uint>("PredictedLabel"), rows.GetColumn<float>("Weight")).Sum(row => row.First == row.Second ? row.Third : 0)
            / rows.GetColumn<float>("Weight").Sum());
        Example[] examples = MadeUpExamples.Draw(90, features: 4, seed: 2);
        Example[] twice = [.. examples.SelectMany((example, i) => Enumerable.Repeat(example with { Weight = 1 }, 1 + i % 2))];
        Example[] weighted = [.. examples.Select((example, i) => example with { Weight = 1 + i % 2 })];
        foreach (CustomMetric? metric in new[] { null, own })
        {
            SweepResult result = Sweep(new MulticlassSweepOptions { CustomMetric = metric, ExampleWeightColumnName = "Weight", Seed = 1 });
            ITransformer model = result.Refit(result.Best);
            Assert.AreEqual(result.Estimate(model, _ml.View(twice)).Score, result.Estimate(model, _ml.View(weighted)).Score, 1e-9);
        }
    }

    [TestMethod]
    public void A_weight_column_that_is_not_there_and_negative_weights_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Sweep(new MulticlassSweepOptions { ExampleWeightColumnName = "" }));
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => Sweep(new MulticlassSweepOptions { ExampleWeightColumnName = "Nowhere", Seed = 1 })).Message,
            "Could not find weight column 'Nowhere'");
    }

    private static SweepParameter<float> Penalty { get; } = SweepParameter.L2Regularization(0.1f, 10_000, 6);

    private SweepResult Sweep(MulticlassSweepOptions options)
    {
        Example[] examples = [.. MadeUpExamples.Draw(90, features: 4, seed: 1).Select((example, i) => example with { Weight = 0.5f * (1 + i % 4) })];
        return _ml.MulticlassClassification.Sweep(_ml.View(examples), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), options);
    }

    private (SweepResult Result, IDataView Data) SweepNumbers(string trainerWeights, string? scoreWeights, RegressionMetric[]? also = null)
    {
        var random = new Random(1);
        float[][] x = [.. Enumerable.Range(0, 300).Select(_ => new[] { random.NextSingle() - 0.5f, random.NextSingle() })];
        float[] y = [.. x.Select((row, i) => (i % 3 == 0 ? 10 : -30) * row[0] + random.NextSingle())];
        IDataView data = new MemoryView(x.Length)
            .Add("Label", NumberDataViewType.Single, row => y[row])
            .Add("Weight", NumberDataViewType.Single, row => row % 3 == 0 ? 1f + row % 2 : 0)
            .AddVectors("Features", NumberDataViewType.Single, 2, row => x[row]);
        SweepResult result = _ml.Regression.Sweep(
            data,
            SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options { L2Regularization = values.Get(Penalty), ExampleWeightColumnName = trainerWeights })),
            SweepSearch.Grid(Penalty), new RegressionSweepOptions { AlsoReport = also ?? [], ExampleWeightColumnName = scoreWeights, Seed = 1 });
        return (result, data);
    }

    private static Row[][] Folds(IDataView predictions) =>
    [
        .. predictions.GetColumn<int>("Fold").Zip(predictions.GetColumn<uint>("Label"), predictions.GetColumn<float>("Weight"))
            .Zip(predictions.GetColumn<float[]>("Score"), (row, score) => (row.First, new Row(row.Second, row.Third, score)))
            .GroupBy(pair => pair.First, pair => pair.Item2).OrderBy(fold => fold.Key).Select(fold => fold.ToArray()),
    ];

    private sealed record Row(uint Label, double Weight, float[] Score);
}
