namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Newton's method with step halving for softmax regression.</summary>
/// <remarks>
/// With the probabilities p the dual objective is Σᵢ wᵢ H(pᵢ) − ‖Σᵢ wᵢ (pᵢ − e_y) zᵢᵀ‖² / 4λ, H the entropy: Bishop, Pattern
/// Recognition and Machine Learning (2006), section 4.3.4 for the derivatives.
/// </remarks>
internal sealed class SoftmaxNewton
{
    private const int MaximumSteps = 300;

    private readonly ReducedProblem _problem;
    private readonly double[] _u;
    private readonly double[][] _slopes;

    private SoftmaxNewton(ReducedProblem problem, double[] u)
    {
        _problem = problem;
        _u = u;
        _slopes = problem.Scores(u);
        Value = problem.Quadratic(u);
        for (int i = 0; i < _slopes.Length; i++)
        {
            double weight = problem.Weights[i];
            double loss = ToSlopes(_slopes[i], problem.Labels[i], out double entropy);
            Value += weight * loss;
            Entropy += weight * entropy;
        }
    }

    private double Value { get; }

    private double Entropy { get; }

    public static ReducedOptimum Minimize(ReducedProblem problem)
    {
        var point = new SoftmaxNewton(problem, new double[problem.Size]);
        for (int step = 0; step < MaximumSteps; step++)
        {
            double[] gradient = problem.QuadraticGradient(point._u);
            double[][] hessian = problem.QuadraticHessian();
            point.AddDerivatives(gradient, hessian);
            double[] change = new PositiveDefinite(hessian).Solve(gradient);
            double decrease = gradient.Zip(change, (g, c) => g * c).Sum();
            SoftmaxNewton next = point.After(change, decrease);
            if (next.Value >= point.Value)
                break;
            point = next;
            if (decrease <= 1e-14 * point.Value)
                break;
        }

        double[][] slopes = [.. point._slopes.Select((row, i) => Array.ConvertAll(row, slope => problem.Weights[i] * slope))];
        return new ReducedOptimum(point._u, point.Value, point.Entropy + problem.Conjugate(slopes, point._u));
    }

    private SoftmaxNewton After(double[] change, double decrease)
    {
        double length = 1;
        while (true)
        {
            var next = new SoftmaxNewton(_problem, [.. _u.Zip(change, (value, c) => value - length * c)]);
            if (next.Value <= Value - 0.1 * length * decrease || length < 1e-6)
                return next;
            length /= 2;
        }
    }

    private void AddDerivatives(double[] gradient, double[][] hessian)
    {
        int outputs = _problem.Outputs;
        var curvature = new double[outputs, outputs];
        for (int i = 0; i < _slopes.Length; i++)
        {
            // The slopes are p, less 1 at the label, where 1 − p is known better than p.
            double[] slopes = _slopes[i];
            double weight = _problem.Weights[i];
            for (int k = 0; k < outputs; k++)
            {
                bool own = k == _problem.Labels[i];
                for (int j = 0; j < outputs; j++)
                    curvature[k, j] = -weight * (own ? 1 + slopes[k] : slopes[k]) * (j == _problem.Labels[i] ? 1 + slopes[j] : slopes[j]);
                curvature[k, k] = weight * (own ? -slopes[k] * (1 + slopes[k]) : slopes[k] * (1 - slopes[k]));
            }

            _problem.AddHessian(hessian, i, curvature);
            _problem.AddGradient(gradient, i, Array.ConvertAll(slopes, slope => weight * slope));
        }
    }

    /// <summary>Puts p − e_y in the place of the scores; gives the loss and the entropy of p.</summary>
    private static double ToSlopes(double[] scores, int label, out double entropy)
    {
        double own = scores[label];
        double largest = scores.Max() - own;
        double others = 0;
        double[] differences = Array.ConvertAll(scores, s => s - own);
        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = Math.Exp(differences[k] - largest);
            others += k == label ? 0 : scores[k];
        }

        double sum = others + scores[label];
        double loss = largest == 0 ? double.LogP1(others) : Math.Log(sum) + largest;
        entropy = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            double p = scores[k] / sum;
            entropy += p == 0 ? 0 : p * (loss - differences[k]);
            scores[k] = k == label ? -others / sum : p;
        }

        return loss;
    }
}
