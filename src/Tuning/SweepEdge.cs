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

    internal static IReadOnlyList<SweepEdge> Of(SweepTrial best, IReadOnlyList<SweepTrial> trials)
    {
        List<SweepEdge> edges = [];
        foreach (SweepParameter parameter in best.Values.Parameters.Where(parameter => parameter.IsOrdered))
        {
            double[] places = [.. trials.Select(trial => parameter.Place(trial.Values[parameter])).Distinct().Order()];
            double place = parameter.Place(best.Values[parameter]);
            if (places.Length > 1 && (place == places[0] || place == places[^1]))
                edges.Add(new SweepEdge(parameter, best.Values[parameter], place == places[^1]));
        }

        return edges;
    }
}
