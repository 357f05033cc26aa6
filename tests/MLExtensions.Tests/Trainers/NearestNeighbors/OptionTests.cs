using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>Mistakes, and what is said of them.</summary>
[TestClass]
public partial class OptionTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Options_out_of_their_range_are_refused()
    {
        AssertRefused<ArgumentOutOfRangeException>("Neighbors must be at least 1.", options => options.Neighbors = 0);
        AssertRefused<ArgumentOutOfRangeException>("Neighbors must be at least 1.", options => options.Neighbors = -3);
        AssertRefused<ArgumentOutOfRangeException>("Distance must be a value of NeighborDistance.", options => options.Distance = (NeighborDistance)9);
        AssertRefused<ArgumentOutOfRangeException>("MinkowskiPower must be at least 1.", options => options.MinkowskiPower = 0.5);
        AssertRefused<ArgumentOutOfRangeException>("MinkowskiPower must be at least 1.", options => options.MinkowskiPower = double.NaN);
        AssertRefused<ArgumentOutOfRangeException>("Weights must be a value of NeighborWeights.", options => options.Weights = (NeighborWeights)9);
        AssertRefused<ArgumentOutOfRangeException>("SearchAlgorithm must be a value of NeighborSearchAlgorithm.", options => options.SearchAlgorithm = (NeighborSearchAlgorithm)9);
        AssertRefused<ArgumentOutOfRangeException>("NumberOfThreads must be at least 1.", options => options.NumberOfThreads = 0);
        AssertRefused<ArgumentException>("There is no k-d tree for the cosine distance.", options => (options.Distance, options.SearchAlgorithm) = (NeighborDistance.Cosine, NeighborSearchAlgorithm.KdTree));
        AssertRefused<ArgumentException>("IdColumnName must name a column or be null.", options => options.IdColumnName = "");
        AssertRefused<ArgumentException>("The value cannot be an empty string.", options => options.LabelColumnName = "");
    }

    [TestMethod]
    public void More_neighbors_than_rows_are_refused()
    {
        var failure = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: 11).Fit(_ml.View(MadeUpExamples.Draw(10, 2, seed: 1))));
        Assert.AreEqual("11 neighbors are asked for, but there are 10 training rows; Neighbors must be at most that.", failure.Message);
        _ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: 10).Fit(_ml.View(MadeUpExamples.Draw(10, 2, seed: 1)));
    }

    [TestMethod]
    public void Rows_that_are_left_out_do_not_count()
    {
        Example[] examples = MadeUpExamples.Draw(10, 2, seed: 1);
        examples[3] = examples[3] with { Label = MadeUpExamples.MissingLabel };
        examples[4] = examples[4] with { Features = MadeUpExamples.Vector(1, float.NaN) };
        var log = new RecordingLog(_ml);
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors().Fit(_ml.View(examples));

        Assert.AreEqual(8, model.Model.NumberOfRows);
        Assert.AreEqual("skipped 2 of 10 rows: 1 with a missing label, 1 with a missing (NaN) or infinite feature.", log.Warnings.Single());
    }

    [TestMethod]
    public void Ids_have_to_be_there_and_text_or_numbers()
    {
        IDataView data = _ml.View(MadeUpExamples.Draw(10, 2, seed: 1));
        AssertFails("Could not find id column 'Name'", data, "Name");
        AssertFails("Schema mismatch for id column 'Features': expected text or a number, got Vector<Single>", data, "Features");
        AssertFails("Schema mismatch for id column 'Label': expected text or a number, got Key<UInt32>", data, "Label");
    }

    [TestMethod]
    public void A_query_of_the_wrong_width_is_refused()
    {
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors().Fit(_ml.View(MadeUpExamples.Draw(10, 2, seed: 1)));
        IDataView wider = _ml.View(MadeUpExamples.Draw(10, 3, seed: 1));

        var failure = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(wider));
        StringAssert.Contains(failure.Message, "Schema mismatch for feature column 'Features': expected Vector<Single, 2>, got Vector<Single, 3>");
    }

    [TestMethod]
    public void A_tree_of_sparse_rows_is_refused()
    {
        var random = new Random(1);
        Example[] examples = [.. Enumerable.Range(0, 20).Select(i => new Example
        {
            Label = (uint)(i % 3),
            Features = new VBuffer<float>(100, 2, [1, 2], [random.Next(50), 50 + random.Next(50)]),
        })];
        var trainer = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { SearchAlgorithm = NeighborSearchAlgorithm.KdTree });

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(_ml.View(examples))).Message, "There is no k-d tree for sparse features");
    }

    [TestMethod]
    public void Fitting_tells_the_size_and_the_time_of_a_query()
    {
        var log = new RecordingLog(_ml);
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors().Fit(_ml.View(MadeUpExamples.Draw(2_000, 2, seed: 1)));

        Assert.AreEqual(NeighborSearchAlgorithm.KdTree, model.Model.SearchAlgorithm);
        string line = log.Infos.Single(text => text.Contains("known", StringComparison.Ordinal));
        StringAssert.Matches(line, TheLine());
    }

    [TestMethod]
    public void Fitting_can_be_cancelled()
    {
        var trainer = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { CancellationToken = new CancellationToken(canceled: true) });
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(_ml.View(MadeUpExamples.Draw(10, 2, seed: 1))));
    }

    private void AssertRefused<TException>(string message, Action<NearestNeighborsOptions> set)
        where TException : ArgumentException
    {
        var classifier = new NearestNeighborsTrainer.Options();
        var regression = new NearestNeighborsRegressionTrainer.Options();
        set(classifier);
        set(regression);
        StringAssert.Contains(
            Assert.ThrowsExactly<TException>(() => _ml.MulticlassClassification.Trainers.NearestNeighbors(classifier)).Message, message);
        StringAssert.Contains(
            Assert.ThrowsExactly<TException>(() => _ml.Regression.Trainers.NearestNeighbors(regression)).Message, message);
    }

    private void AssertFails(string message, IDataView data, string idColumnName)
    {
        var trainer = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { IdColumnName = idColumnName });
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(data)).Message, message);
    }

    [GeneratedRegex(@"^2,000 rows of 2 features are known, in 2\d\.\d KiB; neighbors are looked for in a k-d tree$")]
    private static partial Regex TheLine();
}
