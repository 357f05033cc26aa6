using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Plots;

/// <summary>What is read of predictions.</summary>
internal static class PredictionColumns
{
    /// <exception cref="ArgumentException">There is no such column, or it is of another type.</exception>
    public static void Require(IDataView predictions, string name, DataViewType type)
    {
        DataViewSchema.Column column = Require(predictions, name);
        if (!column.Type.Equals(type))
            throw new ArgumentException($"Column '{name}' is {column.Type}, and has to be {type}.", nameof(predictions));
    }

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static DataViewSchema.Column Require(IDataView predictions, string name) => predictions.Schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"There is no column '{name}' among the predictions; there are {string.Join(", ", predictions.Schema.Where(column => !column.IsHidden).Select(column => $"'{column.Name}'"))}.", nameof(predictions));
}
