using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Arguments;
using MLExtensions.Contracts;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Trainers.NearestNeighbors;

namespace MLExtensions;

/// <summary>
/// The nearest-neighbor classifier of two classes: a row is true if more than a given share of the k training rows nearest to it are.
/// </summary>
/// <remarks>
/// <para>
/// Input: a <see cref="bool"/> for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c> and <c>Probability</c>, both the share of the neighbors that are true, from 0 to 1, each counting as
/// <see cref="NeighborWeights"/> says; <c>PredictedLabel</c>, true where that share is above the threshold; on request
/// <c>NeighborDistances</c> and <c>NeighborIds</c>. At the default threshold of 0.5 a tie is false.
/// </para>
/// <para>
/// ML.NET's <c>Evaluate</c> counts a row as taken for true if its score is above 0, whatever the threshold is. Its areas and its log-loss
/// are right for this model; its accuracy, precision and recall are not. The metrics of a sweep go by <c>PredictedLabel</c>.
/// </para>
/// <para>
/// Neighbors are exact: those of a loop over all rows in double precision; of training rows at the same distance the one that
/// comes first in the training data is the nearer. As the multiclass classifier's, they depend on the units of the features.
/// </para>
/// <para>
/// scikit-learn: <c>KNeighborsClassifier</c>. Source: Cover and Hart, Nearest neighbor pattern classification, IEEE Trans. Inf.
/// Theory 13 (1967).
/// </para>
/// </remarks>
public sealed class NearestNeighborsBinaryTrainer : IEstimator<NearestNeighborsBinaryTransformer>, IThreadedTrainer, IConfigured
{
    private readonly IHost _host;
    private readonly NeighborSettings _settings;
    private readonly Options _options;

    internal NearestNeighborsBinaryTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = new NeighborSettings(options, LabelKind.Boolean);
        Guard.Require(options.Threshold is >= 0 and < 1, options.Threshold, nameof(options.Threshold), "at least 0 and below 1");
        _options = (Options)options.Copy();
        _host = environment.Register(nameof(NearestNeighborsBinaryTrainer));
    }

    private NearestNeighborsBinaryTrainer(NearestNeighborsBinaryTrainer other, NeighborSettings settings) =>
        (_host, _settings, _options) = (other._host, settings, other._options);

    /// <summary>Keeps the training rows.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c>, <c>Probability</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are fewer rows than neighbors, no row is left, or a tree is asked for and the features are sparse.
    /// </exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public NearestNeighborsBinaryTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        LabeledExamples<int> examples = ExampleReader.ReadClasses(
            input, _settings.Columns, channel, _settings.NumberOfThreads, out _, _settings.CancellationToken);
        float[] votes = Array.ConvertAll(examples.Targets, target => (float)target);
        return new NearestNeighborsBinaryTransformer(NeighborTraining.Run(examples, _settings, channel), votes, _options.Threshold);
    }

    object IConfigured.Options => _options;

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        new NearestNeighborsBinaryTrainer(this, _settings with { NumberOfThreads = numberOfThreads, CancellationToken = cancellationToken }).Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _settings.Columns.Check(inputSchema);
        return NeighborShapes.With(inputSchema, _settings, ScoreShapes.OfTwoClasses(hasProbability: true));
    }

    /// <summary>Options of <see cref="NearestNeighborsBinaryTrainer"/>.</summary>
    public sealed class Options : NearestNeighborsOptions
    {
        /// <summary>
        /// The share of the neighbors, at least 0 and below 1, above which a row is taken for true. Default: 0.5, so that of a tie false is
        /// predicted. A sweep chooses it by <see cref="BinarySweepResult.ChooseThreshold"/>.
        /// </summary>
        public float Threshold { get; set; } = 0.5f;
    }
}
