using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Trainers.Linear;

/// <summary>A <see cref="bool"/> for the label, and one vector.</summary>
/// <param name="toModel">Makes ML.NET's model of weights and a bias.</param>
/// <param name="hasProbability">Whether that model gives probabilities.</param>
internal sealed class BinaryForm<TModel>(Func<IHostEnvironment, float[], float, TModel> toModel, bool hasProbability)
    : IClassifierForm<BinaryPredictionTransformer<TModel>>
    where TModel : class
{
    public LabelKind LabelKind => LabelKind.Boolean;

    public bool HasOppositeClasses => true;

    public SchemaShape.Column[] Outputs(SchemaShape.Column label) => ScoreShapes.OfTwoClasses(hasProbability);

    public BinaryPredictionTransformer<TModel> Transformer(
        IHostEnvironment environment, LinearModel model, DataViewSchema schema, ExampleColumns columns)
    {
        LinearModel difference = model.Difference();
        return LinearBinaryClassifiers.Transformer(
            environment, toModel(environment, difference.Weights[0], difference.Biases[0]), schema, columns.Features);
    }
}
