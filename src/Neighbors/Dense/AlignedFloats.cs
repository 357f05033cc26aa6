using System.Runtime.InteropServices;
using MLExtensions.Matrices;

namespace MLExtensions.Neighbors.Dense;

/// <summary>Scratch space that begins where a cache line begins, so that no vector lies across two.</summary>
internal sealed unsafe class AlignedFloats : IDisposable
{
    private readonly nint _length;

    /// <param name="length">How many floats, all 0 at first.</param>
    public AlignedFloats(nint length)
    {
        _length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc(checked((nuint)length * sizeof(float)), Cache.Line * sizeof(float));
        NativeMemory.Clear(Pointer, (nuint)length * sizeof(float));
    }

    public float* Pointer { get; private set; }

    public Span<float> Span(nint start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, _length);
        return new Span<float>(Pointer + start, length);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
