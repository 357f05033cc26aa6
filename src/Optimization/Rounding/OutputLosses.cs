using System.Numerics;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>Sums of losses as the scores of one output change, those of all others being as they are.</summary>
/// <remarks>What the others add is remembered of each example, so that a sum takes the time of one output.</remarks>
internal abstract class OutputLosses
{
    /// <param name="scores">The scores of each output, filled up to <see cref="Length"/>; they are kept.</param>
    /// <param name="weights">w.</param>
    protected OutputLosses(double[][] scores, float[] weights)
    {
        Scores = scores;
        Weights = new double[scores[0].Length];
        for (int i = 0; i < weights.Length; i++)
            Weights[i] = weights[i];
    }

    /// <summary>The scores of each output.</summary>
    public double[][] Scores { get; }

    /// <summary>w; 0 for what vectors are filled up with.</summary>
    protected double[] Weights { get; }

    /// <summary>Those of a problem.</summary>
    /// <param name="problem">The examples.</param>
    /// <param name="loss">Their loss.</param>
    /// <param name="scores">The scores of each output, filled up to <see cref="Length"/>; they are kept.</param>
    public static OutputLosses Of<TTarget>(LinearProblem<TTarget> problem, ILoss<double, TTarget> loss, double[][] scores) => loss switch
    {
        SoftmaxLoss<double> => new SoftmaxOutputLosses(scores, problem.Weights, (int[])(object)problem.Targets),
        MulticlassHingeLoss<double> hinge => new HingeOutputLosses(scores, problem.Weights, (int[])(object)problem.Targets, hinge.Margin),
        OppositeScoresLoss opposite => new OppositeOutputLosses(scores, problem.Weights, (int[])(object)problem.Targets, opposite),
        SquaredLoss<double> => new SquaredOutputLosses(scores, problem.Weights, (float[])(object)problem.Targets),
        _ => throw new ArgumentException($"Unknown loss {loss.GetType().Name}.", nameof(loss)),
    };

    /// <summary>Examples, filled up to whole vectors.</summary>
    public static int Length(int examples) => (examples + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>Σᵢ wᵢ ℓᵢ but for a number that hangs on the scores of other outputs.</summary>
    /// <param name="output">The output.</param>
    /// <param name="scores">Its scores.</param>
    public abstract double Sum(int output, double[] scores);

    /// <summary>Gives an output other scores.</summary>
    /// <param name="output">The output.</param>
    /// <param name="scores">Its scores, which are kept.</param>
    public virtual void Set(int output, double[] scores) => Scores[output] = scores;

    /// <summary>Takes scores as they are now for what others are measured from; sums are no longer those of before.</summary>
    public virtual void Refresh()
    {
    }

    /// <summary>y, filled up with what no output is.</summary>
    protected static double[] Labels(int[] targets, int length)
    {
        var labels = new double[length];
        Array.Fill(labels, -1);
        for (int i = 0; i < targets.Length; i++)
            labels[i] = targets[i];
        return labels;
    }
}
