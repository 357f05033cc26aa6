using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Data;

/// <summary>What of the data takes part in training.</summary>
[TestClass]
public class ExampleReaderTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Example[] _good = MadeUpExamples.Draw(60, 4, seed: 1);

    [TestMethod]
    [EachTrainer]
    public void Rows_that_cannot_be_used_are_skipped_with_one_warning_that_counts_them(TrainerKind kind)
    {
        Example good = _good[0];
        Example[] bad =
        [
            good with { Label = MadeUpExamples.MissingLabel },
            good with { Features = MadeUpExamples.Vector(0, float.NaN, 0, 0) },
            good with { Features = MadeUpExamples.Vector(float.PositiveInfinity, 0, 0, 0) },
            good with { Features = MadeUpExamples.Vector(0, 0, 0, float.NegativeInfinity) },
            good with { Features = new VBuffer<float>(4, 1, [float.NaN], [2]) },
            good with { Weight = float.NaN },
            good with { Weight = float.PositiveInfinity },
            good with { Label = MadeUpExamples.MissingLabel, Weight = float.NaN },
        ];
        var log = new RecordingLog(_ml);

        AssertSameModel(kind, _good, [.. bad[..3], .. _good[..20], .. bad[3..6], .. _good[20..], .. bad[6..]]);

        Assert.AreEqual(
            "skipped 8 of 68 rows: 2 with a missing label, 4 with a missing (NaN) or infinite feature, 2 with a missing (NaN) or infinite weight.",
            string.Join('\n', log.Warnings));
    }

    [TestMethod]
    [EachTrainer(true, float.NaN, "skipped 1 of 61 rows: 1 with a missing (NaN) or infinite feature.")]
    [EachTrainer(false, float.NaN, "skipped 1 of 61 rows: 1 with a missing (NaN) or infinite weight.")]
    public void Only_causes_that_were_met_are_told(TrainerKind kind, bool inFeatures, float value, string warning)
    {
        Example bad = inFeatures ? _good[0] with { Features = MadeUpExamples.Vector(value, 0, 0, 0) } : _good[0] with { Weight = value };
        var log = new RecordingLog(_ml);
        AssertSameModel(kind, _good, [bad, .. _good]);
        Assert.AreEqual(warning, string.Join('\n', log.Warnings));
    }

    [TestMethod]
    [EachTrainer]
    public void Good_rows_give_no_warning(TrainerKind kind)
    {
        var log = new RecordingLog(_ml);
        Fit(kind, _good);
        Assert.IsEmpty(log.Warnings);
    }

    [TestMethod]
    [EachTrainer]
    public void Rows_of_weight_zero_are_rows_left_out(TrainerKind kind)
    {
        var log = new RecordingLog(_ml);
        Example[] weightless = [.. MadeUpExamples.Draw(10, 4, seed: 2).Select(example => example with { Weight = 0 })];
        AssertSameModel(kind, _good, [.. weightless[..5], .. _good[..30], .. weightless[5..], .. _good[30..]]);
        Assert.IsEmpty(log.Warnings);
    }

    [TestMethod]
    [EachTrainer]
    public void A_sparse_vector_is_the_dense_one_with_its_zeros(TrainerKind kind)
    {
        // Of both densities: few zeros and mostly zeros.
        Example[] mostlyZeros = [.. _good.Select((example, i) => example with
        {
            Features = MadeUpExamples.Vector([.. Enumerable.Range(0, 40).Select(f => f == i % 40 ? 1f + i : 0f)]),
        })];
        AssertSameModel(kind, _good, _good.Select(Sparse));
        AssertSameModel(kind, mostlyZeros, mostlyZeros.Select(Sparse));
    }

    /// <summary>ML.NET takes such a vector as it is, and its entry would lie outside all weights.</summary>
    [TestMethod]
    [EachTrainer]
    public void An_entry_beyond_the_last_feature_is_refused(TrainerKind kind)
    {
        Example[] sparse = [.. _good.Select((example, i) => example with { Features = new VBuffer<float>(40, 1, [1f], [i % 40]) })];
        sparse[30] = sparse[30] with { Features = new VBuffer<float>(40, 1, [1f], [40]) };
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(kind, sparse));
        Assert.AreEqual("A sparse row of 40 features has an entry of number 40; numbers must be from 0 to 39.", (error.InnerException ?? error).Message);
    }

    [TestMethod]
    [EachTrainer]
    public void Classes_without_an_example_get_scores_too(TrainerKind kind)
    {
        FittedLinear model = FittedLinear.Of(_ml.Trainer(kind).Fit(_ml.View(_good, classes: 5)));
        Assert.HasCount(5, model.Weights);
        Assert.IsTrue(model.Weights.SelectMany(row => row).Concat(model.Biases).All(float.IsFinite));
    }

    [TestMethod]
    public void A_key_member_counts_from_zero_where_the_column_counts_from_one()
    {
        // What MissingLabel rests on: the member's value K is beyond the last class, K − 1, and comes out as missing.
        IDataView view = _ml.View([new() { Label = 0 }, new() { Label = 2 }, new() { Label = 3 }]);
        CollectionAssert.AreEqual(new uint[] { 1, 3, 0 }, view.GetColumn<uint>("Label").ToArray());
    }

    [TestMethod]
    [EachTrainer]
    public void One_class_is_refused(TrainerKind kind)
    {
        IDataView data = _ml.View(_good.Select(example => example with { Label = 0 }), classes: 1);
        ArgumentOutOfRangeException error =
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.QuickTrainer(kind).Fit(data));
        StringAssert.StartsWith(
            error.Message, "Schema mismatch for label column 'Label': expected a key of at least 2 values, got a key of 1");
    }

    [TestMethod]
    [EachTrainer]
    public void Empty_data_are_refused(TrainerKind kind) =>
        AssertNoRows(kind, "No training rows: the data are empty or every weight is 0.");

    [TestMethod]
    [EachTrainer]
    public void Data_of_weight_zero_are_refused(TrainerKind kind) => AssertNoRows(
        kind, "No training rows: the data are empty or every weight is 0.", [.. _good.Select(example => example with { Weight = 0 })]);

    [TestMethod]
    [EachTrainer]
    public void Data_without_a_usable_feature_vector_are_refused(TrainerKind kind) => AssertNoRows(
        kind,
        "No training rows: skipped 60 of 60 rows: 60 with a missing (NaN) or infinite feature.",
        [.. _good.Select(example => example with { Features = MadeUpExamples.Vector(1, 2, 3, float.NaN) })]);

    [TestMethod]
    [EachTrainer]
    public void Data_without_a_label_are_refused(TrainerKind kind) => AssertNoRows(
        kind,
        "No training rows: skipped 60 of 60 rows: 60 with a missing label.",
        [.. _good.Select(example => example with { Label = MadeUpExamples.MissingLabel })]);

    [TestMethod]
    [EachTrainer]
    public void A_negative_weight_is_refused_with_its_row(TrainerKind kind) => Assert.AreEqual(
        "The weight column 'Weight' holds -1.5 in row 7; weights must not be negative.",
        Assert.ThrowsExactly<InvalidOperationException>(
            () => Fit(kind, [.. _good.Select((example, i) => i == 7 ? example with { Weight = -1.5f } : example)])).Message);

    private static Example Sparse(Example example)
    {
        (float Value, int Index)[] stored =
            [.. example.Features.DenseValues().Select((value, index) => (value, index)).Where(entry => entry.value != 0)];
        return example with
        {
            Features = new VBuffer<float>(
                example.Features.Length, stored.Length, [.. stored.Select(entry => entry.Value)], [.. stored.Select(entry => entry.Index)]),
        };
    }

    private void AssertNoRows(TrainerKind kind, string message, params Example[] examples) => Assert.AreEqual(
        message, Assert.ThrowsExactly<InvalidOperationException>(() => Fit(kind, examples)).Message);

    private void AssertSameModel(TrainerKind kind, IEnumerable<Example> expected, IEnumerable<Example> actual) =>
        FittedLinear.AssertSameBits(Fit(kind, expected), Fit(kind, actual));

    private FittedLinear Fit(TrainerKind kind, IEnumerable<Example> examples) => FittedLinear.Of(
        _ml.Trainer(kind, options =>
        {
            options.ExampleWeightColumnName = "Weight";
            options.Seed = 1;
        }).Fit(_ml.View(examples)));
}
