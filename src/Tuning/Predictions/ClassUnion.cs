using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tuning.Predictions;

/// <summary>The classes of several models, each of which may know others, in another order.</summary>
internal sealed class ClassUnion
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<(ScoredClasses Part, int Class), int> _placeOf = [];
    private readonly float _absent;

    /// <param name="names">Classes that come first, in this order.</param>
    /// <param name="parts">Rows scored by the models.</param>
    public ClassUnion(IEnumerable<string> names, IReadOnlyList<ScoredClasses> parts)
    {
        foreach (string name in names)
            Add(name);
        foreach (ScoredClasses part in parts)
            for (int k = 0; k < part.Labels.Scored; k++)
                _placeOf.Add((part, k), Add(part.Labels.NameOf(k)));
        foreach (ScoredClasses part in parts)
            foreach (int k in part.Labels.Present.Where(k => k >= part.Labels.Scored))
                _placeOf.Add((part, k), Add(part.Labels.NameOf(k)));

        // Of margins no number says "never" but the least.
        _absent = parts.All(part => part.NoProbabilities is null) ? 0 : float.MinValue;
    }

    /// <summary>What the classes are called.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The key of a part's class, from 1; 0 of what is none of its classes.</summary>
    public uint KeyOf(ScoredClasses part, int k) => _placeOf.TryGetValue((part, k), out int place) ? (uint)place + 1 : 0;

    /// <summary>
    /// The scores of all classes: 0 or the least number for one that the model does not know, NaN where it has no answer.
    /// </summary>
    public float[] Scores(ScoredClasses part, int row)
    {
        var scores = new float[_names.Count];
        if (!part.IsAnswered(row))
        {
            Array.Fill(scores, float.NaN);
            return scores;
        }

        Array.Fill(scores, _absent);
        ReadOnlySpan<float> own = part.Scores![row].GetValues();
        for (int k = 0; k < own.Length; k++)
            scores[_placeOf[(part, k)]] = own[k];
        return scores;
    }

    /// <summary>Adds the names as KeyValues.</summary>
    public void AddKeyValues(DataViewSchema.Annotations.Builder annotations) => Add(annotations, AnnotationKinds.KeyValues);

    /// <summary>Adds the names as SlotNames.</summary>
    public void AddSlotNames(DataViewSchema.Annotations.Builder annotations) => Add(annotations, AnnotationKinds.SlotNames);

    private void Add(DataViewSchema.Annotations.Builder annotations, string kind)
    {
        ReadOnlyMemory<char>[] names = [.. _names.Select(name => name.AsMemory())];
        annotations.Add(
            kind, new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(names.Length, names).CopyTo(ref value));
    }

    private int Add(string name)
    {
        if (!_places.TryGetValue(name, out int place))
        {
            _places.Add(name, place = _names.Count);
            _names.Add(name);
        }

        return place;
    }
}
