using System.Runtime.CompilerServices;

namespace MLExtensions.Kernels;

/// <summary>
/// The products of a sparse row and one or two vectors of outputs, which stay in registers while the entries pass.
/// </summary>
internal static unsafe class SparseTile<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>s ← b + Σⱼ xⱼ wⱼ.</summary>
    /// <typeparam name="TVectors">How many vectors of outputs: one or two.</typeparam>
    /// <typeparam name="TCut">One where the last vector has fewer outputs than would fit, else zero.</typeparam>
    /// <param name="values">x.</param>
    /// <param name="places">Which blocks of the weights they meet.</param>
    /// <param name="count">How many entries.</param>
    /// <param name="weights">The tile's first output in the first block.</param>
    /// <param name="stride">How far blocks are apart.</param>
    /// <param name="biases">b.</param>
    /// <param name="scores">Receives s.</param>
    /// <param name="left">Outputs in the last vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score<TVectors, TCut>(
        float* values, int* places, int count, float* weights, nint stride, float* biases, float* scores, int left)
        where TVectors : ICount
        where TCut : ICount
    {
        TVector mask = TLanes.KeepFirst(left);
        TVector a = Load<TVectors, TCut>(0, biases, mask);
        TVector b = TVectors.Value > 1 ? Load<TVectors, TCut>(1, biases, mask) : default;

        // Entries by turns, since a sum must wait for the one before.
        TVector c = default, d = default;
        int j = 0;
        for (; j + 1 < count; j += 2)
        {
            float* w = weights + places[j] * stride;
            float* v = weights + places[j + 1] * stride;
            TVector x = TLanes.Broadcast(values[j]);
            TVector y = TLanes.Broadcast(values[j + 1]);
            a = TLanes.MultiplyAdd(Load<TVectors, TCut>(0, w, mask), x, a);
            c = TLanes.MultiplyAdd(Load<TVectors, TCut>(0, v, mask), y, c);
            if (TVectors.Value > 1)
            {
                b = TLanes.MultiplyAdd(Load<TVectors, TCut>(1, w, mask), x, b);
                d = TLanes.MultiplyAdd(Load<TVectors, TCut>(1, v, mask), y, d);
            }
        }

        // The two sums together.
        TVector one = TLanes.Broadcast(1);
        a = TLanes.MultiplyAdd(c, one, a);
        b = TLanes.MultiplyAdd(d, one, b);
        if (j < count)
        {
            float* w = weights + places[j] * stride;
            TVector x = TLanes.Broadcast(values[j]);
            a = TLanes.MultiplyAdd(Load<TVectors, TCut>(0, w, mask), x, a);
            if (TVectors.Value > 1)
                b = TLanes.MultiplyAdd(Load<TVectors, TCut>(1, w, mask), x, b);
        }

        Store<TVectors, TCut>(0, a, scores, mask);
        if (TVectors.Value > 1)
            Store<TVectors, TCut>(1, b, scores, mask);
    }

    /// <summary>gⱼ ← gⱼ + xⱼ a for each entry j.</summary>
    /// <typeparam name="TVectors">How many vectors of outputs: one or two.</typeparam>
    /// <typeparam name="TCut">One where the last vector has fewer outputs than would fit, else zero.</typeparam>
    /// <param name="values">x.</param>
    /// <param name="places">Which blocks of the gradient they meet.</param>
    /// <param name="count">How many entries.</param>
    /// <param name="factors">a.</param>
    /// <param name="gradient">The tile's first output in the first block.</param>
    /// <param name="stride">How far blocks are apart.</param>
    /// <param name="left">Outputs in the last vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TVectors, TCut>(
        float* values, int* places, int count, float* factors, float* gradient, nint stride, int left)
        where TVectors : ICount
        where TCut : ICount
    {
        TVector mask = TLanes.KeepFirst(left);
        TVector a = Load<TVectors, TCut>(0, factors, mask);
        TVector b = TVectors.Value > 1 ? Load<TVectors, TCut>(1, factors, mask) : default;
        for (int j = 0; j < count; j++)
        {
            float* g = gradient + places[j] * stride;
            TVector x = TLanes.Broadcast(values[j]);
            Store<TVectors, TCut>(0, TLanes.MultiplyAdd(a, x, Load<TVectors, TCut>(0, g, mask)), g, mask);
            if (TVectors.Value > 1)
                Store<TVectors, TCut>(1, TLanes.MultiplyAdd(b, x, Load<TVectors, TCut>(1, g, mask)), g, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load<TVectors, TCut>(int vector, float* source, TVector mask)
        where TVectors : ICount
        where TCut : ICount =>
        TCut.Value == 1 && vector == TVectors.Value - 1
            ? TLanes.Load(source + vector * TLanes.Count, mask)
            : TLanes.Load(source + vector * TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors, TCut>(int vector, TVector value, float* target, TVector mask)
        where TVectors : ICount
        where TCut : ICount
    {
        if (TCut.Value == 1 && vector == TVectors.Value - 1)
            TLanes.Store(value, target + vector * TLanes.Count, mask);
        else
            TLanes.Store(value, target + vector * TLanes.Count);
    }
}
