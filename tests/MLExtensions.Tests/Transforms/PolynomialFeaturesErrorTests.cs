using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tests.Transforms;

[TestClass]
public class PolynomialFeaturesErrorTests
{
    private readonly MLContext _ml = new(seed: 1);

    private sealed class Example
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [1f, 2f, 3f];

        [VectorType(2)]
        public float[] Narrow { get; set; } = [1f, 2f];

        [VectorType(2)]
        public double[] Doubles { get; set; } = [1d, 2d];

        [VectorType(100_000)]
        public float[] Wide { get; set; } = [];

        public float[] Variable { get; set; } = [1f];

        public float Scalar { get; set; }

        public string Text { get; set; } = "";
    }

    [TestMethod]
    [DataRow("Absent", "Could not find input column 'Absent'")]
    [DataRow("Text", "Schema mismatch for input column 'Text': expected Vector<Single>, got String")]
    [DataRow("Scalar", "Schema mismatch for input column 'Scalar': expected Vector<Single>, got Single")]
    [DataRow("Doubles", "Schema mismatch for input column 'Doubles': expected Vector<Single>, got Vector<Double")]
    [DataRow("Variable", "Schema mismatch for input column 'Variable': expected Vector<Single>, got VarVector<Single>")]
    public void A_missing_or_mistyped_input_column_is_reported_by_fit_and_by_the_schema(string column, string expected)
    {
        PolynomialFeaturesEstimator estimator = _ml.Transforms.PolynomialFeatures("Products", column);

        Action[] actions =
        [
            () => estimator.Fit(Data()),
            () => estimator.GetOutputSchema(SchemaShapes.Of(Data().Schema)),
        ];
        foreach (Action action in actions)
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(action);
            StringAssert.StartsWith(error.Message, expected, StringComparison.Ordinal);
            Assert.AreEqual("inputSchema", error.ParamName);
        }
    }

    [TestMethod]
    public void Features_of_another_width_than_fitted_are_refused_with_both_widths()
    {
        PolynomialFeaturesTransformer transformer = _ml.Transforms.PolynomialFeatures("Products", "Features").Fit(Data());
        IDataView other = _ml.Transforms.CopyColumns("Features", "Narrow").Fit(Data()).Transform(Data());

        Action[] actions = [() => transformer.Transform(other), () => transformer.GetOutputSchema(other.Schema)];
        foreach (Action action in actions)
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(action);
            StringAssert.StartsWith(
                error.Message,
                "Schema mismatch for input column 'Features': expected Vector<Single, 3>, got Vector<Single, 2>",
                StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Too_many_columns_are_refused_by_fit()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Transforms.PolynomialFeatures("Products", "Wide").Fit(Data()));
        StringAssert.Contains(error.Message, "would have 5,000,150,000 columns", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Arguments_are_checked_and_named()
    {
        TransformsCatalog transforms = _ml.Transforms;
        Assert.AreEqual("catalog", Assert.ThrowsExactly<ArgumentNullException>(
            () => default(TransformsCatalog)!.PolynomialFeatures("Features")).ParamName);
        Assert.AreEqual("outputColumnName", Assert.ThrowsExactly<ArgumentNullException>(
            () => transforms.PolynomialFeatures(null!)).ParamName);
        Assert.AreEqual("outputColumnName", Assert.ThrowsExactly<ArgumentException>(
            () => transforms.PolynomialFeatures("")).ParamName);
        Assert.AreEqual("inputColumnName", Assert.ThrowsExactly<ArgumentException>(
            () => transforms.PolynomialFeatures("Products", "")).ParamName);
        Assert.AreEqual("degree", Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => transforms.PolynomialFeatures("Features", degree: 0)).ParamName);

        PolynomialFeaturesEstimator estimator = transforms.PolynomialFeatures("Features");
        Assert.AreEqual("input", Assert.ThrowsExactly<ArgumentNullException>(() => estimator.Fit(null!)).ParamName);
        Assert.AreEqual("inputSchema", Assert.ThrowsExactly<ArgumentNullException>(
            () => estimator.GetOutputSchema(null!)).ParamName);

        PolynomialFeaturesTransformer transformer = estimator.Fit(Data());
        Assert.AreEqual("input", Assert.ThrowsExactly<ArgumentNullException>(
            () => transformer.Transform(null!)).ParamName);
        Assert.AreEqual("inputSchema", Assert.ThrowsExactly<ArgumentNullException>(
            () => transformer.GetOutputSchema(null!)).ParamName);
    }

    [TestMethod]
    [DataRow("Features")]
    [DataRow("Products")]
    public void The_promised_schema_is_the_one_made(string output)
    {
        PolynomialFeaturesEstimator estimator = _ml.Transforms.PolynomialFeatures(output, "Features");
        SchemaShape promised = estimator.GetOutputSchema(SchemaShapes.Of(Data().Schema));
        SchemaShape made = SchemaShapes.Of(estimator.Fit(Data()).GetOutputSchema(Data().Schema));

        CollectionAssert.AreEqual(Describe(made), Describe(promised));
    }

    private static string[] Describe(SchemaShape shape) =>
    [
        .. shape
            .Select(column =>
                $"{column.Name} {column.Kind} {column.ItemType} [{string.Join(", ", Describe(column.Annotations))}]")
            .Order(),
    ];

    private IDataView Data() => _ml.Data.LoadFromEnumerable([new Example()]);
}
