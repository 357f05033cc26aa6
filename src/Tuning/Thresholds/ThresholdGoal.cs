using System.Globalization;
using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>What a decision threshold is chosen for.</summary>
public sealed class ThresholdGoal
{
    private readonly string _text;
    private readonly Func<DecisionThreshold, (double, double)> _value;
    private readonly Func<DecisionThreshold, double>? _required;
    private readonly double _atLeast;

    private ThresholdGoal(
        string text, Func<DecisionThreshold, (double, double)> value, Func<DecisionThreshold, double>? required = null, double atLeast = 0)
    {
        _text = text;
        _value = value;
        _required = required;
        _atLeast = atLeast;
    }

    /// <summary>The highest F1 score.</summary>
    public static ThresholdGoal F1Score() => new("the highest F1 score", threshold => (threshold.F1Score, threshold.Precision));

    /// <summary>A precision, and with it the highest recall.</summary>
    /// <param name="atLeast">The least precision, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is out of its range.</exception>
    public static ThresholdGoal Precision(double atLeast)
    {
        RequireShare(atLeast);
        return new(
            Text("precision", atLeast), threshold => (threshold.Recall, threshold.Precision),
            // Nothing taken for true is no way to be precise.
            threshold => threshold.TruePositives > 0 ? threshold.Precision : 0, atLeast);
    }

    /// <summary>A recall, and with it the highest precision.</summary>
    /// <param name="atLeast">The least recall, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is out of its range.</exception>
    public static ThresholdGoal Recall(double atLeast)
    {
        RequireShare(atLeast);
        return new(Text("recall", atLeast), threshold => (threshold.Precision, threshold.Recall), threshold => threshold.Recall, atLeast);
    }

    /// <summary>The least cost, where each kind of error has its own.</summary>
    /// <param name="falsePositive">What a row costs that is false and taken for true; finite, at least 0.</param>
    /// <param name="falseNegative">What a row costs that is true and taken for false; finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is out of its range, or both are 0.</exception>
    public static ThresholdGoal LeastCost(double falsePositive, double falseNegative)
    {
        Guard.Require(falsePositive >= 0 && double.IsFinite(falsePositive), falsePositive, nameof(falsePositive), "finite and at least 0");
        Guard.Require(falseNegative >= 0 && double.IsFinite(falseNegative), falseNegative, nameof(falseNegative), "finite and at least 0");
        Guard.Require(falsePositive > 0 || falseNegative > 0, falseNegative, nameof(falseNegative), $"above 0 where {nameof(falsePositive)} is 0");
        return new(
            string.Create(CultureInfo.InvariantCulture, $"the least cost, {falsePositive:G4} for a false positive and {falseNegative:G4} for a false negative"),
            threshold => (-falsePositive * threshold.FalsePositives - falseNegative * threshold.FalseNegatives, threshold.Precision));
    }

    /// <summary>What it asks for, in words.</summary>
    public override string ToString() => _text;

    /// <summary>The best of some thresholds.</summary>
    /// <exception cref="InvalidOperationException">None of them reaches what is asked for.</exception>
    internal DecisionThreshold Choose(IReadOnlyList<DecisionThreshold> thresholds) =>
        thresholds.Where(threshold => _required is null || _required(threshold) >= _atLeast).MaxBy(_value) ?? throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"No threshold gives {_text}: the most that is reached is {thresholds.Max(_required!):F3}. Ask for less, or take a better model."));

    private static string Text(string what, double atLeast) => string.Create(CultureInfo.InvariantCulture, $"a {what} of at least {atLeast:G4}");

    private static void RequireShare(double atLeast) => Guard.Require(atLeast is >= 0 and <= 1, atLeast, nameof(atLeast), "from 0 to 1");
}
