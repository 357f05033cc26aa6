using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>The schema after fitting, before any data are there.</summary>
internal static class NeighborShapes
{
    /// <summary>Adds what is predicted, and what tells of the neighbors.</summary>
    public static SchemaShape With(SchemaShape inputSchema, NeighborSettings settings, SchemaShape.Column[] predictions)
    {
        List<SchemaShape.Column> added = [.. predictions];
        if (settings.OutputDistances)
            added.Add(Vector(NeighborColumnNames.Distances, NumberDataViewType.Single));
        if (settings.Columns.Id is { } id)
            added.Add(Vector(NeighborColumnNames.Ids, inputSchema.First(column => column.Name == id).ItemType));
        return SchemaShapes.With(inputSchema, [.. added]);
    }

    private static SchemaShape.Column Vector(string name, DataViewType item) =>
        SchemaShapes.Column(name, VectorKind.Vector, item, isKey: false, annotations: null);
}
