using Microsoft.ML;

namespace MLExtensions.Tuning;

/// <summary>An edge of a grid that the best trial lies on.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">Its value at the edge.</param>
/// <param name="IsUpper">Whether it is the largest.</param>
public sealed record SweepEdge(SweepParameter Parameter, object Value, bool IsUpper)
{
    /// <summary>A sentence about it.</summary>
    public override string ToString() =>
        $"The best lies on the edge of the grid: {Parameter.Name} = {ScoreText.OfValue(Value)} is the {(IsUpper ? "largest" : "least")} that was tried; try {(IsUpper ? "larger" : "smaller")} ones.";

    /// <summary>The edges that the best trial, and all that are exactly as good, lie on.</summary>
    internal static IReadOnlyList<SweepEdge> Of(SweepTrial best, IReadOnlyList<SweepTrial> trials)
    {
        List<SweepEdge> edges = [];
        SweepTrial[] equals = [.. trials.Where(trial =>
            trial.Failure is null && trial.TrainingShare == best.TrainingShare && trial.Validation.Mean == best.Validation.Mean)];
        foreach (SweepParameter parameter in best.Values.Parameters.Where(parameter => parameter.IsOrdered))
        {
            double[] places = [.. trials.Select(Place).Distinct().Order()];
            double place = Place(best);
            if (places.Length > 1 && (place == places[0] || place == places[^1]) && Array.TrueForAll(equals, trial => Place(trial) == place))
                edges.Add(new SweepEdge(parameter, best.Values[parameter], place == places[^1]));

            double Place(SweepTrial trial) => parameter.Place(trial.Values[parameter]);
        }

        return edges;
    }

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
            // A degree or a number of neighbours below 1: the pipeline knows its limits.
            return false;
        }
    }
}
