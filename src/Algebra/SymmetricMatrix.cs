using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Algebra;

/// <summary>A symmetric matrix in double precision, of which the lower triangle is stored.</summary>
internal sealed class SymmetricMatrix
{
    /// <summary>Columns of M worked on together: a row of as many doubles stays in the first-level cache.</summary>
    private const int PanelWidth = 256;

    /// <summary>Rows of a panel that meet as many others before the next ones are loaded.</summary>
    private const int TileRows = 32;

    private readonly double[][] _rows;

    public SymmetricMatrix(int order)
    {
        _rows = new double[order][];
        for (int i = 0; i < order; i++)
            _rows[i] = new double[i + 1];
    }

    /// <summary>
    /// Writes the columns <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1 of M.
    /// </summary>
    /// <param name="start">The first column wanted.</param>
    /// <param name="count">How many.</param>
    /// <param name="panel">Receives them: order × <paramref name="count"/>, by rows.</param>
    public delegate void PanelWriter(int start, int count, Span<double> panel);

    public int Order => _rows.Length;

    /// <summary>The entry of a row and a column not right of the diagonal.</summary>
    public ref double this[int row, int column] => ref _rows[row][column];

    /// <summary>M Mᵀ, summed over panels of M's columns.</summary>
    /// <param name="order">The rows of M.</param>
    /// <param name="length">The columns of M.</param>
    /// <param name="write">Gives out M.</param>
    /// <param name="workers">The threads; their token is looked at between tiles of a panel.</param>
    public static SymmetricMatrix Product(int order, int length, PanelWriter write, Workers workers)
    {
        var product = new SymmetricMatrix(order);
        var panel = new double[order * Math.Min(length, PanelWidth)];
        for (int start = 0; start < length; start += PanelWidth)
        {
            int width = Math.Min(PanelWidth, length - start);
            write(start, width, panel.AsSpan(0, order * width));
            product.AddProducts(panel, width, workers);
        }

        return product;
    }

    private void AddProducts(double[] panel, int width, Workers workers)
    {
        int tiles = (Order + TileRows - 1) / TileRows;

        // Every entry is one thread's work, in the same order whatever the number of threads; the last tiles are the longest, and first.
        workers.RunEach(tiles, reversed =>
        {
            int top = (tiles - 1 - reversed) * TileRows;
            int bottom = Math.Min(top + TileRows, Order);
            for (int left = 0; left < bottom; left += TileRows)
            {
                for (int i = top; i < bottom; i++)
                {
                    ReadOnlySpan<double> row = panel.AsSpan(i * width, width);
                    int right = Math.Min(left + TileRows - 1, i);
                    for (int j = left; j <= right; j++)
                        _rows[i][j] += TensorPrimitives.Dot(row, panel.AsSpan(j * width, width));
                }
            }
        });
    }
}
