namespace LoadModel;

/// <summary>Feature vectors in a file: how many, how long each is, then their values bit by bit.</summary>
internal static class FeatureFile
{
    public static void Write(string path, float[][] rows)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(rows.Length);
        writer.Write(rows[0].Length);
        foreach (float value in rows.SelectMany(row => row))
            writer.Write(value);
    }

    public static float[][] Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var rows = new float[reader.ReadInt32()][];
        int length = reader.ReadInt32();
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new float[length];
            for (int f = 0; f < length; f++)
                rows[i][f] = reader.ReadSingle();
        }

        return rows;
    }
}
