using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Objectives;

/// <summary>
/// Takes a linear objective over chunks of dense rows: while a chunk is still in the nearer caches, its rows give their scores
/// and then, multiplied by the slopes of their losses, the gradient.
/// </summary>
internal sealed class DenseChunks<TTarget>
{
    private const int MostRows = 64;
    private const int FewestRows = 8;

    /// <summary>Entries that, twice as many of them, a core's own cache holds.</summary>
    private const int Entries = 1 << 16;

    private readonly DenseMatrix _features;
    private readonly ExampleLosses<TTarget> _examples;
    private readonly int _outputs;
    private readonly float[] _scores;

    /// <param name="problem">The examples and their loss.</param>
    /// <param name="features">Their features.</param>
    /// <param name="atOnce">How many chunks may be worked on at the same time, each at a place of its own.</param>
    public DenseChunks(LinearProblem<TTarget> problem, DenseMatrix features, int atOnce)
    {
        _features = features;
        _outputs = problem.Outputs;
        Rows = RowsOfChunk(features);
        _examples = new ExampleLosses<TTarget>(problem, atOnce * Rows);
        _scores = new float[atOnce * Rows * _outputs];
    }

    /// <summary>The most rows of a chunk.</summary>
    public int Rows { get; }

    private int Weights => _outputs * _features.Columns;

    public static int RowsOfChunk(DenseMatrix features) => Math.Clamp(Entries / Math.Max(1, features.Columns), FewestRows, MostRows);

    /// <summary>Begins a chunk.</summary>
    /// <param name="place">Where it is worked on.</param>
    /// <param name="rows">The rows.</param>
    public void Load(int place, ReadOnlySpan<int> rows) => _examples.Load(rows, place * Rows);

    /// <summary>Adds the gradient of a chunk that has been loaded.</summary>
    /// <param name="place">Where it is worked on.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="batchSize">B.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="gradient">What is added to; it may be empty.</param>
    /// <param name="memory">What remembers gradients, if anything.</param>
    /// <param name="next">The rows that will be wanted next.</param>
    /// <returns>Σ n/Σw · wᵢ ℓᵢ.</returns>
    public double Add(
        int place, ReadOnlySpan<int> rows, int batchSize, ReadOnlySpan<float> parameters, Span<float> gradient,
        GradientMemory? memory, ReadOnlySpan<int> next)
    {
        Span<float> scores = _scores.AsSpan(place * Rows * _outputs, rows.Length * _outputs);
        DenseProducts.Score(_features, rows, parameters[..Weights], parameters[Weights..], scores);
        double loss = _examples.Evaluate(rows, place * Rows, scores, batchSize, memory);
        if (gradient.IsEmpty)
            return loss;

        DenseProducts.AddMultiples(_features, rows, scores, gradient[..Weights], ColumnRange.All(_features.Columns), next);
        Span<float> bias = gradient[Weights..];
        for (int i = 0; i < scores.Length; i += _outputs)
            TensorPrimitives.Add(bias, scores.Slice(i, _outputs), bias);
        return loss;
    }
}
