using Microsoft.ML.Data;

namespace MLExtensions.Interop;

/// <summary>Schema errors typed and worded like ML.NET's own, which keeps the methods that make them internal.</summary>
internal static class SchemaErrors
{
    /// <summary>No column has this name.</summary>
    /// <param name="parameterName">The argument that holds the schema.</param>
    /// <param name="role">What the column is for: "input", "label", "feature", "weight".</param>
    /// <param name="columnName">The name that was looked for.</param>
    public static ArgumentOutOfRangeException NotFound(string parameterName, string role, string columnName) =>
        new(parameterName, $"Could not find {role} column '{columnName}'");

    /// <summary>The column has another type than the one required.</summary>
    /// <param name="parameterName">The argument that holds the schema.</param>
    /// <param name="role">What the column is for: "input", "label", "feature", "weight".</param>
    /// <param name="columnName">The name of the column.</param>
    /// <param name="expected">The type required.</param>
    /// <param name="actual">The type found.</param>
    /// <param name="remedy">A sentence that says what to do, if that is known.</param>
    public static ArgumentOutOfRangeException Mismatch(
        string parameterName, string role, string columnName, string expected, string actual, string? remedy = null) =>
        new(parameterName, $"Schema mismatch for {role} column '{columnName}': expected {expected}, got {actual}{(remedy is null ? "" : $". {remedy}")}");

    /// <summary>
    /// The type of a column in a schema error. A vector of variable size prints as <c>VarVector</c>; its own
    /// <see cref="object.ToString"/> prints it like a vector of a known size, which would hide the mismatch.
    /// </summary>
    public static string Describe(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: false } vector ? $"VarVector<{vector.ItemType}>" : type.ToString()!;
}
