namespace MLExtensions.Kernels;

/// <summary>What one column adds to a sum over the columns of two rows.</summary>
internal interface IColumnTerm
{
    /// <summary>Whether it is the greatest term that is wanted, and not the sum of all.</summary>
    static abstract bool IsGreatest { get; }

    /// <summary>The sum so far and the column's term.</summary>
    /// <param name="sum">The sum over the columns before, 0 before the first.</param>
    /// <param name="x">The entries of some rows x.</param>
    /// <param name="z">The entry of the other row z, in each lane.</param>
    TVector Add<TLanes, TVector>(TVector sum, TVector x, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct;
}
