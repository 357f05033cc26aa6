using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Data that leave little to learn, or that single precision can hardly hold.</summary>
[TestClass]
public class DegenerateDataTests
{
    [TestMethod]
    [DataRow(0f)]
    [DataRow(5f)]
    [DataRow(1e-30f)]
    [DataRow(3e30f)]
    public void Constant_features_leave_the_logarithms_of_the_class_frequencies(float constant)
    {
        // One, two and three rows of the classes; biases are centered on 0.
        FittedLinear model = Fit(TrainerKind.SoftmaxRegression, Rows(constant, 0, 1, 1, 2, 2, 2), out string[] warnings);
        double mean = (Math.Log(1) + Math.Log(2) + Math.Log(3)) / 3;
        for (int k = 0; k < 3; k++)
        {
            Assert.AreEqual(0, model.Weights[k][0] * constant, 1e-6);
            Assert.AreEqual(Math.Log(k + 1) - mean, model.Biases[k], 1e-3);
        }

        Assert.IsEmpty(warnings);
    }

    [TestMethod]
    [EachTrainer]
    public void One_row_and_one_class_of_several_are_enough(TrainerKind kind)
    {
        foreach (Example[] rows in (Example[][])[Rows(2f, 1), Rows(2f, 1, 1)])
        {
            FittedLinear model = Fit(kind, rows, out string[] warnings);
            Assert.AreEqual(1, Array.IndexOf(model.Biases, model.Biases.Max()));
            Assert.IsTrue(model.Biases.All(float.IsFinite));
            Assert.IsEmpty(warnings);
        }
    }

    [TestMethod]
    [EachTrainer]
    public void Biases_average_zero(TrainerKind kind)
    {
        FittedLinear model = Fit(kind, MadeUpExamples.Draw(200, 5, seed: 1), out _);
        Assert.AreEqual(0, model.Biases.Average(), 1e-6);
    }

    [TestMethod]
    [EachTrainer]
    public void The_largest_finite_features_give_finite_models(TrainerKind kind)
    {
        Example[] rows = Rows(1f, 0, 1, 2, 0, 1, 2);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = rows[i] with { Features = MadeUpExamples.Vector(i % 3 == 0 ? float.MaxValue : -float.MaxValue / (i + 1), i) };
        FittedLinear model = Fit(kind, rows, out _);
        Assert.IsTrue(model.Weights.All(row => row.All(float.IsFinite)));
        Assert.IsTrue(model.Biases.All(float.IsFinite));
    }

    [TestMethod]
    [EachTrainer(1e37f)]
    [EachTrainer(1e38f)]
    [EachTrainer(-1e38f)]
    [EachTrainer(float.MaxValue)]
    public void A_huge_constant_changes_nothing(TrainerKind kind, float constant)
    {
        Example[] rows = MadeUpExamples.Draw(90, 5, seed: 3);
        FittedLinear expected = Fit(kind, rows, out _);
        FittedLinear actual = Fit(kind, Beside(rows, _ => constant), out string[] warnings);
        Assert.IsTrue(actual.Weights.All(row => row[^1] == 0));
        Assert.IsEmpty(warnings);
        AssertClose(expected, actual);
    }

    [TestMethod]
    [EachTrainer(1e-40f, true)]
    [EachTrainer(1e-40f, false)]
    [EachTrainer(float.Epsilon, true)]
    [EachTrainer(float.Epsilon, false)]
    public void Without_a_penalty_a_subnormal_column_gets_no_weight(TrainerKind kind, float size, bool isSparse)
    {
        Example[] rows = MadeUpExamples.Draw(90, 5, seed: 3);
        if (isSparse)
            rows = [.. rows.Select(row => row with { Features = new VBuffer<float>(80, 5, [.. row.Features.DenseValues()], [0, 1, 2, 3, 4]) })];
        FittedLinear expected = Fit(kind, rows, out _, l2: 0);
        Example[] beside = isSparse
            ? [.. rows.Select((row, i) => row with { Features = new VBuffer<float>(81, 6, [.. row.Features.GetValues(), size * (i % 3)], [0, 1, 2, 3, 4, 80]) })]
            : Beside(rows, i => size * (i % 3));
        FittedLinear actual = Fit(kind, beside, out string[] warnings, l2: 0);
        Assert.IsTrue(actual.Weights.All(row => row[^1] == 0));
        Assert.IsEmpty(warnings);
        AssertClose(expected, actual);
    }

    private static Example[] Rows(float feature, params uint[] labels) =>
        [.. labels.Select(label => new Example { Label = label, Features = MadeUpExamples.Vector(feature) })];

    private static Example[] Beside(Example[] rows, Func<int, float> feature) =>
        [.. rows.Select((row, i) => row with { Features = MadeUpExamples.Vector([.. row.Features.DenseValues(), feature(i)]) })];

    private static void AssertClose(FittedLinear expected, FittedLinear actual)
    {
        for (int k = 0; k < expected.Weights.Length; k++)
        {
            for (int f = 0; f < expected.Weights[k].Length; f++)
                Assert.AreEqual(expected.Weights[k][f], actual.Weights[k][f], 0.02, $"weight {k}, {f}");
        }
    }

    private static FittedLinear Fit(TrainerKind kind, Example[] rows, out string[] warnings, float? l2 = null)
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        FittedLinear model = FittedLinear.Of(ml.Trainer(kind, options => options.L2Regularization = l2 ?? options.L2Regularization).Fit(ml.View(rows)));
        warnings = log.Warnings;
        return model;
    }
}
