namespace MLExtensions.Tuning.Folds;

/// <summary>Deals groups of rows out to folds.</summary>
internal sealed class GroupDeal
{
    /// <summary>Evaluations as near to each other are the same: <c>numpy.isclose</c>, which scikit-learn asks.</summary>
    private const double Relative = 1e-5;
    private const double Absolute = 1e-8;

    private readonly int[] _sizes;
    private readonly int _mostGroups;

    /// <summary>How many rows, and how many groups, each fold has.</summary>
    private readonly long[] _rows;
    private readonly int[] _groups;
    private int _empty;
    private int _left;

    /// <param name="sizes">How many rows each group has.</param>
    /// <param name="folds">How many folds, at most as many as groups.</param>
    /// <param name="mostGroups">At most as many groups go to one fold; enough for all of them.</param>
    public GroupDeal(int[] sizes, int folds, int mostGroups)
    {
        _sizes = sizes;
        _mostGroups = mostGroups;
        _rows = new long[folds];
        _groups = new int[folds];
        Clear();
    }

    private IEnumerable<int> OpenFolds => Enumerable.Range(0, _rows.Length).Where(HasRoom);

    /// <summary>
    /// Each group goes to the fold with the fewest rows, so that folds differ by no more rows than the largest group has.
    /// </summary>
    /// <param name="order">The groups, the first to be dealt first.</param>
    /// <returns>The fold of each group.</returns>
    public int[] Evenly(int[] order)
    {
        var foldOf = new int[_sizes.Length];
        foreach (int group in order)
            Add(foldOf, group, OpenFolds.MinBy(fold => _rows[fold]));
        return foldOf;
    }

    /// <summary>
    /// Each group goes to the fold where it makes the shares of the classes differ least between folds, as in scikit-learn's
    /// <c>StratifiedGroupKFold</c>. If folds then differ by more rows than the largest group has, all are dealt out once more,
    /// and none to a fold that would so have too many.
    /// </summary>
    /// <param name="order">
    /// The groups; those whose classes are the most uneven are dealt first, and among these the first.
    /// </param>
    /// <param name="counts">For each group its classes, from 0, and how many rows of them it has.</param>
    /// <param name="classes">How many rows of each class there are; none is 0.</param>
    /// <returns>The fold of each group.</returns>
    public int[] Stratified(int[] order, IReadOnlyList<IReadOnlyDictionary<int, int>> counts, int[] classes)
    {
        int[] foldOf = Stratified(order, counts, classes, mostApart: long.MaxValue);
        if (_rows.Max() - _rows.Min() <= _sizes.Max())
            return foldOf;
        Clear();
        return Stratified(order, counts, classes, mostApart: _sizes.Max());
    }

    private int[] Stratified(int[] order, IReadOnlyList<IReadOnlyDictionary<int, int>> counts, int[] classes, long mostApart)
    {
        var foldOf = new int[_sizes.Length];
        double[][] shares = [.. classes.Select(_ => new double[_rows.Length])];
        var deviations = new double[classes.Length];
        double sum = 0;
        foreach (int group in order.OrderByDescending(group => Unevenness(counts[group], classes.Length)))
        {
            int[] open = [.. OpenFolds];
            long fewest = open.Min(fold => _rows[fold]);
            int best = -1;
            double least = double.PositiveInfinity;
            foreach (int fold in open)
            {
                if (_rows[fold] + _sizes[group] - fewest > mostApart)
                    continue;
                double evaluation = (sum + counts[group].Sum(pair => DeviationWith(pair.Key, fold, pair.Value) - deviations[pair.Key])) / classes.Length;
                bool isAsGood = best >= 0 && Math.Abs(evaluation - least) <= Absolute + Relative * Math.Abs(least);
                if (best < 0 || evaluation < least && !isAsGood || isAsGood && _rows[fold] < _rows[best])
                    (best, least) = (fold, evaluation);
            }

            Add(foldOf, group, best);
            foreach ((int label, int count) in counts[group])
            {
                shares[label][best] += (double)count / classes[label];
                sum -= deviations[label];
                sum += deviations[label] = Deviation(shares[label]);
            }
        }

        return foldOf;

        double DeviationWith(int label, int fold, int count)
        {
            double before = shares[label][fold];
            shares[label][fold] = before + (double)count / classes[label];
            double deviation = Deviation(shares[label]);
            shares[label][fold] = before;
            return deviation;
        }
    }

    /// <summary>Whether a fold may get another group; as many are kept back as there are empty folds.</summary>
    private bool HasRoom(int fold) => _groups[fold] < _mostGroups && (_groups[fold] == 0 || _left > _empty);

    private void Clear()
    {
        Array.Clear(_rows);
        Array.Clear(_groups);
        _empty = _groups.Length;
        _left = _sizes.Length;
    }

    private void Add(int[] foldOf, int group, int fold)
    {
        foldOf[group] = fold;
        _rows[fold] += _sizes[group];
        if (_groups[fold]++ == 0)
            _empty--;
        _left--;
    }

    private static double Unevenness(IReadOnlyDictionary<int, int> counts, int classes)
    {
        double mean = (double)counts.Values.Sum() / classes;
        return Math.Sqrt((counts.Values.Sum(count => (count - mean) * (count - mean)) + (classes - counts.Count) * mean * mean) / classes);
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }
}
