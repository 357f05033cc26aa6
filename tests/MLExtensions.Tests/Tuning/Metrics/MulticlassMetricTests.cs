using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tests.Tuning.Metrics;

[TestClass]
public class MulticlassMetricTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.1f, 1000f, count: 3);

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(MulticlassMetric.MicroAccuracy)]
    [DataRow(MulticlassMetric.MacroAccuracy)]
    [DataRow(MulticlassMetric.LogLoss)]
    [DataRow(MulticlassMetric.LogLossReduction)]
    [DataRow(MulticlassMetric.TopKAccuracy)]
    public void Each_metric_is_that_of_ML_NET_on_the_same_fold_and_the_best_is_best_by_it(MulticlassMetric metric)
    {
        SweepResult result = Sweep(metric, together: false);
        DataOperationsCatalog.TrainTestData[] folds = [.. _ml.Data.CrossValidationSplit(_ml.Classes(), 3, seed: 1)];
        foreach (SweepTrial trial in result.Trials)
        {
            for (int fold = 0; fold < 3; fold++)
            {
                ITransformer model = SweepExamples.Softmax(_ml, trial.Values.Get(_lambda)).Fit(folds[fold].TrainSet);
                Assert.AreEqual(Value(model, folds[fold].TestSet, metric), trial.Validation.Folds[fold], 1e-12);
                Assert.AreEqual(Value(model, folds[fold].TrainSet, metric), trial.Training.Folds[fold], 1e-12);
            }
        }

        bool isLoss = metric == MulticlassMetric.LogLoss;
        Assert.AreEqual(!isLoss, result.HigherIsBetter);
        Assert.AreEqual(metric == MulticlassMetric.TopKAccuracy ? "Top2Accuracy" : metric.ToString(), result.Metric);
        double[] means = [.. result.Trials.Select(trial => trial.Validation.Mean)];
        Assert.AreEqual(isLoss ? means.Min() : means.Max(), result.Best.Validation.Mean);
        CollectionAssert.AreEqual(isLoss ? means.Order().ToArray() : means.OrderDescending().ToArray(), means);
    }

    [TestMethod]
    [DataRow(MulticlassMetric.MicroAccuracy)]
    [DataRow(MulticlassMetric.MacroAccuracy)]
    [DataRow(MulticlassMetric.LogLoss)]
    [DataRow(MulticlassMetric.LogLossReduction)]
    [DataRow(MulticlassMetric.TopKAccuracy)]
    public void Scored_in_memory_a_model_has_the_score_that_ML_NET_gives_it(MulticlassMetric metric)
    {
        IDataView data = _ml.Classes(200);
        var scorer = new MulticlassScorer("Label", metric, topK: 2);
        foreach (float lambda in (float[])[0.01f, 1f, 1e4f])
        {
            IEstimator<ITransformer> trainer = SweepExamples.Softmax(_ml, lambda);
            ITransformer model = trainer.Fit(data);
            MetricValue inMemory = scorer.Evaluate(scorer.InMemory(data, (IPenalizedTrainer)trainer, LabelSource.None, default)!(model), perClass: true);
            MetricValue expected = scorer.Evaluate(scorer.Score([model], data), perClass: true);
            Assert.AreEqual(expected.Value, inMemory.Value, 1e-6);
            Assert.HasCount(3, inMemory.PerClass!);
            foreach ((string name, double value) in expected.PerClass!)
                Assert.AreEqual(value, inMemory.PerClass![name], 1e-6);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Scores_of_each_class_are_kept_where_asked_for(bool together)
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(80));
        SweepResult result = _ml.MulticlassClassification.Sweep(
            digits,
            _ml.Transforms.Conversion.MapValueToKey("Label", "IsEven").Append((ml, values) => SweepExamples.Softmax(ml, values.Get(_lambda))),
            SweepSearch.Grid(_lambda),
            new MulticlassSweepOptions { PerClass = true, Seed = 1, NumberOfFolds = 3, TrainTogether = together });
        foreach (SweepTrial trial in result.Trials)
        {
            CollectionAssert.AreEquivalent(new[] { "True", "False" }, trial.ValidationPerClass.Keys.ToArray());
            Assert.HasCount(3, trial.TrainingPerClass["True"].Folds);
            double[] recalls = [.. trial.ValidationPerClass.Values.Select(scores => scores.Mean)];
            Assert.IsInRange(recalls.Min() - 0.05, recalls.Max() + 0.05, trial.Validation.Mean);
        }

        Assert.IsEmpty(Sweep(MulticlassMetric.MicroAccuracy, together).Best.ValidationPerClass);
    }

    [TestMethod]
    [DataRow(MulticlassMetric.LogLoss)]
    [DataRow(MulticlassMetric.LogLossReduction)]
    public void Log_loss_of_margins_is_refused_with_the_reason(MulticlassMetric metric)
    {
        foreach (bool together in (bool[])[true, false])
        {
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
                _ml.Classes(), SweepExamples.Svm(), SweepSearch.Grid(SweepExamples.Lambda),
                new MulticlassSweepOptions { Metric = metric, Seed = 1, TrainTogether = together }));
            StringAssert.Contains(exception.Message, metric + " takes probabilities, and the scores of this pipeline are none");
            StringAssert.Contains(exception.Message, "support vector machine");
        }
    }

    [TestMethod]
    public void A_label_that_is_no_key_is_told_with_the_remedy()
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(40));
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
                digits,
                _ml.Transforms.Conversion.MapValueToKey("Key", "Number").Append((ml, values) =>
                    ml.MulticlassClassification.Trainers.SoftmaxRegression("Key", l2Regularization: values.Get(_lambda))),
                SweepSearch.Grid(_lambda), new MulticlassSweepOptions { LabelColumnName = "Number", NumberOfFolds = 2, Seed = 1 })).Message,
            "its label column 'Number' is no key; MapValueToKey makes one.");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_follows_the_predictions_does_not_change_their_scores(bool together)
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(60));
        SweepPipeline plain = _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Append((ml, values) => SweepExamples.Softmax(ml, values.Get(_lambda)));
        SweepPipeline mapped = plain.Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Append(_ml.Transforms.DropColumns("Features"));
        var options = new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 3, TrainTogether = together };
        SweepResult result = _ml.MulticlassClassification.Sweep(digits, mapped, SweepSearch.Grid(_lambda), options);
        CollectionAssert.AreEqual(
            _ml.MulticlassClassification.Sweep(digits, plain, SweepSearch.Grid(_lambda), options).Scores(), result.Scores());
        Assert.IsNull(result.Trials[^1].Failure);
        string[] predicted = [.. result.Refit(result.Best).Transform(digits).GetColumn<string>("PredictedLabel")];
        CollectionAssert.Contains(predicted, "seven");
    }

    [TestMethod]
    public void A_guess_is_the_most_frequent_class_or_the_frequencies()
    {
        ScoredClasses rows = MadeUpRows.Classes([.. Enumerable.Range(0, 60).Select(i => i % 6 == 0 ? 1 : i % 6 == 1 ? 2 : 0)], [.. Enumerable.Repeat(new float[3], 60)]);
        Assert.AreEqual(4 / 6.0, new MulticlassScorer("Label", MulticlassMetric.MicroAccuracy, 3).Guess(rows, rows).Value, 1e-12);
        double entropy = -(4 / 6.0 * Math.Log(4 / 6.0) + 2 / 6.0 * Math.Log(1 / 6.0));
        Assert.AreEqual(entropy, new MulticlassScorer("Label", MulticlassMetric.LogLoss, 3).Guess(rows, rows).Value, 1e-12);
        Assert.AreEqual(0, new MulticlassScorer("Label", MulticlassMetric.LogLossReduction, 3).Guess(rows, rows).Value, 1e-12);
        Assert.AreEqual(5 / 6.0, new MulticlassScorer("Label", MulticlassMetric.TopKAccuracy, 2).Guess(rows, rows).Value, 1e-12);
    }

    [TestMethod]
    public void Options_out_of_their_ranges_are_refused()
    {
        AssertRefused("NumberOfFolds", new MulticlassSweepOptions { NumberOfFolds = 1 });
        AssertRefused("NumberOfThreads", new MulticlassSweepOptions { NumberOfThreads = 0 });
        AssertRefused("TopKPredictionCount", new MulticlassSweepOptions { TopKPredictionCount = 0 });
        AssertRefused("Metric", new MulticlassSweepOptions { Metric = (MulticlassMetric)9 });

        void AssertRefused(string name, MulticlassSweepOptions options) => StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Sweep(
                _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), options)).Message,
            name);
    }

    private SweepResult Sweep(MulticlassMetric metric, bool together) => _ml.MulticlassClassification.Sweep(
        _ml.Classes(), SweepPipeline.Create((ml, values) => SweepExamples.Softmax(ml, values.Get(_lambda))), SweepSearch.Grid(_lambda),
        new MulticlassSweepOptions { Metric = metric, TopKPredictionCount = 2, Seed = 1, NumberOfFolds = 3, TrainTogether = together });

    private double Value(ITransformer model, IDataView data, MulticlassMetric metric)
    {
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(model.Transform(data), topKPredictionCount: 2);
        return metric switch
        {
            MulticlassMetric.MicroAccuracy => metrics.MicroAccuracy,
            MulticlassMetric.MacroAccuracy => metrics.MacroAccuracy,
            MulticlassMetric.LogLoss => metrics.LogLoss,
            MulticlassMetric.LogLossReduction => metrics.LogLossReduction,
            _ => metrics.TopKAccuracy,
        };
    }
}
