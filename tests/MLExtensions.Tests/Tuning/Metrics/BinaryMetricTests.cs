using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Tests.Trainers.Binary;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tests.Tuning.Metrics;

[TestClass]
public class BinaryMetricTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static IEnumerable<object[]> Metrics => Enum.GetValues<BinaryMetric>().Select(metric => (object[])[metric]);

    [TestMethod]
    [DynamicData(nameof(Metrics))]
    public void Each_metric_is_that_of_ML_NET_on_the_same_fold_and_the_best_is_best_by_it(BinaryMetric metric)
    {
        SweepResult result = Sweep(new BinarySweepOptions { Metric = metric, TrainTogether = false, Seed = 1, NumberOfFolds = 3 });
        DataOperationsCatalog.TrainTestData[] folds = [.. _ml.Data.CrossValidationSplit(BinarySweeps.Rows(_ml), 3, seed: 1)];
        foreach (SweepTrial trial in result.Trials)
        {
            for (int fold = 0; fold < 3; fold++)
            {
                ITransformer model = BinarySweeps.Logistic(_ml, trial.Values.Get(BinarySweeps.Lambda)).Fit(folds[fold].TrainSet);
                AssertEqual(Value(model.Transform(folds[fold].TestSet), metric), trial.Validation.Folds[fold]);
                AssertEqual(Value(model.Transform(folds[fold].TrainSet), metric), trial.Training.Folds[fold]);
            }
        }

        bool isLoss = metric == BinaryMetric.LogLoss;
        Assert.AreEqual(!isLoss, result.HigherIsBetter);
        Assert.AreEqual(metric.ToString(), result.Metric);
        double[] means = [.. result.Trials.Select(trial => trial.Validation.Mean)];
        CollectionAssert.AreEqual(isLoss ? means.Order().ToArray() : means.OrderDescending().ToArray(), means);

        // Of no row taken for true ML.NET's F1 score is NaN.
        static void AssertEqual(double expected, double actual) => Assert.AreEqual(double.IsNaN(expected) ? 0 : expected, actual, 1e-9);
    }

    [TestMethod]
    [DynamicData(nameof(Metrics))]
    public void Scored_in_memory_a_model_has_the_score_that_ML_NET_gives_it(BinaryMetric metric)
    {
        IDataView data = BinarySweeps.Rows(_ml, 200);
        var scorer = new BinaryScorer("Label", metric);
        foreach (float lambda in (float[])[0.01f, 1f, 1e4f])
        {
            IEstimator<ITransformer> trainer = BinarySweeps.Logistic(_ml, lambda);
            ITransformer model = trainer.Fit(data);
            MetricValue inMemory = scorer.Evaluate(scorer.InMemory(data, (IPenalizedTrainer)trainer, LabelSource.None, default)!(model), perClass: false);
            MetricValue expected = scorer.Evaluate(scorer.Score([model], data), perClass: false);
            Assert.AreEqual(expected.Value, inMemory.Value, 1e-6);
            Assert.AreEqual(expected.LogLoss, inMemory.LogLoss, 1e-6);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Areas_are_those_of_ML_NET_where_scores_are_equal(bool fewScores)
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            var random = new Random(seed);
            bool[] labels = [.. Enumerable.Range(0, 60).Select(_ => random.Next(3) == 0)];
            float[] scores = Array.ConvertAll(labels, label => fewScores ? random.Next(label ? 5 : 4) : random.NextSingle() + (label ? 0.3f : 0));
            if (!labels.Contains(true))
                continue;
            var rows = new ScoredBooleans(labels, scores, Array.ConvertAll(scores, score => score > 0), null, null);
            BinaryClassificationMetrics expected = _ml.BinaryClassification.EvaluateNonCalibrated(ScoredView.Of(rows));
            var tally = new BinaryTally(rows);
            Assert.AreEqual(expected.AreaUnderRocCurve, tally.AreaUnderRocCurve, 1e-12);
            Assert.AreEqual(expected.AreaUnderPrecisionRecallCurve, tally.AreaUnderPrecisionRecallCurve, 1e-12);
            Assert.AreEqual(expected.Accuracy, tally.Accuracy, 1e-12);
            Assert.AreEqual(expected.PositiveRecall, tally.PositiveRecall, 1e-12);
            Assert.AreEqual(expected.NegativeRecall, tally.NegativeRecall, 1e-12);
        }
    }

    [TestMethod]
    public void The_area_under_the_ROC_curve_is_the_Mann_Whitney_statistic_also_where_rows_weigh()
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            ScoredBooleans rows = Draw(seed, 50, row => row % 7 == 0 ? 0 : 0.25 * (row % 5));
            double wins = 0, pairs = 0;
            foreach (int yes in Enumerable.Range(0, 50).Where(row => rows.Labels[row]))
            {
                foreach (int no in Enumerable.Range(0, 50).Where(row => !rows.Labels[row]))
                {
                    double weight = rows.Weight(yes) * rows.Weight(no);
                    pairs += weight;
                    wins += weight * (rows.Scores[yes] > rows.Scores[no] ? 1 : rows.Scores[yes] == rows.Scores[no] ? 0.5 : 0);
                }
            }

            Assert.AreEqual(wins / pairs, new BinaryTally(rows).AreaUnderRocCurve, 1e-12);
        }
    }

    /// <summary>Each row alone is a step of the curve, which is cut off at the lower precision on either side of it.</summary>
    [TestMethod]
    public void The_area_under_precision_and_recall_is_that_of_its_definition_where_rows_weigh()
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            ScoredBooleans rows = Draw(seed, 50, row => row % 7 == 0 ? 0 : 0.25 * (row % 5), distinct: true);
            double area = 0;
            foreach (int own in Enumerable.Range(0, 50).Where(row => rows.Labels[row] && rows.Weight(row) > 0))
            {
                double truesAbove = Sum(row => rows.Labels[row] && rows.Scores[row] > rows.Scores[own]);
                double falsesAbove = Sum(row => !rows.Labels[row] && rows.Scores[row] > rows.Scores[own]);
                double before = truesAbove + falsesAbove == 0 ? 1 : truesAbove / (truesAbove + falsesAbove);
                double behind = (truesAbove + rows.Weight(own)) / (truesAbove + rows.Weight(own) + falsesAbove);
                area += rows.Weight(own) / Sum(row => rows.Labels[row]) * (before + behind) / 2;
            }

            Assert.AreEqual(area, new BinaryTally(rows).AreaUnderPrecisionRecallCurve, 1e-12);

            double Sum(Func<int, bool> counts) => Enumerable.Range(0, 50).Where(counts).Sum(rows.Weight);
        }
    }

    /// <summary>Weights that are whole numbers count like as many rows.</summary>
    [TestMethod]
    [DynamicData(nameof(Metrics))]
    public void A_row_of_weight_two_counts_like_the_row_twice(BinaryMetric metric)
    {
        foreach (int seed in Enumerable.Range(1, 10))
        {
            // Rows of equal score are taken one by one for the area under precision and recall, so that no two scores are equal here.
            ScoredBooleans once = Draw(seed, 40, row => row % 3, distinct: true);
            int[] order = [.. Enumerable.Range(0, 40).SelectMany(row => Enumerable.Repeat(row, row % 3))];
            var repeated = new ScoredBooleans(
                Array.ConvertAll(order, row => once.Labels[row]), Array.ConvertAll(order, row => once.Scores[row]),
                Array.ConvertAll(order, row => once.Predicted[row]), Array.ConvertAll(order, row => once.Probabilities![row]), null);
            var scorer = new BinaryScorer("Label", metric);
            double tolerance = metric == BinaryMetric.AreaUnderPrecisionRecallCurve ? 0.02 : 1e-12;
            Assert.AreEqual(scorer.Evaluate(repeated, perClass: false).Value, scorer.Evaluate(once, perClass: false).Value, tolerance);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Metrics))]
    public void A_guess_knows_the_share_of_rows_that_are_true_and_a_model_without_errors_is_perfect(BinaryMetric metric)
    {
        bool[] labels = [.. Enumerable.Range(0, 100).Select(row => row < 30)];
        float[] perfect = Array.ConvertAll(labels, label => label ? 1f : 0f);
        var rows = new ScoredBooleans(labels, perfect, labels, perfect, null);
        var scorer = new BinaryScorer("Label", metric);
        Assert.AreEqual(scorer.Perfect, scorer.Evaluate(rows, perClass: false).Value, 1e-6);
        double entropy = -(0.3 * Math.Log2(0.3) + 0.7 * Math.Log2(0.7));
        double expected = metric switch
        {
            BinaryMetric.AreaUnderRocCurve => 0.5,
            BinaryMetric.Accuracy or BinaryMetric.NegativePrecision or BinaryMetric.NegativeRecall => 0.7,
            BinaryMetric.F1Score => 0.6 / 1.3,
            BinaryMetric.LogLoss => entropy,
            BinaryMetric.LogLossReduction => 0,
            _ => 0.3,
        };
        Assert.AreEqual(expected, scorer.Guess(rows, rows).Value, 1e-6);
    }

    [TestMethod]
    [DataRow(BinaryMetric.LogLoss)]
    [DataRow(BinaryMetric.LogLossReduction)]
    public void A_metric_of_probabilities_is_refused_for_a_trainer_without_and_not_behind_a_calibrator(BinaryMetric metric)
    {
        foreach (bool together in (bool[])[true, false])
        {
            var options = new BinarySweepOptions { Metric = metric, Seed = 1, TrainTogether = together };
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => _ml.BinaryClassification.Sweep(
                BinarySweeps.Rows(_ml), BinarySweeps.Svm(), SweepSearch.Grid(BinarySweeps.Lambda), options));
            StringAssert.Contains(exception.Message, metric + " takes probabilities, and the output of this pipeline has no column 'Probability'");
            StringAssert.Contains(exception.Message, "Calibrators.Platt");
            SweepResult calibrated = _ml.BinaryClassification.Sweep(
                BinarySweeps.Rows(_ml), BinarySweeps.Svm().Append(_ml.BinaryClassification.Calibrators.Platt()), SweepSearch.Grid(BinarySweeps.Lambda), options);
            Assert.IsNull(calibrated.Trials[^1].Failure);
            Assert.IsTrue(double.IsFinite(calibrated.Best.Validation.Mean));
        }
    }

    [TestMethod]
    public void A_fold_without_one_of_the_labels_is_refused_with_its_number_before_anything_is_fitted()
    {
        BinaryExample[] rows = [.. BinaryExample.Draw(60, 2, seed: 1).OrderBy(row => row.Label)];
        IDataView data = BinaryExample.View(_ml, rows);
        BinarySweepOptions Options(BinaryMetric metric) => new() { Metric = metric, Folds = SweepFolds.InTimeOrder(), NumberOfFolds = 3 };
        string message = Message(BinaryMetric.AreaUnderRocCurve);
        StringAssert.Matches(message, new(@"All rows to train on for fold 1 are false by the column 'Label', so that there is nothing to tell apart\. Take folds that are stratified \(Stratify\), fewer folds"));

        BinaryExample[] few = [.. BinaryExample.Draw(60, 2, seed: 1).Where(row => !row.Label).Take(40), .. BinaryExample.Draw(60, 2, seed: 2).Where(row => row.Label).Take(2)];
        data = BinaryExample.View(_ml, few);
        message = Assert.Throws<InvalidOperationException>(() => Run(new BinarySweepOptions { Seed = 1 })).Message;
        StringAssert.Matches(message, new(@"AreaUnderRocCurve needs rows that are true by the column 'Label', and fold \d has none\. Take folds that are stratified"));
        Assert.IsTrue(double.IsFinite(Run(new BinarySweepOptions { Seed = 1, Metric = BinaryMetric.NegativeRecall }).Best.Validation.Mean));
        Assert.IsTrue(double.IsFinite(Run(new BinarySweepOptions { Seed = 1, NumberOfFolds = 2, Stratify = true }).Best.Validation.Mean));

        string Message(BinaryMetric metric) => Assert.Throws<InvalidOperationException>(() => Run(Options(metric))).Message;
        SweepResult Run(BinarySweepOptions options) => _ml.BinaryClassification.Sweep(data, BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda), options);
    }

    [TestMethod]
    public void A_row_without_an_answer_is_wrong_for_accuracies_and_recalls_and_left_out_elsewhere()
    {
        bool[] labels = [true, true, false, false, true];
        float[] scores = [2, 1, -1, 3, float.NaN];
        var rows = new ScoredBooleans(labels, scores, Array.ConvertAll(scores, score => score > 0), null, null);
        var tally = new BinaryTally(rows);
        Assert.AreEqual(3.0 / 5, tally.Accuracy, 1e-15);
        Assert.AreEqual(2.0 / 3, tally.PositiveRecall, 1e-15);
        Assert.AreEqual(2.0 / 3, tally.PositivePrecision, 1e-15);
        Assert.AreEqual(1.0 / 2, tally.AreaUnderRocCurve, 1e-15);
        Assert.AreEqual(1, rows.Counts.Unanswered);
    }

    [TestMethod]
    public void A_label_that_is_no_Boolean_is_told_with_the_remedy()
    {
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => Sweep(new BinarySweepOptions { LabelColumnName = "Key" })).Message,
            "its label column 'Key' is no Boolean; Conversion.ConvertType or a CustomMapping makes it one.");
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => Sweep(new BinarySweepOptions { LabelColumnName = "Missing" })).Message,
            "there is no column 'Missing' in it");
    }

    [TestMethod]
    public void A_trainer_of_another_task_is_told_once_with_the_catalog_to_call()
    {
        IDataView numbers = SweepExamples.Numbers(), classes = _ml.Classes(), booleans = BinarySweeps.Rows(_ml);
        AssertTold("Regression", "MulticlassClassification", () => _ml.MulticlassClassification.Sweep(numbers, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda)));
        AssertTold("MulticlassClassification", "Regression", () => _ml.Regression.Sweep(classes, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda)));
        AssertTold("MulticlassClassification", "BinaryClassification", () => _ml.BinaryClassification.Sweep(classes, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda)));
        AssertTold("BinaryClassification", "MulticlassClassification", () => _ml.MulticlassClassification.Sweep(booleans, BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda)));
        AssertTold("BinaryClassification", "Regression", () => _ml.Regression.Sweep(booleans, BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda)));

        static void AssertTold(string own, string other, Func<SweepResult> sweep) => StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(sweep).Message,
            $"The pipeline's output cannot be evaluated: it is that of a trainer of mlContext.{own}, and this is a sweep of mlContext.{other}. Call mlContext.{own} instead");
    }

    private BinarySweepResult Sweep(BinarySweepOptions options) =>
        _ml.BinaryClassification.Sweep(BinarySweeps.Rows(_ml), BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda), options);

    private static ScoredBooleans Draw(int seed, int count, Func<int, double> weight, bool distinct = false)
    {
        var random = new Random(seed);
        bool[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0)];
        float[] scores = Array.ConvertAll(labels, label => distinct ? 2 * random.NextSingle() - 1 : random.Next(label ? 5 : 4) - 2f);
        return new ScoredBooleans(
            labels, scores, Array.ConvertAll(scores, score => score > 0), Array.ConvertAll(scores, score => 1 / (1 + MathF.Exp(-score))),
            [.. Enumerable.Range(0, count).Select(weight)]);
    }

    private double Value(IDataView scored, BinaryMetric metric)
    {
        CalibratedBinaryClassificationMetrics metrics = _ml.BinaryClassification.Evaluate(scored);
        return metric switch
        {
            BinaryMetric.AreaUnderRocCurve => metrics.AreaUnderRocCurve,
            BinaryMetric.AreaUnderPrecisionRecallCurve => metrics.AreaUnderPrecisionRecallCurve,
            BinaryMetric.Accuracy => metrics.Accuracy,
            BinaryMetric.F1Score => metrics.F1Score,
            BinaryMetric.PositivePrecision => metrics.PositivePrecision,
            BinaryMetric.PositiveRecall => metrics.PositiveRecall,
            BinaryMetric.NegativePrecision => metrics.NegativePrecision,
            BinaryMetric.NegativeRecall => metrics.NegativeRecall,
            BinaryMetric.LogLoss => metrics.LogLoss,
            _ => metrics.LogLossReduction,
        };
    }
}
