using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>Means of the neighbors' labels, beside an independent loop.</summary>
[TestClass]
public class RegressionTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Digit[] _train = Optdigits.Train(300);
    private readonly Digit[] _test = Optdigits.Test(60);

    [TestMethod]
    [DataRow(1, NeighborWeights.Uniform)]
    [DataRow(4, NeighborWeights.Uniform)]
    [DataRow(4, NeighborWeights.InverseDistance)]
    [DataRow(300, NeighborWeights.InverseDistance)]
    public void A_score_is_the_mean_of_the_nearest_labels(int neighbors, NeighborWeights weights)
    {
        float[] scores = Scores(new NearestNeighborsRegressionTrainer.Options { Neighbors = neighbors, Weights = weights }, _test);

        for (int i = 0; i < _test.Length; i++)
        {
            (double Distance, int Number)[] nearest = [.. _train
                .Select(digit => (Distance: Math.Sqrt(digit.Features.Zip(_test[i].Features, (z, x) => (double)(x - z) * (x - z)).Sum()), digit.Number))
                .OrderBy(pair => pair.Distance).Take(neighbors)];
            double Weight(double distance) => weights == NeighborWeights.Uniform ? 1 : 1 / distance;
            double expected = nearest.Sum(pair => Weight(pair.Distance) * pair.Number) / nearest.Sum(pair => Weight(pair.Distance));
            Assert.AreEqual(expected, scores[i], 1e-5);
        }
    }

    [TestMethod]
    public void A_known_row_is_its_own_nearest_and_alone_counts_if_nearness_does()
    {
        float[] scores = Scores(
            new NearestNeighborsRegressionTrainer.Options { Neighbors = 7, Weights = NeighborWeights.InverseDistance }, _train);
        CollectionAssert.AreEqual(_train.Select(digit => (float)digit.Number).ToArray(), scores);
    }

    [TestMethod]
    public void A_query_that_is_no_number_has_no_score()
    {
        float[] features = [.. _test[0].Features];
        features[5] = float.NaN;
        float[] scores = Scores(new NearestNeighborsRegressionTrainer.Options(), [_test[0], new Digit { Features = features }, _test[1]]);
        CollectionAssert.AreEqual(new[] { false, true, false }, scores.Select(float.IsNaN).ToArray());
    }

    private float[] Scores(NearestNeighborsRegressionTrainer.Options options, Digit[] queries)
    {
        options.LabelColumnName = "Target";
        var pipeline = _ml.Transforms.Conversion.ConvertType("Target", nameof(Digit.Number)).Append(_ml.Regression.Trainers.NearestNeighbors(options));
        return [.. pipeline.Fit(_ml.Data.LoadFromEnumerable(_train)).Transform(_ml.Data.LoadFromEnumerable(queries)).GetColumn<float>("Score")];
    }
}
