using System.Text;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A property that has to hold for every problem drawn.</summary>
internal static class Property
{
    /// <summary>Longer lists help nobody.</summary>
    private const int Listed = 15;

    /// <summary>Fails with the number of problems for which it does not hold, the worst first.</summary>
    /// <param name="problems">How many are drawn.</param>
    /// <param name="firstSeed">Of the first; the others follow.</param>
    /// <param name="draw">Makes a problem from a seed.</param>
    /// <param name="measure">What is measured about it.</param>
    public static void Holds(
        int problems, int firstSeed, Func<int, InvariantProblem> draw, Func<InvariantProblem, IEnumerable<Miss>> measure)
    {
        var failures = new List<(double Factor, string Line)>();
        for (int seed = firstSeed; seed < firstSeed + problems; seed++)
        {
            InvariantProblem problem = draw(seed);
            Miss[] misses = Misses(measure, problem, seed);
            if (misses.Length > 0)
                failures.Add((misses[0].Factor, $"seed {seed}: {string.Join("; ", misses.Take(3).AsEnumerable())} ({problem})"));
        }

        if (failures.Count == 0)
            return;
        var message = new StringBuilder().AppendLine($"{failures.Count} of {problems} problems fail:");
        foreach ((_, string line) in failures.OrderByDescending(failure => failure.Factor).Take(Listed))
            message.AppendLine(line);
        Assert.Fail(message.ToString());
    }

    private static Miss[] Misses(Func<InvariantProblem, IEnumerable<Miss>> measure, InvariantProblem problem, int seed)
    {
        try
        {
            return [.. measure(problem).Where(miss => !miss.Holds).OrderByDescending(miss => miss.Factor)];
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}: {problem}", exception);
        }
    }
}
