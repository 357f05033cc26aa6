using MLExtensions.Matrices;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Sparse;

/// <summary>
/// Compares every query with every known row by their product in single precision, and measures in double precision those pairs
/// alone that may be near.
/// </summary>
internal sealed class SparseProductSearch<TDistance> : SparseSearch<TDistance>
    where TDistance : struct, IProductDistance
{
    private readonly SparseMatrix _known;
    private readonly TDistance _distance;
    private readonly double[] _squaredNorms;
    private readonly int _mostEntries;

    public SparseProductSearch(SparseMatrix known, TDistance distance)
        : base(known, distance)
    {
        _known = known;
        _distance = distance;
        _squaredNorms = new double[known.Rows];
        for (int row = 0; row < known.Rows; row++)
        {
            _squaredNorms[row] = ReducedDistances.SquaredNorm(known.Values(row));
            _mostEntries = Math.Max(_mostEntries, known.Values(row).Length);
        }
    }

    public override long Bytes => base.Bytes + sizeof(double) * (long)_squaredNorms.Length;

    public override void Find(FeatureMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, CancellationToken cancellationToken)
    {
        var x = (SparseMatrix)queries;
        new SearchParts(x.Rows, Rows, fewestKnown: 1 << 12, mostQueries: 32, numberOfThreads).Find(nearest, FindPart, cancellationToken);

        void FindPart((int Start, int End) range, (int Start, int End) rows, Span<Neighbor> found, Span<int> counts, CancellationToken token) =>
            new SparseProductScan<TDistance>(_known, _squaredNorms, _mostEntries, _distance, x, range).Find(rows, found, counts, token);
    }
}
