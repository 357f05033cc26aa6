using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Kernels;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>The objective over dense rows. Parameters: W by outputs, K × F, then b.</summary>
internal sealed class DenseLinearObjective<TTarget> : LinearObjective<TTarget>
{
    private readonly DenseMatrix _features;
    private readonly float[] _penaltySlopes;

    public DenseLinearObjective(LinearProblem<TTarget> problem, DenseMatrix features, ColumnScaling scaling, CancellationToken cancellationToken)
        : base(problem, scaling, cancellationToken)
    {
        _features = features;
        _penaltySlopes = Array.ConvertAll(Penalties, penalty => (float)(2 * penalty));
    }

    public override int BlockSize => Dimension;

    public override ParameterRows Rows => ParameterRows.ByRows(Outputs);

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

    protected override void Scores(ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> parameters, Span<float> scores) =>
        DenseProducts.Score(_features, rows, parameters[..(Outputs * Columns)], parameters[(Outputs * Columns)..], scores);

    protected override void AddLossGradient(
        ReadOnlySpan<int> rows, int rowsBefore, ReadOnlySpan<float> scoreGradients, Span<float> gradient)
    {
        DenseProducts.AddMultiples(_features, rows, scoreGradients, gradient[..(Outputs * Columns)], ColumnRange.All(Columns));
        Span<float> bias = gradient[(Outputs * Columns)..];
        for (int i = 0; i < rows.Length; i++)
            TensorPrimitives.Add(bias, scoreGradients.Slice(i * Outputs, Outputs), bias);
    }

    protected override void AddPenaltyGradient(int examples, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        for (int k = 0; k < Outputs; k++)
        {
            Span<float> target = gradient.Slice(k * Columns, Columns);
            TensorPrimitives.MultiplyAdd(parameters.Slice(k * Columns, Columns), _penaltySlopes, target, target);
        }
    }
}
