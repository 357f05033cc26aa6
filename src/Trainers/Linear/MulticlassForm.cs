using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Trainers.Linear;

/// <summary>A key for the label, and a vector for each class.</summary>
/// <param name="toModel">Makes ML.NET's model of weights and biases.</param>
internal sealed class MulticlassForm<TModel>(Func<IHostEnvironment, float[][], float[], TModel> toModel)
    : IClassifierForm<MulticlassPredictionTransformer<TModel>>
    where TModel : class
{
    public LabelKind LabelKind => LabelKind.Key;

    public bool HasOppositeClasses => false;

    public SchemaShape.Column[] Outputs(SchemaShape.Column label) => ScoreShapes.OfClasses(label);

    public MulticlassPredictionTransformer<TModel> Transformer(
        IHostEnvironment environment, LinearModel model, DataViewSchema schema, ExampleColumns columns) =>
        LinearClassifiers.Transformer(
            environment, toModel(environment, model.Weights, model.Biases), schema, columns.Features, columns.Label);
}
