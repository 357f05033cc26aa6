using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Kernels;
using MLExtensions.Optimization.Threads;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>The objective over dense rows. Parameters: W by outputs, K × F, then b.</summary>
internal sealed class DenseLinearObjective<TTarget> : LinearObjective<TTarget>
{
    /// <summary>A strip is a cache line wide, so that no two threads write the same.</summary>
    private const int ColumnsOfStrip = Cache.Line;

    private readonly DenseMatrix _features;
    private readonly float[] _penaltySlopes;

    public DenseLinearObjective(LinearProblem<TTarget> problem, DenseMatrix features, ColumnScaling scaling, Workers? workers, bool remembersGradients)
        : base(problem, scaling, workers, remembersGradients)
    {
        _features = features;
        _penaltySlopes = Array.ConvertAll(Penalties, penalty => (float)(2 * penalty));
    }

    public override int BlockSize => Dimension;

    public override ParameterRows Rows => ParameterRows.ByRows(Outputs);

    public override int Strips => Math.Max(1, (Columns + ColumnsOfStrip - 1) / ColumnsOfStrip);

    public override bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks)
    {
        blocks = default;
        return false;
    }

    public override double Penalty(ReadOnlySpan<float> parameters)
    {
        double penalty = 0;
        for (int k = 0; k < Outputs; k++)
        {
            ReadOnlySpan<float> w = parameters.Slice(k * Columns, Columns);
            for (int f = 0; f < w.Length; f++)
                penalty += Penalties[f] * w[f] * w[f];
        }

        return penalty;
    }

    public override ColumnRange Strip(int start, int end)
    {
        int first = start * ColumnsOfStrip;
        return new ColumnRange(first, Math.Min(end * ColumnsOfStrip, Columns) - first);
    }

    public override void Scores(ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> parameters, Span<float> scores) =>
        DenseProducts.Score(_features, rows, parameters[..(Outputs * Columns)], parameters[(Outputs * Columns)..], scores);

    public override void AddLossGradient(
        ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> scoreGradients, Span<float> gradient, ColumnRange columns) =>
        DenseProducts.AddMultiples(_features, rows, scoreGradients, gradient[..(Outputs * Columns)], columns);

    public override void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient, ColumnRange columns)
    {
        ReadOnlySpan<float> slopes = _penaltySlopes.AsSpan(columns.First, columns.Count);
        for (int k = 0; k < Outputs; k++)
        {
            int start = k * Columns + columns.First;
            Span<float> target = gradient.Slice(start, columns.Count);
            TensorPrimitives.MultiplyAdd(parameters.Slice(start, columns.Count), slopes, target, target);
        }
    }

    public override void AddRemembered(int examples, GradientMemory memory, Span<float> gradient, ColumnRange columns)
    {
        for (int k = 0; k < Outputs; k++)
        {
            int start = k * Columns + columns.First;
            memory.Correct(gradient.Slice(start, columns.Count), start, examples);
        }

        if (columns.First == 0)
            memory.Correct(gradient[(Outputs * Columns)..], Outputs * Columns, examples);
    }

    protected override int ColumnOf(int parameter) => parameter < Outputs * Columns ? parameter % Columns : Columns;

    protected override void CopyWeights(ReadOnlySpan<float> parameters, LinearModel model)
    {
        for (int k = 0; k < Outputs; k++)
            parameters.Slice(k * Columns, Columns).CopyTo(model.Weights[k]);
        parameters[(Outputs * Columns)..].CopyTo(model.Biases);
    }

    protected override void SelectAllBlocks()
    {
        // They always are.
    }
}
