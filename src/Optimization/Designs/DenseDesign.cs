using System.Buffers;
using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>Dense features, less their means, in panels: a block's columns one after the other.</summary>
internal sealed class DenseDesign : DesignMatrix
{
    /// <summary>Not a power of two, so that the columns of a block do not drive each other out of the cache.</summary>
    private const int LongestBlock = 224;

    /// <summary>Numbers of a block that stay in the cache.</summary>
    private const int NumbersInCache = 1 << 15;

    /// <summary>
    /// Columns whose products are added up at a time; not a power of two, so that examples do not drive each other out of the
    /// cache.
    /// </summary>
    private const int ColumnsOfPanel = 240;

    /// <summary>
    /// Numbers of a design whose panels are used again by the next: of one so small the garbage collections that new panels set off
    /// would take longer than the descent.
    /// </summary>
    private const int MostRented = 1 << 20;

    private readonly double[][] _panels;
    private bool _isRented;

    private DenseDesign(int rows, int columns, double[] means, bool isRented = false)
        : base(rows, columns, Length(rows, columns), (double)rows * columns)
    {
        Means = means;
        _isRented = isRented && Entries <= MostRented;
        _panels = new double[Blocks][];
        int length = columns * BlockLength;
        for (int block = 0; block < _panels.Length; block++)
            _panels[block] = _isRented ? ArrayPool<double>.Shared.Rent(length) : new double[length];

        // It may hold what somebody has left there, and is not written where there are no examples.
        _panels.LastOrDefault()?.AsSpan().Clear();
    }

    public override double[] Means { get; }

    /// <summary>The root mean square of each column; 1 where it is 0.</summary>
    public double[] RootMeanSquares()
    {
        var squares = new double[Columns];
        foreach (double[] panel in _panels)
            for (int f = 0; f < squares.Length; f++)
                squares[f] += TensorPrimitives.SumOfSquares<double>(panel.AsSpan(f * BlockLength, BlockLength));
        return Array.ConvertAll(squares, square => square > 0 ? Math.Sqrt(square / Rows) : 1);
    }

    /// <summary>A block in single precision.</summary>
    /// <param name="block">Which.</param>
    /// <param name="units">What each column is divided by.</param>
    public float[] SinglePanel(int block, double[] units)
    {
        var panel = new float[Columns * BlockLength];
        var column = new double[BlockLength];
        for (int f = 0; f < Columns; f++)
        {
            TensorPrimitives.Divide(_panels[block].AsSpan(f * BlockLength, BlockLength), units[f], column);
            TensorPrimitives.ConvertTruncating(column, panel.AsSpan(f * BlockLength));
        }

        return panel;
    }

    /// <summary>
    /// Takes the mean of each column off, that of all rows alike: beside a row of huge weight others' would lose their digits.
    /// </summary>
    public static DenseDesign Center(DenseMatrix features, Workers workers)
    {
        double[] means = ColumnMeans.Of(features, workers.CancellationToken);
        bool[] isConstant = Array.ConvertAll(means, double.IsNaN);
        int[] constants = [.. Enumerable.Range(0, means.Length).Where(f => isConstant[f])];
        foreach (int f in constants)
            means[f] = 0;
        var design = new DenseDesign(features.Rows, features.Columns, means, isRented: true);
        workers.Run(design.Blocks, 1, design.Blocks, (first, end) =>
        {
            var x = new double[features.Columns];
            for (int block = first; block < end; block++)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                int start = block * design.BlockLength;
                for (int i = start; i < Math.Min(start + design.BlockLength, features.Rows); i++)
                {
                    features.CopyRow(i, x);
                    TensorPrimitives.Subtract(x, means, x);
                    foreach (int f in constants)
                        x[f] = 0;
                    design.Write(i, x);
                }
            }
        });
        return design;
    }

    /// <summary>Makes a matrix of given rows; nothing is taken off.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="write">Writes a row.</param>
    public static DenseDesign Of(int rows, int columns, Action<int, double[]> write)
    {
        var design = new DenseDesign(rows, columns, new double[columns]);
        var x = new double[columns];
        for (int i = 0; i < rows; i++)
        {
            write(i, x);
            design.Write(i, x);
        }

        return design;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (!_isRented)
            return;
        _isRented = false;
        foreach (ref double[] panel in _panels.AsSpan())
        {
            ArrayPool<double>.Shared.Return(panel);
            panel = [];
        }
    }

    public override DesignMatrix Select(int[] rows, Workers workers)
    {
        var design = new DenseDesign(rows.Length, Columns, Means);
        workers.Run(design.Blocks, 1, design.Blocks, (first, end) =>
        {
            for (int block = first; block < end; block++)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                double[] panel = design._panels[block];
                int start = block * design.BlockLength;
                for (int i = start; i < Math.Min(start + design.BlockLength, rows.Length); i++)
                {
                    double[] source = _panels[rows[i] / BlockLength];
                    for (int f = 0, from = rows[i] % BlockLength, to = i - start; f < Columns; f++, from += BlockLength, to += design.BlockLength)
                        panel[to] = source[from];
                }
            }
        });
        return design;
    }

    public override void CopyRow(int row, Span<double> target)
    {
        double[] panel = _panels[row / BlockLength];
        int place = row % BlockLength;
        for (int f = 0; f < Columns; f++)
            target[f] = panel[f * BlockLength + place];
    }

    public override unsafe void Products(double[] curvatures, Span<double> target, CancellationToken cancellationToken)
    {
        int order = Columns + 1;
        var scaled = new double[Columns * BlockLength];
        target.Clear();
        fixed (double* t = target, y = scaled)
        {
            for (int block = 0; block < Blocks; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<double> c = curvatures.AsSpan(block * BlockLength, BlockLength);
                if (!c.ContainsAnyExcept(0))
                    continue;
                for (int f = 0; f < Columns; f++)
                    TensorPrimitives.Multiply(_panels[block].AsSpan(f * BlockLength, BlockLength), c, scaled.AsSpan(f * BlockLength, BlockLength));
                fixed (double* x = _panels[block])
                {
                    for (int f = 0; f < Columns; f += 4)
                    {
                        int some = Math.Min(4, Columns - f);
                        PanelProducts.AddProducts(y + (long)f * BlockLength, some, x, f + some, BlockLength, t + (long)f * order, order);
                    }
                }

                for (int f = 0; f < Columns; f++)
                    target[Columns * order + f] += TensorPrimitives.Sum<double>(scaled.AsSpan(f * BlockLength, BlockLength));
                target[Columns * order + Columns] += TensorPrimitives.Sum(c);
            }
        }
    }

    public override void RowProducts(double[] target, Workers workers)
    {
        int width = Math.Min(ColumnsOfPanel, (Columns + PanelProducts.Grain - 1) / PanelProducts.Grain * PanelProducts.Grain);
        var panel = new double[Rows * width];
        for (int start = 0; start < Columns; start += width)
        {
            CopyColumns(start, width, panel, workers);
            TriangleProducts.Add(panel, panel, Rows, width, target, Rows, workers);
        }
    }

    public override void AddDiagonal(double[] curvatures, int outputs, Span<double> target)
    {
        for (int block = 0; block < Blocks; block++)
        {
            for (int k = 0; k < outputs; k++)
            {
                ReadOnlySpan<double> c = curvatures.AsSpan(Offset(block, outputs) + k * BlockLength, BlockLength);
                if (!c.ContainsAnyExcept(0))
                    continue;
                for (int f = 0; f < Columns; f++)
                {
                    ReadOnlySpan<double> x = _panels[block].AsSpan(f * BlockLength, BlockLength);
                    double sum = 0;
                    for (int i = 0; i < x.Length; i++)
                        sum += c[i] * x[i] * x[i];
                    target[k * Columns + f] += sum;
                }

                target[outputs * Columns + k] += TensorPrimitives.Sum(c);
            }
        }
    }

    protected override unsafe void Score(int block, double[] parameters, int outputs, Span<double> scores)
    {
        fixed (double* x = _panels[block], s = scores)
            PanelProducts.Score(x, Columns, BlockLength, parameters.AsSpan(0, outputs * Columns), parameters.AsSpan(outputs * Columns, outputs), s);
    }

    protected override unsafe void AddMultiples(int block, ReadOnlySpan<double> factors, int outputs, double[] gradient)
    {
        fixed (double* x = _panels[block], a = factors, g = gradient)
            PanelProducts.AddProducts(a, outputs, x, Columns, BlockLength, g, Columns);
        for (int k = 0; k < outputs; k++)
            gradient[outputs * Columns + k] += TensorPrimitives.Sum(factors.Slice(k * BlockLength, BlockLength));
    }

    /// <summary>Some columns, an example's side by side, with zeros behind the last.</summary>
    private void CopyColumns(int start, int width, double[] target, Workers workers) => workers.Run(Blocks, 1, Blocks, (first, end) =>
    {
        int count = Math.Min(width, Columns - start);
        for (int block = first; block < end; block++)
        {
            workers.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> panel = _panels[block].AsSpan(start * BlockLength, count * BlockLength);
            int examples = Math.Min(BlockLength, Rows - block * BlockLength);
            for (int i = 0; i < examples; i++)
            {
                Span<double> row = target.AsSpan((block * BlockLength + i) * width, width);
                for (int f = 0, from = i; f < count; f++, from += BlockLength)
                    row[f] = panel[from];
                row[count..].Clear();
            }
        }
    });

    private static int Length(int rows, int columns)
    {
        int longest = Math.Clamp(NumbersInCache / Math.Max(columns, 1), 64, LongestBlock);
        int blocks = (rows + longest - 1) / longest;

        // As even as can be: what blocks are filled up with costs as much as examples do.
        int even = (rows + blocks - 1) / blocks;
        int grain = blocks > 1 ? SinglePanelProducts.Grain : PanelProducts.Grain;
        return (even + grain - 1) / grain * grain;
    }

    private void Write(int row, ReadOnlySpan<double> x)
    {
        double[] panel = _panels[row / BlockLength];
        int place = row % BlockLength;
        for (int f = 0; f < x.Length; f++)
            panel[f * BlockLength + place] = x[f];
    }
}
