using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// The objective over sparse rows. Parameters: W by columns, F × K, then b; a column's K weights are a block, b is the
/// last block.
/// </summary>
/// <remarks>
/// The penalty, too, is spread over the rows, each carrying its part for the columns that it holds:
/// λ_f W_f² = Σ_{i: x_if ≠ 0} λ_f W_f² / c_f, with c_f the number of rows that hold column f. So a batch's gradient is
/// zero off the columns that it touches, and is still an unbiased estimate (Niu et al., Hogwild!, NIPS 2011, section 2).
/// A column that no row holds keeps the weight 0, its optimum.
/// </remarks>
internal sealed class SparseLinearObjective : LinearObjective
{
    private readonly SparseMatrix _features;
    private readonly int[] _rowsHolding;

    // Of the batch last selected: the blocks it touches, how many of its rows touch each, and, entry by entry, the
    // place of each entry's block among them.
    private readonly int[] _placeOfBlock;
    private readonly List<int> _blocks = [];
    private readonly List<int> _rowsTouching = [];
    private readonly List<int> _places = [];

    public SparseLinearObjective(LinearProblem problem, SparseMatrix features, ColumnScaling scaling)
        : base(problem, scaling)
    {
        _features = features;
        _placeOfBlock = new int[Columns + 1];
        _placeOfBlock.AsSpan().Fill(-1);
        _rowsHolding = new int[Columns];
        for (int i = 0; i < features.Rows; i++)
            foreach (int column in features.Indices(i))
                _rowsHolding[column]++;
    }

    public override int BlockSize => Classes;

    public override bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks)
    {
        foreach (int block in _blocks)
            _placeOfBlock[block] = -1;
        _blocks.Clear();
        _rowsTouching.Clear();
        _places.Clear();

        // The bias comes first: every row touches it.
        _blocks.Add(Columns);
        _rowsTouching.Add(batch.Length);
        foreach (int row in batch)
        {
            foreach (int column in _features.Indices(row))
            {
                ref int place = ref _placeOfBlock[column];
                if (place < 0)
                {
                    place = _blocks.Count;
                    _blocks.Add(column);
                    _rowsTouching.Add(0);
                }

                _rowsTouching[place]++;
                _places.Add(place);
            }
        }

        blocks = CollectionsMarshal.AsSpan(_blocks);
        return true;
    }

    public override double Penalty(ReadOnlySpan<float> parameters)
    {
        double penalty = 0;
        for (int f = 0; f < Columns; f++)
            penalty += Penalties[f] * TensorPrimitives.SumOfSquares(parameters.Slice(f * Classes, Classes));
        return penalty;
    }

    public override LinearModel ToModel(ReadOnlySpan<float> parameters)
    {
        float[] copy = parameters.ToArray();
        return ToModel((k, f) => copy[f * Classes + k], k => copy[Columns * Classes + k]);
    }

    protected override void Scores(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> scores)
    {
        int entry = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            Span<float> s = scores.Slice(i * Classes, Classes);
            parameters[..Classes].CopyTo(s);
            foreach (float value in _features.Values(batch[i]))
                TensorPrimitives.MultiplyAdd(parameters.Slice(_places[entry++] * Classes, Classes), value, s, s);
        }
    }

    protected override void AddLossGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> scoreGradients, Span<float> gradient)
    {
        int entry = 0;
        Span<float> bias = gradient[..Classes];
        for (int i = 0; i < batch.Length; i++)
        {
            ReadOnlySpan<float> g = scoreGradients.Slice(i * Classes, Classes);
            TensorPrimitives.Add(bias, g, bias);
            foreach (float value in _features.Values(batch[i]))
            {
                Span<float> target = gradient.Slice(_places[entry++] * Classes, Classes);
                TensorPrimitives.MultiplyAdd(g, value, target, target);
            }
        }
    }

    protected override void AddPenaltyGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        double toMean = (double)Examples / batch.Length;
        for (int place = 1; place < _blocks.Count; place++)
        {
            int column = _blocks[place];
            double share = toMean * _rowsTouching[place] / _rowsHolding[column];
            Span<float> target = gradient.Slice(place * Classes, Classes);
            TensorPrimitives.MultiplyAdd(parameters.Slice(place * Classes, Classes), (float)(2 * Penalties[column] * share), target, target);
        }
    }
}
