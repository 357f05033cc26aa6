using Microsoft.ML;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Predictions;

/// <summary>Tells which class a key of a label column stands for, counted as a model counts its scores.</summary>
/// <remarks>
/// Keys are told apart by their values, as labels may have been mapped to keys elsewhere, in another order. Where either column
/// has no values, equal keys are the same.
/// </remarks>
internal sealed class ClassMap
{
    private readonly ClassNames _labels;
    private readonly ClassNames _scores;
    private readonly int[]? _classes;
    private readonly List<string> _others = [];

    private ClassMap(ClassNames labels, ClassNames scores)
    {
        _labels = labels;
        _scores = scores;
        if (!labels.HasValues || !scores.HasValues)
            return;
        var places = new Dictionary<string, int>(scores.Count);
        for (int k = 0; k < scores.Count; k++)
            places.TryAdd(scores[k], k);
        _classes = new int[labels.Count];
        for (int k = 0; k < labels.Count; k++)
            _classes[k] = places.TryGetValue(labels[k], out int place) ? place : Add(labels[k]);
    }

    /// <summary>How many classes there are scores for.</summary>
    public int Scored => _scores.Count;

    /// <summary>From here on there are classes that no key stands for.</summary>
    private int FirstOther => _classes is null ? Math.Max(_labels.Count, _scores.Count) : _scores.Count;

    /// <param name="label">The column of labels.</param>
    /// <param name="predicted">The column of predictions, whose keys count as the scores do.</param>
    public static ClassMap Of(DataViewSchema.Column label, DataViewSchema.Column predicted) =>
        new(ClassNames.Of(label), ClassNames.Of(predicted));

    /// <summary>The class of a key, or <see cref="ClassLabels.Missing"/>.</summary>
    public int ClassOf(uint key) =>
        key == 0 || key > _labels.Count ? ClassLabels.Missing : _classes is null ? (int)key - 1 : _classes[key - 1];

    /// <summary>
    /// Finds the classes of rows that have no key, as a pipeline's mapping of labels to keys did not know them.
    /// </summary>
    /// <param name="classes">The class of each row, or <see cref="ClassLabels.Missing"/>, which is written over.</param>
    /// <param name="source">What the labels were before.</param>
    public ClassLabels Resolve(int[] classes, LabelSource source)
    {
        if (classes.Contains(ClassLabels.Missing))
        {
            string?[] names = source.Read(classes.Length);
            var places = new Dictionary<string, int>();
            for (int row = 0; row < classes.Length; row++)
            {
                if (classes[row] != ClassLabels.Missing || names[row] is not { } name)
                    continue;
                if (!places.TryGetValue(name, out int place))
                    places.Add(name, place = Add(name));
                classes[row] = place;
            }
        }

        return new ClassLabels(classes, Scored, NameOf);
    }

    private string NameOf(int k) =>
        k < _scores.Count ? _scores[k] : k >= FirstOther ? _others[k - FirstOther] : _labels[k];

    private int Add(string name)
    {
        _others.Add(name);
        return FirstOther + _others.Count - 1;
    }
}
