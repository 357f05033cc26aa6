using Microsoft.ML;
using MLExtensions.Interop;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Ridge regression takes part in what ML.NET offers around a regression, and refuses bad input in its words.</summary>
[TestClass]
public class RidgePipelineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Cross_validation_trains_and_evaluates_every_fold()
    {
        var folds = _ml.Regression.CrossValidate(_ml.RegressionView(Measurements.Diabetes), _ml.Regression.Trainers.RidgeRegression(), numberOfFolds: 4);
        Assert.HasCount(4, folds);
        foreach (var fold in folds)
            Assert.IsGreaterThan(0.3, fold.Metrics.RSquared);
    }

    [TestMethod]
    public void Permutation_importance_finds_the_features_that_matter()
    {
        IDataView data = _ml.RegressionView(Measurements.Draw(200, 3, seed: 1).Select(row => row.Map((x, f) => f == 2 ? 1 : x)));
        var importance = _ml.Regression.PermutationFeatureImportance(_ml.Ridge(1).Fit(data), data);
        Assert.AreEqual(0, importance[2].RSquared.Mean, "Permuting a constant changes nothing.");
        Assert.IsLessThan(-0.01, importance[0].RSquared.Mean);
    }

    [TestMethod]
    public void A_prediction_engine_predicts_the_score()
    {
        Measurement[] rows = Measurements.Draw(50, 3, seed: 1);
        IDataView data = _ml.RegressionView(rows);
        var transformer = _ml.Ridge(1).Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<Measurement, Prediction>(transformer, data.Schema);
        FittedRegression model = FittedRegression.Ridge(rows, 1);
        foreach (Measurement row in rows)
            Assert.AreEqual(model.Predict(row), engine.Predict(row).Score, 1e-5);
    }

    [TestMethod]
    public void Polynomial_features_fit_a_parabola()
    {
        IDataView data = _ml.RegressionView(Enumerable.Range(-10, 21).Select(x => Measurements.Of(3 * x * x - 2 * x + 1, x)));
        var pipeline = _ml.Transforms.PolynomialFeatures("Features", degree: 2).Append(_ml.Ridge(0));
        Assert.AreEqual(0, _ml.Regression.Evaluate(pipeline.Fit(data).Transform(data)).RootMeanSquaredError, 1e-4);
    }

    [TestMethod]
    public void The_columns_added_are_those_of_ML_NET_promised_and_real()
    {
        IDataView data = _ml.RegressionView(Measurements.Draw(50, 3, seed: 1));
        var builtIn = _ml.Regression.Trainers.Sdca(maximumNumberOfIterations: 1);
        RidgeRegressionTrainer ridge = _ml.Regression.Trainers.RidgeRegression();
        SchemaShape input = SchemaShapes.Of(data.Schema);

        CollectionAssert.AreEqual(Describe(builtIn.GetOutputSchema(input)), Describe(ridge.GetOutputSchema(input)));
        CollectionAssert.AreEqual(
            Describe(SchemaShapes.Of(builtIn.Fit(data).Transform(data).Schema)), Describe(SchemaShapes.Of(ridge.Fit(data).Transform(data).Schema)));
    }

    [TestMethod]
    public void The_short_form_takes_its_arguments_as_options()
    {
        Measurement[] rows = Measurements.Draw(50, 3, seed: 1);
        var model = _ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options
        {
            ExampleWeightColumnName = "Weight",
            L2Regularization = 2,
        }).Fit(_ml.RegressionView(rows)).Model;
        FittedRegression.AssertClose(FittedRegression.Ridge(rows, 2), new FittedRegression([.. model.Weights], model.Bias), tolerance: 0);
        Assert.AreEqual(1f, new RidgeRegressionTrainer.Options().L2Regularization);
    }

    [TestMethod]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void The_regularization_is_finite_and_not_negative(float value) => StringAssert.StartsWith(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ridge(value)).Message,
        "L2Regularization must be finite and at least 0.");

    [TestMethod]
    public void Rows_that_cannot_be_used_are_skipped_with_one_warning_that_counts_them()
    {
        Measurement[] rows = Measurements.Draw(50, 2, seed: 1);
        var log = new RecordingLog(_ml);
        Measurement[] bad =
        [
            rows[0] with { Label = float.NaN },
            rows[0] with { Label = float.NegativeInfinity },
            rows[0].Map((_, _) => float.NaN),
            rows[0] with { Weight = float.PositiveInfinity },
        ];

        var model = _ml.Ridge(1).Fit(_ml.RegressionView([.. bad[..2], .. rows, .. bad[2..]])).Model;

        FittedRegression.AssertClose(FittedRegression.Ridge(rows, 1), new FittedRegression([.. model.Weights], model.Bias), tolerance: 0);
        Assert.AreEqual(
            "skipped 4 of 54 rows: 2 with a missing (NaN) or infinite label, 1 with a missing (NaN) or infinite feature, 1 with a missing (NaN) or infinite weight.",
            string.Join('\n', log.Warnings));
    }

    [TestMethod]
    public void Data_that_cannot_be_trained_on_are_refused()
    {
        Measurement[] rows = Measurements.Draw(5, 2, seed: 1);
        AssertRefused("No training rows: the data are empty or every weight is 0.");
        AssertRefused(
            "No training rows: skipped 1 of 1 rows: 1 with a missing (NaN) or infinite label.", rows[0] with { Label = float.NaN });
        AssertRefused(
            "The weight column 'Weight' holds -1 in row 1; weights must not be negative.", rows[0], rows[1] with { Weight = -1 });

        void AssertRefused(string message, params Measurement[] data) => Assert.AreEqual(
            message, Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Ridge(1).Fit(_ml.RegressionView(data))).Message);
    }

    [TestMethod]
    [DataRow("Label", "Could not find label column 'Label'")]
    [DataRow("Features", "Could not find feature column 'Features'")]
    [DataRow("Weight", "Could not find weight column 'Weight'")]
    public void A_missing_column_is_named(string column, string message) =>
        AssertRefused(message, _ml.Transforms.DropColumns(column));

    [TestMethod]
    [DataRow("Label", "Features", "Schema mismatch for label column 'Label': expected Single, got Vector<Single>")]
    [DataRow("Features", "Weight", "Schema mismatch for feature column 'Features': expected Vector<Single>, got Single")]
    public void A_column_of_another_type_is_named_with_both_types(string column, string source, string message) =>
        AssertRefused(message, _ml.Transforms.CopyColumns(column, source));

    [TestMethod]
    public void A_key_is_no_number() => AssertRefused(
        "Schema mismatch for label column 'Label': expected Single, got Key<UInt32>", _ml.Transforms.Conversion.MapValueToKey("Label"));

    [TestMethod]
    public void Training_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        RidgeRegressionTrainer trainer = _ml.Regression.Trainers.RidgeRegression(
            new RidgeRegressionTrainer.Options { CancellationToken = source.Token });
        IDataView data = _ml.RegressionView(Measurements.Diabetes);
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(data));
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.LeaveOneOut(data, [1]));
    }

    [TestMethod]
    public void Arguments_are_not_null()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.Trainers.RidgeRegression(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => LinearTrainersCatalog.RidgeRegression(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Ridge(1).Fit(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Ridge(1).GetOutputSchema(null!));
    }

    private static string[] Describe(SchemaShape shape) =>
        [.. shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} key: {column.IsKey} [{string.Join("; ", Describe(column.Annotations))}]")];

    private void AssertRefused(string message, IEstimator<ITransformer> change)
    {
        IDataView rows = _ml.RegressionView(Measurements.Draw(20, 2, seed: 1));
        IDataView data = change.Fit(rows).Transform(rows);
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ridge(1).Fit(data)).Message, message);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ridge(1).GetOutputSchema(SchemaShapes.Of(data.Schema))).Message, message);
    }

    private sealed class Prediction
    {
        public float Score { get; set; }
    }
}
