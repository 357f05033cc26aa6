using Spectre.Console;

namespace Gallery;

/// <summary>Pictures side by side, each with its caption beneath.</summary>
internal static class PictureGallery
{
    private const int Gap = 4;

    /// <param name="pictures">All of one width.</param>
    /// <param name="width">Characters in a line; as many of the pictures are shown as stand in it.</param>
    public static Grid Of(IEnumerable<Picture> pictures, int width)
    {
        Picture[] shown = [.. pictures.TakeWhile((picture, i) => i == 0 || (i + 1) * (WidthOf(picture) + Gap) <= width + Gap)];
        var grid = new Grid();
        foreach (Picture picture in shown)
            grid.AddColumn(new GridColumn { Width = WidthOf(picture), NoWrap = true, Padding = new Padding(0, 0, Gap, 0) });
        grid.AddRow([.. shown.Select(picture => new Text(string.Join('\n', picture.Lines)))]);
        grid.AddRow([.. shown.Select(picture => new Text(picture.Caption, picture.Color))]);
        return grid;
    }

    private static int WidthOf(Picture picture) => picture.Lines[0].Length;
}
