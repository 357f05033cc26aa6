using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Kernels;
using MLExtensions.Optimization.Threads;

namespace MLExtensions.Optimization.Linear;

/// <summary>The passes over dense rows.</summary>
/// <remarks>
/// The rows are cut into parts, by how many there are and not by how many threads. A part is worked on by one thread, which adds up a
/// gradient of its own, chunk by chunk: while a chunk's rows are still in the nearer caches they give their scores and
/// then, multiplied by the slopes of their losses, the gradient. So no row is wanted by two threads. At the end the threads add up the parts'
/// gradients in order, each a stretch of the parameters.
/// </remarks>
internal sealed class DensePasses<TTarget> : IRowPasses
{
    private const int MostRowsOfChunk = 64;
    private const int FewestRowsOfChunk = 8;

    /// <summary>Entries that, twice as many of them, a core's own cache holds.</summary>
    private const int EntriesOfChunk = 1 << 16;

    private const int MostParts = 32;

    /// <summary>Numbers of the parts' gradients that are always fine.</summary>
    private const long MemoryBudget = 1 << 20;

    /// <summary>Of the memory that the features take, one in as many may go into the parts' gradients.</summary>
    private const int MemoryShare = 8;

    /// <summary>Multiplications that are worth another thread, some microseconds.</summary>
    private const long WorkOfThread = 1 << 18;

    /// <summary>Additions that are worth another thread.</summary>
    private const long AdditionsOfThread = 1 << 14;

    /// <summary>Parameters that stay in the nearest cache while the parts' gradients are added up.</summary>
    private const int ParametersAtOnce = 1 << 11;

    private readonly LinearProblem<TTarget> _problem;
    private readonly DenseMatrix _features;
    private readonly float[] _penaltySlopes;
    private readonly Workers _workers;
    private readonly GradientMemory? _memory;
    private readonly Action<int, int> _passParts;
    private readonly Action<int, int> _addParts;
    private readonly int _rowsOfChunk;

    // What each part needs.
    private readonly ExampleLosses<TTarget> _examples;
    private readonly int[] _rows;
    private readonly float[] _scores;
    private readonly float[][] _gradients;
    private readonly double[] _losses;
    private Pass _pass;

    /// <param name="problem">The examples and their loss.</param>
    /// <param name="features">Their features.</param>
    /// <param name="penaltySlopes">The gradient of the penalty for parameters of 1.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="memory">What corrects the gradients of batches, if anything.</param>
    public DensePasses(LinearProblem<TTarget> problem, DenseMatrix features, float[] penaltySlopes, Workers workers, GradientMemory? memory)
    {
        _problem = problem;
        _features = features;
        _penaltySlopes = penaltySlopes;
        _workers = workers;
        _memory = memory;
        _passParts = PassParts;
        _addParts = AddParts;
        _rowsOfChunk = Math.Clamp(EntriesOfChunk / Math.Max(1, features.Columns), FewestRowsOfChunk, MostRowsOfChunk);
        int dimension = penaltySlopes.Length;
        int parts = (int)Math.Clamp(Math.Max(MemoryBudget, features.StoredEntries / MemoryShare) / dimension, 1, Math.Min(MostParts, Chunks(features.Rows)));
        _examples = new ExampleLosses<TTarget>(problem, parts * _rowsOfChunk);
        _rows = new int[2 * parts * _rowsOfChunk];
        _scores = new float[parts * _rowsOfChunk * problem.Outputs];
        _gradients = new float[parts][];
        _losses = new double[parts];
    }

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        double loss = Run(batch, batch.Length, _memory, parameters, gradient);
        if (_memory is not null)
            _memory.Seen += batch.Length;
        return loss;
    }

    public double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient) =>
        Run(default, _features.Rows, memory: null, parameters, gradient);

    /// <param name="rows">The rows; none means the first ones.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="memory">What remembers.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="gradient">Receives the gradient, if there is room.</param>
    private unsafe double Run(ReadOnlySpan<int> rows, int count, GradientMemory? memory, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        // Other threads cannot see spans; what these lie in must not move meanwhile.
        fixed (int* pinnedRows = rows)
        fixed (float* pinnedParameters = parameters, pinnedGradient = gradient)
        {
            int parts = Math.Min(Chunks(count), _gradients.Length);
            _pass = new Pass(pinnedRows, count, parts, memory, pinnedParameters, parameters.Length, pinnedGradient, gradient.Length);
            long work = (long)count * _features.Columns * _problem.Outputs;
            _workers.Share(parts, 1, (int)Math.Min(work / WorkOfThread, _workers.Count), _passParts);
            long additions = (long)gradient.Length * parts;
            _workers.Share(gradient.Length, Cache.Line, (int)Math.Min(additions / AdditionsOfThread, _workers.Count), _addParts);
            return TensorPrimitives.Sum<double>(_losses.AsSpan(0, parts)) / count;
        }
    }

    private void PassParts(int start, int end)
    {
        int chunks = Chunks(_pass.Count);
        int last = FirstChunk(end);
        for (int part = start; part < end; part++)
        {
            (_gradients[part] ??= new float[_penaltySlopes.Length]).AsSpan().Clear();
            _losses[part] = 0;
            for (int chunk = FirstChunk(part); chunk < FirstChunk(part + 1); chunk++)
                PassChunk(part, chunk * _rowsOfChunk, isLast: chunk == last - 1);
        }

        int FirstChunk(int part) => (int)((long)chunks * part / _pass.Parts);
    }

    /// <param name="part">The part that gets what the chunk gives.</param>
    /// <param name="first">Where the chunk begins.</param>
    /// <param name="isLast">Whether the thread has no further chunk.</param>
    private void PassChunk(int part, int first, bool isLast)
    {
        _workers.CancellationToken.ThrowIfCancellationRequested();
        int outputs = _problem.Outputs;
        int weights = outputs * _features.Columns;
        int place = part * _rowsOfChunk;
        ReadOnlySpan<int> next = Rows(2 * place, first, isLast ? _rowsOfChunk : 2 * _rowsOfChunk);
        ReadOnlySpan<int> rows = next[..Math.Min(_rowsOfChunk, next.Length)];
        next = next[rows.Length..];
        Span<float> scores = _scores.AsSpan(place * outputs, rows.Length * outputs);
        DenseProducts.Score(_features, rows, _pass.Parameters[..weights], _pass.Parameters[weights..], scores);
        _losses[part] += _examples.Evaluate(rows, place, scores, _pass.Count, _pass.Memory);
        if (_pass.Gradient.IsEmpty)
            return;

        DenseProducts.AddMultiples(_features, rows, scores, _gradients[part].AsSpan(0, weights), ColumnRange.All(_features.Columns), next);
        Span<float> bias = _gradients[part].AsSpan(weights);
        for (int i = 0; i < scores.Length; i += outputs)
            TensorPrimitives.Add(bias, scores.Slice(i, outputs), bias);
    }

    /// <summary>Rows of the pass, fewer where it ends.</summary>
    /// <param name="place">Where they may be written.</param>
    /// <param name="first">The first, counted in the pass.</param>
    /// <param name="count">How many.</param>
    private ReadOnlySpan<int> Rows(int place, int first, int count)
    {
        count = Math.Min(count, _pass.Count - first);
        if (!_pass.Rows.IsEmpty)
            return _pass.Rows.Slice(first, count);
        Span<int> rows = _rows.AsSpan(place, count);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = first + i;
        return rows;
    }

    /// <summary>The gradient with respect to some of the parameters, from those of all parts.</summary>
    private void AddParts(int start, int end)
    {
        for (int next; start < end; start = next)
        {
            next = Math.Min(start + ParametersAtOnce, end);
            Span<float> gradient = _pass.Gradient[start..next];
            _gradients[0].AsSpan(start..next).CopyTo(gradient);
            for (int part = 1; part < _pass.Parts; part++)
                TensorPrimitives.Add(gradient, _gradients[part].AsSpan(start..next), gradient);
            _pass.Memory?.Correct(gradient, start, _pass.Count);
            TensorPrimitives.MultiplyAdd(_pass.Parameters[start..next], _penaltySlopes.AsSpan(start..next), gradient, gradient);
        }
    }

    private int Chunks(int rows) => (rows + _rowsOfChunk - 1) / _rowsOfChunk;

    /// <summary>The rows worked on and what with, pinned.</summary>
    private readonly unsafe struct Pass(
        int* rows, int count, int parts, GradientMemory? memory, float* parameters, int dimension, float* gradient, int gradientLength)
    {
        public ReadOnlySpan<int> Rows => new(rows, rows is null ? 0 : Count);

        public int Count { get; } = count;

        public int Parts { get; } = parts;

        public GradientMemory? Memory { get; } = memory;

        public ReadOnlySpan<float> Parameters => new(parameters, dimension);

        public Span<float> Gradient => new(gradient, gradientLength);
    }
}
