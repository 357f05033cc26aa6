using System.Globalization;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.Functions;

/// <summary>The number of points of a search, told before they are made.</summary>
internal static class SearchSize
{
    /// <summary>What a point takes beside its variables: two objects, their places in lists, and the value.</summary>
    private const int BytesOfPoint = 64;

    /// <summary>Throws if there are more points than fit an array or the memory that there is.</summary>
    /// <param name="points">How many; in double precision, as they may be beyond any whole number.</param>
    /// <param name="variables">How many numbers each has.</param>
    /// <param name="argument">The argument that decides.</param>
    /// <param name="value">Its value.</param>
    /// <param name="what">What has the points, in words.</param>
    /// <param name="remedy">What to do instead.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are.</exception>
    public static void Require(double points, int variables, string argument, int value, string what, string remedy)
    {
        double bytes = points * (BytesOfPoint + (double)sizeof(double) * variables);
        long available = AvailableMemory.Bytes;
        if (points <= Array.MaxLength && bytes <= available)
            return;
        string number = points.ToString(points < 1e15 ? "N0" : "G3", CultureInfo.InvariantCulture);
        string limit = bytes > available ? $"there are {AmountText.OfBytes(available)}" : string.Create(CultureInfo.InvariantCulture, $"a list holds at most {Array.MaxLength:N0}");
        throw new ArgumentOutOfRangeException(
            argument, value, $"{what}: {number} points take at least {AmountText.OfBytes(bytes)} of memory, and {limit}. {remedy}");
    }
}
