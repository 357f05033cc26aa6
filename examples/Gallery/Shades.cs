namespace Gallery;

/// <summary>Ink as block characters.</summary>
internal static class Shades
{
    private const string Blocks = " ░▒▓█";

    /// <param name="ink">From 0, white, to 1, black.</param>
    public static char Of(float ink) => Blocks[(int)MathF.Ceiling(ink * (Blocks.Length - 1))];
}
