using System.Runtime.Intrinsics;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Dense;

/// <summary>Compares every query with every known row.</summary>
/// <remarks>
/// A screen in single precision goes over all pairs, in the order in which a matrix product would; pairs that pass it, some
/// dozens of a query, are measured in double precision.
/// </remarks>
internal sealed class DenseSearch<TDistance, TScreen, TTerm> : NeighborSearch
    where TDistance : struct, IDistanceFunction
    where TScreen : struct, IScreen<TTerm>
    where TTerm : struct, IColumnTerm
{
    /// <summary>Known rows that it is worth a thread's while to go through for a single query, times columns.</summary>
    private const int EntriesOfThread = 1 << 16;

    /// <summary>What queries that wait may take, in floats.</summary>
    private const int QueryEntries = 1 << 21;

    private readonly DenseMatrix _known;
    private readonly float[] _descriptions;
    private readonly TDistance _distance;
    private readonly TScreen _screen;

    /// <param name="known">The known rows.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="screen">A screen for it.</param>
    public DenseSearch(DenseMatrix known, TDistance distance, TScreen screen)
        : base(known.Rows, known.Columns)
    {
        _known = known;
        _distance = distance;
        _screen = screen;
        _descriptions = new float[known.Rows];
        for (int row = 0; row < known.Rows; row++)
            _descriptions[row] = screen.Describe(known.Row(row));
    }

    public override FeatureMatrix Features => _known;

    public override long Bytes => _known.Bytes + sizeof(float) * (long)_descriptions.Length;

    public override int BatchSize => Math.Clamp(QueryEntries / Math.Max(1, Columns), 64, 2_048);

    public override QueryBuffer CreateQueries() => new DenseQueryBuffer(Columns);

    public override double ToDistance(double reducedDistance) => _distance.Distance(reducedDistance);

    public override void Find(
        FeatureMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, CancellationToken cancellationToken) =>
        Find((DenseMatrix)queries, nearest, numberOfThreads, out _, cancellationToken);

    /// <summary>The same, and how many pairs passed the screen.</summary>
    public void Find(
        DenseMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, out long measured, CancellationToken cancellationToken)
    {
        if (Lanes512.IsSupported)
            Find<Lanes512, Vector512<float>>(queries, nearest, numberOfThreads, out measured, cancellationToken);
        else if (Lanes256.IsSupported)
            Find<Lanes256, Vector256<float>>(queries, nearest, numberOfThreads, out measured, cancellationToken);
        else
            Find<Lanes128, Vector128<float>>(queries, nearest, numberOfThreads, out measured, cancellationToken);
    }

    /// <summary>The same with given vectors.</summary>
    public void Find<TLanes, TVector>(
        DenseMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, out long measured, CancellationToken cancellationToken)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        int mostQueries = DenseScan<TLanes, TVector, TDistance, TScreen, TTerm>.MostQueries(Columns);
        var parts = new SearchParts(queries.Rows, Rows, Math.Max(1, EntriesOfThread / Math.Max(1, Columns)), mostQueries, numberOfThreads);
        long passed = 0;
        parts.Find(nearest, FindPart, cancellationToken);
        measured = passed;

        void FindPart(
            (int Start, int End) queryRange, (int Start, int End) knownRange, Span<Neighbor> found, Span<int> counts, CancellationToken token)
        {
            using var scan = new DenseScan<TLanes, TVector, TDistance, TScreen, TTerm>(_known, _descriptions, _distance, _screen, queries, queryRange);
            scan.Find(knownRange, found, counts, token);
            Interlocked.Add(ref passed, scan.Measured);
        }
    }
}
