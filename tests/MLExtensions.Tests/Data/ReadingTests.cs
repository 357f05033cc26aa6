using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Matrices;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Data;

/// <summary>However many threads read, the examples are those that the single cursor gives out, in its order.</summary>
[TestClass]
public class ReadingTests
{
    private const int Features = 40;

    private static readonly int[] _threads = [1, 2, 3, 8];

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(1)]
    [DataRow(70)]
    [DataRow(6000)]
    public void Of_data_in_memory(int rows) => AssertSameExamples(_ml.View(MadeUpExamples.Draw(rows, Features, seed: 1)), cursors: 1);

    [TestMethod]
    [DataRow(1)]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(65)]
    [DataRow(6000)]
    public void Of_cached_data(int rows) => AssertSameExamples(Cached(rows));

    [TestMethod]
    public void Of_cached_data_of_few_features() =>
        AssertSameExamples(_ml.Data.Cache(_ml.View(MadeUpExamples.Draw(60_000, 1, seed: 1))));

    [TestMethod]
    public void Of_cached_data_that_are_sparse()
    {
        var random = new Random(1);
        AssertSameExamples(_ml.Data.Cache(_ml.View(Enumerable.Range(0, 10_000).Select(i => new Example
        {
            Label = (uint)i % 3,
            Features = new VBuffer<float>(1000, i % 20, [.. Enumerable.Range(1, i % 20).Select(_ => random.NextSingle())], [.. Enumerable.Range(i % 900, i % 20)]),
        }))));
    }

    [TestMethod]
    public void Of_data_filtered() => AssertSameExamples(
        _ml.Data.FilterRowsByColumn(Cached(6000), "Weight", lowerBound: 2.5, upperBound: 5));

    [TestMethod]
    public void Of_whole_batches_filtered_away() => AssertSameExamples(_ml.Data.FilterRowsByColumn(
        _ml.Data.Cache(_ml.View(MadeUpExamples.Draw(6000, Features, seed: 1).Select((example, i) => example with { Weight = i / 500 % 3 }))),
        "Weight", lowerBound: 0.5));

    [TestMethod]
    public void Of_data_shuffled() => AssertSameExamples(_ml.Data.ShuffleRows(Cached(6000), seed: 3), cursors: 1);

    [TestMethod]
    public void Of_data_of_which_a_part_is_taken() =>
        AssertSameExamples(_ml.Data.SkipRows(_ml.Data.TakeRows(Cached(6000), 5000), 777), cursors: 1);

    [TestMethod]
    public void Of_data_mapped()
    {
        IDataView source = _ml.View(Messy(6000));
        AssertSameExamples(_ml.Transforms.NormalizeMinMax("Features").Fit(source).Transform(source));
    }

    [TestMethod]
    public void Of_text()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, MadeUpExamples.Draw(6000, Features, seed: 1).Select((example, i) => string.Join(
                ',', [(i % 7).ToString(CultureInfo.InvariantCulture), .. example.Features.DenseValues().Select(x => x.ToString("R", CultureInfo.InvariantCulture))])));
            AssertSameExamples(_ml.Data.LoadFromTextFile(path, new TextLoader.Options
            {
                Separators = [','],
                Columns =
                [
                    new("Label", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(5)),
                    new("Weight", DataKind.Single, 0),
                    new("Features", DataKind.Single, 1, Features),
                ],
            }));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void A_negative_weight_is_told_with_its_row_the_first_of_several()
    {
        IDataView data = _ml.Data.Cache(_ml.View(Messy(6000).Select((example, i) => i is 4321 or 4400 or 5555 ? example with { Label = 0, Weight = -i } : example)));
        foreach (int threads in _threads)
            Assert.AreEqual(
                "The weight column 'Weight' holds -4321 in row 4321; weights must not be negative.",
                Assert.ThrowsExactly<InvalidOperationException>(() => Read(data, threads)).Message);
    }

    [TestMethod]
    public void What_a_row_throws_is_thrown_the_first_of_several_and_the_cursors_are_closed()
    {
        // A single cursor over a mapping is one that ML.NET has put together from several: it wraps what one of them throws.
        foreach (int threads in _threads[1..])
        {
            WatchedDataView data = Mapped(Cached(6000, row => row), weight => weight is 4321 or 5000 ? throw new FormatException($"row {weight}") : weight);
            Assert.AreEqual("row 4321", Assert.ThrowsExactly<FormatException>(() => Read(data, threads)).Message);
            Assert.AreEqual(0, data.Open);
        }
    }

    [TestMethod]
    public void What_the_source_throws_is_thrown_as_the_single_cursor_would()
    {
        foreach (int threads in _threads)
        {
            WatchedDataView data = Mapped(_ml.Data.LoadFromEnumerable(Failing(), SchemaOf(Features)), weight => weight);
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Read(data, threads));
            StringAssert.StartsWith(error.Message, "Splitter/consolidator worker encountered exception");
            Assert.IsInstanceOfType<FormatException>(error.GetBaseException());
            Assert.AreEqual(0, data.Open);
        }

        static IEnumerable<Example> Failing()
        {
            foreach (Example example in MadeUpExamples.Draw(6000, Features, seed: 1))
                yield return example;
            throw new FormatException("the end");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(100)]
    [DataRow(4000)]
    public void Cancelling_ends_it_soon_and_closes_the_cursors(int row)
    {
        IDataView cached = Cached(60_000, i => i);
        foreach (int threads in _threads)
        {
            using var source = new CancellationTokenSource();
            int read = 0;
            WatchedDataView data = Mapped(cached, weight =>
            {
                Interlocked.Increment(ref read);
                if (weight == row)
                    source.Cancel();
                return weight;
            });
            Assert.ThrowsExactly<OperationCanceledException>(() => Read(data, threads, source.Token));
            Assert.AreEqual(0, data.Open);
            Assert.IsLessThan(50_000, read);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Memory_is_little_more_than_what_is_kept(bool sparse)
    {
        const int rows = 20_000;
        const int columns = 2000;
        int stored = sparse ? 150 : columns / 4;
        var features = new VBuffer<float>(columns, stored, [.. Enumerable.Repeat(1f, stored)], [.. Enumerable.Range(0, stored)]);
        IDataView data = _ml.View(Enumerable.Range(0, rows).Select(i => new Example { Label = (uint)i % 2, Features = features }));
        Read(_ml.View([new() { Features = features }, new() { Label = 1, Features = features }]), threads: 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        LabeledExamples<int> examples = Read(data, threads: 1);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        long kept = examples.Features.StoredEntries * sizeof(float) * (sparse ? 2 : 1);
        Assert.AreEqual((long)rows * (sparse ? stored : columns), examples.Features.StoredEntries);
        Assert.IsInRange(kept, kept + kept * 3 / 10 + (1 << 20), allocated);
    }

    private static void AssertSameExamples(IDataView data, int? cursors = null)
    {
        LabeledExamples<int> expected = Read(data, threads: 1, out string[] expectedWarnings);
        AssertRowsOf(data, expected);
        foreach (int threads in _threads)
        {
            var watched = new WatchedDataView(data);
            LabeledExamples<int> actual = Read(watched, threads, out string[] warnings);
            AssertSame(expected, actual);
            CollectionAssert.AreEqual(expectedWarnings, warnings);
            Assert.AreEqual(1, watched.Passes);
            Assert.AreEqual(0, watched.Open);
            Assert.AreEqual(cursors ?? Math.Min(threads, 2), Math.Min(watched.Cursors, 2));
        }
    }

    private static void AssertRowsOf(IDataView data, LabeledExamples<int> examples)
    {
        int row = 0;
        foreach ((uint label, float weight, VBuffer<float> features) in
            data.GetColumn<uint>("Label").Zip(data.GetColumn<float>("Weight"), data.GetColumn<VBuffer<float>>("Features")))
        {
            if (label == 0 || weight == 0 || !features.DenseValues().Append(weight).All(float.IsFinite))
                continue;
            Assert.AreEqual((int)label - 1, examples.Targets[row]);
            Assert.AreEqual(weight, examples.Weights[row]);
            var x = new double[features.Length];
            examples.Features.CopyRow(row, x);
            CollectionAssert.AreEqual(features.DenseValues().Select(value => (double)value).ToArray(), x);
            row++;
        }

        Assert.AreEqual(row, examples.Features.Rows);
    }

    private static void AssertSame(LabeledExamples<int> expected, LabeledExamples<int> actual)
    {
        CollectionAssert.AreEqual(expected.Targets, actual.Targets);
        CollectionAssert.AreEqual(expected.Weights, actual.Weights);
        Assert.AreEqual(expected.Features.GetType(), actual.Features.GetType());
        Assert.AreEqual(expected.Features.Rows, actual.Features.Rows);
        Assert.AreEqual(expected.Features.StoredEntries, actual.Features.StoredEntries);
        for (int i = 0; i < expected.Features.Rows; i++)
            Assert.IsTrue((expected.Features, actual.Features) switch
            {
                (DenseMatrix x, DenseMatrix y) => x.Row(i).SequenceEqual(y.Row(i)),
                (SparseMatrix x, SparseMatrix y) => x.Indices(i).SequenceEqual(y.Indices(i)) && x.Values(i).SequenceEqual(y.Values(i)),
                _ => false,
            });
    }

    private IDataView Cached(int rows) => _ml.Data.Cache(_ml.View(Messy(rows)));

    private IDataView Cached(int rows, Func<int, float> weight) => _ml.Data.Cache(
        _ml.View(MadeUpExamples.Draw(rows, Features, seed: 1).Select((example, i) => example with { Weight = weight(i) })));

    /// <summary>Rows of which some are to be skipped or left out, each for another reason.</summary>
    private static IEnumerable<Example> Messy(int rows) =>
        MadeUpExamples.Draw(rows, Features, seed: 1).Select((example, i) => (i % 101) switch
        {
            10 => example with { Label = MadeUpExamples.MissingLabel },
            20 => example with { Weight = 0 },
            30 => example with { Weight = float.NaN },
            40 => example with { Features = new VBuffer<float>(Features, 1, [float.NaN], [i % Features]) },
            50 => example with { Features = new VBuffer<float>(Features, 0, [], []) },
            60 => example with { Features = new VBuffer<float>(Features, 2, [i, 0], [i % 20, 20 + i % 20]) },
            _ => example with { Weight = 1 + i % 5 },
        });

    private static SchemaDefinition SchemaOf(int features)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Label)].ColumnType = new KeyDataViewType(typeof(uint), MadeUpExamples.Classes);
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return schema;
    }

    private WatchedDataView Mapped(IDataView data, Func<float, float> weight) => new(
        _ml.Transforms.CustomMapping<Weighted, Weighted>((from, to) => to.Weight = weight(from.Weight), null).Fit(data).Transform(data));

    private static LabeledExamples<int> Read(IDataView data, int threads, CancellationToken cancellationToken = default) =>
        Read(data, threads, out _, cancellationToken);

    private static LabeledExamples<int> Read(
        IDataView data, int threads, out string[] warnings, CancellationToken cancellationToken = default)
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        LabeledExamples<int> examples;
        using (IChannel channel = ((IHostEnvironment)ml).Register("Reading").Start("Reading"))
            examples = ExampleReader.ReadClasses(
                data, new ExampleColumns(LabelKind.Key, "Label", "Features", "Weight"), channel, threads, out _, cancellationToken);
        warnings = log.Warnings;
        return examples;
    }

    private sealed class Weighted
    {
        public float Weight { get; set; }
    }
}
