using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>The trainers take part in what ML.NET offers around an estimator.</summary>
[TestClass]
public class PipelineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [EachTrainer]
    public void Cross_validation_trains_and_evaluates_every_fold(TrainerKind kind)
    {
        IEstimator<ITransformer> pipeline =
            _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Number)).Append(_ml.QuickTrainer(kind));
        var folds = _ml.MulticlassClassification.CrossValidate(Digits(400), pipeline, numberOfFolds: 3);

        Assert.HasCount(3, folds);
        foreach (var fold in folds)
            Assert.IsGreaterThan(0.8, fold.Metrics.MicroAccuracy);
    }

    [TestMethod]
    [EachTrainer]
    public void Permutation_importance_finds_the_features_that_matter(TrainerKind kind)
    {
        Example[] examples = MadeUpExamples.Draw(300, 5, seed: 1);
        IDataView data = _ml.View(examples.Select(WithUselessLastFeature));
        var model = (ISingleFeaturePredictionTransformer<LinearMulticlassModelParametersBase>)_ml.QuickTrainer(kind).Fit(data);

        var importance = _ml.MulticlassClassification.PermutationFeatureImportance(model, data);

        double[] loss = [.. importance.Select(feature => -feature.MicroAccuracy.Mean)];
        Assert.HasCount(5, loss);
        Assert.AreEqual(0, loss[4], "Permuting a constant changes nothing.");
        Assert.IsGreaterThan(0.01, loss[..3].Min());
    }

    [TestMethod]
    [EachTrainer]
    public void A_cache_in_front_changes_nothing(TrainerKind kind)
    {
        IDataView digits = Digits(200);
        var keys = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Number));
        IEstimator<ITransformer> trainer = _ml.QuickTrainer(kind);

        FittedLinear.AssertSameBits(
            FittedLinear.Of(keys.Append(trainer).Fit(digits)),
            FittedLinear.Of(keys.AppendCacheCheckpoint(_ml).Append(trainer).Fit(digits)));
    }

    [TestMethod]
    [EachTrainer]
    public void One_hot_categories_serve_as_features(TrainerKind kind)
    {
        // As categories, unlike as numbers, the digits tell whether they are even, and do so exactly.
        IDataView digits = Digits(200);
        EstimatorChain<ITransformer> pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.IsEven))
            .Append(_ml.Transforms.Categorical.OneHotEncoding("Features", nameof(Digit.Name)))
            .Append(_ml.Trainer(kind, options => options.L2Regularization = 0.01f));

        IDataView predictions = pipeline.Fit(digits).Transform(digits);

        Assert.AreEqual(1, _ml.MulticlassClassification.Evaluate(predictions).MicroAccuracy);
    }

    [TestMethod]
    [EachTrainer]
    public void Text_serves_as_features(TrainerKind kind)
    {
        Sentence[] sentences =
        [
            .. Subject("food", "the soup was salty", "bread and cheese for lunch", "a ripe pear", "she baked an apple pie"),
            .. Subject("weather", "rain all morning", "a cold north wind", "snow fell overnight", "the sun came out at noon"),
            .. Subject("travel", "our train was late", "two tickets to the coast", "the ferry left early", "a narrow mountain road"),
        ];
        IDataView data = _ml.Data.LoadFromEnumerable(sentences);
        EstimatorChain<ITransformer> pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Sentence.Topic))
            .Append(_ml.Transforms.Text.FeaturizeText("Features", nameof(Sentence.Text)))
            .Append(_ml.Trainer(kind, options =>
            {
                options.L2Regularization = 0.001f;
                options.NumberOfIterations = 100;
            }));

        IDataView predictions = pipeline.Fit(data).Transform(data);

        Assert.AreEqual(1, _ml.MulticlassClassification.Evaluate(predictions).MicroAccuracy);
    }

    [TestMethod]
    [EachTrainer]
    public void Columns_may_have_any_name(TrainerKind kind)
    {
        Example[] examples = [.. MadeUpExamples.Draw(60, 4, seed: 1).Select((example, i) => example with { Weight = 1 + i % 3 })];
        IDataView data = _ml.View(examples);
        IDataView renamed = _ml.Transforms.CopyColumns("Target", "Label")
            .Append(_ml.Transforms.CopyColumns("Inputs", "Features"))
            .Append(_ml.Transforms.CopyColumns("Importance", "Weight"))
            .Append(_ml.Transforms.DropColumns("Label", "Features", "Weight"))
            .Fit(data).Transform(data);

        FittedLinear.AssertSameBits(
            FittedLinear.Of(_ml.QuickTrainer(kind, options => options.ExampleWeightColumnName = "Weight").Fit(data)),
            FittedLinear.Of(_ml.QuickTrainer(kind, options =>
            {
                options.LabelColumnName = "Target";
                options.FeatureColumnName = "Inputs";
                options.ExampleWeightColumnName = "Importance";
            }).Fit(renamed)));
    }

    private static Example WithUselessLastFeature(Example example) =>
        example with { Features = MadeUpExamples.Vector([.. example.Features.DenseValues().SkipLast(1), 1f]) };

    private static IEnumerable<Sentence> Subject(string topic, params string[] texts) =>
        texts.Select(text => new Sentence { Topic = topic, Text = text });

    private IDataView Digits(int count) => _ml.Data.LoadFromEnumerable(Optdigits.Train(count));

    private sealed class Sentence
    {
        public string Topic { get; set; } = "";

        public string Text { get; set; } = "";
    }
}
