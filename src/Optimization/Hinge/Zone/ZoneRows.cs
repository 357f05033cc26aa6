namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>
/// For each class, or for all classes together, some of the rows with a pair in the zone that concerns the class, and how much
/// each stands for.
/// </summary>
internal sealed class ZoneRows
{
    private readonly int _outputs;
    private readonly int _most;
    private readonly int[] _rows;
    private readonly float[] _weights;
    private readonly int[] _found;
    private readonly int[] _counts;

    /// <param name="outputs">K.</param>
    /// <param name="blocks">K, or 1 for the mean of all classes.</param>
    /// <param name="most">Rows of a block at most; of more as many are taken, evenly spread.</param>
    public ZoneRows(int outputs, int blocks, int most)
    {
        (_outputs, Blocks, _most) = (outputs, blocks, most);
        _rows = new int[blocks * most];
        _weights = new float[blocks * most];
        _found = new int[blocks];
        _counts = new int[blocks];
    }

    /// <summary>How many blocks of rows there are.</summary>
    public int Blocks { get; }

    /// <summary>Rows of a block.</summary>
    public ReadOnlySpan<int> Rows(int block) => _rows.AsSpan(block * _most, Math.Min(_most, _counts[block]));

    /// <summary>c of each of them.</summary>
    public ReadOnlySpan<float> Weights(int block) => _weights.AsSpan(block * _most, Math.Min(_most, _counts[block]));

    /// <summary>Begins with rows counted, none taken.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>Counts a row of a class; all are counted before any is taken.</summary>
    public void Count(int k) => _counts[k % Blocks]++;

    /// <summary>Begins to take the rows that have been counted.</summary>
    public void BeginTaking() => Array.Clear(_found);

    /// <summary>Takes a row of a class, unless others stand for it.</summary>
    public void Take(int k, int row, float weight)
    {
        int block = k % Blocks;
        int found = _found[block]++;
        int count = _counts[block];
        int taken = Math.Min(_most, count);
        int place = (int)((long)found * taken / count);
        if (found > 0 && (int)((long)(found - 1) * taken / count) == place)
            return;
        _rows[block * _most + place] = row;
        _weights[block * _most + place] = weight * Blocks / _outputs * count / taken;
    }
}
