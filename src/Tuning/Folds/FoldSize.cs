namespace MLExtensions;

/// <summary>A fold, and how many rows it has.</summary>
public sealed record FoldSize
{
    internal FoldSize(string name, int repeat, int trainingRows, int validationRows)
    {
        Name = name;
        Repeat = repeat;
        TrainingRows = trainingRows;
        ValidationRows = validationRows;
    }

    /// <summary>Its number within its repeat, from 1, or the value that its rows have in common.</summary>
    public string Name { get; }

    /// <summary>Which of the repeated splits it is of, from 1.</summary>
    public int Repeat { get; }

    /// <summary>How many rows models are trained on.</summary>
    public int TrainingRows { get; }

    /// <summary>How many other rows they are scored on.</summary>
    public int ValidationRows { get; }
}
