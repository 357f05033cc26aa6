using System.Globalization;

namespace MLExtensions.Reference;

/// <summary>A binary problem made of one with more classes: one class against the rest, or against another alone.</summary>
/// <param name="True">The class that is true.</param>
/// <param name="False">The class that is false; null: all others.</param>
internal sealed record TwoClasses(int True, int? False)
{
    /// <summary>What a name says: <c>letter:1</c> is class 1 of <c>letter</c> against the rest, <c>letter:1v3</c> against class 3.</summary>
    /// <returns>The data set that it is made of, and which classes; null where it is the data set itself.</returns>
    public static (string DataSet, TwoClasses? Classes) Of(string name)
    {
        if (name.Split(':') is not [string dataSet, string classes])
            return (name, null);
        int[] numbers = Array.ConvertAll(classes.Split('v'), number => int.Parse(number, CultureInfo.InvariantCulture));
        return (dataSet, new TwoClasses(numbers[0], numbers.Length > 1 ? numbers[1] : null));
    }

    /// <summary>Its rows, labeled 1 where they are true and 0 where they are false.</summary>
    public ReferenceData From(ReferenceData data)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => False is null || data.Labels[row] == True || data.Labels[row] == False)];
        return new ReferenceData(data.Name, Array.ConvertAll(rows, row => data.Labels[row] == True ? 1 : 0), Array.ConvertAll(rows, row => data.Features[row]));
    }
}
