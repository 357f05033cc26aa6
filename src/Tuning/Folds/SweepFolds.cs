using MLExtensions.Arguments;
using MLExtensions.Tuning.Folds;

namespace MLExtensions;

/// <summary>How rows are split into those that models are trained on and those that they are scored on.</summary>
public abstract class SweepFolds
{
    private const int MostRepeats = 10_000;

    private protected SweepFolds()
    {
    }

    /// <summary>
    /// <see cref="SweepOptions.NumberOfFolds"/> parts, each scored by models trained on the others.
    /// <para>
    /// Without groups and strata the parts are those of ML.NET's <c>CrossValidate</c> with the same seed. If one of them has less
    /// than half of its even share, rows are dealt out evenly instead, and log and result say so.
    /// </para>
    /// <para>
    /// With <see cref="SweepOptions.SamplingKeyColumnName"/> whole groups are dealt out, the largest first, each to the part with
    /// the fewest rows: parts differ by no more rows than the largest group has. The seed orders groups of the same size. A
    /// missing value is a group like any other. scikit-learn: <c>GroupKFold</c>.
    /// </para>
    /// <para>
    /// With <see cref="SweepOptions.Stratify"/> each part has its share of every class, or of every range of a number
    /// (<c>StratifiedKFold</c>), and with both options as nearly so as whole groups allow (<c>StratifiedGroupKFold</c>).
    /// </para>
    /// </summary>
    /// <param name="repeats">
    /// How often all rows are split anew, from 1 to 10,000. The first time is the same for any number; later ones shuffle rows or
    /// groups before they are dealt out. Default: 1. scikit-learn: <c>RepeatedKFold</c>.
    /// </param>
    /// <remarks>
    /// The standard error is that of one split, in the root mean square over the repeats. It does not shrink with more repeats,
    /// which bring no new rows.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="repeats"/> is below 1 or above 10,000.</exception>
    public static SweepFolds KFold(int repeats = 1)
    {
        Guard.Require(repeats is >= 1 and <= MostRepeats, repeats, nameof(repeats), "from 1 to 10,000");
        return new KFolds(repeats);
    }

    /// <summary>
    /// The folds of ML.NET's <c>CrossValidate</c> with the same seed, groups included, however many rows each has. ML.NET hashes
    /// keys and texts, and cuts numbers by their range, so that folds of groups can be empty, which is an error here, and a
    /// number at a cut can be in two folds. For comparisons with ML.NET.
    /// </summary>
    public static SweepFolds OfMLNet() => new MLNetFolds();

    /// <summary>
    /// A fold for each value of <see cref="SweepOptions.SamplingKeyColumnName"/>, such as each patient. scikit-learn:
    /// <c>LeaveOneGroupOut</c>.
    /// </summary>
    /// <remarks>
    /// Every group counts alike, whatever its size: the standard error says how far the mean would differ for other groups of the
    /// same kind.
    /// </remarks>
    public static SweepFolds LeaveOneGroupOut() => new GroupFolds();

    /// <summary>
    /// Training on the past, and scoring what follows: <see cref="SweepOptions.NumberOfFolds"/> stretches of time of about as
    /// many rows, each scored by models trained on all before it. What comes before the first stretch is only trained on.
    /// scikit-learn: <c>TimeSeriesSplit</c>.
    /// </summary>
    /// <param name="timeColumnName">
    /// The column with the time, a number or one of ML.NET's times; rows of the same time stay together. Default:
    /// <see langword="null"/>, rows are in the order of time, each at a time of its own.
    /// </param>
    /// <param name="gap">
    /// How many points in time are left out between the rows trained on and those that are scored, at least 0. Default: 0.
    /// </param>
    /// <remarks>
    /// Later models are trained on more rows, and times differ. So the standard error shows how much the score changes from one
    /// stretch to another, and is no measure of how certain the mean is for a time to come.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="timeColumnName"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gap"/> is negative.</exception>
    public static SweepFolds InTimeOrder(string? timeColumnName = null, int gap = 0)
    {
        if (timeColumnName is not null)
            ArgumentException.ThrowIfNullOrEmpty(timeColumnName);
        Guard.Require(gap >= 0, gap, nameof(gap), "at least 0");
        return new TimeFolds(timeColumnName, gap);
    }

    /// <summary>
    /// Folds of the user's own: a fold for each value of a column, in the order of the values. A row whose value is missing (the
    /// key 0, a NaN or an empty text) is always trained on. glmnet: <c>foldid</c>; scikit-learn: <c>PredefinedSplit</c>.
    /// </summary>
    /// <param name="foldColumnName">The column, of keys, texts or numbers.</param>
    /// <remarks>The standard error takes the folds for alike.</remarks>
    /// <exception cref="ArgumentException"><paramref name="foldColumnName"/> is null or empty.</exception>
    public static SweepFolds OfColumn(string foldColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(foldColumnName);
        return new ColumnFolds(foldColumnName);
    }

    /// <summary>For the outer folds of a nested cross-validation: the same without repeats.</summary>
    internal virtual SweepFolds Once => this;

    /// <summary>Throws if other options do not go with this.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal virtual void Check(ISplitOptions options)
    {
    }

    /// <summary>As many rows, groups or times a sweep needs.</summary>
    internal abstract int LeastUnits(int folds);

    /// <summary>The seed of the sweep within an outer fold.</summary>
    internal virtual int InnerSeed(int seed) => seed;

    /// <summary>What makes these folds differ from others, but for the seed and the rows.</summary>
    internal abstract string Describe(ISplitOptions options);

    /// <summary>Splits rows.</summary>
    /// <exception cref="InvalidOperationException">There are too few rows, groups or times.</exception>
    internal abstract FoldAssignment Assign(FoldRequest request);

    private protected void Refuse(bool isSet, string option)
    {
        if (isSet)
            throw new ArgumentException($"{nameof(ISplitOptions.Folds)} and {option} exclude each other: {option} is for {nameof(SweepFolds)}.{nameof(KFold)}, and these folds are {Name}.");
    }

    /// <summary>The name of the factory.</summary>
    private protected abstract string Name { get; }
}
