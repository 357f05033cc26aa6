using Microsoft.ML.Data;

namespace MLExtensions.Tuning.Predictions;

/// <summary>Rows of classes beside what a model says of them.</summary>
internal sealed class ScoredClasses(ClassLabels labels, double[]? weights) : ScoredRows(weights)
{
    /// <summary>In place of a predicted class: the model has no answer.</summary>
    public const int None = -1;

    /// <summary>By name, the classes that the model was trained on; null: all that it gives scores for.</summary>
    private HashSet<string>? _trained;

    /// <summary>Whether each class of <see cref="ClassLabels.Present"/> was trained on.</summary>
    private bool[]? _isTrained;

    public override int Count => labels.Classes.Length;

    /// <summary>The classes of the rows.</summary>
    public ClassLabels Labels => labels;

    /// <summary>The class of the highest score of each row, the first of several; or <see cref="None"/>.</summary>
    public required int[] Predicted { get; init; }

    /// <summary>
    /// The score of each row's own class, a probability, or what the softmax makes of scores that are none; 0 where there is no
    /// score. Only where asked for.
    /// </summary>
    public double[]? Probabilities { get; init; }

    /// <summary>How many classes come before each row's own in the order of the scores. Only where asked for.</summary>
    public int[]? Ranks { get; init; }

    /// <summary>All scores of each row. Only where asked for.</summary>
    public VBuffer<float>[]? Scores { get; init; }

    /// <summary>The first scores that are no probabilities of the classes, if there are such.</summary>
    public float[]? NoProbabilities { get; init; }

    public override IReadOnlyList<string> UnknownClasses =>
        [.. Enumerable.Range(0, labels.Present.Length).Where(place => !IsTrained(place)).Select(place => labels.NameOf(labels.Present[place]))];

    public override bool IsLabeled(int row) => labels.Classes[row] != ClassLabels.Missing;

    public override bool IsAnswered(int row) => Predicted[row] != None;

    public override bool IsKnown(int row) => IsTrained(labels.Places[row]);

    /// <summary>Whether the class at a place of <see cref="ClassLabels.Present"/> was trained on.</summary>
    public bool IsTrained(int place)
    {
        _isTrained ??= Array.ConvertAll(
            labels.Present, k => k < labels.Scored && (_trained is null || _trained.Contains(labels.NameOf(k))));
        return _isTrained[place];
    }

    public override ScoredRows TrainedOn(ScoredRows training)
    {
        ClassLabels known = ((ScoredClasses)training).Labels;
        return Copy(Weights, [.. known.Present.Select(known.NameOf)]);
    }

    public override ScoredRows Weighted(double[] weights) => Copy(weights, _trained);

    /// <summary>The same rows, scored by how frequent classes are: the most frequent is predicted.</summary>
    /// <param name="frequencies">The frequency of each class, by its name.</param>
    public ScoredClasses Guessed(IReadOnlyDictionary<string, double> frequencies)
    {
        string[] order = [.. frequencies.OrderByDescending(pair => pair.Value).Select(pair => pair.Key)];
        Dictionary<string, int> rankOf = order.Select((name, rank) => (name, rank)).ToDictionary(pair => pair.name, pair => pair.rank);
        double total = frequencies.Values.Sum();
        string[] names = Array.ConvertAll(labels.Present, labels.NameOf);
        int[] ranks = Array.ConvertAll(labels.Places, place => place == ClassLabels.Missing ? int.MaxValue : rankOf.GetValueOrDefault(names[place], int.MaxValue));
        return new ScoredClasses(labels, Weights)
        {
            Predicted = [.. Enumerable.Repeat(ClassOf(order[0]), Count)],
            Ranks = ranks,
            Probabilities = Array.ConvertAll(labels.Places, place => place == ClassLabels.Missing ? 0 : frequencies.GetValueOrDefault(names[place]) / total),
            Scores = Scores is null ? null : [.. Enumerable.Repeat(new VBuffer<float>(labels.Scored, Frequencies()), Count)],
            _trained = _trained,
        };

        // A class that neither the model nor a row knows is no row's own.
        int ClassOf(string name) => Enumerable.Range(0, labels.Scored).Concat(labels.Present)
            .Where(k => labels.NameOf(k) == name).DefaultIfEmpty(int.MaxValue).First();

        float[] Frequencies() =>
            [.. Enumerable.Range(0, labels.Scored).Select(k => (float)(frequencies.GetValueOrDefault(labels.NameOf(k)) / total))];
    }

    private ScoredClasses Copy(double[]? weights, HashSet<string>? trained) => new(labels, weights)
    {
        Predicted = Predicted,
        Probabilities = Probabilities,
        Ranks = Ranks,
        Scores = Scores,
        NoProbabilities = NoProbabilities,
        _trained = trained,
    };
}
