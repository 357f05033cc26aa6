using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Functions;

/// <summary>A function as the mean over a single example, that remembers where it was evaluated.</summary>
internal sealed class RecordedFunction(DifferentiableFunction function, int dimension) : IStochasticObjective<double>
{
    private readonly List<FunctionPoint> _points = [];

    public IReadOnlyList<FunctionPoint> Points => _points.AsReadOnly();

    public int Examples => 1;

    public int BlockSize => dimension;

    public ParameterRows Rows => ParameterRows.One;

    public bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks)
    {
        blocks = default;
        return false;
    }

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        gradient.Clear();
        double value = function(parameters, gradient);
        _points.Add(new FunctionPoint([.. parameters], value));
        return value;
    }

    public double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<double> parameters, Span<double> gradient) =>
        Evaluate(parameters, gradient);

    public double Penalty(ReadOnlySpan<double> parameters) => 0;
}
