namespace MLExtensions.Data;

/// <summary>Whether a label can be used, and if so what it stands for.</summary>
internal delegate bool TryGetTarget<TLabel, TTarget>(TLabel label, out TTarget target);
