using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Arguments;

/// <summary>The ranges that arguments and options have to keep to.</summary>
internal static class Guard
{
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Require(value > 0 && double.IsFinite(value), value, name, "positive and finite");

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Require(value >= 0 && double.IsFinite(value), value, name, "at least 0 and finite");

    /// <summary>For the decay β of a running average: at 1 it would never see a new value.</summary>
    public static double Decay(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Require(value is >= 0 and < 1, value, name, "at least 0 and below 1");

    public static double PositiveUpToOne(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Require(value is > 0 and <= 1, value, name, "positive and at most 1");

    public static long AtLeastOne(long value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Require(value >= 1, value, name, "at least 1");

    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Require(double.IsFinite(value), value, name, "finite");

    public static void FinitePoint(ReadOnlySpan<double> x, [CallerArgumentExpression(nameof(x))] string? name = null)
    {
        if (x.IsEmpty || !TensorPrimitives.IsFiniteAll(x))
            throw new ArgumentException($"{name} must have at least one variable, all finite.", name);
    }

    public static void NotEmpty<TItem>(IReadOnlyList<TItem> list, [CallerArgumentExpression(nameof(list))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(list, name);
        if (list.Count == 0)
            throw new ArgumentException($"{name} must not be empty.", name);
    }

    /// <summary>Throws if a list is empty, or an item of it is null.</summary>
    public static void NoneNull<TItem>(IReadOnlyList<TItem> list, [CallerArgumentExpression(nameof(list))] string? name = null)
    {
        NotEmpty(list, name);
        foreach (TItem item in list)
            ArgumentNullException.ThrowIfNull(item, name);
    }

    /// <summary>Throws if a value is out of its range, and says what the range is.</summary>
    public static TValue Require<TValue>(bool condition, TValue value, string? name, string range) =>
        condition ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
}
