using BenchmarkDotNet.Attributes;

namespace MLExtensions.Benchmarks.Micro;

/// <summary>A step of each update rule. Rules may overwrite the gradient, so each step begins with a copy of it.</summary>
public class UpdateRuleBenchmarks : IRated
{
    private const int Classes = 10;

    private static readonly IUpdateRule<float> _gradientStep = new GradientStep<float>();
    private static readonly IUpdateRule<float> _momentum = new Momentum<float>();
    private static readonly IUpdateRule<float> _nesterov = new Nesterov<float>();
    private static readonly IUpdateRule<float> _adaGrad = new AdaGrad<float>();
    private static readonly IUpdateRule<float> _adam = new Adam<float>();
    private static readonly IUpdateRule<float> _adamW = new AdamW<float>();
    private static readonly IUpdateRule<float> _lamb = new Lamb<float>();

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
        IUpdateRule<float>[] all = [_gradientStep, _momentum, _nesterov, _adaGrad, _adam, _adamW, _lamb];
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

    private void Step(IUpdateRule<float> rule)
    {
        CopyGradient();
        var update = new UpdateStep(Size: 1e-3, ++_iteration, ParameterRows.ByRows(Classes));
        rule.Update(_parameters, _copy, _state.AsSpan(0, rule.StatePerParameter * Parameters), update);
    }
}
