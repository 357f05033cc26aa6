using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Contracts;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Trainers.NearestNeighbors;

namespace MLExtensions;

/// <summary>Nearest-neighbor regression: the mean of the labels of the k training rows nearest to a row.</summary>
/// <remarks>
/// <para>
/// Input: a <see cref="float"/> column for the label and a vector of known size of <see cref="float"/> for the features, dense or
/// sparse. Output: <c>Score</c>, the mean of the neighbors' labels, each counting as <see cref="NeighborWeights"/> says; on
/// request <c>NeighborDistances</c> and <c>NeighborIds</c>.
/// </para>
/// <para>
/// Neighbors are exact: those of a loop over all rows in double precision; of training rows at the same distance the one that
/// comes first in the training data is the nearer. As the classifier's, they depend on the units of the features.
/// </para>
/// <para>
/// scikit-learn: <c>KNeighborsRegressor</c>. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed.,
/// section 2.3.2.
/// </para>
/// </remarks>
public sealed class NearestNeighborsRegressionTrainer : IEstimator<NearestNeighborsRegressionTransformer>, IThreadedTrainer, IConfigured
{
    private readonly IHost _host;
    private readonly NeighborSettings _settings;
    private readonly NearestNeighborsOptions _options;

    internal NearestNeighborsRegressionTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = new NeighborSettings(options, LabelKind.Number);
        _options = options.Copy();
        _host = environment.Register(nameof(NearestNeighborsRegressionTrainer));
    }

    private NearestNeighborsRegressionTrainer(NearestNeighborsRegressionTrainer other, NeighborSettings settings) =>
        (_host, _settings, _options) = (other._host, settings, other._options);

    /// <summary>Keeps the training rows.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are fewer rows than neighbors, no row is left, or a tree is asked for and the features are sparse.
    /// </exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public NearestNeighborsRegressionTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        LabeledExamples<float> examples = ExampleReader.ReadNumbers(
            input, _settings.Columns, channel, _settings.NumberOfThreads, _settings.CancellationToken);
        return new NearestNeighborsRegressionTransformer(NeighborTraining.Run(examples, _settings, channel), examples.Targets);
    }

    object IConfigured.Options => _options;

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        new NearestNeighborsRegressionTrainer(this, _settings with { NumberOfThreads = numberOfThreads, CancellationToken = cancellationToken }).Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _settings.Columns.Check(inputSchema);
        return NeighborShapes.With(inputSchema, _settings, [ScoreShapes.OfNumber()]);
    }

    /// <summary>Options of <see cref="NearestNeighborsRegressionTrainer"/>.</summary>
    public sealed class Options : NearestNeighborsOptions;
}
