using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Matrices;

/// <summary>Power sums of a few rows in single precision, before they are added to those of all.</summary>
/// <remarks>
/// Four rows at a time, so that sums are not loaded and stored for each. Whatever overflows leaves the sum of fourth powers
/// infinite or not a number. What underflows is lost there first, but not to <see cref="Varies"/>.
/// </remarks>
internal sealed unsafe class SinglePowerSums
{
    private const int RowsAtOnce = 4;

    /// <summary>Columns whose sums stay in the first cache.</summary>
    private const int ColumnsAtOnce = 1_024;

    private readonly int _columns;
    private readonly float[] _shift;
    private readonly float[] _sum1;
    private readonly float[] _sum2;
    private readonly float[] _sum3;
    private readonly float[] _sum4;
    private readonly int[] _differences;

    /// <param name="shift">What deviations are from, a column each.</param>
    public SinglePowerSums(float[] shift)
    {
        // Whole vectors, so that the last columns are no case apart.
        _columns = shift.Length;
        int padded = (shift.Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _shift = new float[padded];
        shift.CopyTo(_shift, 0);
        _sum1 = new float[padded];
        _sum2 = new float[padded];
        _sum3 = new float[padded];
        _sum4 = new float[padded];
        _differences = new int[padded];
    }

    /// <summary>Whether a column is anywhere different from its shift.</summary>
    public bool Varies(int column) => (_differences[column] & int.MaxValue) != 0;

    /// <summary>Adds the power sums of some rows.</summary>
    /// <param name="sums">Those of all.</param>
    /// <param name="features">x, examples × columns.</param>
    /// <param name="weights">w, an example each.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">Where the rows end; so few that single precision will do.</param>
    /// <param name="first">The first column.</param>
    public void AddTo(PowerSums sums, DenseMatrix features, ReadOnlySpan<float> weights, int start, int end, int first)
    {
        for (int from = 0; from < _columns; from += ColumnsAtOnce)
        {
            int to = Math.Min(from + ColumnsAtOnce, _columns);
            for (int i = start; i < end; i += RowsAtOnce)
                AddRows(features, weights[..end], i, first, from, to);
        }

        Move(_sum1, sums.First);
        Move(_sum2, sums.Second);
        Move(_sum3, sums.Third);
        Move(_sum4, sums.Fourth);
    }

    /// <summary>Adds four rows; past the last one that again, without weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(DenseMatrix features, ReadOnlySpan<float> weights, int row, int first, int from, int to)
    {
        int last = weights.Length - 1;
        var rows = new FourRows(
            features.RowPointer(row) + first,
            features.RowPointer(Math.Min(row + 1, last)) + first,
            features.RowPointer(Math.Min(row + 2, last)) + first,
            features.RowPointer(Math.Min(row + 3, last)) + first);
        var w = new Vector4(
            weights[row],
            row + 1 <= last ? weights[row + 1] : 0,
            row + 2 <= last ? weights[row + 2] : 0,
            row + 3 <= last ? weights[row + 3] : 0);
        int whole = to / Vector<float>.Count * Vector<float>.Count;
        AddVectors(rows, w, RowsAtOnce * features.Columns, from, whole);
        if (whole == to)
            return;

        int lanes = Vector<float>.Count;
        float* rest = stackalloc float[RowsAtOnce * lanes];
        for (int f = whole; f < to; f++)
        {
            float* place = rest + f - whole;
            place[0] = rows.X0[f];
            place[lanes] = rows.X1[f];
            place[2 * lanes] = rows.X2[f];
            place[3 * lanes] = rows.X3[f];
        }

        rest -= whole;
        AddVectors(new FourRows(rest, rest + lanes, rest + 2 * lanes, rest + 3 * lanes), w, ahead: 0, whole, whole + lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddVectors(FourRows rows, Vector4 w, int ahead, int from, int to)
    {
        float* x0 = rows.X0;
        float* x1 = rows.X1;
        float* x2 = rows.X2;
        float* x3 = rows.X3;
        fixed (float* shift = _shift, sum1 = _sum1, sum2 = _sum2, sum3 = _sum3, sum4 = _sum4)
        fixed (int* differences = _differences)
        {
            for (int f = from; f < to; f += Vector<float>.Count)
            {
                // Four rows are four streams, each cut off where the strip is, which no processor foresees well enough.
                Cache.Prefetch(x0 + ahead + f);
                Cache.Prefetch(x1 + ahead + f);
                Cache.Prefetch(x2 + ahead + f);
                Cache.Prefetch(x3 + ahead + f);
                Vector<float> center = Vector.Load(shift + f);
                Vector<float> d0 = Vector.Load(x0 + f) - center;
                Vector<float> d1 = Vector.Load(x1 + f) - center;
                Vector<float> d2 = Vector.Load(x2 + f) - center;
                Vector<float> d3 = Vector.Load(x3 + f) - center;
                var sums = new VectorSums(Vector.Load(sum1 + f), Vector.Load(sum2 + f), Vector.Load(sum3 + f), Vector.Load(sum4 + f));
                sums.Add(d0, w.X);
                sums.Add(d1, w.Y);
                sums.Add(d2, w.Z);
                sums.Add(d3, w.W);
                Vector.Store(sums.First, sum1 + f);
                Vector.Store(sums.Second, sum2 + f);
                Vector.Store(sums.Third, sum3 + f);
                Vector.Store(sums.Fourth, sum4 + f);
                Vector.Store(Vector.Load(differences + f) | Vector.AsVectorInt32(d0 | d1 | d2 | d3), differences + f);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(float[] source, double[] target)
    {
        int f = 0;
        for (; f <= target.Length - Vector<float>.Count; f += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(source, f), out Vector<double> lower, out Vector<double> upper);
            (new Vector<double>(target, f) + lower).CopyTo(target, f);
            (new Vector<double>(target, f + Vector<double>.Count) + upper).CopyTo(target, f + Vector<double>.Count);
        }

        for (; f < target.Length; f++)
            target[f] += source[f];
        Array.Clear(source);
    }

    private readonly struct FourRows(float* x0, float* x1, float* x2, float* x3)
    {
        public float* X0 { get; } = x0;

        public float* X1 { get; } = x1;

        public float* X2 { get; } = x2;

        public float* X3 { get; } = x3;
    }

    /// <summary>Four fields and no more, which the compiler can still keep in registers.</summary>
    private struct VectorSums(Vector<float> first, Vector<float> second, Vector<float> third, Vector<float> fourth)
    {
        public Vector<float> First = first;
        public Vector<float> Second = second;
        public Vector<float> Third = third;
        public Vector<float> Fourth = fourth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector<float> d, float w)
        {
            Vector<float> weighted = d * w;
            Vector<float> weightedSquare = weighted * d;
            Vector<float> square = d * d;
            First += weighted;
            Second += weightedSquare;
            Third = Vector.MultiplyAddEstimate(weighted, square, Third);
            Fourth = Vector.MultiplyAddEstimate(weightedSquare, square, Fourth);
        }
    }
}
