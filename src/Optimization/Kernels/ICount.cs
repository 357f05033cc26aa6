namespace MLExtensions.Optimization.Kernels;

/// <summary>A number that the compiler knows, so that what a tile does not have costs nothing.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

internal readonly struct One : ICount
{
    public static int Value => 1;
}

internal readonly struct Two : ICount
{
    public static int Value => 2;
}

internal readonly struct Three : ICount
{
    public static int Value => 3;
}

internal readonly struct Four : ICount
{
    public static int Value => 4;
}

internal readonly struct Five : ICount
{
    public static int Value => 5;
}
