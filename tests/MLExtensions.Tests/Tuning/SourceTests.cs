using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning;

/// <summary>What sweeps make of sources that are not the same twice, or have rows that nothing can be made of.</summary>
[TestClass]
public class SourceTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static IEnumerable<object[]> Names => EntryPoints.All.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Labels_belong_to_their_features_if_a_source_gives_other_rows_each_time(string name)
    {
        var random = new Random(1);
        IDataView source = _ml.Data.LoadFromEnumerable(Rows());
        Assert.IsGreaterThan(0.99, EntryPoints.Run(name, _ml, source).Score);

        // Drawn anew whenever someone begins to read.
        IEnumerable<EntryPoints.SourceRow> Rows()
        {
            foreach (EntryPoints.SourceRow row in EntryPoints.Draw(random, EntryPoints.Rows))
                yield return row;
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_source_that_can_be_read_once_is_read_once(string name)
    {
        bool wasRead = false;
        Assert.IsGreaterThan(0.99, EntryPoints.Run(name, _ml, _ml.Data.LoadFromEnumerable(Rows())).Score);

        IEnumerable<EntryPoints.SourceRow> Rows()
        {
            if (wasRead)
                throw new InvalidOperationException("It was read before.");
            wasRead = true;
            foreach (EntryPoints.SourceRow row in EntryPoints.Draw(new Random(1), EntryPoints.Rows))
                yield return row;
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Rows_that_cannot_be_used_are_counted_and_said(string name)
    {
        EntryPoints.Outcome outcome = EntryPoints.Run(name, _ml, Unusable(0.1));

        // Rows without an answer are wrong for accuracies; all others are right. After Refit rows are asked for that lack nothing, and
        // ML.NET's evaluator leaves out those without an answer.
        bool isAccuracy = name is not ("Refit" or "OutOfFold") && !name.EndsWith("numbers", StringComparison.Ordinal);
        Assert.AreEqual(isAccuracy ? 96.0 / 108 : 1, outcome.Score, 0.02);
        StringAssert.Contains(outcome.Text, name switch
        {
            _ when name.StartsWith("Estimate", StringComparison.Ordinal) => "; 12 rows without a label are left out; 12 rows that the model gives no answer for",
            _ when name.StartsWith("CheckCanOverfit", StringComparison.Ordinal) => " on 120 rows",
            _ when name.StartsWith("NestedCrossValidate", StringComparison.Ordinal) => "Skipped in training: 96 of 480 rows, all folds together (20.0 %), 48 without a label and 48 that the model has no answer for",
            _ => "Skipped in training: 48 of 240 rows, all folds together (20.0 %), 24 without a label and 24 that the model has no answer for",
        });
    }

    [TestMethod]
    public void Rows_skipped_are_said_in_the_properties_and_begin_the_verdict_if_they_are_many()
    {
        SweepResult many = EntryPoints.SweepOf(_ml, Unusable(0.1), together: true);
        SweepResult few = EntryPoints.SweepOf(_ml, Unusable(0.04), together: false);
        foreach (SweepTrial trial in many.Trials)
            Assert.AreEqual(new RowCounts(240, withoutLabel: 24, ofUnknownClass: 0, unanswered: 24), trial.TrainingRows);
        Assert.AreEqual(new RowCounts(240, withoutLabel: 8, ofUnknownClass: 0, unanswered: 8), few.Best.TrainingRows);
        StringAssert.StartsWith(many.Diagnose().ToString(), "Skipped in training: 48 of 240 rows");
        StringAssert.Contains(few.ToString(), "Skipped in training: 16 of 240 rows");
        Assert.IsNull(few.Diagnose().Warning);
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(false, false)]
    [DataRow(false, true)]
    public void Rows_without_a_weight_are_skipped_and_counted(bool together, bool inChain)
    {
        MemoryView rows = new MemoryView(60)
            .Add("Label", NumberDataViewType.Single, row => row == 3 ? float.NaN : row)
            .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(row == 5 ? float.NaN : row))
            .Add("Weight", NumberDataViewType.Single, row => row % 6 == 3 ? float.NaN : 1);
        SweepResult result = _ml.Regression.Sweep(
            rows,
            SweepPipeline.Create((ml, values) =>
            {
                RidgeRegressionTrainer trainer = ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options
                {
                    L2Regularization = values.Get(SweepExamples.Lambda),
                    ExampleWeightColumnName = "Weight",
                });
                return inChain ? ml.Transforms.CopyColumns("Copy", "Features").Append(trainer) : trainer;
            }),
            SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1, TrainTogether = together });

        // Each row is given four times; one of the ten without a weight has no label either.
        RowCounts expected = new(240, withoutLabel: 4, ofUnknownClass: 0, unanswered: 4) { WithoutWeight = 36 };
        foreach (SweepTrial trial in result.Trials)
            Assert.AreEqual(expected, trial.TrainingRows);
        Assert.AreEqual(0, result.Best.ValidationRows.WithoutWeight);
        StringAssert.Contains(
            result.ToString(),
            "Skipped in training: 44 of 240 rows, all folds together (18.3 %), 4 without a label and 4 that the model has no answer for, as where a feature is missing (NaN) or infinite and 36 whose weight is missing (NaN) or infinite.");
        StringAssert.StartsWith(result.Diagnose().ToString(), "Skipped in training: 44 of 240 rows");
    }

    [TestMethod]
    public void Where_no_row_is_skipped_nothing_is_said()
    {
        SweepResult result = EntryPoints.SweepOf(_ml, Unusable(0), together: true);
        Assert.AreEqual(new RowCounts(240, 0, 0, 0), result.Best.TrainingRows);
        Assert.IsFalse(result.ToString().Contains("Skipped", StringComparison.Ordinal));
    }

    /// <summary>As large a share of the rows has no label, and as large a one lacks a feature.</summary>
    private IDataView Unusable(double share)
    {
        EntryPoints.SourceRow[] rows = [.. EntryPoints.Draw(new Random(1), EntryPoints.Rows)];
        int each = (int)(share * rows.Length);
        foreach (EntryPoints.SourceRow row in rows.Take(each))
            (row.Label, row.Number) = ("", float.NaN);
        foreach (EntryPoints.SourceRow row in rows.Skip(each).Take(each))
            row.Features[1] = float.NaN;
        return _ml.Data.LoadFromEnumerable(rows);
    }
}
