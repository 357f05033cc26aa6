using System.Globalization;
using Microsoft.ML;
using MLExtensions.Reference;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning;

/// <summary>A sweep gives what a plain loop over ML.NET's folds, Fit and Evaluate gives.</summary>
[TestClass]
public class IndependentLoopTests
{
    private const int Folds = 5;
    private const int Seed = 7;

    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.01f, 1000f, count: 13);

    private readonly MLContext _ml = new(seed: 1);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [EachTrainer]
    public void On_digits_the_scores_are_those_of_the_loop_and_together_about_as_high(TrainerKind kind) => AssertLikeTheLoop(kind, Digits(120), rows: 120);

    [TestMethod]
    [EachTrainer]
    public void So_they_are_on_letters(TrainerKind kind)
    {
        if (SharedData.Folder is null)
            Assert.Inconclusive("This needs the folder ../shared/data beside the repository.");
        AssertLikeTheLoop(kind, Letters(150), rows: 150);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Ridge_regression_is_that_of_the_loop_together_as_well(bool together)
    {
        IDataView data = SweepExamples.Numbers();
        SweepResult result = _ml.Regression.Sweep(
            data, SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(_lambda))),
            SweepSearch.Grid(_lambda), new RegressionSweepOptions { Seed = Seed, TrainTogether = together });
        DataOperationsCatalog.TrainTestData[] folds = [.. _ml.Data.CrossValidationSplit(data, Folds, seed: Seed)];
        foreach (SweepTrial trial in result.Trials)
        {
            RidgeRegressionTrainer trainer = _ml.Regression.Trainers.RidgeRegression(l2Regularization: trial.Values.Get(_lambda));
            double[] scores = [.. folds.Select(fold =>
                _ml.Regression.Evaluate(trainer.Fit(fold.TrainSet).Transform(fold.TestSet)).RootMeanSquaredError)];
            CollectionAssert.AreEqual(scores, trial.Validation.Folds.ToArray());
        }

        Assert.AreEqual(result.Trials.MinBy(trial => trial.Validation.Mean), result.Best);
    }

    [TestMethod]
    public void Nearest_neighbors_are_those_of_the_loop()
    {
        IDataView data = _ml.Classes();
        SweepParameter<int> neighbors = SweepParameter.Linear("k", 1, 7, count: 4, Simpler.Larger);
        SweepResult result = _ml.MulticlassClassification.Sweep(
            data,
            SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: values.Get(neighbors))),
            SweepSearch.Grid(neighbors), new MulticlassSweepOptions { Seed = Seed });
        DataOperationsCatalog.TrainTestData[] folds = [.. _ml.Data.CrossValidationSplit(data, Folds, seed: Seed)];
        foreach (SweepTrial trial in result.Trials)
        {
            NearestNeighborsTrainer trainer = _ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: trial.Values.Get(neighbors));
            double[] scores = [.. folds.Select(fold =>
                _ml.MulticlassClassification.Evaluate(trainer.Fit(fold.TrainSet).Transform(fold.TestSet)).MicroAccuracy)];
            CollectionAssert.AreEqual(scores, trial.Validation.Folds.ToArray(), trial.Failure?.Message);
        }
    }

    private void AssertLikeTheLoop(TrainerKind kind, IDataView data, int rows)
    {
        Dictionary<float, double> expected = Loop(kind, data);
        SweepResult alone = Sweep(kind, data, together: false);
        foreach (SweepTrial trial in alone.Trials)
            Assert.AreEqual(expected[trial.Values.Get(_lambda)], trial.Validation.Mean, 1e-12);
        Assert.AreEqual(expected.MaxBy(pair => pair.Value).Key, alone.Best.Values.Get(_lambda));

        // Where rows are as few, one that is classified otherwise is a quarter of a standard error already.
        foreach (SweepTrial trial in Sweep(kind, data, together: true).Trials)
        {
            double difference = trial.Validation.Mean - expected[trial.Values.Get(_lambda)];
            TestContext.WriteLine($"{trial}, {difference:F4} from that alone");
            Assert.IsInRange(-Limit(trial), Limit(trial), difference);
        }

        double Limit(SweepTrial trial) => trial.Validation.StandardError / 4 + 2.0 / rows;
    }

    private SweepResult Sweep(TrainerKind kind, IDataView data, bool together) => _ml.MulticlassClassification.Sweep(
        data, SweepPipeline.Create((ml, values) => Trainer(ml, kind, values.Get(_lambda))), SweepSearch.Grid(_lambda),
        new MulticlassSweepOptions { Seed = Seed, TrainTogether = together });

    private Dictionary<float, double> Loop(TrainerKind kind, IDataView data)
    {
        DataOperationsCatalog.TrainTestData[] folds = [.. _ml.Data.CrossValidationSplit(data, Folds, seed: Seed)];
        return _lambda.Grid.ToDictionary(lambda => lambda, lambda => folds.Average(fold =>
            _ml.MulticlassClassification.Evaluate(Trainer(_ml, kind, lambda).Fit(fold.TrainSet).Transform(fold.TestSet)).MicroAccuracy));
    }

    private static IEstimator<ITransformer> Trainer(MLContext ml, TrainerKind kind, float lambda) => ml.Trainer(kind, options =>
    {
        options.L2Regularization = lambda;
        options.Seed = 1;
    });

    private IDataView Digits(int count)
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(Optdigits.Train(count));
        return _ml.Data.Cache(_ml.Transforms.Conversion.MapValueToKey("Label", "Number").Fit(rows).Transform(rows));
    }

    private IDataView Letters(int count)
    {
        string[][] rows = [.. File.ReadLines(SharedData.PathOf("letter.train.csv")).Take(count).Select(line => line.Split(','))];
        List<string> names = [.. rows.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal)];
        return new ReferenceData(
            "letter",
            Array.ConvertAll(rows, row => names.IndexOf(row[0])),
            Array.ConvertAll(rows, row => MadeUpExamples.Vector(Array.ConvertAll(row[1..], field => float.Parse(field, CultureInfo.InvariantCulture)))))
            .ToDataView(_ml);
    }
}
