using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>
/// A convex and smooth loss summed over all examples, Σᵢ wᵢ ℓ(sᵢ, yᵢ), in double precision: value, slopes and second derivatives,
/// a block of examples at a time, in each output after output.
/// </summary>
internal abstract class BlockLoss
{
    protected BlockLoss(DesignMatrix design, int outputs, float[] weights)
    {
        Design = design;
        Outputs = outputs;
        Weights = new double[design.Length(1)];
        for (int i = 0; i < weights.Length; i++)
        {
            Weights[i] = weights[i];
            TotalWeight += weights[i];
        }
    }

    /// <summary>Some of another's examples.</summary>
    protected BlockLoss(DesignMatrix design, BlockLoss other, int[] rows)
    {
        Design = design;
        Outputs = other.Outputs;
        TotalWeight = other.TotalWeight;
        Weights = Gather(other.Weights, other.Design, 1, rows);
    }

    public int Outputs { get; }

    /// <summary>Σw.</summary>
    public double TotalWeight { get; }

    protected DesignMatrix Design { get; }

    protected int Length => Design.BlockLength;

    /// <summary>w; 0 for what blocks are filled up with.</summary>
    protected double[] Weights { get; }

    /// <summary>
    /// Looks at the scores of a block, and remembers what the second derivatives there need.
    /// </summary>
    /// <param name="block">Which.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="slopes">
    /// Receives wᵢ ∂ℓᵢ/∂s; 0 for what the block is filled up with. Of a smooth loss it may be what holds the scores.
    /// </param>
    /// <returns>Σ wᵢ ℓᵢ of the block.</returns>
    public abstract double Evaluate(int block, ReadOnlySpan<double> scores, Span<double> slopes);

    /// <summary>Turns directions of the scores into the second derivatives along them: tᵢ ← wᵢ ∂²ℓᵢ/∂s² tᵢ.</summary>
    /// <param name="block">Which.</param>
    /// <param name="direction">The direction of each score.</param>
    /// <param name="result">Receives the change of each slope.</param>
    public abstract void MultiplyHessian(int block, ReadOnlySpan<double> direction, Span<double> result);

    /// <summary>Σ wᵢ ℓᵢ where all scores are 0.</summary>
    public abstract double ValueAtZero { get; }

    /// <summary>Whether the loss stays as it is when all scores of an example rise by the same.</summary>
    public abstract bool IgnoresCommonShift { get; }

    /// <summary>The largest second derivative by a score that there can be, w apart.</summary>
    public abstract double LargestCurvature { get; }

    /// <summary>The examples that the second derivatives depend on where the loss was last looked at.</summary>
    public abstract int[] ActiveRows();

    /// <summary>Whether the second derivatives of all others are 0, not just small.</summary>
    public abstract bool SelectsExactly { get; }

    /// <summary>The second derivatives of some of the examples where the loss was last looked at.</summary>
    /// <param name="design">Their features.</param>
    /// <param name="rows">Which they are.</param>
    public abstract BlockLoss Select(DesignMatrix design, int[] rows);

    /// <summary>wᵢ Σₖ ∂²ℓᵢ/∂sₖ² of all examples, where the loss was last looked at; empty, if it does not keep them.</summary>
    public virtual ReadOnlySpan<double> ExampleCurvatures => default;

    /// <summary>wᵢ ∂²ℓᵢ/∂sₖ² of a block.</summary>
    public abstract void Curvatures(int block, Span<double> curvatures);

    /// <summary>−wᵢ ∂²ℓᵢ/∂sₖ∂sₗ of a block, k ≠ l.</summary>
    public abstract void PairCurvatures(int block, int k, int l, Span<double> curvatures);

    /// <summary>What belongs to some examples, of what belongs to all.</summary>
    protected double[] Gather(double[] numbers, DesignMatrix from, int outputs, int[] rows)
    {
        var gathered = new double[Design.Length(outputs)];
        for (int i = 0; i < rows.Length; i++)
        {
            int source = from.Place(rows[i], output: 0, outputs);
            int target = Design.Place(i, output: 0, outputs);
            for (int k = 0; k < outputs; k++)
                gathered[target + k * Length] = numbers[source + k * from.BlockLength];
        }

        return gathered;
    }
}
