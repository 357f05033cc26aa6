using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Binary;

/// <summary>Logistic regression and the support vector machine of two classes.</summary>
[TestClass]
public class BinaryTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    private BinaryClassificationCatalog.BinaryClassificationTrainers Trainers => _ml.BinaryClassification.Trainers;

    [TestMethod]
    [DataRow(400, 6, 1.0, 0f)]
    [DataRow(400, 6, 0.01, 0f)]
    [DataRow(400, 6, 1e-6, 0f)]
    [DataRow(60, 40, 0.1, 0f)]
    [DataRow(400, 3, 0.1, 1000f)]
    public void Logistic_regression_reaches_its_minimum(int rows, int features, double l2Regularization, float offset)
    {
        BinaryExample[] examples = BinaryExample.Draw(rows, features, seed: 1, offset);
        var progress = new RecordingProgress<TrainingProgress>();
        FittedBinary model = FittedBinary.Of(Trainers.LogisticRegression(new LogisticRegressionTrainer.Options
        {
            L2Regularization = (float)l2Regularization,
            ExampleWeightColumnName = nameof(BinaryExample.Weight),
            ReportDualityGap = true,
            Progress = progress,
        }).Fit(View(examples)));

        double minimum = LogisticNewton.Minimum(examples, (float)l2Regularization);
        double reached = model.LogisticObjective(examples, (float)l2Regularization);
        Assert.IsLessThanOrEqualTo((1 + 1e-4) * minimum, reached);
        Assert.AreEqual(reached, progress.Reports[^1].Objective, 1e-4 * reached);
        Assert.IsLessThan(0.01 * reached, progress.Reports[^1].DualityGap!.Value);
        Assert.IsGreaterThanOrEqualTo((1 - 1e-9) * minimum, progress.Reports[^1].Objective);
    }

    [TestMethod]
    [DataRow(400, 6, 1.0, 1f)]
    [DataRow(400, 6, 0.01, 2f)]
    [DataRow(60, 40, 0.1, 0.5f)]
    public void The_support_vector_machine_is_certified_at_its_own_objective(int rows, int features, double l2Regularization, float margin)
    {
        BinaryExample[] examples = BinaryExample.Draw(rows, features, seed: 2);
        var progress = new RecordingProgress<TrainingProgress>();
        FittedBinary model = FittedBinary.Of(Trainers.SupportVectorMachine(new SupportVectorMachineTrainer.Options
        {
            L2Regularization = (float)l2Regularization,
            Margin = margin,
            ExampleWeightColumnName = nameof(BinaryExample.Weight),
            ReportDualityGap = true,
            Progress = progress,
        }).Fit(View(examples)));

        double reached = model.HingeObjective(examples, (float)l2Regularization, margin);
        Assert.AreEqual(reached, progress.Reports[^1].Objective, 1e-5 * reached);
        Assert.IsLessThan(0.002 * reached, progress.Reports[^1].DualityGap!.Value);

        // The bound holds: no small step from here leads far below it.
        double bound = progress.Reports[^1].Objective - progress.Reports[^1].DualityGap!.Value;
        var random = new Random(3);
        for (int trial = 0; trial < 200; trial++)
        {
            FittedBinary near = new([.. model.Weights.Select(w => w + 0.01f * (random.NextSingle() - 0.5f))], model.Bias + 0.01f * (random.NextSingle() - 0.5f));
            Assert.IsGreaterThanOrEqualTo((1 - 1e-6) * bound, near.HingeObjective(examples, (float)l2Regularization, margin));
        }
    }

    [TestMethod]
    [DataRow(0.3f)]
    [DataRow(0.001f)]
    public void Two_classes_of_the_multiclass_trainers_are_the_same_at_twice_the_penalty(float l2Regularization)
    {
        BinaryExample[] examples = BinaryExample.Draw(300, 5, seed: 4);
        IDataView data = View(examples);
        FittedBinary logistic = FittedBinary.Of(Trainers.LogisticRegression(l2Regularization: l2Regularization).Fit(data));
        FittedBinary machine = FittedBinary.Of(Trainers.SupportVectorMachine(l2Regularization: l2Regularization, margin: 2).Fit(data));
        MulticlassClassificationCatalog.MulticlassClassificationTrainers multiclass = _ml.MulticlassClassification.Trainers;
        FittedLinear softmax = FittedLinear.Of(multiclass.SoftmaxRegression(nameof(BinaryExample.Key), l2Regularization: 2 * l2Regularization).Fit(data));
        FittedLinear joint = FittedLinear.Of(multiclass.MulticlassSvm(nameof(BinaryExample.Key), l2Regularization: 2 * l2Regularization, margin: 2).Fit(data));

        AssertOpposite(softmax, logistic);
        AssertOpposite(joint, machine);

        static void AssertOpposite(FittedLinear classes, FittedBinary one)
        {
            double length = Math.Sqrt(one.Weights.Sum(w => (double)w * w));
            for (int f = 0; f < one.Weights.Length; f++)
            {
                Assert.AreEqual(one.Weights[f], classes.Weights[1][f] - classes.Weights[0][f], 1e-6 * length);
                Assert.AreEqual(0, classes.Weights[1][f] + classes.Weights[0][f], 1e-6 * length);
            }

            Assert.AreEqual(one.Bias, classes.Biases[1] - classes.Biases[0], 1e-6 * (1 + Math.Abs(one.Bias)));
        }
    }

    [TestMethod]
    public void Probabilities_are_logistic_in_the_scores_and_labels_their_signs()
    {
        BinaryExample[] examples = BinaryExample.Draw(200, 4, seed: 5);
        IDataView data = View(examples);
        var model = Trainers.LogisticRegression().Fit(data);
        IDataView predicted = model.Transform(data);
        float[] scores = [.. predicted.GetColumn<float>("Score")];
        float[] probabilities = [.. predicted.GetColumn<float>("Probability")];
        bool[] labels = [.. predicted.GetColumn<bool>("PredictedLabel")];
        FittedBinary fitted = FittedBinary.Of(model);
        for (int i = 0; i < scores.Length; i++)
        {
            Assert.AreEqual(fitted.Score(examples[i]), scores[i], 1e-5);
            Assert.AreEqual(1 / (1 + Math.Exp(-scores[i])), probabilities[i], 1e-6);
            Assert.AreEqual(scores[i] > 0, labels[i]);
        }
    }

    [TestMethod]
    public void The_columns_are_those_of_ML_NET_s_own_trainers()
    {
        IDataView data = View(BinaryExample.Draw(80, 3, seed: 6));
        Compare(Trainers.LbfgsLogisticRegression(), Trainers.LogisticRegression());
        Compare(Trainers.LinearSvm(), Trainers.SupportVectorMachine());

        void Compare(IEstimator<ITransformer> builtIn, IEstimator<ITransformer> own)
        {
            SchemaShape shape = OutputSchemaTests.SchemaShapeOf(data);
            CollectionAssert.AreEqual(OutputSchemaTests.Describe(builtIn.GetOutputSchema(shape)), OutputSchemaTests.Describe(own.GetOutputSchema(shape)));
            CollectionAssert.AreEqual(
                OutputSchemaTests.Describe(builtIn.Fit(data).Transform(data).Schema), OutputSchemaTests.Describe(own.Fit(data).Transform(data).Schema));
        }
    }

    [TestMethod]
    public void What_ML_NET_does_with_models_it_does_with_these()
    {
        BinaryExample[] examples = BinaryExample.Draw(300, 4, seed: 7);
        IDataView data = View(examples);
        var logistic = Trainers.LogisticRegression().Fit(data);
        var machine = Trainers.SupportVectorMachine().Fit(data);

        CalibratedBinaryClassificationMetrics metrics = _ml.BinaryClassification.Evaluate(logistic.Transform(data));
        Assert.IsGreaterThan(0.7, metrics.AreaUnderRocCurve);
        Assert.IsLessThan(1, metrics.LogLoss);
        Assert.IsGreaterThan(0.7, _ml.BinaryClassification.EvaluateNonCalibrated(machine.Transform(data)).AreaUnderRocCurve);
        Assert.HasCount(3, _ml.BinaryClassification.CrossValidate(data, Trainers.LogisticRegression(), numberOfFolds: 3));
        Assert.HasCount(4, _ml.BinaryClassification.PermutationFeatureImportance(logistic, logistic.Transform(data)));

        PredictionEngine<BinaryExample, Prediction> engine =
            _ml.Model.CreatePredictionEngine<BinaryExample, Prediction>(logistic, data.Schema);
        Assert.AreEqual(logistic.Transform(data).GetColumn<float>("Probability").First(), engine.Predict(examples[0]).Probability);

        IDataView scored = machine.Transform(data);
        IDataView calibrated = _ml.BinaryClassification.Calibrators.Platt().Fit(scored).Transform(scored);
        Assert.IsLessThan(1, _ml.BinaryClassification.Evaluate(calibrated).LogLoss);
    }

    [TestMethod]
    public void A_saved_model_loads_and_predicts_the_same_bits()
    {
        IDataView data = View(BinaryExample.Draw(100, 4, seed: 8));
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[Trainers.LogisticRegression(), Trainers.SupportVectorMachine()])
        {
            ITransformer model = trainer.Fit(data);
            using var stream = new MemoryStream();
            _ml.Model.Save(model, data.Schema, stream);
            stream.Position = 0;
            ITransformer loaded = _ml.Model.Load(stream, out _);
            CollectionAssert.AreEqual(model.Transform(data).GetColumn<float>("Score").ToArray(), loaded.Transform(data).GetColumn<float>("Score").ToArray());
        }
    }

    [TestMethod]
    public void Classes_weigh_by_true_and_false_or_balanced()
    {
        BinaryExample[] examples = BinaryExample.Draw(200, 3, seed: 9);
        double ofTrue = examples.Count(row => row.Label), ofFalse = examples.Length - ofTrue;
        FittedBinary byValue = Fit(examples, ClassWeights.ByValue(new Dictionary<bool, float>
        {
            [true] = (float)(examples.Length / (2 * ofTrue)),
            [false] = (float)(examples.Length / (2 * ofFalse)),
        }));
        FittedBinary balanced = Fit(examples, ClassWeights.Balanced);
        FittedBinary plain = Fit(examples, null);
        CollectionAssert.AreEqual(byValue.Weights, balanced.Weights);
        Assert.IsGreaterThan(0.1, balanced.Bias - plain.Bias);

        FittedBinary Fit(BinaryExample[] rows, ClassWeights? weights) =>
            FittedBinary.Of(Trainers.LogisticRegression(new LogisticRegressionTrainer.Options { ClassWeights = weights }).Fit(View(rows)));
    }

    [TestMethod]
    public void Several_penalties_train_together_as_each_by_itself()
    {
        BinaryExample[] examples = BinaryExample.Draw(500, 8, seed: 10);
        float[] penalties = [1e-4f, 0.01f, 1, 100];
        Check(penalty => Trainers.LogisticRegression(l2Regularization: penalty), (model, penalty) => model.LogisticObjective(Unweighted(), penalty));
        Check(penalty => Trainers.SupportVectorMachine(l2Regularization: penalty), (model, penalty) => model.HingeObjective(Unweighted(), penalty, 1));

        IEnumerable<BinaryExample> Unweighted() => examples.Select(row => new BinaryExample { Label = row.Label, Features = row.Features });

        void Check(Func<float, IEstimator<ITransformer>> trainer, Func<FittedBinary, double, double> objective)
        {
            IReadOnlyList<ITransformer> together = ((IPenalizedTrainer)trainer(1)).FitAll(View(examples), penalties, numberOfThreads: 2, CancellationToken.None);
            for (int i = 0; i < penalties.Length; i++)
            {
                double alone = objective(FittedBinary.Of(trainer(penalties[i]).Fit(View(examples))), penalties[i]);
                Assert.AreEqual(alone, objective(FittedBinary.Of(together[i]), penalties[i]), 0.005 * alone);
            }
        }
    }

    [TestMethod]
    public void Large_data_in_single_precision_come_near_the_minimum_with_one_vector()
    {
        // Beyond ten million entries × classes, and more than 128 columns.
        BinaryExample[] examples = BinaryExample.Draw(26_000, 200, seed: 11);
        IDataView data = View(examples);
        var progress = new RecordingProgress<TrainingProgress>();
        FittedBinary model = FittedBinary.Of(Trainers.LogisticRegression(new LogisticRegressionTrainer.Options
        {
            L2Regularization = 1,
            ExampleWeightColumnName = nameof(BinaryExample.Weight),
            ReportDualityGap = true,
            Progress = progress,
        }).Fit(data));
        double reached = model.LogisticObjective(examples, 1);
        Assert.AreEqual(reached, progress.Reports[^1].Objective, 1e-4 * reached);
        Assert.IsLessThan(0.005 * reached, progress.Reports[^1].DualityGap!.Value);
    }

    [TestMethod]
    public void A_label_of_another_type_and_a_margin_out_of_range_are_refused()
    {
        IDataView data = View(BinaryExample.Draw(20, 2, seed: 12));
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Trainers.LogisticRegression(nameof(BinaryExample.Key)).Fit(data));
        StringAssert.Contains(error.Message, "Boolean");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainers.SupportVectorMachine(margin: 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainers.SupportVectorMachine(l2Regularization: -1));
    }

    [TestMethod]
    public void Rows_of_one_class_alone_give_that_class()
    {
        BinaryExample[] examples = [.. BinaryExample.Draw(50, 3, seed: 13).Select(row => new BinaryExample { Label = true, Features = row.Features })];
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[Trainers.LogisticRegression(), Trainers.SupportVectorMachine()])
        {
            IDataView predicted = trainer.Fit(View(examples)).Transform(View(examples));
            Assert.IsTrue(predicted.GetColumn<bool>("PredictedLabel").All(label => label));
            Assert.IsTrue(predicted.GetColumn<float>("Score").All(float.IsFinite));
        }
    }

    private IDataView View(IReadOnlyList<BinaryExample> rows) => BinaryExample.View(_ml, rows);

    private sealed class Prediction
    {
        public float Probability { get; set; }
    }
}
