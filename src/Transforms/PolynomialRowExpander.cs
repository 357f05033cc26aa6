using Microsoft.ML.Data;

namespace MLExtensions.Transforms;

/// <summary>
/// Expands one row after another: sparse rows into sparse ones, dense rows into dense ones. It owns its buffers, hence
/// serves one thread at a time.
/// </summary>
internal sealed class PolynomialRowExpander(PolynomialLayout layout)
{
    private readonly int[] _starts = new int[layout.InputWidth + 1];
    private float[] _dense = [];

    /// <param name="row">The features.</param>
    /// <param name="destination">Receives the columns; its buffers are used again where they are large enough.</param>
    /// <exception cref="InvalidOperationException">The row has another length than its column's type says.</exception>
    public void Expand(in VBuffer<float> row, ref VBuffer<float> destination)
    {
        if (row.Length != layout.InputWidth)
            throw new InvalidOperationException($"Expected a row of {layout.InputWidth} features, got one of {row.Length}.");

        if (row.IsDense)
        {
            ExpandDense(row.GetValues(), ref destination);
        }
        else if (!TryExpandSparse(in row, ref destination))
        {
            if (_dense.Length == 0)
                _dense = new float[layout.InputWidth];
            row.CopyTo(_dense);
            ExpandDense(_dense, ref destination);
        }
    }

    private void ExpandDense(ReadOnlySpan<float> row, ref VBuffer<float> destination)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, layout.OutputWidth);
        PolynomialExpansion.Expand(layout, row, editor.Values, _starts);
        destination = editor.Commit();
    }

    private bool TryExpandSparse(in VBuffer<float> row, ref VBuffer<float> destination)
    {
        ReadOnlySpan<float> values = row.GetValues();
        int count = layout.CountNonZero(values.Length - values.Count(0f));
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, layout.OutputWidth, count);
        bool finite = PolynomialExpansion.TryExpand(
            layout, row.GetIndices(), values, editor.Indices, editor.Values, _starts);
        destination = editor.Commit();
        return finite;
    }
}
