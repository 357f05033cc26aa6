namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A primal-dual interior point method for the joint multiclass SVM of margin 1.</summary>
/// <remarks>
/// <code>
/// minimize q(u) + Σ wᵢ ξᵢⱼ   such that ξ = v(u) + t,   ξ ≥ 0,   t ≥ 0,   vᵢⱼ = sⱼ − s_y + 1 for j ≠ y
/// ∇q + Aᵀα = 0,   α + β = w,   α t = μ,   β ξ = μ;   μ → 0
/// (∇²q + Aᵀ D A) du = −(∇q + Aᵀα) − Aᵀ D h,   D = 1 / (t/α + ξ/β),   h = t − ξ + v + τ/α − (τ′ + ξ (α + β − w))/β
/// τ = μ − α t,   τ′ = μ − β ξ, less the products of the changes that the first solution of each step finds for μ = 0
/// </code>
/// Its dual objective Σ αᵢⱼ − ‖Σᵢ gᵢ zᵢᵀ‖² / 4λ bounds the minimum from below. Mehrotra, On the implementation of a
/// primal-dual interior point method, SIAM J. Optimization 2 (1992); Ferris and Munson, Interior-point methods for massive
/// support vector machines, SIAM J. Optimization 13 (2002).
/// </remarks>
internal sealed class SvmInteriorPoint(ReducedProblem problem)
{
    private const int MaximumSteps = 200;
    private const double Precision = 1e-11;

    /// <summary>How much of the way to the nearest bound is gone.</summary>
    private const double ToBound = 0.995;

    private readonly SvmPair[] _pairs = SvmPair.All(problem);
    private double[] _u = new double[problem.Size];

    public ReducedOptimum Minimize()
    {
        if (problem.Outputs == 1)
            return new ReducedOptimum(_u, 0, 0);
        ReducedOptimum best = Current();
        for (int step = 0, idle = 0; step < MaximumSteps && idle < 20; step++)
        {
            Step();
            ReducedOptimum current = Current();
            idle = current.Value - current.LowerBound < best.Value - best.LowerBound ? 0 : idle + 1;
            best = idle == 0 ? current : best;
            if (best.Value - best.LowerBound <= Precision * best.Value)
                break;
        }

        return best;
    }

    private ReducedOptimum Current()
    {
        double[][] scores = problem.Scores(_u);
        double primal = problem.Quadratic(_u);
        double dual = 0;
        double[][] slopes = Array.ConvertAll(scores, _ => new double[problem.Outputs]);
        foreach (SvmPair pair in _pairs)
        {
            primal += pair.Weight * Math.Max(0, pair.Violation(scores));
            double alpha = Math.Clamp(pair.Alpha, 0, pair.Weight);
            dual += alpha;
            pair.AddSlope(slopes, alpha);
        }

        return new ReducedOptimum(_u, primal, dual + problem.Conjugate(slopes, _u));
    }

    private void Step()
    {
        double[][] scores = problem.Scores(_u);
        double mean = _pairs.Sum(pair => pair.Complementarity) / (2 * _pairs.Length);
        double[][] hessian = problem.QuadraticHessian();
        var curvatures = new double[problem.Rows.Length][,];
        foreach (SvmPair pair in _pairs)
        {
            pair.Linearize(scores);
            pair.AddCurvature(curvatures[pair.Row] ??= new double[problem.Outputs, problem.Outputs]);
        }

        for (int i = 0; i < curvatures.Length; i++)
            problem.AddHessian(hessian, i, curvatures[i]);
        var factor = new PositiveDefinite(hessian);

        // Straight for the bounds first: how far that leads says how much to stay away from them.
        Direct(factor, target: 0, corrected: false);
        double length = Math.Min(1, _pairs.Min(pair => pair.LongestStep));
        double reached = _pairs.Sum(pair => pair.ComplementarityAfter(length)) / (2 * _pairs.Length);
        double[] change = Direct(factor, mean * Math.Pow(reached / mean, 3), corrected: true);
        length = Math.Min(1, ToBound * _pairs.Min(pair => pair.LongestStep));
        foreach (SvmPair pair in _pairs)
            pair.Move(length);
        _u = [.. _u.Zip(change, (value, c) => value + length * c)];
    }

    /// <summary>Solves for the changes of u and of the pairs.</summary>
    private double[] Direct(PositiveDefinite factor, double target, bool corrected)
    {
        double[][] slopes = Array.ConvertAll(problem.Rows, _ => new double[problem.Outputs]);
        foreach (SvmPair pair in _pairs)
            pair.AddSlope(slopes, pair.Alpha + pair.Offset(target, corrected));
        double[] gradient = problem.QuadraticGradient(_u);
        for (int i = 0; i < slopes.Length; i++)
            problem.AddGradient(gradient, i, slopes[i]);
        double[] change = factor.Solve(Array.ConvertAll(gradient, value => -value));
        double[][] differences = problem.Scores(change);
        foreach (SvmPair pair in _pairs)
            pair.Direct(differences);
        return change;
    }
}
