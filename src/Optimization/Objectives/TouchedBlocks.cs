using System.Runtime.InteropServices;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Objectives;

/// <summary>
/// The columns that the rows of a batch touch, each once, and where each entry of the rows finds its column among them.
/// </summary>
internal sealed class TouchedBlocks
{
    private const int None = -1;

    private readonly SparseMatrix _features;
    private readonly int[] _placeOfColumn;
    private readonly List<int> _blocks = [];
    private readonly List<int> _rowsTouching = [];
    private readonly List<int> _places = [];
    private readonly List<int> _ends = [];

    public TouchedBlocks(SparseMatrix features)
    {
        _features = features;
        _placeOfColumn = new int[features.Columns];
        _placeOfColumn.AsSpan().Fill(None);
    }

    /// <summary>The columns touched, in the order of first touch, and at the end the block of the biases.</summary>
    public ReadOnlySpan<int> Blocks => CollectionsMarshal.AsSpan(_blocks);

    /// <summary>How many rows of the batch touch each column.</summary>
    public ReadOnlySpan<int> RowsTouching => CollectionsMarshal.AsSpan(_rowsTouching);

    /// <summary>For the entries of a row of the batch, the place of their column in <see cref="Blocks"/>.</summary>
    /// <param name="row">Counted within the batch.</param>
    public ReadOnlySpan<int> Places(int row) =>
        CollectionsMarshal.AsSpan(_places)[(row == 0 ? 0 : _ends[row - 1]).._ends[row]];

    /// <summary>Finds what the rows touch.</summary>
    public void Select(ReadOnlySpan<int> rows)
    {
        foreach (int block in Blocks)
            if (block < _placeOfColumn.Length)
                _placeOfColumn[block] = None;
        _blocks.Clear();
        _rowsTouching.Clear();
        _places.Clear();
        _ends.Clear();

        foreach (int row in rows)
        {
            foreach (int column in _features.Indices(row))
            {
                int place = _placeOfColumn[column];
                if (place == None)
                {
                    place = _blocks.Count;
                    _placeOfColumn[column] = place;
                    _blocks.Add(column);
                    _rowsTouching.Add(0);
                }

                _rowsTouching[place]++;
                _places.Add(place);
            }

            _ends.Add(_places.Count);
        }

        _blocks.Add(_features.Columns);
    }
}
