using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Values;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Trials;

/// <summary>The trials of a sweep as a data view.</summary>
internal static class TrialView
{
    public static IDataView Of(RankedTrials ranked)
    {
        IReadOnlyList<SweepTrial> trials = ranked.All;
        int folds = trials[0].Folds.Count;
        MemoryView view = new MemoryView(trials.Count).Add("Trial", NumberDataViewType.Int32, row => trials[row].Number);
        foreach (SweepParameter parameter in ranked.Parameters)
            AddParameter(view, parameter, row => trials[row].Values[parameter]);
        view.Add("Validation", NumberDataViewType.Double, row => trials[row].Validation.Mean)
            .Add("ValidationStandardError", NumberDataViewType.Double, row => trials[row].Validation.StandardError)
            .Add("Training", NumberDataViewType.Double, row => trials[row].Training.Mean)
            .Add("TrainingStandardError", NumberDataViewType.Double, row => trials[row].Training.StandardError)
            .Add("TrainingShare", NumberDataViewType.Double, row => trials[row].TrainingShare)
            .Add("Seconds", NumberDataViewType.Double, row => trials[row].Time.TotalSeconds)
            .AddVectors("ValidationFolds", NumberDataViewType.Double, folds, row => trials[row].Validation.Folds.ToArray())
            .AddVectors("TrainingFolds", NumberDataViewType.Double, folds, row => trials[row].Training.Folds.ToArray())
            .AddText("Failure", row => trials[row].Failure?.Message ?? "");
        return view;
    }

    /// <summary>A number stays one, and all else is text.</summary>
    private static void AddParameter(MemoryView view, SweepParameter parameter, Func<int, object> value)
    {
        switch (parameter.GridValues[0])
        {
            case float:
                view.Add(parameter.Name, NumberDataViewType.Single, row => (float)value(row));
                break;
            case double:
                view.Add(parameter.Name, NumberDataViewType.Double, row => (double)value(row));
                break;
            case int:
                view.Add(parameter.Name, NumberDataViewType.Int32, row => (int)value(row));
                break;
            case bool:
                view.Add(parameter.Name, BooleanDataViewType.Instance, row => (bool)value(row));
                break;
            default:
                view.AddText(parameter.Name, row => ValueText.Of(value(row)));
                break;
        }
    }
}
