using System.Globalization;
using System.Text;

namespace MLExtensions.Transforms;

/// <summary>The names of the products, as scikit-learn's <c>get_feature_names_out</c> writes them.</summary>
internal static class PolynomialNames
{
    /// <summary>
    /// Writes <c>1</c>, <c>x0</c>, <c>x0^2</c>, <c>x0 x3</c>, <c>x0^2 x1</c> and so on, in the order of the columns.
    /// </summary>
    /// <param name="layout">The columns.</param>
    /// <param name="features">The names of the features, <see cref="PolynomialLayout.InputWidth"/> of them.</param>
    /// <param name="names">Receives all <see cref="PolynomialLayout.OutputWidth"/> names.</param>
    public static void Write(
        PolynomialLayout layout, ReadOnlySpan<string> features, Span<ReadOnlyMemory<char>> names)
    {
        if (layout.IncludeBias)
            names[0] = "1".AsMemory();

        StringBuilder text = new();
        int column = layout.FirstFeature;
        for (int degree = 1; degree <= layout.TopDegree; degree++)
        {
            int[] factors = First(layout, degree);
            do
            {
                names[column++] = NameOf(factors, features, text).AsMemory();
            }
            while (MoveNext(layout, factors));
        }
    }

    private static int[] First(PolynomialLayout layout, int degree)
    {
        int[] factors = new int[degree];
        for (int i = 1; i < degree; i++)
            factors[i] = factors[i - 1] + layout.SuffixOffset;
        return factors;
    }

    /// <summary>Goes to the next product of the same degree, as an odometer whose digits ascend from left to right.</summary>
    private static bool MoveNext(PolynomialLayout layout, int[] factors)
    {
        int highest = layout.InputWidth - 1;
        int i = factors.Length - 1;
        while (i >= 0 && factors[i] == highest)
        {
            highest -= layout.SuffixOffset;
            i--;
        }

        if (i < 0)
            return false;

        factors[i]++;
        for (i++; i < factors.Length; i++)
            factors[i] = factors[i - 1] + layout.SuffixOffset;
        return true;
    }

    private static string NameOf(ReadOnlySpan<int> factors, ReadOnlySpan<string> features, StringBuilder text)
    {
        text.Clear();
        while (!factors.IsEmpty)
        {
            int power = factors.LastIndexOf(factors[0]) + 1;
            if (text.Length > 0)
                text.Append(' ');
            text.Append(features[factors[0]]);
            if (power > 1)
                text.Append(CultureInfo.InvariantCulture, $"^{power}");
            factors = factors[power..];
        }

        return text.ToString();
    }
}
