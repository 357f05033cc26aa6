namespace MLExtensions;

/// <summary>A value of a parameter, and what comes of it.</summary>
public sealed record ValidationPoint
{
    internal ValidationPoint(object value, SweepTrial trial)
    {
        Value = value;
        Trial = trial;
    }

    /// <summary>The value.</summary>
    public object Value { get; }

    /// <summary>Its scores, on the rows trained on and on the others.</summary>
    public SweepTrial Trial { get; }
}
