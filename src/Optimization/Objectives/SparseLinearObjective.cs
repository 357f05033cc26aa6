using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.UpdateRules;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Objectives;

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
    private const int MostStrips = 256;

    private readonly SparseMatrix _features;
    private readonly TouchedBlocks _touched;
    private readonly int[] _rowsHolding;
    private readonly int[] _stripStarts;
    private bool _gathered;

    public SparseLinearObjective(LinearProblem<TTarget> problem, SparseMatrix features, ColumnScaling scaling, Workers? workers, bool remembersGradients)
        : base(problem, scaling, remembersGradients)
    {
        _features = features;
        _touched = new TouchedBlocks(features);
        _rowsHolding = features.CountRowsHolding(workers?.CancellationToken ?? default);
        _stripStarts = EqualStrips();
        Passes = new SparsePasses<TTarget>(this, problem, workers ?? Workers.One, Memory);
    }

    public override int BlockSize => Outputs;

    public override ParameterRows Rows => ParameterRows.Interleaved(Outputs);

    /// <summary>Into how many strips of columns the gradient can be cut.</summary>
    public int Strips => _gathered ? 1 : _stripStarts.Length - 1;

    protected override IRowPasses Passes { get; }

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
            penalty += OfWeights.Factor(f) * TensorPrimitives.SumOfSquares(Block(parameters, f));
        return penalty;
    }

    /// <summary>The columns of neighboring strips.</summary>
    /// <param name="start">The first strip.</param>
    /// <param name="end">The strip after the last.</param>
    public ColumnRange Strip(int start, int end) =>
        _gathered ? ColumnRange.All(Columns) : new ColumnRange(_stripStarts[start], _stripStarts[end] - _stripStarts[start]);

    /// <summary>W xᵢ + b, a row for each example.</summary>
    /// <param name="rows">Some of the rows of the batch, one after the other.</param>
    /// <param name="rowsBefore">How many rows of the batch come before them.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="scores">Receives the scores.</param>
    public void Scores(ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> parameters, Span<float> scores)
    {
        ReadOnlySpan<float> bias = parameters[^Outputs..];
        for (int i = 0; i < rows.Length; i++)
            SparseProducts.Score(_features.Values(rows[i]), Places(rows[i], rowsBefore + i), parameters, bias, Block(scores, i));
    }

    /// <summary>Adds Σᵢ gᵢ xᵢᵀ, where gᵢ is the loss's gradient with respect to the scores of example i.</summary>
    /// <param name="rows">Some of the rows of the batch, one after the other.</param>
    /// <param name="rowsBefore">How many rows of the batch come before them.</param>
    /// <param name="scoreGradients">g, a row for each example.</param>
    /// <param name="gradient">What they are added to.</param>
    /// <param name="columns">The columns whose part is added.</param>
    public void AddLossGradient(
        ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> scoreGradients, Span<float> gradient, ColumnRange columns)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> g = Block(scoreGradients, i);
            ReadOnlySpan<float> values = _features.Values(rows[i]);
            ReadOnlySpan<int> places = Places(rows[i], rowsBefore + i);
            (int start, int end) = columns.Count == Columns ? (0, places.Length) : Within(places, columns);
            SparseProducts.AddMultiple(values[start..end], places[start..end], g, gradient);
        }
    }

    /// <summary>Adds the gradient of the penalty, or an estimate of it from as many examples as are selected.</summary>
    /// <param name="examples">How many are selected.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="gradient">What it is added to.</param>
    /// <param name="columns">The columns whose part is added.</param>
    public void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient, ColumnRange columns)
    {
        if (!_gathered)
        {
            for (int f = columns.First; f < columns.First + columns.Count; f++)
                AddSlope(f, OfWeights.Factor(f), parameters, gradient);
            return;
        }

        for (int place = 0; place < _touched.RowsTouching.Length; place++)
            AddSlope(place, OfWeights.Factor(_touched.Blocks[place]) * ShareOfColumn(place, examples), parameters, gradient);
    }

    /// <summary>Corrects the gradient of a batch by the gradients remembered.</summary>
    /// <param name="examples">How many are selected.</param>
    /// <param name="memory">What is remembered; brought up to date.</param>
    /// <param name="gradient">In: what the examples add, a mean over the batch. Out: the estimate of the whole gradient.</param>
    /// <param name="columns">The columns whose part is worked on; the biases go with the first.</param>
    public void AddRemembered(int examples, GradientMemory memory, Span<float> gradient, ColumnRange columns)
    {
        if (!_gathered)
        {
            memory.Correct(gradient.Slice(columns.First * Outputs, columns.Count * Outputs), columns.First * Outputs, examples);
            if (columns.First == 0)
                memory.Correct(gradient[^Outputs..], Columns * Outputs, examples);
            return;
        }

        for (int place = 0; place < _touched.RowsTouching.Length; place++)
            memory.Correct(Block(gradient, place), _touched.Blocks[place] * Outputs, examples, ShareOfColumn(place, examples));
        memory.Correct(gradient[^Outputs..], Columns * Outputs, examples);
    }

    public override void AddPenaltyGradient(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        SelectAllBlocks();
        AddPenaltyGradient(Examples, parameters, gradient, ColumnRange.All(Columns));
    }

    protected override int ColumnOf(int parameter) => parameter / Outputs;

    protected override void CopyWeights(ReadOnlySpan<float> parameters, LinearModel model)
    {
        for (int f = 0; f < Columns; f++)
            for (int k = 0; k < Outputs; k++)
                model.Weights[k][f] = parameters[f * Outputs + k];
        parameters[^Outputs..].CopyTo(model.Biases);
    }

    protected override void SelectAllBlocks() => _gathered = false;

    /// <summary>The entries of a row that lie within some columns.</summary>
    private static (int Start, int End) Within(ReadOnlySpan<int> indices, ColumnRange columns)
    {
        int start = indices.BinarySearch(columns.First);
        int end = indices.BinarySearch(columns.First + columns.Count);
        return (start < 0 ? ~start : start, end < 0 ? ~end : end);
    }

    /// <summary>
    /// By how much a selected column's part in the batch stands for the whole column: a mean over batches of 1, and 0 where the
    /// column is not selected.
    /// </summary>
    private double ShareOfColumn(int place, int examples) =>
        (double)_touched.RowsTouching[place] / _rowsHolding[_touched.Blocks[place]] * Examples / examples;

    /// <summary>Cuts the columns into strips of about as many entries.</summary>
    private int[] EqualStrips()
    {
        int strips = Math.Clamp(Columns, 1, MostStrips);
        var starts = new int[strips + 1];
        long entries = 0;
        int strip = 1;
        for (int f = 0; f < Columns && strip < strips; f++)
        {
            entries += _rowsHolding[f];
            while (strip < strips && entries >= _features.StoredEntries * strip / strips)
                starts[strip++] = f + 1;
        }

        starts.AsSpan(strip).Fill(Columns);
        return starts;
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
