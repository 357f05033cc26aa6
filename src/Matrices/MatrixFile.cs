using System.Runtime.InteropServices;

namespace MLExtensions.Matrices;

/// <summary>Writes and reads features, dense ones by rows and of sparse ones the entries that are not zero.</summary>
internal static class MatrixFile
{
    public static void Write(BinaryWriter writer, FeatureMatrix matrix)
    {
        var sparse = matrix as SparseMatrix;
        writer.Write(sparse is not null);
        writer.Write(matrix.Rows);
        writer.Write(matrix.Columns);
        for (int row = 0; row < matrix.Rows; row++)
        {
            if (sparse is not null)
            {
                writer.Write(sparse.Indices(row).Length);
                writer.Write(MemoryMarshal.AsBytes(sparse.Indices(row)));
                writer.Write(MemoryMarshal.AsBytes(sparse.Values(row)));
            }
            else
            {
                writer.Write(MemoryMarshal.AsBytes(((DenseMatrix)matrix).Row(row)));
            }
        }
    }

    /// <exception cref="FormatException">There is no matrix.</exception>
    /// <exception cref="EndOfStreamException">There is less than there should be.</exception>
    public static FeatureMatrix Read(BinaryReader reader)
    {
        bool isSparse = reader.ReadBoolean();
        int rows = reader.ReadInt32();
        int columns = reader.ReadInt32();
        if (rows < 0 || columns < 0)
            throw new FormatException("The model file holds no valid features.");
        return isSparse ? ReadSparse(reader, rows, columns) : ReadDense(reader, rows, columns);
    }

    private static DenseMatrix ReadDense(BinaryReader reader, int rows, int columns)
    {
        var builder = new DenseMatrix.Builder(columns);
        for (int row = 0; row < rows; row++)
            reader.ReadExactly(MemoryMarshal.AsBytes(builder.AddRow()));
        return builder.Build();
    }

    private static SparseMatrix ReadSparse(BinaryReader reader, int rows, int columns)
    {
        var builder = new SparseMatrix.Builder(columns);
        var indices = new int[columns];
        var values = new float[columns];
        for (int row = 0; row < rows; row++)
        {
            int count = reader.ReadInt32();
            if (count < 0 || count > columns)
                throw new FormatException("The model file holds no valid features.");
            reader.ReadExactly(MemoryMarshal.AsBytes(indices.AsSpan(0, count)));
            reader.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(0, count)));
            for (int i = 0; i < count; i++)
                if (indices[i] >= columns || indices[i] <= (i == 0 ? -1 : indices[i - 1]))
                    throw new FormatException("The model file holds no valid features.");
            builder.Add(indices.AsSpan(0, count), values.AsSpan(0, count));
        }

        return builder.Build();
    }
}
