namespace MLExtensions.Interop;

/// <summary>The names under which ML.NET looks for annotations of a column; it keeps its own list internal.</summary>
internal static class AnnotationKinds
{
    /// <summary>The values that a key column's keys stand for: a vector, one for each key.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>The names of a vector's slots: a vector of text of the same size.</summary>
    public const string SlotNames = "SlotNames";
}
