using Microsoft.ML;
using MLExtensions.Interop;
using MLExtensions.Tuning.Pipelines;

namespace MLExtensions.Tuning.Running;

/// <summary>
/// Follows the columns through a pipeline before anything is fitted, as ML.NET's <c>EstimatorChain.Fit</c> does.
/// </summary>
internal static class PipelineSchema
{
    /// <summary>
    /// Throws if no trial's pipeline can be fitted, since a step asks for a column that is not there, or is of another type.
    /// </summary>
    /// <param name="paths">The pipelines of trials.</param>
    /// <param name="data">The columns before the first step.</param>
    /// <exception cref="ArgumentException">There is none; the message is about the first.</exception>
    public static void Require(IEnumerable<TrialPath> paths, DataViewSchema data)
    {
        ArgumentException? first = null;
        SchemaShape shape = SchemaShapes.Of(data);
        foreach (TrialPath path in paths)
        {
            if (Failure(path, shape) is not { } failure)
                return;
            first ??= failure;
        }

        if (first is not null)
            throw first;
    }

    private static ArgumentException? Failure(TrialPath path, SchemaShape shape)
    {
        foreach ((int step, PipelineNode node) in path.Steps.Index())
        {
            try
            {
                shape = node.Estimator!.GetOutputSchema(shape);
            }
            catch (ArgumentOutOfRangeException exception)
            {
                // ML.NET's way, and this library's, to say that a column is missing or has another type; its name is in the message.
                string columns = string.Join(", ", shape.Select(column => $"'{column.Name}'").Distinct());
                return new ArgumentException(
                    $"Step {step + 1} of the pipeline, {EstimatorText.NameOf(node.Estimator!.GetType())}, cannot be fitted: {exception.Message} It gets the columns {columns}; its own options, such as LabelColumnName and FeatureColumnName, have to name some of these.", exception);
            }
            catch (Exception)
            {
                // Whatever else there is to say about a schema, fitting says it.
                return null;
            }
        }

        return null;
    }
}
