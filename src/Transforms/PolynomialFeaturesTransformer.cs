using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Rows;
using MLExtensions.Transforms;

[assembly: LoadableModel<PolynomialFeaturesTransformer>]

namespace MLExtensions;

/// <summary>
/// Adds a column with the products of up to <see cref="Degree"/> features, for features of the width it was fitted to.
/// Made by <see cref="PolynomialFeaturesEstimator"/>; saved and loaded by <c>mlContext.Model</c>.
/// </summary>
/// <remarks>
/// Sparse rows become sparse rows, at a cost proportional to the products that are not zero. A row whose NaN or infinite
/// values have to be multiplied by zeros becomes a dense one, as 0 · NaN is NaN: what a row holds never depends on how it
/// is stored.
/// </remarks>
public sealed class PolynomialFeaturesTransformer : IRowTransformer, IModelPart<PolynomialFeaturesTransformer>
{
    private readonly PolynomialLayout _layout;

    internal PolynomialFeaturesTransformer(string outputColumnName, string inputColumnName, PolynomialLayout layout)
    {
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName;
        _layout = layout;
    }

    /// <summary>The column of products, a <c>Vector&lt;Single&gt;</c> of known size with slot names.</summary>
    public string OutputColumnName { get; }

    /// <summary>The column of features, a <c>Vector&lt;Single&gt;</c> of known size.</summary>
    public string InputColumnName { get; }

    /// <summary>The highest number of features in a product, at least 1.</summary>
    public int Degree => _layout.Degree;

    /// <summary>Whether a feature stands at most once in a product, so that there are no powers.</summary>
    public bool InteractionOnly => _layout.InteractionOnly;

    /// <summary>Whether the first column is a constant 1.</summary>
    public bool IncludeBias => _layout.IncludeBias;

    static ModelPartFormat IModelPart<PolynomialFeaturesTransformer>.Format { get; } =
        new(Signature: "POLYFEAT", LoaderName: "PolynomialFeatures", Version: 1);

    static PolynomialFeaturesTransformer IModelPart<PolynomialFeaturesTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader)
    {
        string output = reader.ReadString();
        string input = reader.ReadString();
        int inputWidth = reader.ReadInt32();
        int degree = reader.ReadInt32();
        bool interactionOnly = reader.ReadBoolean();
        bool includeBias = reader.ReadBoolean();
        if (output.Length == 0 || input.Length == 0 || inputWidth < 1 || degree < 1)
            throw new FormatException("The model file holds no valid PolynomialFeatures.");

        return new(output, input, new PolynomialLayout(inputWidth, degree, interactionOnly, includeBias));
    }

    void IModelPart<PolynomialFeaturesTransformer>.Write(BinaryWriter writer)
    {
        writer.Write(OutputColumnName);
        writer.Write(InputColumnName);
        writer.Write(_layout.InputWidth);
        writer.Write(Degree);
        writer.Write(InteractionOnly);
        writer.Write(IncludeBias);
    }

    /// <summary>The schema of the output for an input of <paramref name="inputSchema"/>.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <returns>The columns of the input at their own indices, then those that this transformer adds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => ((IRowTransformer)this).OutputSchema(inputSchema);

    /// <summary>Adds the columns to <paramref name="input"/>. Nothing is computed until a cursor reads it.</summary>
    /// <param name="input">The data to transform.</param>
    /// <returns>A view over <paramref name="input"/> with the same rows in the same order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public IDataView Transform(IDataView input) => ((IRowTransformer)this).View(input);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelFile.Save(ctx, this);

    RowMapping IRowTransformer.Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = SchemaColumns.RequireFeatures(inputSchema, "input", InputColumnName, _layout.InputWidth);
        return new PolynomialFeaturesMapping(inputSchema, input, OutputColumnName, _layout);
    }
}
