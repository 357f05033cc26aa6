using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>
/// Sparse features, less their means in effect: taking these off would fill the rows up, so that products make up for them.
/// </summary>
/// <remarks>
/// <code>
/// W (x − μ) + b = W x + (b − W μ),   Σᵢ aᵢ (xᵢ − μ)ᵀ = Σᵢ aᵢ xᵢᵀ − (Σᵢ aᵢ) μᵀ
/// </code>
/// Weights and gradients are kept a row for each column meanwhile, so that an entry meets all outputs at once.
/// </remarks>
internal sealed class SparseDesign : DesignMatrix
{
    private const int BlockRows = 64;

    /// <summary>Multiplications that are worth a thread.</summary>
    private const double WorkOfThread = 1 << 15;

    /// <summary>Outputs whose numbers lie on the stack at a time, whole vectors.</summary>
    private const int MostOnStack = 512;

    private readonly SparseMatrix _features;
    private readonly int[]? _rows;
    private double[] _weights = [];
    private double[] _offsets = [];

    private SparseDesign(SparseMatrix features, int[]? rows, double[] means)
        : base(rows?.Length ?? features.Rows, features.Columns, BlockRows, CountEntries(features, rows))
    {
        _features = features;
        _rows = rows;
        Means = means;
    }

    public override double[] Means { get; }

    /// <summary>All rows.</summary>
    public static SparseDesign Center(SparseMatrix features, CancellationToken cancellationToken)
    {
        features = NegligibleColumns.TakeOut(features, cancellationToken);
        var means = new double[features.Columns];
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = features.Indices(i);
            ReadOnlySpan<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
                means[indices[j]] += 1.0 / features.Rows * DoublePrecision.Of(values[j]);
        }

        return new SparseDesign(features, rows: null, means);
    }

    public override DesignMatrix Select(int[] rows, Workers workers) =>
        new SparseDesign(_features, _rows is null ? rows : Array.ConvertAll(rows, row => _rows[row]), Means);

    public override void CopyRow(int row, Span<double> target)
    {
        _features.CopyRow(Row(row), target);
        TensorPrimitives.Subtract(target, Means, target);
    }

    public override void Products(double[] curvatures, Span<double> target, CancellationToken cancellationToken)
    {
        int order = Columns + 1;
        target.Clear();
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double c = curvatures[i];
            if (c == 0)
                continue;
            ReadOnlySpan<int> indices = _features.Indices(Row(i));
            ReadOnlySpan<float> values = _features.Values(Row(i));
            for (int a = 0; a < indices.Length; a++)
            {
                Span<double> row = target.Slice(indices[a] * order, order);
                double factor = c * DoublePrecision.Of(values[a]);
                for (int b = 0; b <= a; b++)
                    row[indices[b]] += factor * DoublePrecision.Of(values[b]);
                target[Columns * order + indices[a]] += factor;
            }

            target[Columns * order + Columns] += c;
        }

        // With s = Σ c x and t = Σ c: Σ c (x − μ)(x − μ)ᵀ = Σ c x xᵀ − s μᵀ − μ sᵀ + t μ μᵀ.
        double total = target[Columns * order + Columns];
        Span<double> sums = target.Slice(Columns * order, Columns);
        for (int f = 0; f < Columns; f++)
            for (int g = 0; g <= f; g++)
                target[f * order + g] += total * Means[f] * Means[g] - sums[f] * Means[g] - Means[f] * sums[g];
        TensorPrimitives.MultiplyAdd(Means, -total, sums, sums);
    }

    public override void RowProducts(double[] target, Workers workers)
    {
        // One of the first rows, which are short, and one of the last together: all pairs are about the same work.
        int pairs = (Rows + 1) / 2;
        workers.Run(pairs, 1, (int)Math.Clamp(Entries * Rows / 2 / WorkOfThread, 1, Math.Max(pairs, 1)), (first, end) =>
        {
            var x = new double[Columns];
            for (int pair = first; pair < end; pair++)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                WriteProducts(pair, x, target);
                if (Rows - 1 - pair != pair)
                    WriteProducts(Rows - 1 - pair, x, target);
            }
        });
    }

    public override void AddDiagonal(double[] curvatures, int outputs, Span<double> target)
    {
        for (int k = 0; k < outputs; k++)
        {
            Span<double> squares = target.Slice(k * Columns, Columns);
            var sums = new double[Columns];
            double total = 0;
            for (int i = 0; i < Rows; i++)
            {
                double c = curvatures[Place(i, k, outputs)];
                if (c == 0)
                    continue;
                total += c;
                ReadOnlySpan<int> indices = _features.Indices(Row(i));
                ReadOnlySpan<float> values = _features.Values(Row(i));
                for (int j = 0; j < indices.Length; j++)
                {
                    double value = DoublePrecision.Of(values[j]);
                    double product = c * value;
                    sums[indices[j]] += product;
                    squares[indices[j]] += product * value;
                }
            }

            for (int f = 0; f < Columns; f++)
                squares[f] += total * Means[f] * Means[f] - 2 * sums[f] * Means[f];
            target[outputs * Columns + k] += total;
        }
    }

    protected override void Prepare(double[] parameters, int outputs)
    {
        int stride = Stride(outputs);
        if (_weights.Length != stride * Columns)
            (_weights, _offsets) = (new double[stride * Columns], new double[stride]);
        for (int k = 0; k < outputs; k++)
        {
            ReadOnlySpan<double> w = parameters.AsSpan(k * Columns, Columns);
            for (int f = 0, place = k; f < w.Length; f++, place += stride)
                _weights[place] = w[f];
            _offsets[k] = parameters[outputs * Columns + k] - TensorPrimitives.Dot(w, Means);
        }
    }

    protected override int GradientLength(int outputs) => (Columns + 1) * Stride(outputs);

    protected override void Score(int block, double[] parameters, int outputs, Span<double> scores)
    {
        if (outputs == 1)
        {
            ScoreOne(block, scores);
            return;
        }

        int stride = Stride(outputs);
        Span<double> s = stackalloc double[Math.Min(stride, MostOnStack)];
        int end = Math.Min((block + 1) * BlockRows, Rows);
        for (int i = block * BlockRows; i < end; i++)
        {
            for (int start = 0; start < outputs; start += MostOnStack)
            {
                Span<double> some = s[..Math.Min(stride - start, MostOnStack)];
                _offsets.AsSpan(start, some.Length).CopyTo(some);
                PreciseSparseProducts.AddScores(_features.SparseRow(Row(i)), _weights.AsSpan(start), stride, some);
                for (int k = 0; k < Math.Min(outputs - start, MostOnStack); k++)
                    scores[(start + k) * BlockLength + i - block * BlockRows] = some[k];
            }
        }
    }

    protected override void AddMultiples(int block, ReadOnlySpan<double> factors, int outputs, double[] gradient)
    {
        if (outputs == 1)
        {
            AddMultiplesOfOne(block, factors, gradient);
            return;
        }

        int stride = Stride(outputs);
        Span<double> a = stackalloc double[Math.Min(stride, MostOnStack)];
        int end = Math.Min((block + 1) * BlockRows, Rows);
        for (int i = block * BlockRows; i < end; i++)
        {
            for (int start = 0; start < outputs; start += MostOnStack)
            {
                Span<double> some = a[..Math.Min(stride - start, MostOnStack)];
                int count = Math.Min(outputs - start, MostOnStack);
                bool isZero = true;
                for (int k = 0; k < count; k++)
                {
                    some[k] = factors[(start + k) * BlockLength + i - block * BlockRows];
                    isZero &= some[k] == 0;
                }

                if (isZero)
                    continue;
                some[count..].Clear();
                PreciseSparseProducts.AddMultiples(_features.SparseRow(Row(i)), some, gradient.AsSpan(start), stride);
                Span<double> ofBiases = gradient.AsSpan(Columns * stride + start, some.Length);
                TensorPrimitives.Add(ofBiases, some, ofBiases);
            }
        }
    }

    private void ScoreOne(int block, Span<double> scores)
    {
        int end = Math.Min((block + 1) * BlockRows, Rows);
        for (int i = block * BlockRows; i < end; i++)
            scores[i - block * BlockRows] = _offsets[0] + PreciseSparseProducts.Score(_features.SparseRow(Row(i)), _weights);
    }

    private void AddMultiplesOfOne(int block, ReadOnlySpan<double> factors, double[] gradient)
    {
        int end = Math.Min((block + 1) * BlockRows, Rows);
        for (int i = block * BlockRows; i < end; i++)
        {
            double factor = factors[i - block * BlockRows];
            if (factor == 0)
                continue;
            PreciseSparseProducts.AddMultiple(_features.SparseRow(Row(i)), factor, gradient);
            gradient[Columns] += factor;
        }
    }

    protected override void Finish(double[] sum, int outputs, double[] gradient)
    {
        int stride = Stride(outputs);
        for (int k = 0; k < outputs; k++)
        {
            double total = sum[Columns * stride + k];
            Span<double> g = gradient.AsSpan(k * Columns, Columns);
            for (int f = 0, place = k; f < g.Length; f++, place += stride)
                g[f] = sum[place] - total * Means[f];
            gradient[outputs * Columns + k] = total;
        }
    }

    /// <summary>The products of an example with those before it and itself.</summary>
    /// <param name="row">Which.</param>
    /// <param name="x">Room for its features.</param>
    /// <param name="target">Receives them, in a row of as many as there are examples.</param>
    private void WriteProducts(int row, double[] x, double[] target)
    {
        _features.CopyRow(Row(row), x);
        for (int i = 0; i <= row; i++)
            target[row * Rows + i] = PreciseSparseProducts.Score(_features.SparseRow(Row(i)), x);
    }

    /// <summary>Outputs, filled up to whole vectors, unless that would double them: it is memory that takes the time.</summary>
    private static int Stride(int outputs) => 2 * outputs <= Vector<double>.Count ? outputs : (outputs + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    private static double CountEntries(SparseMatrix features, int[]? rows) =>
        rows is null ? features.StoredEntries : rows.Sum(row => (double)features.Indices(row).Length);

    private int Row(int row) => _rows is null ? row : _rows[row];
}
