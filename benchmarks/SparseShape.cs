namespace MLExtensions.Benchmarks;

/// <summary>Of sparse rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Columns">How many.</param>
/// <param name="Entries">Non-zeros in each row.</param>
internal readonly record struct SparseShape(int Rows, int Columns, int Entries);
