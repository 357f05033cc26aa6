using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Kernels;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// The objective over sparse rows. Parameters: W by columns, F × K, then b; a column's K weights are a block, b is the
/// last block, among all blocks and among those that a batch touches.
/// </summary>
/// <remarks>
/// The penalty, too, is spread over the rows, each carrying its part for the columns that it holds:
/// λ_f W_f² = Σ_{i: x_if ≠ 0} λ_f W_f² / c_f, with c_f the number of rows that hold column f. So a batch's gradient is
/// zero off the columns that it touches, and is still an unbiased estimate (Niu et al., Hogwild!, NIPS 2011, section 2).
/// A column that no row holds keeps the weight 0, its optimum.
/// </remarks>
internal sealed class SparseLinearObjective<TTarget> : LinearObjective<TTarget>
{
    private readonly SparseMatrix _features;
    private readonly TouchedBlocks _touched;
    private readonly int[] _rowsHolding;
    private bool _gathered;

    public SparseLinearObjective(LinearProblem<TTarget> problem, SparseMatrix features, ColumnScaling scaling, CancellationToken cancellationToken)
        : base(problem, scaling, cancellationToken)
    {
        _features = features;
        _touched = new TouchedBlocks(features);
        _rowsHolding = new int[Columns];
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (int column in features.Indices(i))
                _rowsHolding[column]++;
        }
    }

    public override int BlockSize => Outputs;

    public override ParameterRows Rows => ParameterRows.Interleaved(Outputs);

    public override bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks)
    {
        // All examples touch all columns that matter.
        _gathered = batch.Length < Examples;
        if (_gathered)
            _touched.Select(batch);
        blocks = _gathered ? _touched.Blocks : default;
        return _gathered;
    }

    public override double Penalty(ReadOnlySpan<float> parameters)
    {
        double penalty = 0;
        for (int f = 0; f < Columns; f++)
            penalty += Penalties[f] * TensorPrimitives.SumOfSquares(Block(parameters, f));
        return penalty;
    }

    protected override void CopyWeights(ReadOnlySpan<float> parameters, LinearModel model)
    {
        for (int f = 0; f < Columns; f++)
            for (int k = 0; k < Outputs; k++)
                model.Weights[k][f] = parameters[f * Outputs + k];
        parameters[^Outputs..].CopyTo(model.Biases);
    }

    protected override void SelectAllBlocks() => _gathered = false;

    protected override void Scores(ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> parameters, Span<float> scores)
    {
        ReadOnlySpan<float> bias = parameters[^Outputs..];
        for (int i = 0; i < rows.Length; i++)
            SparseProducts.Score(_features.Values(rows[i]), Places(rows[i], rowsBefore + i), parameters, bias, Block(scores, i));
    }

    protected override void AddLossGradient(
        ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> scoreGradients, Span<float> gradient)
    {
        Span<float> bias = gradient[^Outputs..];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> g = Block(scoreGradients, i);
            TensorPrimitives.Add(bias, g, bias);
            SparseProducts.AddMultiple(_features.Values(rows[i]), Places(rows[i], rowsBefore + i), g, gradient);
        }
    }

    protected override void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        if (!_gathered)
        {
            for (int f = 0; f < Columns; f++)
                AddSlope(f, Penalties[f], parameters, gradient);
            return;
        }

        ReadOnlySpan<int> rowsTouching = _touched.RowsTouching;
        for (int place = 0; place < rowsTouching.Length; place++)
        {
            int column = _touched.Blocks[place];
            double share = (double)rowsTouching[place] / _rowsHolding[column] * Examples / examples;
            AddSlope(place, Penalties[column] * share, parameters, gradient);
        }
    }

    private void AddSlope(int place, double penalty, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        Span<float> target = Block(gradient, place);
        TensorPrimitives.MultiplyAdd(Block(parameters, place), (float)(2 * penalty), target, target);
    }

    /// <summary>Where a row's entries find their blocks, in the arrangement at hand.</summary>
    private ReadOnlySpan<int> Places(int row, int placeInBatch) =>
        _gathered ? _touched.Places(placeInBatch) : _features.Indices(row);

    private Span<float> Block(Span<float> all, int place) => all.Slice(place * Outputs, Outputs);

    private ReadOnlySpan<float> Block(ReadOnlySpan<float> all, int place) => all.Slice(place * Outputs, Outputs);
}
