using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Trainers.Linear;

/// <summary>What a linear classifier reads, and what it makes of the weights that it finds.</summary>
/// <typeparam name="TTransformer">The fitted model.</typeparam>
internal interface IClassifierForm<TTransformer>
    where TTransformer : class, ITransformer
{
    /// <summary>The type of the label.</summary>
    LabelKind LabelKind { get; }

    /// <summary>Whether there are two classes and one vector, half of it for the one and minus half for the other.</summary>
    bool HasOppositeClasses { get; }

    /// <summary>The columns that the fitted model adds.</summary>
    /// <param name="label">The label column.</param>
    SchemaShape.Column[] Outputs(SchemaShape.Column label);

    /// <summary>The fitted model.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="model">Weights and biases, a row for each class.</param>
    /// <param name="schema">The schema of the training data.</param>
    /// <param name="columns">The columns that were read.</param>
    TTransformer Transformer(IHostEnvironment environment, LinearModel model, DataViewSchema schema, ExampleColumns columns);
}
