using MLExtensions.Matrices;
using MLExtensions.Values;

namespace MLExtensions.Data;

/// <summary>A data set in memory, in the order of the data view.</summary>
/// <typeparam name="TTarget"><see cref="int"/>, a class from 0, or <see cref="float"/>, a number.</typeparam>
/// <param name="Features">Examples × features.</param>
/// <param name="Targets">The class or number of each example.</param>
/// <param name="Weights">The weight of each example, positive.</param>
internal sealed record LabeledExamples<TTarget>(FeatureMatrix Features, TTarget[] Targets, float[] Weights)
{
    /// <summary>What the examples are known by, if they were read with it.</summary>
    public ColumnValues? Ids { get; init; }

    /// <summary>Splits a part off, stratified: sorted by target, every so many are held out, ties in random order.</summary>
    /// <param name="fraction">The share held out, above 0 and below 1.</param>
    /// <param name="random">What decides.</param>
    /// <param name="cancellationToken">Looked at between the rows that are copied.</param>
    /// <exception cref="InvalidOperationException">One of the two would be empty.</exception>
    public (LabeledExamples<TTarget> Training, LabeledExamples<TTarget> HeldOut) HoldOut(
        double fraction, Random random, CancellationToken cancellationToken = default)
    {
        int[] order = [.. Enumerable.Range(0, Targets.Length)];
        random.Shuffle(order);
        double offset = random.NextDouble();
        var isHeldOut = new bool[Targets.Length];
        int place = 0;
        foreach (int row in order.OrderBy(row => Targets[row]))
        {
            isHeldOut[row] = Math.Floor(offset + (place + 1) * fraction) > Math.Floor(offset + place * fraction);
            place++;
        }

        int[] rest = [.. Enumerable.Range(0, isHeldOut.Length).Where(row => !isHeldOut[row])];
        int[] heldOut = [.. Enumerable.Range(0, isHeldOut.Length).Where(row => isHeldOut[row])];
        if (rest.Length == 0 || heldOut.Length == 0)
            throw new InvalidOperationException($"Of {Targets.Length} rows {heldOut.Length} would be held out and {rest.Length} trained on; early stopping takes at least one of each.");
        return (Select(rest, cancellationToken), Select(heldOut, cancellationToken));
    }

    private LabeledExamples<TTarget> Select(int[] rows, CancellationToken cancellationToken) => new(
        Features.Select(rows, cancellationToken),
        Array.ConvertAll(rows, row => Targets[row]),
        Array.ConvertAll(rows, row => Weights[row]));
}
