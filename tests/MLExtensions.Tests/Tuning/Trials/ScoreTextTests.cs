using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Trials;

[TestClass]
public class ScoreTextTests
{
    [TestMethod]
    [DataRow(0.87654, 0.0123, "0.877 ± 0.012")]
    [DataRow(0.00003, 0.000001, "0.00003 ± 0.00000")]
    [DataRow(0, 0, "0.0000 ± 0.0000")]
    [DataRow(2.07e-9, 1.2e-10, "2.07E-09 ± 1.2E-10")]
    [DataRow(2.07e-44, 1.2e-45, "2.07E-44 ± 1.2E-45")]
    [DataRow(1.1e-17, 0, "0.0000 ± 0.0000")]
    [DataRow(2.07e20, 1e19, "2.07E+20 ± 1E+19")]
    public void A_small_error_does_not_look_like_none(double score, double error, string text) => Assert.AreEqual(text, ScoreText.Of(score, error));

    [TestMethod]
    [DataRow(1e-6f)]
    [DataRow(1e-9f)]
    [DataRow(1e-20f)]
    public void Errors_in_a_small_unit_are_told(float unit)
    {
        var ml = new MLContext(seed: 1);
        float[] labels = [.. SweepExamples.Numbers().GetColumn<float>("Label")];
        VBuffer<float>[] features = [.. SweepExamples.Numbers().GetColumn<VBuffer<float>>("Features")];
        IDataView data = new MemoryView(labels.Length)
            .Add("Label", NumberDataViewType.Single, row => unit * labels[row])
            .AddVectors("Features", NumberDataViewType.Single, 4, row => features[row]);
        SweepResult result = ml.Regression.Sweep(data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        string text = result.Best.Validation.ToString();
        double told = double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.AreEqual(1, told / result.Best.Validation.Mean, 1e-3, text);
    }

    [TestMethod]
    public void A_value_of_several_lines_stays_in_its_row() => Assert.AreEqual("one two three", ScoreText.OfValue("one\ntwo\r\nthree"));
}
