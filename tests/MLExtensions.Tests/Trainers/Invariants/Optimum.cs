using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The minimum of a problem, found apart from the code under test, and how far above it a model may be.</summary>
internal sealed class Optimum
{
    /// <summary>Of F*, that F may be above it.</summary>
    private const double Promise = 0.005;

    /// <summary>Of F at W = 0, b = 0, that F may be where F* is 0 or nearly so.</summary>
    private const double NearlyZero = 1e-12;

    /// <summary>Scores as close as this are equal: halfway between two rows on their margins they often are.</summary>
    private const double Tied = 1e-9;

    private readonly RowSpace _space;
    private readonly double[] _u;

    /// <param name="problem">What is minimized.</param>
    /// <param name="roundings">How often a product of feature and weight is rounded: twice where features have been, too.</param>
    public Optimum(InvariantProblem problem, double roundings = 1)
    {
        Problem = problem;
        _space = new RowSpace(problem.Rows, problem.Weights);
        var reduced = new ReducedProblem(problem, _space);
        ReducedOptimum optimum = ReducedOptimum.Of(problem.Trainer, reduced);
        _u = optimum.Variables;
        Value = optimum.Value;
        LowerBound = optimum.LowerBound;
        Model = ToModel(reduced);
        Rounding = FloatRounding.Of(problem, Model, roundings);
        var zero = new PlainModel(Array.ConvertAll(Model.Weights, row => new double[row.Length]), new double[Model.Biases.Length]);
        AtZero = problem.Objective(zero);
        Allowed = Math.Max(Promise * Value + Rounding, NearlyZero * AtZero - Value);
    }

    public InvariantProblem Problem { get; }

    /// <summary>F*.</summary>
    public double Value { get; }

    /// <summary>What F* is certainly not below.</summary>
    public double LowerBound { get; }

    /// <summary>F at W = 0, b = 0.</summary>
    public double AtZero { get; }

    /// <summary>What rounding W* and b* costs.</summary>
    public double Rounding { get; }

    /// <summary>F − F* at most.</summary>
    public double Allowed { get; }

    /// <summary>W*, b*; a class without rows has weights of 0 and a bias that no other score comes down to.</summary>
    public PlainModel Model { get; }

    /// <summary>F − F*.</summary>
    public Miss Excess(PlainModel model, string what = "F − F*") => new(what, Problem.Objective(model) - Value, Allowed);

    /// <summary>
    /// What F − F* is not below for a model that prefers another class to the optimum's for a row: where that is more than is
    /// allowed, no model has the other class.
    /// </summary>
    /// <remarks>
    /// F + ρ (c·u)² is minimized, where on the plane c·u = 0 both scores are equal; the slope η = 2ρ c·u there is a multiplier
    /// for that plane, so that the dual of F + η c·u bounds F on it.
    /// </remarks>
    public double ExcessOfPreferring(int other, int own, float[] row)
    {
        double[] z = [.. row.Select((x, f) => x - _space.Mean[f])];
        int[] classes = Problem.PresentClasses;
        int stride = _space.Basis.Length + 1;
        double[] direction = new double[_u.Length];
        double scale = new ReducedProblem(Problem, _space).Scale;
        Add(Array.IndexOf(classes, own), 1);
        Add(Array.IndexOf(classes, other), -1);
        double difference = TensorPrimitives.Dot<double>(direction, _u);
        if (difference <= Tied)
            return 0;
        var pull = new Pull(direction, 100 * (Value + Allowed) / (difference * difference));
        ReducedOptimum atEqualScores = ReducedOptimum.Of(Problem.Trainer, new ReducedProblem(Problem, _space, pull));
        return Math.Max(0, atEqualScores.LowerBound - Value);

        void Add(int k, double sign)
        {
            for (int f = 0; f < stride - 1; f++)
                direction[k * stride + f] = sign * TensorPrimitives.Dot<double>(_space.Basis[f], z) / scale;
            direction[(k + 1) * stride - 1] = sign;
        }
    }

    private PlainModel ToModel(ReducedProblem reduced)
    {
        double[][] weights = [.. Enumerable.Range(0, Problem.Classes).Select(_ => new double[Problem.Columns])];
        double[] biases = [.. weights.Select(_ => -1e9)];
        int output = 0;
        foreach (int k in Problem.PresentClasses)
        {
            ReadOnlySpan<double> own = _u.AsSpan(output++ * reduced.Stride, reduced.Stride);
            for (int f = 0; f < _space.Basis.Length; f++)
                TensorPrimitives.MultiplyAdd(_space.Basis[f], own[f] / reduced.Scale, weights[k], weights[k]);
            biases[k] = own[^1] - TensorPrimitives.Dot<double>(weights[k], _space.Mean);
        }

        return new PlainModel(weights, biases);
    }
}
