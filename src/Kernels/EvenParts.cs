namespace MLExtensions.Kernels;

/// <summary>
/// Cuts a length into as few parts as may be, of sizes that differ by one at most: a small tile wastes registers.
/// </summary>
internal ref struct EvenParts(int length, int most)
{
    private readonly int _parts = (length + most - 1) / most;
    private int _part = -1;

    /// <summary>Where the part begins, and its size.</summary>
    public readonly (int Start, int Size) Current =>
        (_part * length / _parts, (_part + 1) * length / _parts - _part * length / _parts);

    public readonly EvenParts GetEnumerator() => this;

    public bool MoveNext() => ++_part < _parts;
}
