using System.Text;

namespace MLExtensions.Tuning.Trials;

/// <summary>Columns of text, one below the other: numbers to the right, the last column to the left.</summary>
internal static class TextTable
{
    /// <param name="rows">The headings, and then the rows, all of the same length.</param>
    public static string Of(IReadOnlyList<string[]> rows)
    {
        int columns = rows[0].Length;
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => column == columns - 1 ? cell : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.ToString();
    }
}
