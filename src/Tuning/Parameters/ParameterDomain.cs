namespace MLExtensions.Tuning.Parameters;

/// <summary>The values that a parameter may take.</summary>
internal abstract class ParameterDomain<T>
    where T : notnull
{
    public abstract IReadOnlyList<T> Grid { get; }

    public abstract bool IsLogarithmic { get; }

    /// <summary>Whether there is an axis that the values lie on.</summary>
    public abstract bool IsOrdered { get; }

    /// <param name="share">Uniform from 0 to below 1.</param>
    public abstract T Draw(double share);

    /// <summary>The next value beyond an end of a grid; null if there is none, or none allowed.</summary>
    public abstract object? Beyond(IReadOnlyList<T> grid, bool above);

    /// <summary>The value nearest to another on one side of it, in the grid or not; null if there is none.</summary>
    public abstract object? Next(T value, bool above);

    public abstract ParameterDomain<T> WidenedWithin(T least, T largest);

    public abstract double Place(T value);
}
