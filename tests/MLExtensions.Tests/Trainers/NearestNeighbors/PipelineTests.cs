using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>Nearest neighbors among ML.NET's other components.</summary>
[TestClass]
public class PipelineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void K_distance_and_weights_are_tuned_and_simpler_is_a_larger_k()
    {
        SweepParameter<int> neighbors = SweepParameter.Choices("k", [1, 3, 5, 9, 15], Simpler.Larger);
        SweepParameter<NeighborDistance> distance = SweepParameter.Choices("distance", [NeighborDistance.Euclidean, NeighborDistance.Manhattan]);
        SweepParameter<NeighborWeights> weights = SweepParameter.Choices("weights", [NeighborWeights.Uniform, NeighborWeights.InverseDistance]);
        IDataView data = Digits(Optdigits.Train(400));

        SweepResult result = _ml.MulticlassClassification.Sweep(
            data,
            SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options
            {
                Neighbors = values.Get(neighbors),
                Distance = values.Get(distance),
                Weights = values.Get(weights),
            })),
            SweepSearch.Grid(neighbors, distance, weights),
            new MulticlassSweepOptions { Seed = 1 });

        Assert.HasCount(20, result.Trials);
        Assert.IsGreaterThan(0.9, result.Best.Validation.Mean);
        Assert.IsGreaterThanOrEqualTo(result.Best.Values.Get(neighbors), result.Simplest.Values.Get(neighbors));
        double accuracy = _ml.MulticlassClassification.Evaluate(result.Refit(result.Best).Transform(Digits(Optdigits.Test(500)))).MicroAccuracy;
        Assert.IsGreaterThan(0.9, accuracy);
    }

    [TestMethod]
    public void Features_can_be_permuted_to_see_which_matter()
    {
        Example[] examples = MadeUpExamples.Draw(200, 3, seed: 1);
        IDataView data = _ml.View(examples.Select(example => example with { Features = new VBuffer<float>(3, [example.Label, 0, 0]) }));
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors().Fit(data);

        var importance = _ml.MulticlassClassification.PermutationFeatureImportance(model, data);
        Assert.IsLessThan(-0.3, importance[0].MicroAccuracy.Mean);
        Assert.AreEqual(0, importance[1].MicroAccuracy.Mean);
    }

    /// <summary>ML.NET tells a predictor in a chain by an interface that it keeps internal.</summary>
    [TestMethod]
    public void Features_of_a_whole_pipeline_can_be_permuted_also_of_a_loaded_one()
    {
        NamedColumns[] rows = [.. MadeUpExamples.Draw(200, 3, seed: 1).Select(example => new NamedColumns { Label = $"c{example.Label}", Number = example.Label, Telling = example.Label })];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        var features = _ml.Transforms.Concatenate("Features", nameof(NamedColumns.Telling), nameof(NamedColumns.Constant));
        ITransformer classifier = _ml.Transforms.Conversion.MapValueToKey("Label").Append(features)
            .Append(_ml.MulticlassClassification.Trainers.NearestNeighbors()).Fit(data);
        ITransformer regression = features.Append(_ml.Regression.Trainers.NearestNeighbors(nameof(NamedColumns.Number))).Fit(data);

        foreach (ITransformer model in (ITransformer[])[classifier, Reloaded(classifier, data)])
        {
            var importance = _ml.MulticlassClassification.PermutationFeatureImportance(model, model.Transform(data));
            Assert.IsLessThan(-0.3, importance["Telling"].MicroAccuracy.Mean);
            Assert.AreEqual(0, importance["Constant"].MicroAccuracy.Mean);
        }

        foreach (ITransformer model in (ITransformer[])[regression, Reloaded(regression, data)])
        {
            var importance = _ml.Regression.PermutationFeatureImportance(model, model.Transform(data), nameof(NamedColumns.Number));
            Assert.IsGreaterThan(0.3, importance["Telling"].RootMeanSquaredError.Mean);
            Assert.AreEqual(0, importance["Constant"].RootMeanSquaredError.Mean);
        }
    }

    [TestMethod]
    [DataRow(NeighborSearchAlgorithm.BruteForce)]
    [DataRow(NeighborSearchAlgorithm.KdTree)]
    public void The_number_of_threads_changes_no_bit(NeighborSearchAlgorithm algorithm)
    {
        IDataView data = Digits(Optdigits.Train(700));
        IDataView test = Digits(Optdigits.Test(900));
        float[][] one = Distances(threads: 1);
        float[][] three = Distances(threads: 3);
        for (int i = 0; i < one.Length; i++)
            CollectionAssert.AreEqual(one[i], three[i]);

        float[][] Distances(int threads) => [.. _ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options
        {
            SearchAlgorithm = algorithm,
            NumberOfThreads = threads,
            OutputDistances = true,
        }).Fit(data).Transform(test).GetColumn<float[]>("NeighborDistances")];
    }

    [TestMethod]
    public void Part_of_something_larger_a_model_keeps_to_the_threads_it_is_given()
    {
        IDataView data = Digits(Optdigits.Train(50));
        IThreadedTrainer trainer = _ml.MulticlassClassification.Trainers.NearestNeighbors();
        var model = (NearestNeighborsTransformer)trainer.Fit(data, numberOfThreads: 1, CancellationToken.None);

        Assert.AreEqual(1, model.NumberOfThreads);
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(data, numberOfThreads: 1, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public void Queries_may_be_sparse_where_the_known_rows_are_dense_and_the_other_way_round()
    {
        Example[] dense = MadeUpExamples.Draw(120, 30, seed: 1);
        Example[] sparse = [.. dense.Select((example, i) => example with { Features = new VBuffer<float>(30, 1, [1f + i % 7], [i % 30]) })];
        foreach ((Example[] known, Example[] queries) in new[] { (dense, sparse), (sparse, dense) })
        {
            var model = _ml.MulticlassClassification.Trainers.NearestNeighbors(
                new NearestNeighborsTrainer.Options { OutputDistances = true, Neighbors = 1 }).Fit(_ml.View(known));
            float[][] distances = [.. model.Transform(_ml.View(queries)).GetColumn<float[]>("NeighborDistances")];
            for (int i = 0; i < queries.Length; i++)
            {
                float[] x = [.. queries[i].Features.DenseValues()];
                double expected = known.Min(example => Math.Sqrt(example.Features.DenseValues().Zip(x, (z, value) => ((double)value - z) * ((double)value - z)).Sum()));
                Assert.AreEqual((float)expected, distances[i][0]);
            }
        }
    }

    private IDataView Digits(Digit[] digits)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), 10);
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 64);
        return _ml.Data.LoadFromEnumerable(digits.Select(digit => new Row { Label = (uint)digit.Number, Features = digit.Features }), schema);
    }

    private ITransformer Reloaded(ITransformer model, IDataView data)
    {
        var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        return new MLContext().Model.Load(file, out _);
    }

    private sealed class NamedColumns
    {
        public string Label { get; set; } = "";

        public float Number { get; set; }

        public float Telling { get; set; }

        public float Constant { get; set; }
    }

    private sealed class Row
    {
        public uint Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}
