using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>Writes a plot to a file.</summary>
internal static class PictureFile
{
    /// <summary>In pixels, if nobody says otherwise.</summary>
    public const int Width = 800;

    /// <summary>In pixels, if nobody says otherwise.</summary>
    public const int Height = 500;

    /// <summary>In pixels, of a picture whose axes are alike.</summary>
    public const int SquareWidth = 600;

    /// <summary>In pixels, of a picture whose axes are alike.</summary>
    public const int SquareHeight = 600;

    public static void Save(Func<Plot> plot, string file, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        string extension = Path.GetExtension(file);
        if (extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
            plot().SavePng(file, width, height);
        else if (extension.Equals(".svg", StringComparison.OrdinalIgnoreCase))
            plot().SaveSvg(file, width, height);
        else
            throw new ArgumentException($"The name of a picture ends with .png or .svg, and '{file}' does not.", nameof(file));
    }
}
