using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Contracts;
using MLExtensions.Interop;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Features far from 0 for their spread, where the weights and the bias need digits that single precision does not have.</summary>
[TestClass]
public class RidgeRoundingTests
{
    private const int Features = 10;
    private const float L2 = 1e-3f;

    [TestMethod]
    [DataRow(1e3f)]
    [DataRow(1e5f)]
    [DataRow(1e6f)]
    public void No_last_bit_lets_the_objective_of_the_predictions_fall(float offset)
    {
        var ml = new MLContext(seed: 1);
        Measurement[] rows = Draw(400, offset, seed: 1);
        IDataView view = ml.RegressionView(rows);
        FittedRegression model = FittedRegression.Ridge(rows, L2);
        double reached = Objective(model);
        for (int f = 0; f <= Features; f++)
        {
            foreach (Func<float, float> change in (Func<float, float>[])[MathF.BitDecrement, MathF.BitIncrement])
            {
                float[] weights = [.. model.Weights.Select((w, g) => g == f ? change(w) : w)];
                Assert.IsGreaterThanOrEqualTo(
                    reached * (1 - 1e-12), Objective(new FittedRegression(weights, f == Features ? change(model.Bias) : model.Bias)), $"number {f}");
            }
        }

        // With the predictions that ML.NET makes of the model.
        double Objective(FittedRegression candidate)
        {
            RegressionPredictionTransformer<LinearRegressionModelParameters> transformer = LinearRegressors.Transformer(
                ml, LinearRegressors.LinearRegression(ml, candidate.Weights, candidate.Bias), view.Schema, "Features");
            return L2 * candidate.Weights.Sum(w => (double)w * w)
                + transformer.Transform(view).GetColumn<float>("Score").Zip(rows, (score, row) => Math.Pow((double)score - row.Label, 2)).Sum();
        }
    }

    [TestMethod]
    public void Much_that_is_lost_is_told_with_the_names_of_the_columns_and_the_remedy()
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        IDataView named = ml.Transforms.SelectColumns("Label", "a", "b")
            .Append(ml.Transforms.Concatenate("Features", "a", "b"))
            .Fit(View(ml)).Transform(View(ml));
        RidgeRegressionTrainer trainer = ml.Regression.Trainers.RidgeRegression(l2Regularization: L2);
        RegressionMetrics rounded = ml.Regression.Evaluate(trainer.Fit(named).Transform(named));
        Assert.IsLessThan(0.999, rounded.RSquared);
        Assert.HasCount(1, log.Warnings);
        StringAssert.Contains(log.Warnings[0], "since features lie far from 0 for their spread, 'b', 'a' most of all. NormalizeMeanVariance with fixZero: false");

        var remedied = ml.Transforms.NormalizeMeanVariance("Features", fixZero: false).Append(trainer).Fit(named);
        Assert.IsGreaterThan(0.9999, ml.Regression.Evaluate(remedied.Transform(named)).RSquared);
        Assert.HasCount(1, log.Warnings);

        static IDataView View(MLContext ml)
        {
            var random = new Random(1);
            return ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(_ =>
            {
                int a = random.Next(16);
                int b = random.Next(16);
                return new TwoFeatures { A = 1e7f + a, B = 2e7f + 2 * b, Label = a + b };
            }));
        }
    }

    [TestMethod]
    public void Features_without_names_are_told_by_their_numbers()
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        ml.Ridge(L2).Fit(ml.RegressionView(Draw(400, offset: 4e6f, seed: 1)));
        Assert.HasCount(1, log.Warnings);
        StringAssert.Matches(log.Warnings[0], new System.Text.RegularExpressions.Regex(@"spread, feature \d, feature \d, feature \d most of all\."));
    }

    [TestMethod]
    public void Ordinary_data_give_no_warning()
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        ml.Ridge(L2).Fit(ml.RegressionView(Draw(400, offset: 1e3f, seed: 1)));
        ml.Ridge(L2).Fit(ml.RegressionView(Measurements.Diabetes));
        Assert.IsEmpty(log.Warnings);
    }

    [TestMethod]
    public void Several_penalties_together_give_the_models_of_each_alone()
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        Measurement[] rows = Draw(400, offset: 4e6f, seed: 2);
        float[] penalties = [1e-3f, 10];
        IReadOnlyList<ITransformer> together = ((IPenalizedTrainer)ml.Ridge(1)).FitAll(ml.RegressionView(rows), penalties, 1, default);
        Assert.HasCount(1, log.Warnings);
        for (int i = 0; i < penalties.Length; i++)
        {
            var model = ((RegressionPredictionTransformer<LinearRegressionModelParameters>)together[i]).Model;
            FittedRegression.AssertClose(FittedRegression.Ridge(rows, penalties[i]), new FittedRegression([.. model.Weights], model.Bias), tolerance: 0);
        }
    }

    /// <summary>Noiseless labels.</summary>
    private static Measurement[] Draw(int count, float offset, int seed)
    {
        var random = new Random(seed);
        double[] slopes = [.. Enumerable.Range(0, Features).Select(_ => Normal())];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] z = [.. slopes.Select(_ => Normal())];
            return Measurements.Of((float)z.Zip(slopes, (value, slope) => value * slope).Sum(), [.. z.Select(value => (float)(value + offset))]);
        })];

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private sealed class TwoFeatures
    {
        [ColumnName("a")]
        public float A { get; init; }

        [ColumnName("b")]
        public float B { get; init; }

        public float Label { get; init; }
    }
}
