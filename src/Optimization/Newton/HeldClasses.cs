namespace MLExtensions.Optimization.Newton;

/// <summary>
/// The classes that examples have; the others' weights are 0 at the minimum, and their biases as low as can be.
/// </summary>
internal sealed class HeldClasses
{
    private readonly int[] _places;

    /// <param name="targets">y, an example each.</param>
    /// <param name="classes">How many there might be.</param>
    public HeldClasses(int[] targets, int classes)
    {
        var isHeld = new bool[classes];
        foreach (int y in targets)
            isHeld[y] = true;
        Classes = [.. Enumerable.Range(0, classes).Where(k => isHeld[k])];
        _places = new int[classes];
        for (int place = 0; place < Classes.Length; place++)
            _places[Classes[place]] = place;
    }

    /// <summary>Which they are, increasing.</summary>
    public int[] Classes { get; }

    /// <summary>y among them.</summary>
    public int[] Places(int[] targets) => Array.ConvertAll(targets, y => _places[y]);
}
