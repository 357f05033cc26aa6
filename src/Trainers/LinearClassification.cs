using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Trainers;

/// <summary>What the linear classifiers have in common: everything but the loss and the kind of model.</summary>
internal sealed class LinearClassification
{
    private readonly IHost _host;
    private readonly LinearTrainerSettings _settings;
    private readonly ClassWeights? _classWeights;
    private readonly ILoss<float, int> _loss;
    private readonly ISmoothLoss<double, int>? _certified;

    /// <param name="environment">The environment.</param>
    /// <param name="name">The trainer's.</param>
    /// <param name="options">The user's.</param>
    /// <param name="loss">What is minimised, summed over the examples.</param>
    /// <param name="certified">The same in double precision, if a certificate is asked for.</param>
    public LinearClassification(
        IHostEnvironment environment, string name, LinearClassifierOptions options, ILoss<float, int> loss, ISmoothLoss<double, int>? certified = null)
    {
        _host = environment.Register(name);
        _settings = new LinearTrainerSettings(options, LabelKind.Key, _host.Rand.Next);
        _classWeights = options.ClassWeights;
        _loss = loss;
        _certified = certified;
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
        var training = new LinearTraining(_settings, channel);
        LabeledExamples<int> examples =
            ExampleReader.ReadClasses(input, _settings.Columns, channel, _settings.NumberOfThreads, out int classes, _settings.CancellationToken);
        _classWeights?.Apply(input.Schema[_settings.Columns.Label], examples.Targets, examples.Weights);
        LinearModel model = training.Run(examples, classes, _loss, _certified);
        model.CenterBiases();
        return model;
    }
}
