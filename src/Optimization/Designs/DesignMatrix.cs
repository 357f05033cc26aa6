using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>
/// The features of all examples in double precision, and their products with weights. Examples come in blocks of the same length,
/// the last one filled up with zeros; what belongs to them, such as scores, lies block by block, in each output after output.
/// </summary>
/// <remarks>
/// A visit goes over the blocks once, whatever is done with them. Blocks are dealt to a fixed number of parts, each of which adds
/// up a gradient of its own, so that the bits do not depend on the number of threads.
/// </remarks>
internal abstract class DesignMatrix : IDisposable
{
    /// <summary>Multiplications that are worth a part of their own.</summary>
    private const double WorkOfPart = 1 << 16;

    /// <summary>Entries of a part to each column, since the gradients of all parts are added up.</summary>
    private const double EntriesOfColumn = 8;

    private const int MostParts = 8;

    private double[][] _gradients = [];
    private double[][] _scores = [];

    protected DesignMatrix(int rows, int columns, int blockLength, double entries)
    {
        Rows = rows;
        Columns = columns;
        BlockLength = blockLength;
        Blocks = (rows + blockLength - 1) / blockLength;
        Entries = entries;
        Parts = (int)Math.Clamp(entries / Math.Max(WorkOfPart, EntriesOfColumn * columns), 1, Math.Min(MostParts, Math.Max(Blocks, 1)));
    }

    /// <summary>Does something with the scores of a block.</summary>
    /// <param name="block">Which.</param>
    /// <param name="start">The first example.</param>
    /// <param name="count">Examples, without those it is filled up with.</param>
    public delegate void BlockVisitor(int block, int start, int count);

    /// <summary>Turns the scores of a block into factors of its examples.</summary>
    /// <param name="block">Which.</param>
    /// <param name="scores">Its scores; receives the factors.</param>
    public delegate void BlockTransform(int block, Span<double> scores);

    public int Rows { get; }

    /// <summary>What has been taken off each column.</summary>
    public abstract double[] Means { get; }

    public int Columns { get; }

    /// <summary>Examples in a block, a multiple of <see cref="PanelProducts.Grain"/>.</summary>
    public int BlockLength { get; }

    public int Blocks { get; }

    /// <summary>Stored numbers: the multiplications of a product with one output.</summary>
    public double Entries { get; }

    /// <summary>How many parts the blocks are dealt to, whatever the number of threads.</summary>
    public int Parts { get; }

    /// <summary>The features as they are, in a form that suits them.</summary>
    /// <param name="features">Examples × columns.</param>
    /// <param name="workers">The threads that share the work.</param>
    public static DesignMatrix Of(FeatureMatrix features, Workers workers) => features switch
    {
        DenseMatrix dense => DenseDesign.Center(dense, workers),
        SparseMatrix sparse => SparseDesign.Center(sparse, workers.CancellationToken),
        _ => throw new ArgumentException($"Unknown matrix {features.GetType().Name}.", nameof(features)),
    };

    /// <summary>Leaves the memory to the next design; this one is not to be used any more.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>The length of what belongs to all examples, for a number of outputs.</summary>
    public int Length(int outputs) => checked(Blocks * BlockLength * outputs);

    /// <summary>The first block of a part, and the first behind it.</summary>
    public (int First, int Behind) BlocksOfPart(int part) => ((int)((long)Blocks * part / Parts), (int)((long)Blocks * (part + 1) / Parts));

    /// <summary>Where a block begins in it.</summary>
    public int Offset(int block, int outputs) => block * BlockLength * outputs;

    /// <summary>Where what belongs to an example and an output is in it.</summary>
    public int Place(int row, int output, int outputs) => Offset(row / BlockLength, outputs) + output * BlockLength + row % BlockLength;

    /// <summary>‖x‖² of some examples, the mean.</summary>
    public double MeanSquare()
    {
        const int MostRows = 100;
        var x = new double[Columns];
        int count = Math.Min(MostRows, Rows);
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            CopyRow((int)((long)i * Rows / count), x);
            total += TensorPrimitives.SumOfSquares<double>(x);
        }

        return total / count;
    }

    /// <summary>Goes over all blocks: scores ← X Wᵀ + b, then <paramref name="visit"/>, then gradient ← Σᵢ aᵢ (xᵢ, 1)ᵀ.</summary>
    /// <param name="outputs">K.</param>
    /// <param name="workers">The threads that share the work.</param>
    /// <param name="parameters">W, K × columns, and b behind it; without them scores are left as they are.</param>
    /// <param name="scores">Those of all examples.</param>
    /// <param name="visit">Sees each block between the two products, maybe several at a time.</param>
    /// <param name="factors">a, of all examples; those that blocks are filled up with are not to count.</param>
    /// <param name="gradient">Receives the gradient, as the parameters lie, if one is wanted.</param>
    public void Visit(
        int outputs, Workers workers, double[]? parameters, double[] scores, BlockVisitor? visit, double[]? factors = null, double[]? gradient = null)
    {
        if (parameters is not null)
            Prepare(parameters, outputs);
        int length = BlockLength * outputs;
        VisitBlocks(outputs, workers, gradient, (_, block, sum) =>
        {
            int offset = Offset(block, outputs);
            if (parameters is not null)
                Score(block, parameters, outputs, scores.AsSpan(offset, length));
            visit?.Invoke(block, block * BlockLength, Math.Min(BlockLength, Rows - block * BlockLength));
            if (sum is not null)
                AddMultiples(block, factors.AsSpan(offset, length), outputs, sum);
        });
    }

    /// <summary>The same where nobody asks for scores or factors later, so that those of a block stay in the cache.</summary>
    /// <param name="outputs">K.</param>
    /// <param name="workers">The threads that share the work.</param>
    /// <param name="parameters">W, K × columns, and b behind it.</param>
    /// <param name="transform">Makes factors of scores, maybe of several blocks at a time.</param>
    /// <param name="gradient">Receives the gradient, as the parameters lie, if one is wanted.</param>
    public void Visit(int outputs, Workers workers, double[] parameters, BlockTransform transform, double[]? gradient)
    {
        Prepare(parameters, outputs);
        MakeRoom(ref _scores, BlockLength * outputs);
        VisitBlocks(outputs, workers, gradient, (part, block, sum) =>
        {
            double[] scores = _scores[part];
            Score(block, parameters, outputs, scores);
            transform(block, scores);
            if (sum is not null)
                AddMultiples(block, scores, outputs, sum);
        });
    }

    /// <summary>Goes over all blocks, and adds up what each part of them has summed for the gradient.</summary>
    /// <param name="outputs">K.</param>
    /// <param name="workers">The threads that share the work.</param>
    /// <param name="gradient">Receives the gradient, if one is wanted.</param>
    /// <param name="visit">Sees the part, the block, and the part's sum, if there is a gradient.</param>
    private void VisitBlocks(int outputs, Workers workers, double[]? gradient, Action<int, int, double[]?> visit)
    {
        if (gradient is not null)
            MakeRoom(ref _gradients, GradientLength(outputs));
        workers.Run(Parts, 1, Parts, (first, end) =>
        {
            for (int part = first; part < end; part++)
            {
                double[]? sum = gradient is null ? null : _gradients[part];
                sum.AsSpan().Clear();
                (int start, int behind) = BlocksOfPart(part);
                for (int block = start; block < behind; block++)
                {
                    workers.CancellationToken.ThrowIfCancellationRequested();
                    visit(part, block, sum);
                }
            }
        });
        if (gradient is null)
            return;
        for (int part = 1; part < Parts; part++)
            TensorPrimitives.Add<double>(_gradients[0], _gradients[part], _gradients[0]);
        Finish(_gradients[0], outputs, gradient);
    }

    private void MakeRoom(ref double[][] ofParts, int length)
    {
        if (ofParts.Length == 0 || ofParts[0].Length != length)
            ofParts = [.. Enumerable.Range(0, Parts).Select(_ => new double[length])];
    }

    /// <summary>Some of the examples.</summary>
    /// <param name="rows">Which, increasing.</param>
    /// <param name="workers">The threads that share the work.</param>
    public abstract DesignMatrix Select(int[] rows, Workers workers);

    /// <summary>An example's features, as they are here, written over the target.</summary>
    public abstract void CopyRow(int row, Span<double> target);

    /// <summary>The parameters for features as they were given, of those for features as they are here.</summary>
    /// <param name="parameters">W and b behind it; b is changed.</param>
    /// <param name="outputs">K.</param>
    public void Uncenter(Span<double> parameters, int outputs)
    {
        for (int k = 0; k < outputs; k++)
            parameters[outputs * Columns + k] -= TensorPrimitives.Dot<double>(parameters.Slice(k * Columns, Columns), Means);
    }

    /// <summary>The opposite.</summary>
    /// <param name="parameters">W and b behind it, for features as they were given; b is changed.</param>
    /// <param name="outputs">K.</param>
    public void Center(Span<double> parameters, int outputs)
    {
        for (int k = 0; k < outputs; k++)
            parameters[outputs * Columns + k] += TensorPrimitives.Dot<double>(parameters.Slice(k * Columns, Columns), Means);
    }

    /// <summary>Copies what belongs to one output.</summary>
    /// <param name="numbers">Of all examples and outputs.</param>
    /// <param name="outputs">K.</param>
    /// <param name="output">k.</param>
    /// <param name="target">Receives those of all examples.</param>
    public void CopyOutput(double[] numbers, int outputs, int output, double[] target)
    {
        for (int block = 0; block < Blocks; block++)
            numbers.AsSpan(Offset(block, outputs) + output * BlockLength, BlockLength).CopyTo(target.AsSpan(block * BlockLength));
    }

    /// <summary>Σᵢ cᵢ (xᵢ, 1)(xᵢ, 1)ᵀ, the lower triangle by rows, of columns + 1.</summary>
    /// <param name="curvatures">c, of all examples.</param>
    /// <param name="target">Receives it, (columns + 1)².</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    public abstract void Products(double[] curvatures, Span<double> target, CancellationToken cancellationToken);

    /// <summary>X Xᵀ, the lower triangle by rows, for features that any one vector may have been taken off.</summary>
    /// <param name="target">Receives it, rows²; 0 before.</param>
    /// <param name="workers">The threads that share the work.</param>
    public abstract void RowProducts(double[] target, Workers workers);

    /// <summary>Adds Σᵢ cᵢₖ x_if² of each column and Σᵢ cᵢₖ behind them, for all outputs.</summary>
    /// <param name="curvatures">c, of all examples and outputs.</param>
    /// <param name="outputs">K.</param>
    /// <param name="target">The sums, as the parameters lie.</param>
    public abstract void AddDiagonal(double[] curvatures, int outputs, Span<double> target);

    /// <summary>Called before parameters are used, once for all blocks.</summary>
    protected virtual void Prepare(double[] parameters, int outputs)
    {
    }

    protected virtual int GradientLength(int outputs) => (Columns + 1) * outputs;

    protected abstract void Score(int block, double[] parameters, int outputs, Span<double> scores);

    protected abstract void AddMultiples(int block, ReadOnlySpan<double> factors, int outputs, double[] gradient);

    protected virtual void Finish(double[] sum, int outputs, double[] gradient) => sum.CopyTo(gradient, 0);
}
