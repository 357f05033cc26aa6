using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Interop;

namespace MLExtensions.Tests.Interop;

[TestClass]
public class SchemaErrorsTests
{
    private sealed record Row(float Label, string Text);

    private readonly MLContext _ml = new();

    [TestMethod]
    public void A_missing_column_is_reported_as_by_ML_NET()
    {
        ArgumentOutOfRangeException expected = ErrorOf("Absent");
        AssertSame(expected, SchemaErrors.NotFound(expected.ParamName!, "feature", "Absent"));
    }

    [TestMethod]
    public void A_mistyped_column_is_reported_as_by_ML_NET()
    {
        ArgumentOutOfRangeException expected = ErrorOf(nameof(Row.Text));
        AssertSame(
            expected, SchemaErrors.Mismatch(expected.ParamName!, "feature", "Text", "Vector<Single>", "String"));
    }

    [TestMethod]
    public void Types_are_told_apart()
    {
        Assert.AreEqual("String", SchemaErrors.Describe(TextDataViewType.Instance));
        Assert.AreEqual("Vector<Single, 3>", SchemaErrors.Describe(new VectorDataViewType(NumberDataViewType.Single, 3)));
        Assert.AreEqual("VarVector<Single>", SchemaErrors.Describe(new VectorDataViewType(NumberDataViewType.Single)));
    }

    private ArgumentOutOfRangeException ErrorOf(string column)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Row(0f, "a")]);
        SdcaRegressionTrainer trainer = _ml.Regression.Trainers.Sdca(featureColumnName: column);
        return Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(data));
    }

    private static void AssertSame(ArgumentOutOfRangeException expected, ArgumentOutOfRangeException actual)
    {
        Assert.AreEqual(expected.Message, actual.Message);
        Assert.AreEqual(expected.ParamName, actual.ParamName);
    }
}
