using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Objectives;

/// <summary>The passes over sparse rows, a block of them at a time.</summary>
/// <remarks>
/// A block is worked on in two loops that threads share: scores and losses row by row, then the gradient strip of columns by
/// strip of columns, since each thread's own gradient of all columns would be larger than the rows.
/// </remarks>
internal sealed class SparsePasses<TTarget> : IRowPasses
{
    /// <summary>Rows whose losses are added up together.</summary>
    private const int RowsOfGroup = 32;

    private const int FewestRows = 64;
    private const int MostRows = 4_096;

    /// <summary>Entries of a block that one thread finds again in its cache.</summary>
    private const int EntriesOfOne = 1 << 16;

    /// <summary>Entries of a block that several share: more, since they have to meet twice.</summary>
    private const int EntriesOfSeveral = 1 << 18;

    /// <summary>Multiplications that are worth another thread, some microseconds.</summary>
    private const long WorkOfThread = 1 << 18;

    private readonly SparseLinearObjective<TTarget> _objective;
    private readonly LinearProblem<TTarget> _problem;
    private readonly Workers _workers;
    private readonly GradientMemory? _memory;
    private readonly Action<int, int> _scoreRows;
    private readonly Action<int, int> _addStrips;
    private readonly long _workOfRow;

    // What the rows worked on need, and one block leaves to the next.
    private readonly int[] _rows;
    private readonly float[] _scores;
    private readonly ExampleLosses<TTarget> _examples;
    private readonly double[] _losses;
    private Block _block;

    /// <param name="objective">What knows the parameters' arrangement.</param>
    /// <param name="problem">The examples and their loss.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="memory">What corrects the gradients of batches, if anything.</param>
    public SparsePasses(SparseLinearObjective<TTarget> objective, LinearProblem<TTarget> problem, Workers workers, GradientMemory? memory)
    {
        _objective = objective;
        _problem = problem;
        _workers = workers;
        _memory = memory;
        _scoreRows = ScoreRows;
        _addStrips = AddStrips;
        long entriesOfRow = Math.Max(1, problem.Features.StoredEntries / problem.Features.Rows);
        _workOfRow = entriesOfRow * problem.Outputs;
        long fitting = (workers.Count == 1 ? EntriesOfOne : EntriesOfSeveral) / entriesOfRow / FewestRows * FewestRows;
        int rows = Math.Min((int)Math.Clamp(fitting, FewestRows, MostRows), problem.Features.Rows);
        _rows = new int[rows];
        _examples = new ExampleLosses<TTarget>(problem, rows);
        _scores = new float[rows * problem.Outputs];
        _losses = new double[(rows + RowsOfGroup - 1) / RowsOfGroup];
    }

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        gradient.Clear();
        double loss = 0;
        for (int start = 0; start < batch.Length; start += _rows.Length)
        {
            ReadOnlySpan<int> rows = batch.Slice(start, Math.Min(_rows.Length, batch.Length - start));
            Add(rows, start, batch.Length, _memory, parameters, gradient, ref loss);
        }

        if (_memory is not null)
            _memory.Seen += batch.Length;
        return loss / batch.Length;
    }

    public double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        gradient.Clear();
        int examples = _problem.Features.Rows;
        double loss = 0;
        for (int start = 0; start < examples; start += _rows.Length)
        {
            Span<int> rows = _rows.AsSpan(0, Math.Min(_rows.Length, examples - start));
            for (int i = 0; i < rows.Length; i++)
                rows[i] = start + i;
            Add(rows, start, examples, memory: null, parameters, gradient, ref loss);
        }

        return loss / examples;
    }

    private unsafe void Add(
        ReadOnlySpan<int> rows, int rowsBefore, int batchSize, GradientMemory? memory,
        ReadOnlySpan<float> parameters, Span<float> gradient, ref double loss)
    {
        // Other threads cannot see spans; what these lie in must not move meanwhile.
        fixed (int* pinnedRows = rows)
        fixed (float* pinnedParameters = parameters, pinnedGradient = gradient)
        {
            _block = new Block(
                pinnedRows, rows.Length, rowsBefore, batchSize, memory,
                pinnedParameters, parameters.Length, pinnedGradient, gradient.Length);
            int sharing = (int)Math.Min(rows.Length * _workOfRow / WorkOfThread, _workers.Count);
            _workers.Run(rows.Length, RowsOfGroup, sharing, _scoreRows);
            for (int first = 0; first < rows.Length; first += RowsOfGroup)
                loss += _losses[first / RowsOfGroup];
            if (!gradient.IsEmpty)
                _workers.Run(_objective.Strips, 1, sharing, _addStrips);
        }
    }

    /// <summary>The losses of some of the block's rows, by groups, and their gradients with respect to the scores.</summary>
    private void ScoreRows(int start, int end)
    {
        Block block = _block;
        int outputs = _problem.Outputs;
        for (int first = start; first < end; first += RowsOfGroup)
        {
            ReadOnlySpan<int> rows = block.Rows[first..Math.Min(first + RowsOfGroup, end)];
            Span<float> scores = _scores.AsSpan(first * outputs, rows.Length * outputs);
            _objective.Scores(rows, block.RowsBefore + first, block.Parameters, scores);
            _examples.Load(rows, first);
            _losses[first / RowsOfGroup] = _examples.Evaluate(rows, first, scores, block.BatchSize, block.Memory);
        }
    }

    /// <summary>The gradient with respect to some strips of columns; the biases go with the first.</summary>
    private void AddStrips(int start, int end)
    {
        Block block = _block;
        ColumnRange columns = _objective.Strip(start, end);
        ReadOnlySpan<float> scoreGradients = _scores.AsSpan(0, block.Rows.Length * _problem.Outputs);
        _objective.AddLossGradient(block.Rows, block.RowsBefore, scoreGradients, block.Gradient, columns);
        if (start == 0)
        {
            Span<float> bias = block.Gradient[^_problem.Outputs..];
            for (int i = 0; i < block.Rows.Length; i++)
                TensorPrimitives.Add(bias, scoreGradients.Slice(i * _problem.Outputs, _problem.Outputs), bias);
        }

        if (!block.IsLast)
            return;
        if (block.Memory is not null)
            _objective.AddRemembered(block.BatchSize, block.Memory, block.Gradient, columns);
        _objective.AddPenaltyGradient(block.BatchSize, block.Parameters, block.Gradient, columns);
    }

    /// <summary>The rows worked on and what with, pinned.</summary>
    private readonly unsafe struct Block(
        int* rows, int count, int rowsBefore, int batchSize, GradientMemory? memory,
        float* parameters, int dimension, float* gradient, int gradientLength)
    {
        public ReadOnlySpan<int> Rows => new(rows, count);

        /// <summary>How many rows of the batch come before them.</summary>
        public int RowsBefore { get; } = rowsBefore;

        /// <summary>B.</summary>
        public int BatchSize { get; } = batchSize;

        public GradientMemory? Memory { get; } = memory;

        public ReadOnlySpan<float> Parameters => new(parameters, dimension);

        public Span<float> Gradient => new(gradient, gradientLength);

        public bool IsLast => RowsBefore + count == BatchSize;
    }
}
