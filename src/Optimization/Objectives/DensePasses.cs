using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Objectives;

/// <summary>The passes over dense rows.</summary>
/// <remarks>
/// The rows are cut into parts, by how many there are and not by how many threads. A part is worked on by one thread, which adds
/// up a gradient of its own, chunk by chunk. So no row is wanted by two threads. At the end the threads add up the parts'
/// gradients in order, each a stretch of the parameters.
/// </remarks>
internal sealed class DensePasses<TTarget> : IRowPasses
{
    private const int MostParts = 32;

    /// <summary>Numbers of the parts' gradients that are always fine.</summary>
    private const long MemoryBudget = 1 << 20;

    /// <summary>Of the memory that the features take, one in as many may go into the parts' gradients.</summary>
    private const int MemoryShare = 8;

    /// <summary>Multiplications that are worth another thread, some microseconds.</summary>
    private const long WorkOfThread = 1 << 16;

    /// <summary>Additions that are worth another thread.</summary>
    private const long AdditionsOfThread = 1 << 14;

    /// <summary>Parameters that stay in the nearest cache while the parts' gradients are added up.</summary>
    private const int ParametersAtOnce = 1 << 11;

    private readonly DenseMatrix _features;
    private readonly float[] _penaltySlopes;
    private readonly Workers _workers;
    private readonly GradientMemory? _memory;
    private readonly Action<int, int> _passParts;
    private readonly Action<int, int> _addParts;

    // What each part needs.
    private readonly DenseChunks<TTarget> _chunks;
    private readonly int[] _rows;
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
        _features = features;
        _penaltySlopes = penaltySlopes;
        _workers = workers;
        _memory = memory;
        _passParts = PassParts;
        _addParts = AddParts;
        long fitting = Math.Max(MemoryBudget, features.StoredEntries / MemoryShare) / penaltySlopes.Length;
        int mostChunks = Chunks(features.Rows, DenseChunks<TTarget>.RowsOfChunk(features));
        int parts = (int)Math.Clamp(fitting, 1, Math.Min(MostParts, mostChunks));
        _chunks = new DenseChunks<TTarget>(problem, features, parts);
        _rows = new int[2 * parts * _chunks.Rows];
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
            int parts = Math.Min(Chunks(count, _chunks.Rows), _gradients.Length);
            _pass = new Pass(pinnedRows, count, parts, memory, pinnedParameters, parameters.Length, pinnedGradient, gradient.Length);
            long work = (long)count * parameters.Length;
            _workers.Run(parts, 1, (int)Math.Min(work / WorkOfThread, _workers.Count), _passParts);
            long additions = (long)gradient.Length * parts;
            _workers.Run(gradient.Length, Cache.Line, (int)Math.Min(additions / AdditionsOfThread, _workers.Count), _addParts);
            return TensorPrimitives.Sum<double>(_losses.AsSpan(0, parts)) / count;
        }
    }

    private void PassParts(int start, int end)
    {
        int chunks = Chunks(_pass.Count, _chunks.Rows);
        int last = FirstChunk(end);
        for (int part = start; part < end; part++)
        {
            if (!_pass.Gradient.IsEmpty)
                (_gradients[part] ??= new float[_penaltySlopes.Length]).AsSpan().Clear();
            _losses[part] = 0;
            for (int chunk = FirstChunk(part); chunk < FirstChunk(part + 1); chunk++)
                PassChunk(part, chunk * _chunks.Rows, isLast: chunk == last - 1);
        }

        int FirstChunk(int part) => (int)((long)chunks * part / _pass.Parts);
    }

    /// <param name="part">The part that gets what the chunk gives.</param>
    /// <param name="first">Where the chunk begins.</param>
    /// <param name="isLast">Whether the thread has no further chunk.</param>
    private void PassChunk(int part, int first, bool isLast)
    {
        _workers.CancellationToken.ThrowIfCancellationRequested();
        ReadOnlySpan<int> next = Rows(2 * part * _chunks.Rows, first, isLast ? _chunks.Rows : 2 * _chunks.Rows);
        ReadOnlySpan<int> rows = next[..Math.Min(_chunks.Rows, next.Length)];
        _chunks.Load(part, rows);
        Span<float> gradient = _pass.Gradient.IsEmpty ? default : _gradients[part];
        _losses[part] += _chunks.Add(part, rows, _pass.Count, _pass.Parameters, gradient, _pass.Memory, next[rows.Length..]);
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

    private static int Chunks(int rows, int rowsOfChunk) => (rows + rowsOfChunk - 1) / rowsOfChunk;

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
