using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Contracts;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Trainers.NearestNeighbors;
using MLExtensions.Values;

namespace MLExtensions;

/// <summary>
/// The nearest-neighbor classifier: a row belongs to the class that most of the k training rows nearest to it belong to.
/// </summary>
/// <remarks>
/// <para>
/// Input: a key column for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, for each class the share of the neighbors that belong to it, or of their weights;
/// <c>PredictedLabel</c>, the class with the largest share; on request <c>NeighborDistances</c> and <c>NeighborIds</c>.
/// </para>
/// <para>
/// Neighbors are exact: those of a loop over all rows in double precision. Ties are broken in one way only: of training rows at
/// the same distance the one that comes first in the training data is the nearer; of classes with the same share the one whose
/// key is the smallest is predicted.
/// </para>
/// <para>
/// Training keeps the rows, in single precision, and computes nothing; a query is compared with all of them, or looked for in a
/// tree where that is faster. Scale features that differ in their units first, as by <c>NormalizeMeanVariance</c>.
/// </para>
/// <para>
/// scikit-learn: <c>KNeighborsClassifier</c>. Source: Cover and Hart, Nearest neighbor pattern classification, IEEE Trans. Inf.
/// Theory 13 (1967); Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., section 13.3.
/// </para>
/// </remarks>
public sealed class NearestNeighborsTrainer : IEstimator<NearestNeighborsTransformer>, IThreadedTrainer, IConfigured
{
    private readonly IHost _host;
    private readonly NeighborSettings _settings;
    private readonly NearestNeighborsOptions _options;

    internal NearestNeighborsTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = new NeighborSettings(options, LabelKind.Key);
        _options = options.Copy();
        _host = environment.Register(nameof(NearestNeighborsTrainer));
    }

    private NearestNeighborsTrainer(NearestNeighborsTrainer other, NeighborSettings settings) =>
        (_host, _settings, _options) = (other._host, settings, other._options);

    /// <summary>Keeps the training rows.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has another type, or there is one class only.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// There are fewer rows than neighbors, no row is left, or a tree is asked for and the features are sparse.
    /// </exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public NearestNeighborsTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        LabeledExamples<int> examples = ExampleReader.ReadClasses(
            input, _settings.Columns, channel, _settings.NumberOfThreads, out int classes, _settings.CancellationToken);
        ColumnValues? keyValues = ColumnValues.OfAnnotation(input.Schema[_settings.Columns.Label].Annotations, AnnotationKinds.KeyValues);
        return new NearestNeighborsTransformer(NeighborTraining.Run(examples, _settings, channel), examples.Targets, classes, keyValues);
    }

    object IConfigured.Options => _options;

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        new NearestNeighborsTrainer(this, _settings with { NumberOfThreads = numberOfThreads, CancellationToken = cancellationToken }).Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = _settings.Columns.Check(inputSchema);
        return NeighborShapes.With(inputSchema, _settings, ScoreShapes.OfClasses(label));
    }

    /// <summary>Options of <see cref="NearestNeighborsTrainer"/>.</summary>
    public sealed class Options : NearestNeighborsOptions;
}
