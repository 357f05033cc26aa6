using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MLExtensions.Optimization.Hinge.Bounds;

namespace MLExtensions.Optimization.Hinge.Sparse;

/// <summary>
/// Raises the dual of the sparse SVM example by example, each exactly, and leaves out those whose slopes have settled.
/// </summary>
/// <remarks>
/// Dual coordinate ascent with shrinking: Hsieh, Chang, Lin, Keerthi and Sundararajan, A dual coordinate descent method for
/// large-scale linear SVM (ICML 2008), section 3.2; <see cref="BlockAscent{T}"/> has the step. Examples follow each other, so one
/// thread does it.
/// </remarks>
internal sealed class DualEpochs
{
    private const int RowsAtOnce = 64;
    private const double Precision = 1e-14;

    /// <summary>A violation, in margins, that is rounding.</summary>
    private const double Rounding = 1e-13;

    private readonly DualPoint _point;
    private readonly Random _random = new(1);
    private readonly int[] _order;
    private readonly double[] _wanted;
    private int _active;
    private double _threshold;

    public DualEpochs(DualPoint point)
    {
        _point = point;
        _order = [.. Enumerable.Range(0, point.Rows.Count)];
        _wanted = new double[point.Rows.Width];
        Restore();
    }

    /// <summary>Examples looked at so far, as a share of them all.</summary>
    public double Passes { get; private set; }

    /// <summary>The largest violation of the last epoch.</summary>
    public double Violation { get; private set; }

    /// <summary>Whether the last epoch has looked at all examples.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>
    /// About how far F is above the dual, a little too much since it is found before each step: Σᵢ wᵢ Σⱼ max(0, vᵢⱼ) − aᵢⱼ vᵢⱼ,
    /// or what is left of it where weights so much larger that no slack violates are the better ones.
    /// </summary>
    public double Gap { get; private set; }

    /// <summary>Looks at all examples again.</summary>
    public void Restore()
    {
        _active = _order.Length;
        _threshold = double.PositiveInfinity;
    }

    /// <summary>Visits each example that has not settled.</summary>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public void Run(CancellationToken cancellationToken)
    {
        int before = _active;
        IsWhole = before == _order.Length;
        _random.Shuffle(_order.AsSpan(0, _active));
        var sums = default(Sums);
        double visits = 0;
        for (int place = 0; place < _active; visits++)
        {
            if (visits % RowsAtOnce == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (Visit(_order[place], ref sums))
            {
                place++;
                continue;
            }

            _active--;
            (_order[place], _order[_active]) = (_order[_active], _order[place]);
        }

        Passes += visits / _order.Length;
        Violation = sums.Largest;
        _threshold = Violation;
        double imbalance = Math.Abs(TensorPrimitives.Dot<double>(_point.Biases, _point.Imbalance));
        double share = Violation < _point.Margin ? Violation / (_point.Margin - Violation) : double.PositiveInfinity;
        Gap = imbalance + Math.Min(sums.Slack + sums.Loss, sums.Slack + 2 * share * _point.Penalty);
        _point.UpdateBiases();
    }

    /// <returns>Whether the example is to be looked at again.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Visit(int row, ref Sums sums)
    {
        double curvature = _point.Curvature(row);
        if (!(curvature > 0 && double.IsFinite(1 / curvature)))
            return true;
        Span<double> a = _point.SlopesOf(row);
        _point.Violations(row, _wanted);
        if (!Measure(a, _point.RowWeight(row), ref sums, out double violation))
            return false;
        if (violation <= Rounding * _point.Margin)
            return true;
        TensorPrimitives.MultiplyAdd(_wanted, 1 / curvature, a, _wanted);
        _point.Change(row, _wanted, BlockAscent<double>.SumOfChanges(_wanted, a, Precision));
        return true;
    }

    /// <summary>Adds what an example is away from its optimum.</summary>
    /// <returns>False if each of its slopes is at a bound and wants to stay there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Measure(ReadOnlySpan<double> a, double weight, ref Sums sums, out double violation)
    {
        Vector<double> slack = Vector<double>.Zero;
        Vector<double> loss = Vector<double>.Zero;
        Vector<double> most = Vector<double>.Zero;
        bool hasSettled = true;
        var threshold = new Vector<double>(_threshold);
        for (int k = 0; k < a.Length; k += Vector<double>.Count)
        {
            var slope = new Vector<double>(a[k..]);
            var v = new Vector<double>(_wanted, k);
            Vector<double> up = Vector.Max(v, Vector<double>.Zero);
            Vector<double> down = up - v;
            loss += (Vector<double>.One - slope) * up;
            slack += slope * down;
            Vector<long> isLow = Vector.LessThanOrEqual(slope, Vector<double>.Zero);
            Vector<long> isHigh = Vector.GreaterThanOrEqual(slope, Vector<double>.One);
            most = Vector.Max(most, Vector.ConditionalSelect(isHigh, Vector<double>.Zero, up));
            most = Vector.Max(most, Vector.ConditionalSelect(isLow, Vector<double>.Zero, down));
            hasSettled &= Vector.EqualsAll((isLow & Vector.LessThan(v, -threshold)) | (isHigh & Vector.GreaterThan(v, threshold)), Vector<long>.AllBitsSet);
        }

        violation = 0;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
            violation = Math.Max(violation, most[lane]);
        sums.Loss += weight * Vector.Sum(loss);
        sums.Slack += weight * Vector.Sum(slack);
        sums.Largest = Math.Max(sums.Largest, violation);
        return !hasSettled;
    }

    private struct Sums
    {
        public double Loss;
        public double Slack;
        public double Largest;
    }
}
