using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Single predictions, with labels given back as what they were before they became keys.</summary>
[TestClass]
public class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Digit[] _train = Optdigits.Train(300);
    private readonly Digit[] _test = Optdigits.Test(50);

    [TestMethod]
    [EachTrainer]
    public void Text_labels_come_back_as_text(TrainerKind kind) =>
        AssertPredicts(kind, nameof(Digit.Name), digit => digit.Name, atLeast: 40);

    [TestMethod]
    [EachTrainer]
    public void Integer_labels_come_back_as_integers(TrainerKind kind) =>
        AssertPredicts(kind, nameof(Digit.Number), digit => digit.Number, atLeast: 40);

    [TestMethod]
    [EachTrainer]
    public void Boolean_labels_come_back_as_booleans(TrainerKind kind) =>
        AssertPredicts(kind, nameof(Digit.IsEven), digit => digit.IsEven, atLeast: 35);

    [TestMethod]
    [EachTrainer]
    public void Engines_on_several_threads_predict_what_the_model_does(TrainerKind kind)
    {
        var model = Fit(kind, nameof(Digit.Number));
        IDataView transformed = model.Transform(_ml.Data.LoadFromEnumerable(_test));
        float[][] expected = [.. transformed.GetColumn<float[]>("Score")];

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using var engine = _ml.Model.CreatePredictionEngine<Digit, Prediction<int>>(model);
            for (int i = 0; i < _test.Length; i++)
                CollectionAssert.AreEqual(expected[i], engine.Predict(_test[i]).Score);
        });
    }

    private void AssertPredicts<T>(TrainerKind kind, string label, Func<Digit, T> expected, int atLeast)
    {
        using var engine = _ml.Model.CreatePredictionEngine<Digit, Prediction<T>>(Fit(kind, label));
        int right = _test.Count(digit => Equals(engine.Predict(digit).PredictedLabel, expected(digit)));
        Assert.IsGreaterThanOrEqualTo(atLeast, right);
    }

    private TransformerChain<KeyToValueMappingTransformer> Fit(TrainerKind kind, string label) =>
        _ml.Transforms.Conversion.MapValueToKey("Label", label)
            .Append(_ml.QuickTrainer(kind, options => options.NumberOfIterations = 10))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(_ml.Data.LoadFromEnumerable(_train));

    private sealed class Prediction<T>
    {
        public T? PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
