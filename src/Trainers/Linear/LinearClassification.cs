using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Trainers.Linear;

/// <summary>What the linear classifiers have in common: everything but the loss and the kind of model.</summary>
/// <typeparam name="TTransformer">The fitted model.</typeparam>
internal sealed class LinearClassification<TTransformer>
    where TTransformer : class, ITransformer
{
    private readonly IHost _host;
    private readonly string _name;
    private readonly LinearTrainerSettings _settings;
    private readonly IClassifierForm<TTransformer> _form;
    private readonly ClassWeights? _classWeights;
    private readonly ILoss<float, int> _loss;
    private readonly double _scoreUnit;
    private readonly bool _isPart;

    /// <param name="environment">The environment.</param>
    /// <param name="name">The trainer's.</param>
    /// <param name="options">The user's.</param>
    /// <param name="form">What is read and made.</param>
    /// <param name="loss">
    /// What is minimized, summed over the examples: of the scores of all classes, also where these are two with opposite vectors.
    /// </param>
    /// <param name="scoreUnit">What a score of 1 is in the user's units.</param>
    public LinearClassification(
        IHostEnvironment environment,
        string name,
        LinearClassifierOptions options,
        IClassifierForm<TTransformer> form,
        ILoss<float, int> loss,
        double scoreUnit = 1)
    {
        _host = environment.Register(name);
        _name = name;
        _settings = new LinearTrainerSettings(options, form.LabelKind, () => ContextSeed.Of(_host));
        Options = options.Copy();
        _form = form;
        _classWeights = options.ClassWeights;
        _loss = loss;
        _scoreUnit = scoreUnit;
    }

    /// <summary>The same, as a part of something larger.</summary>
    private LinearClassification(LinearClassification<TTransformer> other, LinearTrainerSettings settings)
    {
        _isPart = true;
        _host = other._host;
        _name = other._name;
        _settings = settings;
        _form = other._form;
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
    /// What two have in common that differ in λ alone; null if this one is to be trained by itself.
    /// </summary>
    public object? AllButPenalty =>
        _settings.AllButPenalty is { } settings ? (_name, _scoreUnit, settings, _classWeights) : null;

    /// <summary>The same, as a part of something larger.</summary>
    public LinearClassification<TTransformer> Within(int numberOfThreads, CancellationToken cancellationToken) =>
        new(this, _settings.Within(numberOfThreads, cancellationToken));

    // Of two opposite classes each has half of the vector w, so that their squares add up to ‖w‖²/2, and λ is to be twice as large.
    private double PenaltyUnit => _form.HasOppositeClasses ? 2 * _scoreUnit : _scoreUnit;

    /// <summary>Reads the data, minimizes the objective, and wraps the weights into a transformer.</summary>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var training = new LinearTraining(_settings, channel);
        LabeledExamples<int> examples = Read(input, channel, out int classes);
        RoundedModel rounded = training.Run(examples, classes, _loss, _scoreUnit, PenaltyUnit, _form.HasOppositeClasses);
        WarnOfRounding(channel, rounded, input);
        return Transformer(rounded.Model, input);
    }

    /// <summary>Reads the data once, and minimizes the objectives for several λ together.</summary>
    public TTransformer[] FitAll(IDataView input, IReadOnlyList<float> l2Regularizations)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var training = new LinearTraining(_settings, channel);
        LabeledExamples<int> examples = Read(input, channel, out int classes);
        RoundedModel[] all = training.RunAll(examples, classes, _loss, l2Regularizations, PenaltyUnit, _form.HasOppositeClasses);
        WarnOfRounding(channel, all.MaxBy(rounded => rounded.Lost)!, input);
        return Array.ConvertAll(all, rounded => Transformer(rounded.Model, input));
    }

    /// <summary>The schema after fitting, as ML.NET's own trainers promise it.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = _settings.Columns.Check(inputSchema);
        return SchemaShapes.With(inputSchema, _form.Outputs(label));
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

    private TTransformer Transformer(LinearModel model, IDataView input)
    {
        if (_scoreUnit != 1)
            model.Multiply(_scoreUnit);
        return _form.Transformer(_host, model, input.Schema, _settings.Columns);
    }
}
