using System.Runtime.InteropServices;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Kernels;

/// <summary>The two products of dense rows that a linear model's loss and gradient take, in tiles of rows × outputs.</summary>
/// <remarks>At least 8 columns, a vector, are needed.</remarks>
/// <typeparam name="TRows">
/// The rows of a tile. Four rows and five outputs take 29 vector registers, of which there are 32 with AVX-512; two and five
/// take 13, of 16.
/// </typeparam>
internal static class TiledProducts<TRows>
    where TRows : ICount
{
    private const int Outputs = 5;
    private const int MostRows = 4;

    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="rows">Those wanted.</param>
    /// <param name="weights">w, outputs × columns.</param>
    /// <param name="biases">b, an output each.</param>
    /// <param name="scores">Receives s, rows × outputs.</param>
    public static void Score(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        Span<float> sums = stackalloc float[MostRows * Outputs];
        for (int i = 0; i < rows.Length; i += TRows.Value)
        {
            RowTile tile = Tile(x, rows[i..]);

            // The next rows are asked for once, by the first outputs.
            RowTile next = Tile(x, rows[Math.Min(i + TRows.Value, rows.Length - 1)..]);
            for (int k = 0; k < biases.Length; k += Outputs)
            {
                int outputs = Math.Min(Outputs, biases.Length - k);
                ref float w = ref MemoryMarshal.GetReference(weights[(k * x.Columns)..]);
                Multiply(outputs, tile, k == 0 ? next : tile, ref w, x.Columns, sums);
                for (int row = 0; row < TRows.Value && i + row < rows.Length; row++)
                    for (int j = 0; j < outputs; j++)
                        scores[(i + row) * biases.Length + k + j] = biases[k + j] + sums[j * MostRows + row];
            }
        }
    }

    /// <summary>gₖ ← gₖ + Σᵢ aᵢₖ xᵢ; rows whose factors are all 0 cost nothing.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="rows">Those wanted.</param>
    /// <param name="factors">a, rows × outputs.</param>
    /// <param name="gradient">g, outputs × columns.</param>
    /// <param name="columns">Those of g to work on.</param>
    public static void AddMultiples(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient, ColumnRange columns)
    {
        int outputs = gradient.Length / x.Columns;
        Span<int> places = stackalloc int[MostRows];
        Span<int> tileRows = stackalloc int[MostRows];
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (factors.Slice(i * outputs, outputs).ContainsAnyExcept(0f))
            {
                places[count] = i;
                tileRows[count++] = rows[i];
            }

            if (count == TRows.Value || (count > 0 && i == rows.Length - 1))
            {
                AddTile(Tile(x, tileRows[..count]), places[..count], factors, gradient, outputs, x.Columns, columns);
                count = 0;
            }
        }
    }

    private static void AddTile(
        RowTile tile,
        ReadOnlySpan<int> places,
        ReadOnlySpan<float> factors,
        Span<float> gradient,
        int outputs,
        int stride,
        ColumnRange columns)
    {
        // Rows that are not there have the factor 0.
        Span<float> ofTile = stackalloc float[MostRows * Outputs];
        for (int k = 0; k < outputs; k += Outputs)
        {
            int count = Math.Min(Outputs, outputs - k);
            for (int row = 0; row < places.Length; row++)
                for (int j = 0; j < count; j++)
                    ofTile[j * MostRows + row] = factors[places[row] * outputs + k + j];
            Add(count, tile, ofTile, ref MemoryMarshal.GetReference(gradient[(k * stride)..]), stride, columns);
        }
    }

    /// <summary>The first rows; where there are too few, the last again.</summary>
    private static RowTile Tile(DenseMatrix x, ReadOnlySpan<int> rows)
    {
        int last = rows.Length - 1;
        return new RowTile(
            ref MemoryMarshal.GetReference(x.Row(rows[0])),
            ref MemoryMarshal.GetReference(x.Row(rows[Math.Min(1, last)])),
            ref MemoryMarshal.GetReference(x.Row(rows[Math.Min(2, last)])),
            ref MemoryMarshal.GetReference(x.Row(rows[Math.Min(3, last)])));
    }

    private static void Multiply(int outputs, RowTile x, RowTile next, ref float weights, int columns, Span<float> sums)
    {
        switch (outputs)
        {
            case 1:
                ScoreTile.Multiply<TRows, One>(x, next, ref weights, columns, sums);
                break;
            case 2:
                ScoreTile.Multiply<TRows, Two>(x, next, ref weights, columns, sums);
                break;
            case 3:
                ScoreTile.Multiply<TRows, Three>(x, next, ref weights, columns, sums);
                break;
            case 4:
                ScoreTile.Multiply<TRows, Four>(x, next, ref weights, columns, sums);
                break;
            default:
                ScoreTile.Multiply<TRows, Five>(x, next, ref weights, columns, sums);
                break;
        }
    }

    private static void Add(int outputs, RowTile x, ReadOnlySpan<float> factors, ref float gradient, int stride, ColumnRange columns)
    {
        switch (outputs)
        {
            case 1:
                GradientTile.Add<TRows, One>(x, factors, ref gradient, (nuint)stride, columns);
                break;
            case 2:
                GradientTile.Add<TRows, Two>(x, factors, ref gradient, (nuint)stride, columns);
                break;
            case 3:
                GradientTile.Add<TRows, Three>(x, factors, ref gradient, (nuint)stride, columns);
                break;
            case 4:
                GradientTile.Add<TRows, Four>(x, factors, ref gradient, (nuint)stride, columns);
                break;
            default:
                GradientTile.Add<TRows, Five>(x, factors, ref gradient, (nuint)stride, columns);
                break;
        }
    }
}
