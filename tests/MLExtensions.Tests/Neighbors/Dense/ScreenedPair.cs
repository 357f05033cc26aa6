using MLExtensions.Kernels;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Dense;

namespace MLExtensions.Tests.Neighbors.Dense;

/// <summary>What a screen makes of a query and a known row.</summary>
internal static unsafe class ScreenedPair
{
    /// <summary>Whether the pair passes if what the query has found is at a given reduced distance.</summary>
    public static bool Passes<TLanes, TVector, TScreen, TTerm>(TScreen screen, float[] query, float[] known, double reducedDistance)
        where TLanes : ILanes<TVector>
        where TVector : struct
        where TScreen : struct, IScreen<TTerm>
        where TTerm : struct, IColumnTerm
    {
        const int Rows = ColumnSumTile<TLanes, TVector, TTerm>.Rows;
        int columns = query.Length;
        var x = new float[columns];
        double description = screen.WriteQuery(query, x);
        var rows = new float[Rows * columns];
        float bias = screen.WriteKnown(known, screen.Describe(known), rows.AsSpan(0, columns));
        var panel = new float[TLanes.Count * columns];
        for (int i = 0; i < panel.Length; i++)
            panel[i] = x[i / TLanes.Count];
        var sums = new float[Rows * TLanes.Count];
        fixed (float* z = rows, p = panel, s = sums)
        {
            for (int column = 0; column < columns; column += Rounding.BlockColumns)
                ColumnSumTile<TLanes, TVector, TTerm>.Join<One>(
                    screen.Term, p + column * TLanes.Count, z + column, columns, Math.Min(Rounding.BlockColumns, columns - column), s);
        }

        return !(sums[0] + bias > screen.Threshold(reducedDistance, description));
    }
}
