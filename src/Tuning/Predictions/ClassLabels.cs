namespace MLExtensions.Tuning.Predictions;

/// <summary>The classes of rows.</summary>
/// <remarks>
/// Classes are numbered: first those that a model gives scores for, in the order of its scores, then all others. By their names
/// they are the same wherever labels are mapped to keys, before a fold was split off or in it.
/// </remarks>
internal sealed class ClassLabels
{
    /// <summary>In place of a class: the row has no label.</summary>
    public const int Missing = -1;

    private readonly Func<int, string> _nameOf;

    /// <param name="classes">The class of each row, from 0, or <see cref="Missing"/>.</param>
    /// <param name="scored">How many classes there are scores for.</param>
    /// <param name="nameOf">The name of a class.</param>
    public ClassLabels(int[] classes, int scored, Func<int, string> nameOf)
    {
        Classes = classes;
        Scored = scored;
        _nameOf = nameOf;
        Present = [.. classes.Where(k => k != Missing).Distinct().Order()];
        var place = new Dictionary<int, int>(Present.Length);
        for (int i = 0; i < Present.Length; i++)
            place.Add(Present[i], i);
        Places = Array.ConvertAll(classes, k => k == Missing ? Missing : place[k]);
    }

    /// <summary>The class of each row, or <see cref="Missing"/>.</summary>
    public int[] Classes { get; }

    /// <summary>How many classes there are scores for.</summary>
    public int Scored { get; }

    /// <summary>The classes that there are rows of, in order.</summary>
    public int[] Present { get; }

    /// <summary>Where among <see cref="Present"/> the class of each row is, or <see cref="Missing"/>.</summary>
    public int[] Places { get; }

    /// <summary>The name of a class.</summary>
    public string NameOf(int k) => _nameOf(k);
}
