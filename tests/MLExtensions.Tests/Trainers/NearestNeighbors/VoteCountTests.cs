using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Tests.Support;
using MLExtensions.Trainers.NearestNeighbors;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>The class of a row and its scores come from one count of the votes.</summary>
[TestClass]
public class VoteCountTests
{
    private const int Rows = 40;

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Votes_are_counted_once_a_row_whichever_columns_are_read()
    {
        Assert.AreEqual(Counted("Score"), Counted("Score", "PredictedLabel"));
        Assert.AreEqual(Counted("PredictedLabel"), Counted("Score", "PredictedLabel"));
        Assert.IsGreaterThan(0, Counted("Score"));
    }

    /// <summary>How many distances are computed for the votes.</summary>
    private int Counted(params string[] read)
    {
        IDataView data = _ml.View(MadeUpExamples.Draw(Rows, 2, seed: 1));
        var builder = new DenseMatrix.Builder(2);
        foreach (VBuffer<float> row in data.GetColumn<VBuffer<float>>("Features"))
            row.GetValues().CopyTo(builder.AddRow());
        var rule = new NeighborRule(3, NeighborDistance.Euclidean, 2, NeighborWeights.InverseDistance, NeighborSearchAlgorithm.BruteForce);
        var search = new CountingSearch(rule.CreateSearch(builder.Build(), numberOfThreads: 1, CancellationToken.None));
        int[] labels = [.. data.GetColumn<uint>("Label").Select(label => (int)label - 1)];
        var transform = new NeighborTransform("Features", new NearestNeighborsModel(rule, search, ids: null), OutputDistances: false, NumberOfThreads: 1);
        IDataView answered = new NearestNeighborsTransformer(transform, labels, MadeUpExamples.Classes, keyValues: null).Transform(data);

        using DataViewRowCursor cursor = answered.GetRowCursor(answered.Schema.Where(column => read.Contains(column.Name)));
        ValueGetter<VBuffer<float>>? getScores = read.Contains("Score") ? cursor.GetGetter<VBuffer<float>>(answered.Schema["Score"]) : null;
        ValueGetter<uint>? getLabel = read.Contains("PredictedLabel") ? cursor.GetGetter<uint>(answered.Schema["PredictedLabel"]) : null;
        VBuffer<float> scores = default;
        uint label = 0;
        while (cursor.MoveNext())
        {
            getLabel?.Invoke(ref label);
            getScores?.Invoke(ref scores);
        }

        return search.Distances;
    }

    private sealed class CountingSearch(NeighborSearch search) : NeighborSearch(search.Rows, search.Columns)
    {
        public int Distances { get; private set; }

        public override FeatureMatrix Features => search.Features;

        public override long Bytes => search.Bytes;

        public override int BatchSize => 16;

        public override QueryBuffer CreateQueries() => search.CreateQueries();

        public override void Find(FeatureMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, CancellationToken cancellationToken = default) =>
            search.Find(queries, nearest, numberOfThreads, cancellationToken);

        public override double ToDistance(double reducedDistance)
        {
            Distances++;
            return search.ToDistance(reducedDistance);
        }
    }
}
