using MLExtensions.Matrices;

namespace MLExtensions.Neighbors.Trees;

/// <summary>Parts rows by one of their features, without sorting them.</summary>
/// <remarks>
/// Hoare, Algorithm 65: Find, Comm. ACM 4 (1961). Rows that are equal in the feature are parted by their numbers.
/// </remarks>
/// <param name="known">All rows.</param>
/// <param name="column">The feature.</param>
internal readonly struct Selection(DenseMatrix known, int column)
{
    /// <summary>Brings the least rows to the front.</summary>
    /// <param name="rows">Numbers of rows, all different.</param>
    /// <param name="count">How many are to be at the front, at least 1 and fewer than all.</param>
    public void Split(Span<int> rows, int count)
    {
        int low = 0;
        int high = rows.Length - 1;
        while (low < high)
        {
            (float Value, int Row) pivot = MedianOfThree(rows[low], rows[(low + high) / 2], rows[high]);
            int i = low;
            int j = high;
            while (i <= j)
            {
                while (Key(rows[i]).CompareTo(pivot) < 0)
                    i++;
                while (Key(rows[j]).CompareTo(pivot) > 0)
                    j--;
                if (i > j)
                    break;
                (rows[i], rows[j]) = (rows[j], rows[i]);
                i++;
                j--;
            }

            if (count <= j)
                high = j;
            else if (count >= i)
                low = i;
            else
                return;
        }
    }

    private (float Value, int Row) Key(int row) => (known.Row(row)[column], row);

    private (float Value, int Row) MedianOfThree(int first, int second, int third)
    {
        (float, int) a = Key(first);
        (float, int) b = Key(second);
        (float, int) c = Key(third);
        if (a.CompareTo(b) > 0)
            (a, b) = (b, a);
        if (b.CompareTo(c) > 0)
            b = c;
        return a.CompareTo(b) > 0 ? a : b;
    }
}
