using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Objectives;

/// <summary>
/// The sum of the objectives of several models of the same dense rows, for one thread: each chunk of rows is read once and serves
/// one member after the other while it is in the cache. Parameters: those of each member, one after the other.
/// </summary>
/// <remarks>
/// No member's parameters play a part in another's gradient. So whatever rule takes each parameter for itself trains each member
/// as if it were alone.
/// </remarks>
/// <param name="problem">What the members have in common; its λ counts for nothing.</param>
/// <param name="features">Its features, rescaled.</param>
/// <param name="members">The members.</param>
/// <param name="cancellationToken">Looked at between chunks.</param>
internal sealed class StackedObjective<TTarget>(
    LinearProblem<TTarget> problem, DenseMatrix features, StackedModel<TTarget>[] members, CancellationToken cancellationToken)
    : IStochasticObjective<float>
{
    private readonly DenseChunks<TTarget> _chunks = new(problem, features, atOnce: 1);
    private readonly double[] _losses = new double[members.Length];
    private readonly double[] _lossesOfEpoch = new double[members.Length];

    public int Examples => features.Rows;

    public int BlockSize => checked(DimensionOfMember * members.Length);

    /// <summary>None but rules that take each parameter for itself may be used.</summary>
    public ParameterRows Rows => ParameterRows.One;

    private int DimensionOfMember => (features.Columns + 1) * problem.Outputs;

    public bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks)
    {
        blocks = default;
        return false;
    }

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        gradient.Clear();
        Array.Clear(_losses);
        for (int start = 0; start < batch.Length; start += _chunks.Rows)
        {
            ReadOnlySpan<int> rows = batch.Slice(start, Math.Min(_chunks.Rows, batch.Length - start));
            ReadOnlySpan<int> next = batch[(start + rows.Length)..];
            AddChunk(rows, batch.Length, parameters, gradient, next[..Math.Min(_chunks.Rows, next.Length)]);
        }

        TensorPrimitives.Add(_lossesOfEpoch, _losses, _lossesOfEpoch);
        for (int i = 0; i < members.Length; i++)
        {
            Span<float> ofMember = Part(gradient, i);
            members[i].Memory!.Correct(ofMember, 0, batch.Length);
            members[i].Memory!.Seen += batch.Length;
            TensorPrimitives.MultiplyAdd(Part(parameters, i), members[i].Objective.PenaltySlopes, ofMember, ofMember);
        }

        return TensorPrimitives.Sum<double>(_losses) / batch.Length;
    }

    public double Penalty(ReadOnlySpan<float> parameters)
    {
        double penalty = 0;
        for (int i = 0; i < members.Length; i++)
            penalty += members[i].Objective.Penalty(Part(parameters, i));
        return penalty;
    }

    /// <summary>F of each member at the end of an epoch, as its batches have seen the losses.</summary>
    public double[] TakeValues(ReadOnlySpan<float> parameters)
    {
        var values = new double[members.Length];
        for (int i = 0; i < members.Length; i++)
            values[i] = _lossesOfEpoch[i] / Examples + members[i].Objective.Penalty(Part(parameters, i));
        Array.Clear(_lossesOfEpoch);
        return values;
    }

    private void AddChunk(
        ReadOnlySpan<int> rows, int batchSize, ReadOnlySpan<float> parameters, Span<float> gradient, ReadOnlySpan<int> next)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _chunks.Load(0, rows);
        for (int i = 0; i < members.Length; i++)
        {
            // Each has its share of the next rows fetched, so that memory is kept busy all along.
            ReadOnlySpan<int> share = next[(i * next.Length / members.Length)..((i + 1) * next.Length / members.Length)];
            _losses[i] += _chunks.Add(
                0, rows, batchSize, Part(parameters, i), Part(gradient, i), members[i].Memory, share);
        }
    }

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> all, int member) => all.Slice(member * DimensionOfMember, DimensionOfMember);

    private Span<float> Part(Span<float> all, int member) => all.Slice(member * DimensionOfMember, DimensionOfMember);
}
