using System.Globalization;
using Spectre.Console;

namespace MLExtensions.Benchmarks;

/// <summary>A table in Markdown, its first columns words and the others numbers.</summary>
internal sealed class MarkdownTable
{
    private readonly Table _table = new() { Border = TableBorder.Markdown };

    /// <param name="words">Columns on the left.</param>
    /// <param name="numbers">Columns on the right.</param>
    public MarkdownTable(string[] words, string[] numbers)
    {
        foreach (string column in words)
            _table.AddColumn(new TableColumn(column) { Alignment = Justify.Left, NoWrap = true });
        foreach (string column in numbers)
            _table.AddColumn(new TableColumn(column) { Alignment = Justify.Right, NoWrap = true });
    }

    public void Add(params FormattableString[] row) =>
        _table.AddRow(Array.ConvertAll(row, value => Markup.Escape(value.ToString(CultureInfo.InvariantCulture))));

    public void Print()
    {
        // A redirected table must not be cut to the width of some terminal.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 240);
        AnsiConsole.Write(_table);
    }
}
