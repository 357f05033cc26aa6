using Microsoft.ML;
using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>An edge of a grid that the best trial lies on.</summary>
public sealed record SweepEdge
{
    internal SweepEdge(SweepParameter parameter, object value, bool isUpper)
    {
        Parameter = parameter;
        Value = value;
        IsUpper = isUpper;
    }

    /// <summary>The parameter.</summary>
    public SweepParameter Parameter { get; }

    /// <summary>Its value at the edge.</summary>
    public object Value { get; }

    /// <summary>Whether it is the largest.</summary>
    public bool IsUpper { get; }

    /// <summary>
    /// Whether it is the end of what there is, so that nothing is to be tried beyond it: the pipeline cannot be made with other
    /// values there, such as no neighbors at all, or their type has none.
    /// </summary>
    public bool IsLimit { get; private init; }

    /// <summary>A sentence about it.</summary>
    public override string ToString()
    {
        string place = $"The best lies on the edge of the grid: {Parameter.Name} = {ScoreText.OfValue(Value)} is the {(IsUpper ? "largest" : "least")} that";
        return IsLimit ? $"{place} there is." : $"{place} was tried; try {(IsUpper ? "larger" : "smaller")} ones.";
    }

    /// <summary>
    /// The edges of a sweep's best trial: those with better ones beyond them, maybe, and those that are the limits of a pipeline.
    /// </summary>
    /// <param name="best">The trial.</param>
    /// <param name="trials">All trials.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="ml">The context to make it with.</param>
    internal static IReadOnlyList<SweepEdge> Of(SweepTrial best, IReadOnlyList<SweepTrial> trials, SweepPipeline pipeline, MLContext ml)
    {
        IReadOnlyList<SweepEdge> promising = Promising(best, trials);
        return
        [
            .. On(best, trials).Select(edge => edge with { IsLimit = !edge.HasBeyond(pipeline, ml, best) })
                .Where(edge => edge.IsLimit || promising.Any(other => other.Parameter == edge.Parameter)),
        ];
    }

    /// <summary>The edges that the best trial, and all that are exactly as good, lie on.</summary>
    internal static IReadOnlyList<SweepEdge> Promising(SweepTrial best, IReadOnlyList<SweepTrial> trials)
    {
        SweepTrial[] equals = [.. trials.Where(trial =>
            trial.Failure is null && trial.TrainingShare == best.TrainingShare && trial.Validation.Mean == best.Validation.Mean)];
        return [.. On(best, trials).Where(edge => Array.TrueForAll(equals, trial => PlaceOf(trial, edge.Parameter) == edge.Parameter.Place(edge.Value)))];
    }

    private static List<SweepEdge> On(SweepTrial best, IReadOnlyList<SweepTrial> trials)
    {
        List<SweepEdge> edges = [];
        foreach (SweepParameter parameter in best.Values.Parameters.Where(parameter => parameter.IsOrdered))
        {
            double[] places = [.. trials.Select(trial => PlaceOf(trial, parameter)).Distinct().Order()];
            double place = PlaceOf(best, parameter);
            if (places.Length > 1 && (place == places[0] || place == places[^1]))
                edges.Add(new SweepEdge(parameter, best.Values[parameter], place == places[^1]));
        }

        return edges;
    }

    private static double PlaceOf(SweepTrial trial, SweepParameter parameter) => parameter.Place(trial.Values[parameter]);

    /// <summary>Whether there are values beyond it that a pipeline can be made with.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="ml">The context to make it with.</param>
    /// <param name="best">The trial on the edge.</param>
    internal bool HasBeyond(SweepPipeline pipeline, MLContext ml, SweepTrial best)
    {
        if (Parameter.Next(Value, IsUpper) is not { } beyond)
            return false;
        try
        {
            pipeline.At(ml, best.Values.With(Parameter, beyond));
            return true;
        }
        catch (Exception)
        {
            // A degree or a number of neighbors below 1: the pipeline knows its limits.
            return false;
        }
    }
}
