using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Contracts;
using MLExtensions.Interop;
using MLExtensions.Transforms;

namespace MLExtensions;

/// <summary>
/// Estimator of a column with all products of up to a given number of features, made by
/// <see cref="PolynomialFeaturesCatalog.PolynomialFeatures"/>. Fitting reads the width of the features and no rows.
/// </summary>
public sealed class PolynomialFeaturesEstimator : IEstimator<PolynomialFeaturesTransformer>, IConfigured
{
    private readonly IHostEnvironment _environment;
    private readonly string _outputColumnName;
    private readonly string _inputColumnName;
    private readonly int _degree;
    private readonly bool _interactionOnly;
    private readonly bool _includeBias;

    internal PolynomialFeaturesEstimator(
        IHostEnvironment environment,
        string outputColumnName,
        string inputColumnName,
        int degree,
        bool interactionOnly,
        bool includeBias)
    {
        _environment = environment;
        _outputColumnName = outputColumnName;
        _inputColumnName = inputColumnName;
        _degree = degree;
        _interactionOnly = interactionOnly;
        _includeBias = includeBias;
    }

    object IConfigured.Options => new
    {
        OutputColumnName = _outputColumnName,
        InputColumnName = _inputColumnName,
        Degree = _degree,
        InteractionOnly = _interactionOnly,
        IncludeBias = _includeBias,
    };

    /// <summary>Fixes the columns for the width of the features in <paramref name="input"/>.</summary>
    /// <param name="input">Data with a column of features, a <c>Vector&lt;Single&gt;</c> of known size.</param>
    /// <returns>A transformer for features of this width.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column of features is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">There would be more columns than a vector can hold.</exception>
    public PolynomialFeaturesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SchemaColumns.RequireFeatures(input.Schema, "input", _inputColumnName, out int width);
        PolynomialLayout layout = new(width, _degree, _interactionOnly, _includeBias);

        using IChannel channel = _environment.Start("PolynomialFeatures");
        channel.Info(
            MessageSensitivity.Schema,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{width:N0} columns of '{_inputColumnName}' become {layout.OutputWidth:N0}"));

        return new PolynomialFeaturesTransformer(_outputColumnName, _inputColumnName, layout);
    }

    /// <summary>The schema of the output for an input of <paramref name="inputSchema"/>.</summary>
    /// <param name="inputSchema">The shape of the input's schema.</param>
    /// <returns>The same with the output column, a <c>Vector&lt;Single&gt;</c> with slot names.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column of features is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShapes.Require(inputSchema, "input", SchemaShapes.Column(
            _inputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations: null));

        SchemaShape.Column slotNames = SchemaShapes.Column(
            AnnotationKinds.SlotNames,
            SchemaShape.Column.VectorKind.Vector,
            TextDataViewType.Instance,
            isKey: false,
            annotations: null);
        SchemaShape.Column output = SchemaShapes.Column(
            _outputColumnName,
            SchemaShape.Column.VectorKind.Vector,
            NumberDataViewType.Single,
            isKey: false,
            new SchemaShape([slotNames]));
        return SchemaShapes.With(inputSchema, output);
    }
}
