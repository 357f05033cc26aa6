namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A row and a wrong class of it, with the slacks and multipliers that the interior point method keeps positive.</summary>
internal sealed class SvmPair
{
    private readonly int _other;
    private readonly int _label;
    private double _beta;
    private double _xi = 2;
    private double _t = 1;
    private double _steepness;
    private double _residual;
    private double _targetOfT;
    private double _targetOfXi;
    private double _offset;
    private double _alphaChange;
    private double _betaChange;
    private double _xiChange;
    private double _tChange;

    private SvmPair(int row, int other, int label, double weight)
    {
        Row = row;
        _other = other;
        _label = label;
        Weight = weight;
        Alpha = weight / 2;
        _beta = weight / 2;
    }

    public int Row { get; }

    public double Weight { get; }

    /// <summary>α.</summary>
    public double Alpha { get; private set; }

    /// <summary>α t + β ξ.</summary>
    public double Complementarity => Alpha * _t + _beta * _xi;

    /// <summary>Up to where all four stay positive.</summary>
    public double LongestStep => Math.Min(
        Math.Min(Room(Alpha, _alphaChange), Room(_beta, _betaChange)), Math.Min(Room(_xi, _xiChange), Room(_t, _tChange)));

    public static SvmPair[] All(ReducedProblem problem) =>
    [
        .. from i in Enumerable.Range(0, problem.Rows.Length)
           from j in Enumerable.Range(0, problem.Outputs)
           where j != problem.Labels[i]
           select new SvmPair(i, j, problem.Labels[i], problem.Weights[i]),
    ];

    /// <summary>v.</summary>
    public double Violation(double[][] scores) => scores[Row][_other] - scores[Row][_label] + 1;

    public double ComplementarityAfter(double length) =>
        (Alpha + length * _alphaChange) * (_t + length * _tChange) + (_beta + length * _betaChange) * (_xi + length * _xiChange);

    public void AddSlope(double[][] slopes, double slope)
    {
        slopes[Row][_other] += slope;
        slopes[Row][_label] -= slope;
    }

    /// <summary>D, and the residual t − ξ + v.</summary>
    public void Linearize(double[][] scores)
    {
        _steepness = 1 / (_t / Alpha + _xi / _beta);
        _residual = _t - _xi + Violation(scores);
    }

    public void AddCurvature(double[,] curvature)
    {
        curvature[_other, _other] += _steepness;
        curvature[_label, _label] += _steepness;
        curvature[_other, _label] -= _steepness;
        curvature[_label, _other] -= _steepness;
    }

    /// <summary>D h, for products α t and β ξ that are to become the target.</summary>
    /// <param name="target">σμ.</param>
    /// <param name="corrected">Whether the products of the last changes are allowed for.</param>
    public double Offset(double target, bool corrected)
    {
        _targetOfT = target - Alpha * _t - (corrected ? _alphaChange * _tChange : 0);
        _targetOfXi = target - _beta * _xi - (corrected ? _betaChange * _xiChange : 0);
        _offset = _steepness * (_residual + _targetOfT / Alpha - (_targetOfXi + _xi * (Alpha + _beta - Weight)) / _beta);
        return _offset;
    }

    /// <summary>The changes that go with a change of the scores.</summary>
    public void Direct(double[][] differences)
    {
        _alphaChange = _steepness * (differences[Row][_other] - differences[Row][_label]) + _offset;
        _betaChange = Weight - Alpha - _beta - _alphaChange;
        _tChange = (_targetOfT - _t * _alphaChange) / Alpha;
        _xiChange = (_targetOfXi - _xi * _betaChange) / _beta;
    }

    public void Move(double length)
    {
        Alpha += length * _alphaChange;
        _beta += length * _betaChange;
        _t += length * _tChange;
        _xi += length * _xiChange;
    }

    private static double Room(double value, double change) => change < 0 ? -value / change : double.PositiveInfinity;
}
