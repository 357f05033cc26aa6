namespace Neighbors.Presentation;

/// <summary>What tells things apart where there are no colors.</summary>
internal static class Marks
{
    public const char Best = '★';
    public const char Chosen = '●';

    /// <summary>Within one standard error of the best.</summary>
    public const char Close = '·';

    public static char Of(bool isRight) => isRight ? '✓' : '✗';
}
