using BenchmarkDotNet.Attributes;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Benchmarks.Micro;

/// <summary>A step of each update rule. Rules may overwrite the gradient, so each step begins with a copy of it.</summary>
public class UpdateRuleBenchmarks : IRated
{
    private const int Classes = 10;

    private static readonly UpdateRule _gradientStep = UpdateRule.GradientStep();
    private static readonly UpdateRule _momentum = UpdateRule.Momentum();
    private static readonly UpdateRule _nesterov = UpdateRule.Nesterov();
    private static readonly UpdateRule _adaGrad = UpdateRule.AdaGrad();
    private static readonly UpdateRule _adam = UpdateRule.Adam();
    private static readonly UpdateRule _adamW = UpdateRule.AdamW();
    private static readonly UpdateRule _lamb = UpdateRule.Lamb();

    private float[] _parameters = [];
    private float[] _gradient = [];
    private float[] _copy = [];
    private float[] _state = [];
    private long _iteration;

    /// <summary>Those of MNIST, and many more than fit a cache.</summary>
    [Params(7_850, 1_000_000)]
    public int Parameters { get; set; }

    public string Unit => "G parameters/s";

    public double WorkPerOperation => Parameters;

    [GlobalSetup]
    public void SetUp()
    {
        UpdateRule[] all = [_gradientStep, _momentum, _nesterov, _adaGrad, _adam, _adamW, _lamb];
        var random = new Random(1);
        _parameters = new float[Parameters];
        _gradient = [.. Enumerable.Range(0, Parameters).Select(_ => random.NextSingle() - 0.5f)];
        _copy = new float[Parameters];
        _state = new float[all.Max(rule => rule.StatePerParameter) * Parameters];
        _iteration = 0;
    }

    /// <summary>What is in all the others, too.</summary>
    [Benchmark]
    public void CopyGradient() => _gradient.CopyTo(_copy, 0);

    [Benchmark]
    public void GradientStep() => Step(_gradientStep);

    [Benchmark]
    public void Momentum() => Step(_momentum);

    [Benchmark]
    public void Nesterov() => Step(_nesterov);

    [Benchmark]
    public void AdaGrad() => Step(_adaGrad);

    [Benchmark]
    public void Adam() => Step(_adam);

    [Benchmark]
    public void AdamW() => Step(_adamW);

    [Benchmark]
    public void Lamb() => Step(_lamb);

    private void Step(UpdateRule rule)
    {
        CopyGradient();
        var update = new UpdateStep(size: 1e-3, ++_iteration, ParameterRows.ByRows(Classes));
        rule.Update(_parameters, _copy, _state.AsSpan(0, rule.StatePerParameter * Parameters), update);
    }
}
