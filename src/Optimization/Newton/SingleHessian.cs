using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Optimization.Designs;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Newton;

/// <summary>Products with the second derivatives of F in single precision, of a softmax over many dense rows.</summary>
/// <remarks>
/// They are all that conjugate gradients ask for, whose steps need not be exact: F and its gradient, in double precision, decide
/// where they lead. A product reads half the memory, and vectors hold twice as many numbers; what belongs to a block of examples
/// stays in the cache. Columns count in units of their root mean square, directions in units of their largest entry, so that
/// nothing leaves the range of single precision.
/// </remarks>
internal sealed class SingleHessian
{
    /// <summary>Stored entries × outputs from which on the copy of the features pays.</summary>
    private const double FewestProducts = 1 << 17;

    private readonly DenseDesign _design;
    private readonly SingleSoftmax _loss;
    private readonly Workers _workers;
    private readonly int _outputs;
    private readonly float[][] _panels;

    /// <summary>The root mean square of each column.</summary>
    private readonly double[] _units;
    private readonly float[] _direction;

    // What each part needs.
    private readonly float[][] _sums;
    private readonly float[][] _scores;

    private SingleHessian(DenseDesign design, SoftmaxBlockLoss loss, Workers workers)
    {
        (_design, _workers, _outputs) = (design, workers, loss.Outputs);
        _loss = new SingleSoftmax(loss, design.BlockLength);
        _units = design.RootMeanSquares();
        _panels = new float[design.Blocks][];
        workers.Run(design.Blocks, 1, design.Blocks, (first, end) =>
        {
            for (int block = first; block < end; block++)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                _panels[block] = design.SinglePanel(block, _units);
            }
        });
        _direction = new float[_outputs * (design.Columns + 1)];
        _sums = [.. Enumerable.Range(0, design.Parts).Select(_ => new float[_direction.Length])];
        _scores = [.. Enumerable.Range(0, design.Parts).Select(_ => new float[(_outputs + 2) * design.BlockLength])];
    }

    /// <summary>Makes it, where that pays.</summary>
    public static SingleHessian? TryCreate(DesignMatrix design, BlockLoss loss, Workers workers) =>
        Suits(design, loss) ? new SingleHessian((DenseDesign)design, (SoftmaxBlockLoss)loss, workers) : null;

    /// <summary>Whether it pays.</summary>
    public static bool Suits(DesignMatrix design, BlockLoss loss) =>
        SinglePanelProducts.IsSupported && design is DenseDesign && loss is SoftmaxBlockLoss
        && design.Rows > design.Columns && design.BlockLength % SinglePanelProducts.Grain == 0 && design.Entries * loss.Outputs >= FewestProducts;

    /// <summary>Takes the second derivatives where the loss was last looked at.</summary>
    public void Look() => _workers.Run(_design.Blocks, 1, _design.Blocks, (first, end) =>
    {
        for (int block = first; block < end; block++)
            _loss.Look(block);
    });

    /// <summary>Multiplies those of the losses with a direction.</summary>
    /// <param name="direction">The direction of W and b.</param>
    /// <param name="result">Receives the product.</param>
    public void Multiply(double[] direction, double[] result)
    {
        double unit = TakeDirection(direction);
        if (unit == 0)
        {
            Array.Clear(result);
            return;
        }

        _workers.Run(_design.Parts, 1, _design.Parts, (first, end) =>
        {
            for (int part = first; part < end; part++)
            {
                Array.Clear(_sums[part]);
                (int start, int behind) = _design.BlocksOfPart(part);
                for (int block = start; block < behind; block++)
                    AddBlock(block, _scores[part], _sums[part]);
            }
        });

        int columns = _design.Columns;
        Array.Clear(result);
        for (int part = 0; part < _sums.Length; part++)
            for (int i = 0; i < result.Length; i++)
                result[i] += _sums[part][i];
        TensorPrimitives.Multiply(result, unit * _loss.LargestWeight, result);
        for (int k = 0; k < _outputs; k++)
            TensorPrimitives.Multiply(result.AsSpan(k * columns, columns), _units, result.AsSpan(k * columns, columns));
    }

    /// <summary>The direction for columns in their units, in units of its largest entry, which is returned.</summary>
    private double TakeDirection(double[] direction)
    {
        int columns = _design.Columns;
        var scaled = (double[])direction.Clone();
        for (int k = 0; k < _outputs; k++)
            TensorPrimitives.Multiply(scaled.AsSpan(k * columns, columns), _units, scaled.AsSpan(k * columns, columns));
        double unit = Math.Abs(TensorPrimitives.MaxMagnitude<double>(scaled));
        if (unit > 0)
            TensorPrimitives.Divide(scaled, unit, scaled);
        TensorPrimitives.ConvertTruncating(scaled, _direction);
        return unit;
    }

    private unsafe void AddBlock(int block, float[] work, float[] sum)
    {
        _workers.CancellationToken.ThrowIfCancellationRequested();
        int columns = _design.Columns;
        int length = _design.BlockLength;
        fixed (float* x = _panels[block], w = _direction, s = work, t = sum)
        {
            SinglePanelProducts.Score(x, columns, length, w, w + (nint)_outputs * columns, _outputs, s);
            _loss.Multiply(block, work.AsSpan(0, _outputs * length), work.AsSpan(_outputs * length));
            SinglePanelProducts.AddProducts(s, _outputs, x, columns, length, t);
        }

        for (int k = 0; k < _outputs; k++)
            sum[_outputs * columns + k] += TensorPrimitives.Sum<float>(work.AsSpan(k * length, length));
    }
}
