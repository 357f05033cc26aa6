using Microsoft.ML;
using MLExtensions.Neighbors;
using MLExtensions.Rows;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>The columns that follow from a row's nearest neighbors.</summary>
/// <param name="inputSchema">The schema that they are added to.</param>
/// <param name="features">The feature column.</param>
/// <param name="search">The known rows.</param>
/// <param name="neighbors">k.</param>
/// <param name="numberOfThreads">Threads that search.</param>
/// <param name="columns">The columns.</param>
internal sealed class NeighborMapping(
    DataViewSchema inputSchema, DataViewSchema.Column features, NeighborSearch search, int neighbors, int numberOfThreads, NeighborColumns[] columns)
    : BatchMapping(inputSchema, [.. columns.SelectMany(some => some.Descriptions)])
{
    public override int BatchSize => search.BatchSize;

    protected override IEnumerable<DataViewSchema.Column> DependenciesOf(int added) => [features];

    public override RowBatch CreateBatch(DataViewRow input, ReadOnlySpan<bool> active) =>
        new NeighborBatch(input.GetGetter<Microsoft.ML.Data.VBuffer<float>>(features), search, neighbors, numberOfThreads, columns, active.ToArray());
}
