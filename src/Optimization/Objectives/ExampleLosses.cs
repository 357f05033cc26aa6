using System.Numerics.Tensors;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Objectives;

/// <summary>Turns the scores of a batch's examples into their losses and what they add to the gradient.</summary>
/// <remarks>Several threads may work on stretches of the room for examples that are apart.</remarks>
/// <param name="problem">The examples and their loss.</param>
/// <param name="capacity">Room for as many examples.</param>
internal sealed class ExampleLosses<TTarget>(LinearProblem<TTarget> problem, int capacity)
{
    private readonly TTarget[] _targets = new TTarget[capacity];
    private readonly float[] _weights = new float[capacity];

    /// <summary>What an example's weight is multiplied by, so that F is a plain mean of the examples' losses.</summary>
    private readonly float _weightFactor = (float)(problem.Features.Rows / problem.TotalWeight);

    /// <summary>Brings the targets and weights of some examples together.</summary>
    /// <param name="examples">Which.</param>
    /// <param name="first">From where on there is room for them.</param>
    public void Load(ReadOnlySpan<int> examples, int first)
    {
        Span<TTarget> targets = _targets.AsSpan(first, examples.Length);
        Span<float> weights = _weights.AsSpan(first, examples.Length);
        for (int i = 0; i < examples.Length; i++)
        {
            targets[i] = problem.Targets[examples[i]];
            weights[i] = problem.Weights[examples[i]] * _weightFactor;
        }
    }

    /// <summary>Σ n/Σw · wᵢ ℓᵢ over the examples loaded.</summary>
    /// <param name="examples">Which.</param>
    /// <param name="first">From where on they have been loaded.</param>
    /// <param name="scores">In: sᵢ. Out: 1/B of the gradient with respect to them, less the one remembered.</param>
    /// <param name="batchSize">B.</param>
    /// <param name="memory">What remembers, if anything.</param>
    public double Evaluate(ReadOnlySpan<int> examples, int first, Span<float> scores, int batchSize, GradientMemory? memory)
    {
        if (memory is not null)
        {
            foreach (int example in examples)
                memory.Prefetch(example);
        }

        double loss = problem.Loss.Evaluate(scores, _targets.AsSpan(first, examples.Length), _weights.AsSpan(first, examples.Length));
        if (memory is not null)
        {
            for (int i = 0; i < examples.Length; i++)
                memory.Replace(examples[i], scores.Slice(i * problem.Outputs, problem.Outputs));
        }

        TensorPrimitives.Multiply(scores, 1f / batchSize, scores);
        return loss;
    }
}
