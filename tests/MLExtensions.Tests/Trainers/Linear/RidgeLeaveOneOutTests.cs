using CsCheck;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>The leave-one-out errors are those of scikit-learn, and come with what belongs to them.</summary>
[TestClass]
public class RidgeLeaveOneOutTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static IEnumerable<object[]> References => RidgeReference.All.Select(reference => new object[] { reference });

    [TestMethod]
    [DynamicData(nameof(References))]
    public void The_errors_are_those_of_scikit_learn(object reference)
    {
        var data = (RidgeReference)reference;
        RidgeReference.Solution[] solutions = [.. data.Solutions.Where(solution => solution.LeaveOneOut is not null)];
        var errors = _ml.Ridge(1).LeaveOneOut(_ml.RegressionView(data.Rows()), solutions.Select(solution => solution.L2));
        foreach ((RidgeReference.Solution expected, RidgeLeaveOneOut actual) in solutions.Zip(errors))
        {
            Assert.AreEqual(expected.L2, actual.L2Regularization);

            // λ = 0.01 is not a number of single precision.
            Assert.AreEqual(expected.LeaveOneOut!.Value, actual.LeaveOneOutError, 1e-6 * actual.LeaveOneOutError);
        }
    }

    [TestMethod]
    public void The_training_error_is_that_of_the_model_fitted_to_all_rows() => Gen.Select(Gen.Int[5, 40], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample(
        (count, features, seed) =>
        {
            Measurement[] rows = Measurements.Draw(count, features, seed);
            RidgeLeaveOneOut error = _ml.Ridge(1).LeaveOneOut(_ml.RegressionView(rows), [10f])[0];
            double expected = FittedRegression.Ridge(rows, 10).Objective(rows, 0) / rows.Sum(row => (double)row.Weight);
            Assert.AreEqual(expected, error.TrainingError, 1e-5 * expected);
        },
        iter: 20);

    [TestMethod]
    public void Degrees_of_freedom_fall_from_all_parameters_to_the_bias_alone()
    {
        var errors = _ml.Ridge(1).LeaveOneOut(_ml.RegressionView(Measurements.Draw(100, 7, seed: 1)), [0, 1, 100, 1e30f]);
        Assert.AreEqual(8, errors[0].DegreesOfFreedom, 1e-9);
        Assert.IsGreaterThan(errors[1].DegreesOfFreedom, errors[0].DegreesOfFreedom);
        Assert.IsGreaterThan(errors[2].DegreesOfFreedom, errors[1].DegreesOfFreedom);
        Assert.AreEqual(1, errors[3].DegreesOfFreedom, 1e-9);
    }

    [TestMethod]
    public void Bad_input_is_refused()
    {
        RidgeRegressionTrainer trainer = _ml.Ridge(1);
        Assert.ThrowsExactly<ArgumentNullException>(() => trainer.LeaveOneOut(null!, [1]));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainer.LeaveOneOut(_ml.RegressionView(Measurements.Diabetes), null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.LeaveOneOut(_ml.RegressionView(Measurements.Diabetes), [1, -1]));
        Assert.AreEqual(
            "Leaving one row out takes at least two.",
            Assert.ThrowsExactly<InvalidOperationException>(
                () => trainer.LeaveOneOut(_ml.RegressionView([Measurements.Of(1, 2)]), [1])).Message);
    }
}
