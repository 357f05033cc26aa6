using System.Globalization;
using MLExtensions.Arguments;

namespace MLExtensions.Transforms;

/// <summary>
/// Which products of the features x₀ … xₙ₋₁ there are, and in which column each stands: scikit-learn's order, the bias
/// first, then by degree, and within a degree lexicographically by the features multiplied, smallest first.
/// </summary>
/// <remarks>
/// The block of degree d is made of segments, one for each feature i: xᵢ times every product of degree d − 1 whose own
/// smallest feature is at least i (more than i where a feature may stand only once). In the block of degree d − 1 those
/// are contiguous and run to its end, so a segment is that suffix, multiplied by xᵢ and moved. By how much it moves
/// depends on d and i alone, which is what lets sparse rows be expanded without ever being dense.
/// </remarks>
internal sealed class PolynomialLayout
{
    /// <summary>The most values that a <c>VBuffer</c> holds, a little less than <see cref="Array.MaxLength"/>.</summary>
    private const int MaxColumns = 0x7FEFFFFF;

    /// <summary>Counting stops here: far beyond any memory, and times a factor of 2³² it still fits an Int128.</summary>
    private static readonly Int128 _countCeiling = (Int128)1e28;

    private readonly int[][] _shifts;

    /// <exception cref="InvalidOperationException">A row would have more columns than a vector can hold.</exception>
    public PolynomialLayout(int inputWidth, int degree, bool interactionOnly, bool includeBias)
    {
        InputWidth = inputWidth;
        Degree = degree;
        InteractionOnly = interactionOnly;
        IncludeBias = includeBias;

        Int128 width = CountColumns(inputWidth);
        if (width > MaxColumns)
            throw new InvalidOperationException(TooWide(width));
        OutputWidth = (int)width;

        _shifts = ComputeShifts();
    }

    /// <summary>The number of features n.</summary>
    public int InputWidth { get; }

    /// <summary>The highest degree of a product.</summary>
    public int Degree { get; }

    /// <summary>Whether a feature stands at most once in a product.</summary>
    public bool InteractionOnly { get; }

    /// <summary>Whether the first column is the empty product, 1.</summary>
    public bool IncludeBias { get; }

    /// <summary>The number of columns.</summary>
    public int OutputWidth { get; }

    /// <summary>The column of x₀.</summary>
    public int FirstFeature => IncludeBias ? 1 : 0;

    /// <summary>How far the suffix for feature i starts behind the segment for feature i.</summary>
    public int SuffixOffset => InteractionOnly ? 1 : 0;

    /// <summary>The highest degree that has products: n distinct features make none of a degree above n.</summary>
    public int TopDegree => InteractionOnly ? Math.Min(Degree, InputWidth) : Degree;

    /// <summary>How many columns can differ from zero in a row with this many non-zero features.</summary>
    public int CountNonZero(int nonZeroFeatures) => (int)CountColumns(nonZeroFeatures);

    /// <summary>For each feature, what its segment of this degree (2 or more) adds to the columns of its suffix.</summary>
    public ReadOnlySpan<int> Shifts(int degree) => _shifts[degree - 2];

    /// <summary>
    /// The columns that <paramref name="features"/> features make, exact up to the ceiling: with repetition
    /// C(n + degree, n) − 1, without it the sum of C(n, d) over d = 1 … degree; and one more for the bias.
    /// </summary>
    private Int128 CountColumns(int features)
    {
        Int128 products = InteractionOnly
            ? CountCombinations(features)
            : CountMultisets(features);
        return products + FirstFeature;
    }

    private Int128 CountCombinations(int features)
    {
        Int128 sum = 0;
        Int128 binomial = 1;
        for (int d = 1; d <= Math.Min(Degree, features) && sum < _countCeiling; d++)
        {
            binomial = binomial * (features - d + 1) / d;
            sum += binomial;
        }

        return sum;
    }

    private Int128 CountMultisets(int features)
    {
        long larger = Math.Max(features, Degree);
        int smaller = Math.Min(features, Degree);
        Int128 binomial = 1;
        for (int j = 1; j <= smaller && binomial < _countCeiling; j++)
            binomial = binomial * (larger + j) / j;
        return binomial - 1;
    }

    private int[][] ComputeShifts()
    {
        int[][] shifts = new int[TopDegree - 1][];

        // starts[i] is where the segment for feature i starts in the block of the degree below; starts[n] is its end.
        int[] starts = new int[InputWidth + 1];
        for (int i = 0; i <= InputWidth; i++)
            starts[i] = FirstFeature + i;

        int column = starts[InputWidth];
        for (int d = 0; d < shifts.Length; d++)
        {
            shifts[d] = new int[InputWidth];
            int end = column;
            for (int i = 0; i < InputWidth; i++)
            {
                int suffix = starts[i + SuffixOffset];
                starts[i] = column;
                shifts[d][i] = column - suffix;
                column += end - suffix;
            }

            starts[InputWidth] = column;
        }

        return shifts;
    }

    private string TooWide(Int128 width)
    {
        string columns = width < _countCeiling
            ? width.ToString("N0", CultureInfo.InvariantCulture)
            : "more than 10^28";
        string remedy = (Degree, InteractionOnly) switch
        {
            (1, _) => "Select features first.",
            (_, true) => "Lower the degree, or select features first.",
            _ => "Lower the degree, set interactionOnly, or select features first.",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"PolynomialFeatures of degree {Degree:N0} over {InputWidth:N0} columns would have {columns} columns, " +
            $"and one dense row would take {AmountText.OfBytes((double)width * sizeof(float))}; " +
            $"at most {MaxColumns:N0} columns fit. {remedy}");
    }
}
