using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Trainers.Linear;

/// <summary>What the linear classifiers have in common: everything but the loss and the kind of model.</summary>
internal sealed class LinearClassification
{
    private readonly IHost _host;
    private readonly LinearTrainerSettings _settings;
    private readonly ClassWeights? _classWeights;
    private readonly ILoss<float, int> _loss;
    private readonly double _scoreUnit;
    private readonly bool _isPart;

    /// <param name="environment">The environment.</param>
    /// <param name="name">The trainer's.</param>
    /// <param name="options">The user's.</param>
    /// <param name="loss">What is minimized, summed over the examples.</param>
    /// <param name="scoreUnit">What a score of 1 is in the user's units.</param>
    public LinearClassification(
        IHostEnvironment environment,
        string name,
        LinearClassifierOptions options,
        ILoss<float, int> loss,
        double scoreUnit = 1)
    {
        _host = environment.Register(name);
        _settings = new LinearTrainerSettings(options, LabelKind.Key, () => ContextSeed.Of(_host));
        Options = options.Copy();
        _classWeights = options.ClassWeights;
        _loss = loss;
        _scoreUnit = scoreUnit;
    }

    /// <summary>The same, as a part of something larger.</summary>
    private LinearClassification(LinearClassification other, LinearTrainerSettings settings)
    {
        _isPart = true;
        _host = other._host;
        _settings = settings;
        Options = other.Options;
        _classWeights = other._classWeights;
        _loss = other._loss;
        _scoreUnit = other._scoreUnit;
    }

    /// <summary>The user's options.</summary>
    public LinearTrainerOptions Options { get; }

    /// <summary>What is read.</summary>
    public ExampleColumns Columns => _settings.Columns;

    /// <summary>λ.</summary>
    public float L2Regularization => _settings.L2Regularization;

    /// <summary>
    /// What two have in common that differ in λ, and maybe in the loss; null if this one is to be trained by itself.
    /// </summary>
    public object? AllButPenalty =>
        _settings.AllButPenalty is { } settings ? (settings, _classWeights) : null;

    /// <summary>The same, as a part of something larger.</summary>
    public LinearClassification Within(int numberOfThreads, CancellationToken cancellationToken) =>
        new(this, _settings.Within(numberOfThreads, cancellationToken));

    /// <summary>Reads the data, minimizes the objective, and wraps the weights into a transformer.</summary>
    public MulticlassPredictionTransformer<TModel> Fit<TModel>(
        IDataView input, Func<IHostEnvironment, float[][], float[], TModel> toModel)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var training = new LinearTraining(_settings, channel);
        LabeledExamples<int> examples = Read(input, channel, out int classes);
        RoundedModel rounded = training.Run(examples, classes, _loss, unit: _scoreUnit, penaltyUnit: _scoreUnit);
        WarnOfRounding(channel, rounded, input);
        return Transformer(rounded.Model, input, toModel);
    }

    /// <summary>Reads the data once, and minimizes the objectives for several λ together.</summary>
    public MulticlassPredictionTransformer<TModel>[] FitAll<TModel>(
        IDataView input, IReadOnlyList<float> l2Regularizations, Func<IHostEnvironment, float[][], float[], TModel> toModel)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var training = new LinearTraining(_settings, channel);
        LabeledExamples<int> examples = Read(input, channel, out int classes);
        RoundedModel[] all = training.RunAll(examples, classes, _loss, l2Regularizations, penaltyUnit: _scoreUnit);
        WarnOfRounding(channel, all.MaxBy(rounded => rounded.Lost)!, input);
        return Array.ConvertAll(all, rounded => Transformer(rounded.Model, input, toModel));
    }

    /// <summary>The schema after fitting, as all multiclass trainers of ML.NET promise it.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = _settings.Columns.Check(inputSchema);
        return SchemaShapes.With(inputSchema, ScoreShapes.OfClasses(label));
    }

    private LabeledExamples<int> Read(IDataView input, IChannel channel, out int classes)
    {
        LabeledExamples<int> examples =
            ExampleReader.ReadClasses(input, _settings.Columns, channel, _settings.NumberOfThreads, out classes, _settings.CancellationToken);
        _classWeights?.Apply(input.Schema[_settings.Columns.Label], examples.Targets, examples.Weights, warned: _isPart ? channel : null);
        return examples;
    }

    private void WarnOfRounding(IChannel channel, RoundedModel rounded, IDataView input) =>
        RoundingWarning.WarnOf(channel, rounded, input.Schema[_settings.Columns.Features]);

    private MulticlassPredictionTransformer<TModel> Transformer<TModel>(
        LinearModel model, IDataView input, Func<IHostEnvironment, float[][], float[], TModel> toModel)
        where TModel : class
    {
        if (_scoreUnit != 1)
            model.Multiply(_scoreUnit);
        return LinearClassifiers.Transformer(
            _host, toModel(_host, model.Weights, model.Biases), input.Schema, _settings.Columns.Features, _settings.Columns.Label);
    }
}
