using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Optimization.Descent;

namespace MLExtensions.Tests.Optimization.Descent;

[TestClass]
public class LimitedMemoryBfgsTests
{
    private static readonly double[] _curvatures = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(10, 4.0 * i / 39))];

    [TestMethod]
    public void Finds_the_minimum_of_an_ill_conditioned_quadratic()
    {
        double[] x = new double[40];
        var outcome = new LimitedMemoryBfgs<double> { MaximumEvaluations = 500, Tolerance = 1e-14 }.Minimize(Quadratic(), x);
        Assert.AreEqual(DescentEnd.Converged, outcome.End);
        for (int i = 0; i < x.Length; i++)
            Assert.AreEqual(i, x[i], 1e-5);
    }

    [TestMethod]
    [DataRow(1.0, 4)]
    [DataRow(0.1, 8)]
    [DataRow(10.0, 8)]
    public void With_its_hessian_for_a_preconditioner_a_quadratic_takes_a_few_steps_whatever_the_scale(double scale, int evaluations)
    {
        double[] x = new double[40];
        var history = new CurvatureHistory<double>(40, memory: 10) { Preconditioner = new Diagonal(Array.ConvertAll(_curvatures, c => scale * c)) };
        var outcome = new LimitedMemoryBfgs<double> { MaximumEvaluations = 500, Tolerance = 1e-14 }.Minimize(Quadratic(), x, history);
        Assert.AreEqual(DescentEnd.Converged, outcome.End);
        Assert.IsLessThanOrEqualTo(evaluations, outcome.Epochs);
        for (int i = 0; i < x.Length; i++)
            Assert.AreEqual(i, x[i], 1e-5);
    }

    [TestMethod]
    public void Every_step_goes_downhill()
    {
        // Rosenbrock's valley.
        var objective = new Function(2, (x, g) =>
        {
            double a = 1 - x[0];
            double b = x[1] - x[0] * x[0];
            g[0] = -2 * a - 400 * x[0] * b;
            g[1] = 200 * b;
            return a * a + 100 * b * b;
        });
        var values = new List<double>();
        double[] x = [-1.2, 1];
        new LimitedMemoryBfgs<double>
        {
            MaximumEvaluations = 500,
            Tolerance = 1e-12,
            OnStep = (step, _) =>
            {
                values.Add(step.Objective);
                return true;
            },
        }.Minimize(objective, x);
        for (int i = 1; i < values.Count; i++)
            Assert.IsLessThan(values[i - 1], values[i]);
        Assert.AreEqual(1, x[0], 1e-4);
        Assert.AreEqual(1, x[1], 1e-4);
    }

    [TestMethod]
    public void Says_when_the_evaluations_ran_out()
    {
        var objective = new Function(1, (x, g) =>
        {
            g[0] = 4 * x[0] * x[0] * x[0];
            return x[0] * x[0] * x[0] * x[0] + 1;
        });
        var outcome = new LimitedMemoryBfgs<double> { MaximumEvaluations = 3, Tolerance = 1e-14 }.Minimize(objective, [5]);
        Assert.AreEqual(DescentEnd.Exhausted, outcome.End);
    }

    [TestMethod]
    public void A_step_into_infinity_is_shortened()
    {
        // x − log x, infinite for x ≤ 0; its minimum is 1.
        var objective = new Function(1, (x, g) =>
        {
            g[0] = x[0] > 0 ? 1 - 1 / x[0] : double.NaN;
            return x[0] > 0 ? x[0] - Math.Log(x[0]) : double.PositiveInfinity;
        });
        double[] x = [0.9];
        var outcome = new LimitedMemoryBfgs<double> { MaximumEvaluations = 100, Tolerance = 1e-12 }.Minimize(objective, x);
        Assert.AreEqual(DescentEnd.Converged, outcome.End);
        Assert.AreEqual(1, x[0], 1e-5);

        x = [1.9];
        new LimitedMemoryBfgs<double> { MaximumEvaluations = 100, Tolerance = 1e-12 }.Minimize(objective, x);
        Assert.AreEqual(1, x[0], 1e-5);
    }

    [TestMethod]
    public void The_history_satisfies_the_secant_equation()
    {
        var history = new CurvatureHistory<double>(3, memory: 2);
        double[][] x = [[0, 0, 0], [1, 0.5, 0], [0.5, 1, 2], [2, 2, 1]];
        double[][] g = [[0, 0, 0], [3, 1, 0.2], [1, 3, 4], [5, 5, 3]];
        for (int i = 1; i < x.Length; i++)
        {
            Assert.IsTrue(history.TryAdd(x[i - 1], x[i], g[i - 1], g[i]));

            // H y = s for the last pair.
            double[] y = [.. g[i].Zip(g[i - 1], (a, b) => a - b)];
            double[] s = new double[3];
            history.MultiplyInverseHessian(y, s);
            for (int j = 0; j < 3; j++)
                Assert.AreEqual(x[i][j] - x[i - 1][j], s[j], 1e-12);
        }

        Assert.AreEqual(2, history.Count);
        Assert.IsFalse(history.TryAdd([0, 0, 0], [1, 0, 0], [0, 0, 0], [-1, 0, 0]));
        double[] unchanged = new double[3];
        history.MultiplyInverseHessian([.. g[3].Zip(g[2], (a, b) => a - b)], unchanged);
        Assert.AreEqual(x[3][0] - x[2][0], unchanged[0], 1e-12, "negative curvature must leave the history as it was");
    }

    /// <summary>1 + ½ Σ cᵢ (xᵢ − i)² with curvatures from 1 to 10⁴.</summary>
    private static Function Quadratic() => new(_curvatures.Length, (x, g) =>
    {
        double value = 1;
        for (int i = 0; i < x.Length; i++)
        {
            g[i] = _curvatures[i] * (x[i] - i);
            value += g[i] * (x[i] - i) / 2;
        }

        return value;
    });

    private sealed class Diagonal(double[] curvatures) : IPreconditioner<double>
    {
        public void Solve(Span<double> v) => TensorPrimitives.Divide(v, curvatures, v);
    }

    private sealed class Function(int dimension, Func<double[], double[], double> evaluate) : IObjective<double>
    {
        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
        {
            double[] g = new double[dimension];
            double value = evaluate(parameters.ToArray(), g);
            g.CopyTo(gradient);
            return value;
        }
    }
}
