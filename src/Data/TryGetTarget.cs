namespace MLExtensions.Data;

/// <summary>Reads the label of the row that a cursor is at.</summary>
/// <param name="target">What it stands for.</param>
/// <returns>Whether it can be used.</returns>
internal delegate bool TryGetTarget<TTarget>(out TTarget target);
