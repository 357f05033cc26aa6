using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Plots;
using MLExtensions.Tests.Tuning;
using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Tests.Plots;

[TestClass]
public class ThresholdCurvePlotsTests
{
    private static readonly BinarySweepResult _result = Sweep();
    private static readonly ThresholdCurve _curve = _result.TrainThresholdCurve(_result.Best);

    [TestMethod]
    public void There_is_a_line_for_each_fold_the_mean_and_a_guess()
    {
        Scatter[] lines = [.. _curve.ToRocPlot().GetPlottables<Scatter>()];
        Assert.HasCount(5 + 2, lines);
        Assert.AreEqual(new Coordinates(0, 0), lines[0].Data.GetScatterPoints()[0]);
        Assert.AreEqual(new Coordinates(1, 1), lines[0].Data.GetScatterPoints()[^1]);
        StringAssert.StartsWith(lines[5].LegendText, FormattableString.Invariant($"Mean of the folds, area {_result.Best.Validation.Mean:F3} ± "));
        Assert.IsGreaterThan(lines[0].LineWidth, lines[5].LineWidth);
    }

    [TestMethod]
    public void The_mean_line_has_the_mean_of_the_areas()
    {
        IReadOnlyList<Coordinates> mean = _curve.ToRocPlot().GetPlottables<Scatter>().ElementAt(5).Data.GetScatterPoints();
        double area = mean.Zip(mean.Skip(1)).Sum(pair => (pair.Second.X - pair.First.X) * (pair.Second.Y + pair.First.Y) / 2);
        Assert.AreEqual(_result.Best.Validation.Mean, area, 0.01);
    }

    [TestMethod]
    public void A_guess_has_the_precision_of_taking_all_for_true()
    {
        Scatter guess = _curve.ToPrecisionRecallPlot().GetPlottables<Scatter>().Last();
        IDataView predictions = _result.OutOfFold(_result.Best);
        bool[] labels = [.. predictions.GetColumn<bool>("Label")];
        Assert.AreEqual(labels.Count(label => label) / (double)labels.Length, guess.Data.GetScatterPoints()[0].Y, 1e-12);
        StringAssert.StartsWith(guess.LegendText, "Guess");
    }

    [TestMethod]
    public void Pictures_are_written()
    {
        using var folder = new PictureFolder();
        _curve.SaveRocPicture(folder.File("roc.png"));
        _curve.SavePrecisionRecallPicture(folder.File("precision-recall.svg"));
        StringAssert.Contains(File.ReadAllText(folder.File("precision-recall.svg")), "Precision");
        Assert.IsGreaterThan(1000, new FileInfo(folder.File("roc.png")).Length);
    }

    private static BinarySweepResult Sweep()
    {
        var ml = new MLContext(seed: 1);
        return ml.BinaryClassification.Sweep(
            BinarySweeps.Rows(ml, 400), BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda), new BinarySweepOptions { Stratify = true, TrainTogether = false });
    }
}
