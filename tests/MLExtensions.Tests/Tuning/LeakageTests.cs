using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning;

/// <summary>Labels that have nothing to do with the features are guessed by chance, whatever a pipeline learns on the way.</summary>
[TestClass]
public class LeakageTests
{
    private const int Rows = 200;
    private const int Columns = 1_000;
    private const int Selected = 10;

    private readonly MLContext _ml = new(seed: 1);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Features_selected_within_the_folds_score_at_chance_and_beforehand_above_it()
    {
        IDataView data = Shuffled(seed: 1);

        // With the 256 bins of the default every row has one of its own, and all features are alike.
        var selection = _ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation("Features", slotsInOutput: Selected, numberOfBins: 4);

        double honest = Accuracy(data, selection);
        double leaking = Accuracy(selection.Fit(data).Transform(data), _ml.Transforms.CopyColumns("Copy", "Features"));

        // Three standard deviations of the share of correct guesses.
        double bound = 3 * Math.Sqrt(0.25 / Rows);
        TestContext.WriteLine($"Within the folds {honest:F3}, beforehand {leaking:F3}");
        Assert.IsInRange(0.5 - bound, 0.5 + bound, honest);
        Assert.IsGreaterThan(0.5 + bound, leaking);
    }

    private double Accuracy(IDataView data, IEstimator<ITransformer> selection) => _ml.MulticlassClassification.Sweep(
        data,
        selection.Append(_ml.Transforms.NormalizeMeanVariance("Features")).Append(_ml.Transforms.PolynomialFeatures("Features", degree: 2))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda))),
        SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1, Stratify = true }).Trials.Single(trial => trial.Number == 5).Validation.Mean;

    /// <summary>Two classes, each as frequent, and features that say nothing about them.</summary>
    private static MemoryView Shuffled(int seed)
    {
        var random = new Random(seed);
        uint[] labels = [.. Enumerable.Range(0, Rows).Select(row => (uint)(row % 2) + 1)];
        random.Shuffle(labels);
        float[][] features = [.. Enumerable.Range(0, Rows).Select(_ => (float[])[.. Enumerable.Range(0, Columns).Select(_ => random.NextSingle())])];
        return new MemoryView(Rows)
            .Add("Label", new KeyDataViewType(typeof(uint), 2), row => labels[row])
            .AddVectors("Features", NumberDataViewType.Single, Columns, row => MadeUpExamples.Vector(features[row]));
    }
}
