using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>All that a model holds comes back from a file.</summary>
[TestClass]
public class SavedModelTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(nameof(Digit.Name))]
    [DataRow(nameof(Digit.Number))]
    [DataRow(nameof(Digit.IsEven))]
    public void Options_labels_and_ids_come_back(string label)
    {
        IDataView data = Keyed(label);
        NearestNeighborsTransformer saved = _ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options
        {
            Neighbors = 4,
            Distance = NeighborDistance.Minkowski,
            MinkowskiPower = 2.5,
            Weights = NeighborWeights.InverseDistance,
            SearchAlgorithm = NeighborSearchAlgorithm.KdTree,
            IdColumnName = nameof(Digit.Name),
            OutputDistances = true,
            NumberOfThreads = 1,
        }).Fit(data);
        NearestNeighborsTransformer loaded = Load<NearestNeighborsTransformer>(Save(saved, data));

        Assert.AreEqual(Describe(saved.Model), Describe(loaded.Model));
        Assert.AreEqual(saved.FeatureColumnName, loaded.FeatureColumnName);
        CollectionAssert.AreEqual(Describe(saved.GetOutputSchema(data.Schema)), Describe(loaded.GetOutputSchema(data.Schema)));
        IDataView test = _ml.Data.LoadFromEnumerable(Optdigits.Test(40));
        AssertSame<float[]>(saved, loaded, test, "Score");
        AssertSame<float[]>(saved, loaded, test, "NeighborDistances");
        AssertSame<string[]>(saved, loaded, test, "NeighborIds");
    }

    [TestMethod]
    public void Sparse_rows_come_back()
    {
        var random = new Random(1);
        Example[] examples = [.. Enumerable.Range(0, 600).Select(i => new Example
        {
            Label = (uint)(i % 3),
            Features = new VBuffer<float>(1000, 3, [random.NextSingle(), 1, random.NextSingle()], [random.Next(300), 300 + random.Next(300), 600 + random.Next(400)]),
        })];
        IDataView data = _ml.View(examples);
        NearestNeighborsTransformer saved = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { OutputDistances = true }).Fit(data);
        NearestNeighborsTransformer loaded = Load<NearestNeighborsTransformer>(Save(saved, data));

        Assert.AreEqual(Describe(saved.Model), Describe(loaded.Model));
        AssertSame<float[]>(saved, loaded, data, "Score");
        AssertSame<float[]>(saved, loaded, data, "NeighborDistances");
    }

    [TestMethod]
    public void A_file_that_ends_early_or_holds_nonsense_is_refused()
    {
        IDataView data = Keyed(nameof(Digit.Number));
        byte[] file = Save(_ml.MulticlassClassification.Trainers.NearestNeighbors().Fit(data), data);
        byte[] model = ReadModel(file);

        // The number of neighbors stands after the name of the feature column and one flag.
        int neighbors = model.AsSpan().IndexOf("\u0008Features"u8) + "\u0008Features".Length + 1;
        AssertRefused(file, [.. model[..neighbors], 0, 0, 0, 0, .. model[(neighbors + 4)..]]);
        AssertRefused(file, [.. model[..neighbors], 255, 255, 0, 0, .. model[(neighbors + 4)..]]);
    }

    private static void AssertRefused(byte[] file, byte[] model)
    {
        Exception failure = Assert.Throws<Exception>(() => Load<NearestNeighborsTransformer>(WriteModel(file, model)));
        StringAssert.Contains(failure.GetBaseException().Message, "The model file holds no valid");
    }

    private static byte[] ReadModel(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using Stream entry = ModelOf(archive).Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] WriteModel(byte[] file, byte[] model)
    {
        var bytes = new MemoryStream();
        bytes.Write(file);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry old = ModelOf(archive);
            string name = old.FullName;
            old.Delete();
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(model);
        }

        return bytes.ToArray();
    }

    private static ZipArchiveEntry ModelOf(ZipArchive archive) =>
        archive.Entries.Where(entry => entry.Name == "Model.key").MaxBy(entry => entry.Length)!;

    private static void AssertSame<TValue>(NearestNeighborsTransformer saved, NearestNeighborsTransformer loaded, IDataView data, string column)
    {
        TValue[] expected = [.. saved.Transform(data).GetColumn<TValue>(column)];
        TValue[] actual = [.. loaded.Transform(data).GetColumn<TValue>(column)];
        for (int i = 0; i < expected.Length; i++)
            CollectionAssert.AreEqual((Array)(object)expected[i]!, (Array)(object)actual[i]!);
    }

    private byte[] Save(ITransformer model, IDataView data)
    {
        using var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        return file.ToArray();
    }

    private static TModel Load<TModel>(byte[] file)
        where TModel : class
    {
        ITransformer model = new MLContext().Model.Load(new MemoryStream(file), out _);
        return model as TModel ?? ((IEnumerable<ITransformer>)model).OfType<TModel>().Single();
    }

    private static (int, NeighborDistance, double, NeighborWeights, NeighborSearchAlgorithm, int, int, long) Describe(NearestNeighborsModel model) => (
        model.Neighbors, model.Distance, model.MinkowskiPower, model.Weights, model.SearchAlgorithm, model.NumberOfRows, model.NumberOfFeatures, model.MemorySize);

    private static string[] Describe(DataViewSchema schema) =>
        [.. schema.Select(column => $"{column.Name} {column.Type} [{string.Join("; ", column.Annotations.Schema.Select(annotation => $"{annotation.Name} {annotation.Type}"))}]")];

    private IDataView Keyed(string label)
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(200));
        return _ml.Transforms.Conversion.MapValueToKey("Label", label).Fit(digits).Transform(digits);
    }
}
