using Microsoft.ML.Runtime;

namespace MLExtensions.Data;

/// <summary>How many rows were read, and how many of them were left out and why.</summary>
internal sealed class SkippedRows
{
    private long _label;
    private long _features;
    private long _weight;

    /// <summary>The rows read, those left out among them.</summary>
    public long Rows { get; private set; }

    public long Total => _label + _features + _weight;

    /// <summary>Counts a row, and says whether it has to be skipped.</summary>
    public bool Skips(bool isLabeled, bool isFiniteInFeatures, float weight)
    {
        Rows++;
        if (!isLabeled)
            _label++;
        else if (!isFiniteInFeatures)
            _features++;
        else if (!float.IsFinite(weight))
            _weight++;
        else
            return false;
        return true;
    }

    public void Add(SkippedRows other)
    {
        Rows += other.Rows;
        _label += other._label;
        _features += other._features;
        _weight += other._weight;
    }

    public void Clear() => Rows = _label = _features = _weight = 0;

    /// <summary>Warns of the rows skipped, if there are any.</summary>
    public void Warn(IChannel channel, string labelCause)
    {
        if (Total > 0)
            channel.Warning(MessageSensitivity.None, Text(labelCause));
    }

    /// <summary>A sentence about the rows skipped.</summary>
    public string Text(string labelCause)
    {
        var causes = new List<string>();
        if (_label > 0)
            causes.Add($"{_label} with {labelCause}");
        if (_features > 0)
            causes.Add($"{_features} with a missing (NaN) or infinite feature");
        if (_weight > 0)
            causes.Add($"{_weight} with a missing (NaN) or infinite weight");
        return $"skipped {Total} of {Rows} rows: {string.Join(", ", causes)}.";
    }
}
