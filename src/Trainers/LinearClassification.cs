using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Trainers;

/// <summary>What the linear classifiers have in common: everything but the loss and the kind of model.</summary>
internal sealed class LinearClassification
{
    private static readonly TimeSpan _logInterval = TimeSpan.FromSeconds(1);

    private readonly IHost _host;
    private readonly LinearTrainerSettings _settings;
    private readonly ILoss<float, int> _loss;
    private readonly int _seed;

    public LinearClassification(IHostEnvironment environment, string name, LinearTrainerSettings settings, ILoss<float, int> loss)
    {
        _host = environment.Register(name);
        _settings = settings;
        _loss = loss;

        // Drawn here and not in each fit, so that fitting again gives the same bits.
        _seed = settings.Seed ?? _host.Rand.Next();
    }

    /// <summary>Reads the data, minimises the objective, and wraps the weights into a transformer.</summary>
    public MulticlassPredictionTransformer<TModel> Fit<TModel>(
        IDataView input, Func<IHostEnvironment, float[][], float[], TModel> toModel)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(input);
        LinearModel model;
        using (IChannel channel = _host.Start("Training"))
            model = Train(input, channel);
        return LinearClassifiers.Transformer(
            _host, toModel(_host, model.Weights, model.Biases), input.Schema, _settings.Columns.Features, _settings.Columns.Label);
    }

    /// <summary>The schema after fitting, as all multiclass trainers of ML.NET promise it.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = _settings.Columns.Check(inputSchema);
        SchemaShape.Column score = SchemaShapes.Column(
            DefaultColumnNames.Score, VectorKind.Vector, NumberDataViewType.Single, isKey: false,
            new SchemaShape(ScoreAnnotations.OfMulticlassScore(label)));
        SchemaShape.Column predictedLabel = SchemaShapes.Column(
            DefaultColumnNames.PredictedLabel, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true,
            new SchemaShape(label.Annotations.Where(annotation => annotation.Name == AnnotationKinds.KeyValues).Concat(ScoreAnnotations.OfTrainerOutput())));
        return SchemaShapes.With(inputSchema, score, predictedLabel);
    }

    private LinearModel Train(IDataView input, IChannel channel)
    {
        var watch = Stopwatch.StartNew();
        LabeledExamples<int> examples =
            ExampleReader.ReadClasses(input, _settings.Columns, channel, out int classes, _settings.CancellationToken);
        var problem = new LinearProblem<int>(
            examples.Features, examples.Targets, examples.Weights, classes, _loss, _settings.L2Regularization);
        var descent = new LinearDescent
        {
            BatchSize = _settings.BatchSize,
            MaximumEpochs = _settings.NumberOfIterations,
            LearningRate = _settings.LearningRate,
            Tolerance = _settings.ConvergenceTolerance,
            Shuffle = _settings.Shuffle,
            Seed = _seed,
            OnEpoch = Reporter(channel, watch, problem.TotalWeight),
            CancellationToken = _settings.CancellationToken,
        };
        LinearDescentResult result = descent.Minimize(problem);
        channel.Info(MessageSensitivity.None, string.Create(
            CultureInfo.InvariantCulture,
            $"trained on {examples.Targets.Length} rows in {result.Epochs} epochs, {watch.Elapsed.TotalSeconds:F1} s: objective {result.Objective:G6}"));
        if (_settings.NumberOfIterations is null)
            Unconverged.Warn(channel, result);
        result.Model.CenterBiases();
        return result.Model;
    }

    private Action<EpochReport> Reporter(IChannel channel, Stopwatch watch, double totalWeight)
    {
        TimeSpan nextLog = TimeSpan.Zero;
        return report =>
        {
            TimeSpan elapsed = watch.Elapsed;
            var progress = new TrainingProgress(report.Epoch, report.Objective * totalWeight, report.StepSize, elapsed);
            _settings.Progress?.Report(progress);
            if (elapsed < nextLog)
                return;
            nextLog = elapsed + _logInterval;
            channel.Info(MessageSensitivity.None, string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {progress.Epoch}: objective {progress.Objective:G6}, step size {progress.StepSize:G3}, {elapsed.TotalSeconds:F1} s"));
        };
    }
}
