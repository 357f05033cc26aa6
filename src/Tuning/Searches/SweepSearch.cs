using MLExtensions.Arguments;
using MLExtensions.Tuning.Searches;
using MLExtensions.Tuning.Trials;
using MLExtensions.Values;

namespace MLExtensions;

/// <summary>Which combinations of values a sweep tries.</summary>
public abstract class SweepSearch
{
    private protected SweepSearch(IReadOnlyList<SweepParameter> parameters) => Parameters = parameters;

    /// <summary>What is searched over, the most important for simplicity first.</summary>
    public IReadOnlyList<SweepParameter> Parameters { get; }

    /// <summary>
    /// Every combination of the parameters' grids. Where the best lies on an edge of the grid, the grid grows, if the parameter
    /// allows it by <see cref="SweepParameter{T}.WidenedWithin"/>. scikit-learn: <c>GridSearchCV</c>.
    /// </summary>
    /// <param name="parameters">The parameters, at least one; the last varies fastest.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">
    /// There are none, two have the same name, or there are more than ten million combinations.
    /// </exception>
    public static SweepSearch Grid(params IReadOnlyList<SweepParameter> parameters)
    {
        GridSweep.RequireListable(Checked(parameters));
        return new GridSweep(parameters);
    }

    /// <inheritdoc cref="Grid(IReadOnlyList{SweepParameter})"/>
    public static SweepSearch Grid(params SweepParameter[] parameters) => Grid((IReadOnlyList<SweepParameter>)parameters);

    /// <summary>
    /// Values drawn at random, each parameter for itself. More trials begin with the same as fewer. scikit-learn:
    /// <c>RandomizedSearchCV</c>; source: Bergstra and Bengio, Random search for hyper-parameter optimization, JMLR 13 (2012).
    /// </summary>
    /// <param name="trials">How many, at least 1.</param>
    /// <param name="parameters">The parameters, at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">There are none, or two have the same name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trials"/> is below 1.</exception>
    public static SweepSearch Random(int trials, params IReadOnlyList<SweepParameter> parameters)
    {
        Guard.AtLeastOne(trials);
        return new RandomSweep(Checked(parameters), trials, limit: null);
    }

    /// <inheritdoc cref="Random(int, IReadOnlyList{SweepParameter})"/>
    public static SweepSearch Random(int trials, params SweepParameter[] parameters) => Random(trials, (IReadOnlyList<SweepParameter>)parameters);

    /// <summary>Values drawn at random, each parameter for itself, until the time is up.</summary>
    /// <param name="time">After this time no trial begins; positive. Time spent before an interruption counts.</param>
    /// <param name="parameters">The parameters, at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">There are none, or two have the same name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not positive.</exception>
    public static SweepSearch Random(TimeSpan time, params IReadOnlyList<SweepParameter> parameters)
    {
        Guard.Require(time > TimeSpan.Zero, time, nameof(time), "positive");
        return new RandomSweep(Checked(parameters), trials: null, time);
    }

    /// <inheritdoc cref="Random(TimeSpan, IReadOnlyList{SweepParameter})"/>
    public static SweepSearch Random(TimeSpan time, params SweepParameter[] parameters) => Random(time, (IReadOnlyList<SweepParameter>)parameters);

    /// <summary>
    /// Many candidates on few rows, then ever fewer on ever more: after each round the better 1/<paramref name="factor"/> goes
    /// on, with <paramref name="factor"/> times the rows, until the last few see all. scikit-learn: <c>HalvingGridSearchCV</c>;
    /// source: Jamieson and Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, AISTATS (2016).
    /// </summary>
    /// <remarks>
    /// <para>
    /// The first round trains on at least two rows for each fold and, of classes, for each class; where there are too few rows
    /// for that, there are fewer rounds, and with one round all candidates see all rows. Candidates that score exactly as well as
    /// the last one that goes on go on, too.
    /// </para>
    /// <para>
    /// Scores of different rounds do not compare: only trials of the last are candidates for the best.
    /// <see cref="SweepResult.Rounds"/> has the scores of each.
    /// </para>
    /// </remarks>
    /// <param name="candidates">A grid, or a number of trials drawn at random.</param>
    /// <param name="factor">By how much candidates become fewer and rows more, at least 2. Default: 3.</param>
    /// <exception cref="ArgumentNullException"><paramref name="candidates"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// How many candidates there are is not known beforehand, or they are halved already.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is below 2.</exception>
    public static SweepSearch SuccessiveHalving(SweepSearch candidates, int factor = 3)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        Guard.Require(factor >= 2, factor, nameof(factor), "at least 2");
        if (candidates is HalvingSweep)
            throw new ArgumentException("The candidates are halved successively already; halve a grid, or trials drawn at random, once, by a larger factor.", nameof(candidates));
        if (!candidates.HasCandidates)
            throw new ArgumentException("A search that ends by time does not know its candidates beforehand; halving needs a number of trials.", nameof(candidates));
        return new HalvingSweep(candidates, factor);
    }

    /// <summary>Whether the best may lie on an edge, beyond which there might be better.</summary>
    internal virtual bool HasEdges => false;

    /// <summary>Whether later rounds may have use for what was fitted in an earlier one.</summary>
    internal virtual bool ComesBack => false;

    /// <summary>What makes this search differ from another, for a checkpoint file.</summary>
    internal abstract string Description { get; }

    /// <summary>The trials to run, in rounds; each may depend on the results of those before.</summary>
    internal abstract IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state);

    /// <summary>Whether the search has one round and needs no results, so that it has <see cref="Candidates"/>.</summary>
    internal virtual bool HasCandidates => true;

    /// <summary>The trials of a search that has one round and needs no results.</summary>
    internal abstract IReadOnlyList<TrialPlan> Candidates(int seed, CancellationToken cancellationToken);

    /// <summary>
    /// Values one after the other, so that other values make another text: what has more than letters and digits is quoted.
    /// </summary>
    private protected static string Listed(IEnumerable<object> values) => string.Join(' ', values.Select(value =>
    {
        string text = ValueText.Of(value);
        return text.Length > 0 && text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '+' or '_') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }));

    private static IReadOnlyList<SweepParameter> Checked(IReadOnlyList<SweepParameter> parameters)
    {
        Guard.NoneNull(parameters);
        if (parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"There are two parameters called '{twice.Key}'; a sweep has to tell them apart.", nameof(parameters));
        return parameters;
    }
}
