using System.Numerics;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Tests.Optimization.UpdateRules;

[TestClass]
public class UpdateRuleTests
{
    private const int Steps = 20;
    private const double StepSize = 0.1;
    private static readonly double[] _start = [1, -2, 3, 0.5];

    private static IEnumerable<object[]> Rules => ListedRule.All.Select(rule => new object[] { rule });

    private static IEnumerable<object[]> Minimizing => ListedRule.Minimizing.Select(rule => new object[] { rule });

    [TestMethod]
    [DynamicData(nameof(Rules))]
    public void Steps_are_those_of_the_formula(object listed)
    {
        var rule = (ListedRule)listed;
        double[] expected = [.. _start];
        ScalarRule formula = rule.Transcribe();
        for (int t = 1; t <= Steps; t++)
            formula(expected, Gradient, StepSize, t);

        double[] actual = Follow<double>(rule.Rule);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-12, $"parameter {i}");
    }

    [TestMethod]
    [DynamicData(nameof(Rules))]
    public void Single_precision_stays_close_to_double(object listed)
    {
        double[] expected = Follow<double>(((ListedRule)listed).Rule);
        float[] actual = Follow<float>(((ListedRule)listed).Rule);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-5, $"parameter {i}");
    }

    [TestMethod]
    [DynamicData(nameof(Minimizing))]
    public void A_convex_quadratic_is_minimized(object listed)
    {
        // ½ xᵀAx − bᵀx with A = [[3, 1], [1, 2]] and b = [1, −1] has its minimum at (0.6, −0.8).
        DescentPath path = FunctionDescent.Minimize(
            (x, g) =>
            {
                g[0] = 3 * x[0] + x[1] - 1;
                g[1] = x[0] + 2 * x[1] + 1;
                return (x[0] * (g[0] - 1) + x[1] * (g[1] + 1)) / 2;
            },
            [4, 3],
            ((ListedRule)listed).Rule,
            learningRate: 0.3,
            steps: 2_000,
            StepSchedule.Cosine());
        Assert.IsFalse(path.Diverged);
        Assert.AreEqual(0.6, path.Last.X[0], 1e-4);
        Assert.AreEqual(-0.8, path.Last.X[1], 1e-4);
    }

    [TestMethod]
    [DynamicData(nameof(Rules))]
    public void At_a_stationary_point_at_zero_nothing_moves_and_nothing_is_undefined(object listed)
    {
        double[] x = new double[4];
        UpdateRule rule = ((ListedRule)listed).Rule;
        rule.Update(x, new double[4], new double[4 * rule.StatePerParameter], new UpdateStep(1, 1, ParameterRows.One));
        CollectionAssert.AreEqual(new double[4], x);
    }

    [TestMethod]
    public void Adam_s_first_step_is_the_step_size_whatever_the_gradient_s_scale()
    {
        double[] x = [0, 0];
        UpdateRule.Adam().Update(x, [1e-3, -1e6], new double[4], new UpdateStep(0.5, 1, ParameterRows.One));
        Assert.AreEqual(-0.5, x[0], 1e-4);
        Assert.AreEqual(0.5, x[1], 1e-4);
    }

    [TestMethod]
    public void AdamW_s_decay_is_not_a_penalty()
    {
        // Of F(x) = (x − 1)² + δ/2 x² the minimum is 2/(2 + δ) = 0.8. AdamW does not go there but to that of F alone,
        // which lies within |x| ≤ 1/δ.
        const double Decay = 0.5;
        DescentPath path = FunctionDescent.Minimize(
            (x, g) =>
            {
                g[0] = 2 * (x[0] - 1);
                return (x[0] - 1) * (x[0] - 1);
            },
            [0],
            UpdateRule.AdamW(Decay, beta2: 0.9),
            learningRate: 0.1,
            steps: 20_000,
            StepSchedule.InverseTime(0.01));
        Assert.AreEqual(1, path.Last.X[0], 1e-2);
    }

    [TestMethod]
    public void Arguments_out_of_range_are_refused()
    {
        Func<object>[] wrong =
        [
            () => UpdateRule.Momentum(1),
            () => UpdateRule.Momentum(-0.1),
            () => UpdateRule.Nesterov(double.NaN),
            () => UpdateRule.AdaGrad(0),
            () => UpdateRule.Adam(beta1: 1),
            () => UpdateRule.Adam(beta2: -1),
            () => UpdateRule.Adam(epsilon: double.PositiveInfinity),
            () => UpdateRule.AdamW(decay: -1),
            () => UpdateRule.Lamb(decay: double.NaN),
            () => ParameterRows.ByRows(0),
            () => ParameterRows.Interleaved(-1),
        ];
        foreach (Func<object> create in wrong)
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(create);
        Assert.AreEqual("beta1", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => UpdateRule.Adam(beta1: 1)).ParamName);
    }

    private static T[] Follow<T>(UpdateRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Array.ConvertAll(_start, T.CreateChecked);
        T[] state = new T[x.Length * rule.StatePerParameter];
        for (int t = 1; t <= Steps; t++)
            rule.Update(x, Gradient(x), state, new UpdateStep(StepSize, t, ParameterRows.ByRows(2)));
        return x;
    }

    private static T[] Gradient<T>(T[] x)
        where T : IBinaryFloatingPointIeee754<T> =>
        [x[0] + x[0], T.CreateChecked(15) * x[1] + x[0], T.Cos(x[2]), T.Exp(x[3])];
}
