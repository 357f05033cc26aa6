using System.Numerics;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Hinge.Sparse;

/// <summary>
/// Sparse examples beside weights that lie a row for each column: an entry meets the weights of all classes at once, in whole
/// vectors.
/// </summary>
internal sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _places;
    private readonly float[] _values;
    private readonly int[] _columns;

    /// <param name="features">Examples × columns. What they hold is copied; columns without entries are left out.</param>
    /// <param name="classes">K.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public SparseRows(SparseMatrix features, int classes, CancellationToken cancellationToken)
    {
        Width = (classes + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        int[] places = Places(features, out _columns, cancellationToken);
        _starts = new int[features.Rows + 1];
        _places = new int[features.StoredEntries];
        _values = new float[features.StoredEntries];
        Squares = new double[features.Rows];
        int place = 0;
        for (int row = 0; row < features.Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = features.Indices(row);
            features.Values(row).CopyTo(_values.AsSpan(place));
            foreach (int column in indices)
                _places[place++] = places[column];
            _starts[row + 1] = place;
            Squares[row] = features.SquaredRowNorm(row);
        }
    }

    public int Count => Squares.Length;

    /// <summary>Classes, filled up to whole vectors.</summary>
    public int Width { get; }

    /// <summary>‖x‖² of each example.</summary>
    public double[] Squares { get; }

    /// <summary>The length of weights: columns that hold something × width.</summary>
    public int WeightsLength => _columns.Length * Width;

    /// <summary>Whether weights can be addressed.</summary>
    public static bool Fit(SparseMatrix features, int classes) =>
        features.StoredEntries < Array.MaxLength && (long)features.Columns * (classes + Vector<double>.Count) < Array.MaxLength;

    /// <summary>s ← s + W x.</summary>
    /// <param name="row">x.</param>
    /// <param name="weights">W.</param>
    /// <param name="scores">s, of the width.</param>
    public void AddScores(int row, double[] weights, Span<double> scores) =>
        PreciseSparseProducts.AddScores(Row(row), weights, Width, scores);

    /// <summary>W ← W + g xᵀ.</summary>
    /// <param name="row">x.</param>
    /// <param name="gradient">g, of the width.</param>
    /// <param name="weights">W.</param>
    public void Add(int row, ReadOnlySpan<double> gradient, double[] weights) =>
        PreciseSparseProducts.AddMultiples(Row(row), gradient, weights, Width);

    /// <summary>Writes weights class after class, each of all columns.</summary>
    public void CopyTo(double[] weights, int classes, int columns, Span<double> target)
    {
        target[..(classes * columns)].Clear();
        for (int place = 0; place < _columns.Length; place++)
            for (int k = 0; k < classes; k++)
                target[k * columns + _columns[place]] = weights[place * Width + k];
    }

    private SparseRow Row(int row) => new(_places.AsSpan(_starts[row].._starts[row + 1]), _values.AsSpan(_starts[row].._starts[row + 1]));

    private static int[] Places(SparseMatrix features, out int[] columns, CancellationToken cancellationToken)
    {
        int[] holding = features.CountRowsHolding(cancellationToken);
        columns = [.. Enumerable.Range(0, features.Columns).Where(column => holding[column] > 0)];
        var places = new int[features.Columns];
        for (int place = 0; place < columns.Length; place++)
            places[columns[place]] = place;
        return places;
    }
}
