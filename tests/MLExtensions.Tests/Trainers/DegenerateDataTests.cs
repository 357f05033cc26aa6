using Microsoft.ML;
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
        // One, two and three rows of the classes; biases are centred on 0.
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

    private static Example[] Rows(float feature, params uint[] labels) =>
        [.. labels.Select(label => new Example { Label = label, Features = MadeUpExamples.Vector(feature) })];

    private static FittedLinear Fit(TrainerKind kind, Example[] rows, out string[] warnings)
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        FittedLinear model = FittedLinear.Of(ml.Trainer(kind).Fit(ml.View(rows)));
        warnings = log.Warnings;
        return model;
    }
}
