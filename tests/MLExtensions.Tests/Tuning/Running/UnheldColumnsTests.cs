using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>Columns whose values cannot be kept in memory, as those of images, since whoever reads them may change or dispose of them.</summary>
[TestClass]
public class UnheldColumnsTests
{
    private static readonly SweepParameter<int> _scale = SweepParameter.Choices("scale", [1, 2]);
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_step_may_end_in_one_and_the_next_depend_on_a_parameter()
    {
        SweepResult result = _ml.MulticlassClassification.Sweep(
            Rows(), Labels().Append(Draw(_ml)).Append((ml, values) => Pixels(ml, values.Get(_scale))).Append((ml, _) => ml.MulticlassClassification.Trainers.NearestNeighbors()), SweepSearch.Grid(_scale));
        foreach (SweepTrial trial in result.Trials)
            Assert.AreEqual(1, trial.Validation.Mean, trial.ToString());
    }

    [TestMethod]
    public void One_that_is_there_before_the_pipeline_is_named_if_a_step_needs_it_and_otherwise_left_out()
    {
        IDataView data = Draw(_ml).Fit(Rows()).Transform(Rows());
        SweepTrial failed = _ml.MulticlassClassification.Sweep(
            data, Labels().Append((ml, values) => Pixels(ml, values.Get(_scale))).Append((ml, _) => ml.MulticlassClassification.Trainers.NearestNeighbors()), SweepSearch.Grid(_scale)).Trials[0];
        StringAssert.Contains(failed.Failure!.Message, "Column 'Picture' of type Picture cannot be kept in memory");
        SweepResult result = _ml.MulticlassClassification.Sweep(
            data, Labels().Append((ml, _) => ml.MulticlassClassification.Trainers.NearestNeighbors("Label", "Raw")), SweepSearch.Grid(_scale));
        Assert.AreEqual(1, result.Best.Validation.Mean);
    }

    private ValueToKeyMappingEstimator Labels() => _ml.Transforms.Conversion.MapValueToKey("Label");

    private static CustomMappingEstimator<WithRaw, WithPicture> Draw(MLContext ml) => ml.Transforms.CustomMapping<WithRaw, WithPicture>(
        (row, output) => output.Picture = new Picture { Pixels = [.. row.Raw] }, contractName: null);

    /// <summary>Changes the picture that it is given, as a step may that owns it.</summary>
    private static CustomMappingEstimator<WithPicture, WithPixels> Pixels(MLContext ml, int scale) => ml.Transforms.CustomMapping<WithPicture, WithPixels>(
        (input, output) =>
        {
            output.Features = Array.ConvertAll(input.Picture!.Pixels, pixel => scale * pixel);
            Array.Clear(input.Picture.Pixels);
        },
        contractName: null);

    private IDataView Rows() => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Row { Label = $"c{i % 3}", Raw = [i % 3, i * 7 % 5 * 0.1f] }).ToList());

    private sealed class Row : WithRaw
    {
        public string Label { get; set; } = "";
    }

    private class WithRaw
    {
        [VectorType(2)]
        public float[] Raw { get; set; } = [];
    }

    private sealed class Picture
    {
        public float[] Pixels { get; set; } = [];
    }

    private sealed class WithPicture
    {
        [PictureType]
        public Picture? Picture { get; set; }
    }

    private sealed class WithPixels
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class PictureType() : StructuredDataViewType(typeof(Picture))
    {
        public override bool Equals(DataViewType? other) => other is PictureType;

        public override int GetHashCode() => typeof(Picture).GetHashCode();

        public override string ToString() => nameof(Picture);
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class PictureTypeAttribute : DataViewTypeAttribute
    {
        public override bool Equals(DataViewTypeAttribute? other) => other is PictureTypeAttribute;

        public override int GetHashCode() => typeof(Picture).GetHashCode();

        public override void Register() => DataViewTypeManager.Register(new PictureType(), typeof(Picture), this);
    }
}
