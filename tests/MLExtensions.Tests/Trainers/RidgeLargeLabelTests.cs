using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tests.Tuning;
using MLExtensions.Views;

namespace MLExtensions.Tests.Trainers;

/// <summary>Labels near the largest number of single precision: a model that holds, or a message that says what to do.</summary>
[TestClass]
public class RidgeLargeLabelTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(RidgeSolver.Automatic)]
    [DataRow(RidgeSolver.Exact)]
    [DataRow(RidgeSolver.Descent)]
    public void Labels_farther_apart_than_single_precision_reaches_are_refused(RidgeSolver solver)
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => Fit(Labels(3e38f), solver)).Message,
            "The labels in the column 'Label' reach from -3E+38 to 3E+38, farther than the largest number of single precision, 3.4E+38, so that predictions of some would be infinite. Divide the labels by a large number");
        Assert.IsTrue(double.IsFinite(Fit(Labels(1e38f), solver)));
        Assert.AreEqual(float.MaxValue, Fit(Labels(float.MaxValue, other: float.MaxValue), solver), 1e32);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_sweep_and_leaving_one_out_say_the_same(bool together)
    {
        string message = Assert.Throws<InvalidOperationException>(() => _ml.Regression.Sweep(
            Labels(3e38f), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1, TrainTogether = together }).Best).Message;
        StringAssert.Contains(message, "The labels in the column 'Label' reach from -3E+38 to 3E+38");
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Regression.Trainers.RidgeRegression().LeaveOneOut(Labels(3e38f), [1f]));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Weights_beyond_single_precision_are_told_however_the_minimum_is_approached(bool early)
    {
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options
        {
            L2Regularization = 0,
            Solver = RidgeSolver.Descent,
            EarlyStopping = early ? new EarlyStopping(0.25f, 5) : null,
        }).Fit(Labels(1e38f, unit: 1e-3f))).Message;
        StringAssert.Contains(message, "The weight of feature 0 is");
        StringAssert.Contains(message, "beyond single precision, whose largest number is 3.4E+38");
        StringAssert.Contains(message, "divide the labels");
    }

    private double Fit(IDataView data, RidgeSolver solver) =>
        _ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options { Solver = solver }).Fit(data).Model.Bias;

    private static MemoryView Labels(float size, float? other = null, float unit = 1) => new MemoryView(60)
        .Add("Label", NumberDataViewType.Single, row => row % 2 == 0 ? size : other ?? -size)
        .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(unit * (row % 2 == 0 ? 1 : -1) * (1 + row % 3 * 0.01f)));
}
