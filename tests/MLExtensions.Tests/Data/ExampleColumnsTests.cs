using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Data;

/// <summary>Columns that are missing or of another type are refused in ML.NET's words, before and while fitting.</summary>
[TestClass]
public class ExampleColumnsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [EachTrainer("Label", "Could not find label column 'Label'")]
    [EachTrainer("Features", "Could not find feature column 'Features'")]
    [EachTrainer("Weight", "Could not find weight column 'Weight'")]
    public void A_missing_column_is_named(TrainerKind kind, string column, string message) =>
        AssertRefused(kind, message, _ml.Transforms.DropColumns(column));

    [TestMethod]
    [EachTrainer("Label", "Number", "Schema mismatch for label column 'Label': expected Key<UInt32>, got Single")]
    [EachTrainer("Label", "Text", "Schema mismatch for label column 'Label': expected Key<UInt32>, got String")]
    [EachTrainer("Label", "Vector", "Schema mismatch for label column 'Label': expected Key<UInt32>, got Vector<Single>")]
    [EachTrainer("Features", "Number", "Schema mismatch for feature column 'Features': expected Vector<Single>, got Single")]
    [EachTrainer("Features", "Text", "Schema mismatch for feature column 'Features': expected Vector<Single>, got String")]
    [EachTrainer("Features", "Doubles", "Schema mismatch for feature column 'Features': expected Vector<Single>, got Vector<Double>")]
    [EachTrainer("Features", "AnyLength", "Schema mismatch for feature column 'Features': expected Vector<Single>, got VarVector<Single>")]
    [EachTrainer("Weight", "Double", "Schema mismatch for weight column 'Weight': expected Single, got Double")]
    [EachTrainer("Weight", "Vector", "Schema mismatch for weight column 'Weight': expected Single, got Vector<Single>")]
    [EachTrainer("Weight", "Text", "Schema mismatch for weight column 'Weight': expected Single, got String")]
    public void A_column_of_another_type_is_named_with_both_types(TrainerKind kind, string column, string source, string message) =>
        AssertRefused(kind, message, _ml.Transforms.CopyColumns(column, source));

    [TestMethod]
    [EachTrainer]
    public void Errors_are_worded_as_by_ML_NET(TrainerKind kind)
    {
        var builtIn = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Features", "Weight");
        IEstimator<ITransformer>[] changes =
        [
            _ml.Transforms.DropColumns("Label"),
            _ml.Transforms.DropColumns("Features"),
            _ml.Transforms.DropColumns("Weight"),
            _ml.Transforms.CopyColumns("Label", "Text"),
            _ml.Transforms.CopyColumns("Features", "AnyLength"),
            _ml.Transforms.CopyColumns("Weight", "Double"),
        ];

        foreach (IEstimator<ITransformer> change in changes)
        {
            IDataView data = Changed(change);
            ArgumentOutOfRangeException expected = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builtIn.Fit(data));
            ArgumentOutOfRangeException actual = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Weighted(kind).Fit(data));

            // ML.NET's trainers do not agree among themselves on the parameter to blame; what to do is said behind their words.
            StringAssert.StartsWith(Sentence(actual), Sentence(expected));
        }
    }

    [TestMethod]
    [EachTrainer("Label", "Text", "Conversion.MapValueToKey turns its values into keys.")]
    [EachTrainer("Label", "Number", "Conversion.MapValueToKey turns its values into keys.")]
    [EachTrainer("Features", "AnyLength", "the attribute [VectorType(n)] on the property")]
    [EachTrainer("Features", "Doubles", "Conversion.ConvertType turns it into Single.")]
    [EachTrainer("Features", "Number", "Concatenate makes a vector of one or more columns.")]
    [EachTrainer("Features", "Text", "Text.FeaturizeText turns text into a vector of numbers")]
    [EachTrainer("Features", "Label", "got Key<UInt32>")]
    [EachTrainer("Weight", "Double", "Conversion.ConvertType turns it into Single.")]
    [EachTrainer("Weight", "Label", "Conversion.MapKeyToValue turns its keys back into values.")]
    public void What_makes_the_column_required_is_said(TrainerKind kind, string column, string source, string remedy)
    {
        IDataView data = Changed(_ml.Transforms.CopyColumns(column, source));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Weighted(kind).Fit(data)).Message, remedy);
    }

    [TestMethod]
    [EachTrainer]
    public void Without_a_weight_column_named_none_is_read(TrainerKind kind) => FittedLinear.AssertSameBits(
        FittedLinear.Of(_ml.QuickTrainer(kind).Fit(Changed(_ml.Transforms.CopyColumns("Vector", "Features")))),
        FittedLinear.Of(_ml.QuickTrainer(kind).Fit(Changed(_ml.Transforms.CopyColumns("Weight", "Text")))));

    private void AssertRefused(TrainerKind kind, string message, IEstimator<ITransformer> change)
    {
        IDataView data = Changed(change);
        IEstimator<ITransformer> trainer = Weighted(kind);

        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(data)).Message, message);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.GetOutputSchema(SchemaShapes.Of(data.Schema))).Message,
            message);
    }

    private static string Sentence(ArgumentException error) => error.Message.Replace($" (Parameter '{error.ParamName}')", "");

    private IEstimator<ITransformer> Weighted(TrainerKind kind) =>
        _ml.QuickTrainer(kind, options => options.ExampleWeightColumnName = "Weight");

    private IDataView Changed(IEstimator<ITransformer> change)
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row
        {
            Label = (uint)i % 2,
            Features = [i, 1],
        }));
        return change.Fit(rows).Transform(rows);
    }

    private sealed class Row
    {
        [KeyType(2)]
        public uint Label { get; set; }

        public float Weight { get; set; } = 1;

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Number { get; set; }

        public double Double { get; set; }

        public string Text { get; set; } = "a";

        [VectorType(2)]
        public float[] Vector { get; set; } = [1, 2];

        [VectorType(2)]
        public double[] Doubles { get; set; } = [1, 2];

        public float[] AnyLength { get; set; } = [1, 2];
    }
}
