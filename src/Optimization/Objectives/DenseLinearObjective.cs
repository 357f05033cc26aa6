using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.UpdateRules;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Objectives;

/// <summary>The objective over dense rows. Parameters: W by outputs, K × F, then b.</summary>
internal sealed class DenseLinearObjective<TTarget> : LinearObjective<TTarget>
{
    public DenseLinearObjective(LinearProblem<TTarget> problem, DenseMatrix features, ColumnScaling scaling, Workers? workers, bool remembersGradients)
        : base(problem, scaling, remembersGradients)
    {
        PenaltySlopes = OfWeights.Slopes(Outputs);
        Passes = new DensePasses<TTarget>(problem, features, PenaltySlopes, workers ?? Workers.One, Memory);
    }

    public override int BlockSize => Dimension;

    public override ParameterRows Rows => ParameterRows.ByRows(Outputs);

    /// <summary>The gradient of the penalty for parameters of 1.</summary>
    public float[] PenaltySlopes { get; }

    protected override IRowPasses Passes { get; }

    public override bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks)
    {
        blocks = default;
        return false;
    }

    public override double Penalty(ReadOnlySpan<float> parameters) => OfWeights.Value(parameters[..(Outputs * Columns)]);

    public override void AddPenaltyGradient(ReadOnlySpan<float> parameters, Span<float> gradient) =>
        TensorPrimitives.MultiplyAdd(parameters, PenaltySlopes, gradient, gradient);

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
