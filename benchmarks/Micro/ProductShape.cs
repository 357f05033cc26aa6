namespace MLExtensions.Benchmarks.Micro;

/// <summary>The weights that a batch is multiplied with.</summary>
public readonly record struct ProductShape(int Columns, int Outputs)
{
    public override string ToString() => $"{Columns} × {Outputs}";
}
