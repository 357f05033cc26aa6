using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>The columns added, promised and real, are those of ML.NET's own trainers with the same kind of model.</summary>
[TestClass]
public class OutputSchemaTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [EachTrainer(nameof(Digit.Name))]
    [EachTrainer(nameof(Digit.Number))]
    [EachTrainer(nameof(Digit.IsEven))]
    public void What_is_promised_is_what_ML_NET_promises(TrainerKind kind, string label)
    {
        SchemaShape input = SchemaShapeOf(Keyed(label));
        CollectionAssert.AreEqual(
            Describe(BuiltIn(kind).GetOutputSchema(input)), Describe(_ml.QuickTrainer(kind).GetOutputSchema(input)));
    }

    [TestMethod]
    [EachTrainer(nameof(Digit.Name))]
    [EachTrainer(nameof(Digit.Number))]
    [EachTrainer(nameof(Digit.IsEven))]
    public void What_is_there_after_fitting_is_what_ML_NET_adds(TrainerKind kind, string label)
    {
        IDataView data = Keyed(label);
        CollectionAssert.AreEqual(
            Describe(BuiltIn(kind).Fit(data).Transform(data).Schema),
            Describe(_ml.QuickTrainer(kind).Fit(data).Transform(data).Schema));
    }

    [TestMethod]
    [EachTrainer(nameof(Digit.Name))]
    [EachTrainer(nameof(Digit.Number))]
    [EachTrainer(nameof(Digit.IsEven))]
    public void What_is_promised_is_there_after_fitting(TrainerKind kind, string label)
    {
        IDataView data = Keyed(label);
        IEstimator<ITransformer> trainer = _ml.QuickTrainer(kind);
        SchemaShape promised = trainer.GetOutputSchema(SchemaShapeOf(data));
        DataViewSchema real = trainer.Fit(data).GetOutputSchema(data.Schema);

        CollectionAssert.AreEquivalent(
            promised.Select(column => column.Name).ToArray(), real.Where(column => !column.IsHidden).Select(column => column.Name).ToArray());
        foreach (SchemaShape.Column column in promised)
        {
            Assert.AreEqual(column.ItemType, (real[column.Name].Type as VectorDataViewType)?.ItemType ?? Raw(real[column.Name].Type));
            Assert.AreEqual(column.IsKey, real[column.Name].Type is KeyDataViewType);
            Assert.AreEqual(column.Kind == SchemaShape.Column.VectorKind.Vector, real[column.Name].Type is VectorDataViewType { IsKnownSize: true });
            string[] annotations = [.. real[column.Name].Annotations.Schema.Select(annotation => annotation.Name)];
            foreach (SchemaShape.Column annotation in column.Annotations)
                CollectionAssert.Contains(annotations, annotation.Name, $"{column.Name} lacks an annotation.");
        }
    }

    [TestMethod]
    [EachTrainer]
    public void Scores_are_named_after_their_classes(TrainerKind kind)
    {
        IDataView data = Keyed(nameof(Digit.Name));
        DataViewSchema schema = _ml.QuickTrainer(kind).Fit(data).Transform(data).Schema;
        string[] expected = Text("Label", "KeyValues", data.Schema);

        Assert.HasCount(10, expected);
        CollectionAssert.AreEqual(expected, Text("Score", "SlotNames", schema));
        CollectionAssert.AreEqual(expected, Text("PredictedLabel", "KeyValues", schema));
    }

    [TestMethod]
    [EachTrainer]
    public void Columns_of_the_names_that_are_added_are_hidden(TrainerKind kind)
    {
        IDataView data = _ml.Transforms.CopyColumns("Score", "Label").Append(_ml.Transforms.CopyColumns("PredictedLabel", "Features"))
            .Fit(Keyed(nameof(Digit.Name))).Transform(Keyed(nameof(Digit.Name)));
        IEstimator<ITransformer> trainer = _ml.QuickTrainer(kind);

        Assert.AreEqual("Vector<Single, 10>", trainer.Fit(data).Transform(data).Schema["Score"].Type.ToString());
        CollectionAssert.AllItemsAreUnique(trainer.GetOutputSchema(SchemaShapeOf(data)).Select(column => column.Name).ToArray());
    }

    private static DataViewType Raw(DataViewType type) => type is KeyDataViewType ? NumberDataViewType.UInt32 : type;

    internal static string[] Describe(SchemaShape shape) =>
        [.. shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} key: {column.IsKey} [{string.Join("; ", Describe(column.Annotations))}]")];

    internal static string[] Describe(DataViewSchema schema) =>
        [.. schema.Select(column => $"{column.Name} {column.Type} hidden: {column.IsHidden} [{string.Join("; ", Describe(column.Annotations.Schema))}]")];

    private static string[] Text(string column, string annotation, DataViewSchema schema)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        schema[column].Annotations.GetValue(annotation, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private IEstimator<ITransformer> BuiltIn(TrainerKind kind) => kind == TrainerKind.SoftmaxRegression
        ? _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(historySize: 2, optimizationTolerance: 1f)
        : _ml.MulticlassClassification.Trainers.SdcaNonCalibrated(maximumNumberOfIterations: 1);

    internal static SchemaShape SchemaShapeOf(IDataView data) => SchemaShapes.Of(data.Schema);

    private IDataView Keyed(string label)
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(60));
        return _ml.Transforms.Conversion.MapValueToKey("Label", label).Fit(digits).Transform(digits);
    }
}
