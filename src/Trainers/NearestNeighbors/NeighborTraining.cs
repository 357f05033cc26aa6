using System.Globalization;
using Microsoft.ML.Runtime;
using MLExtensions.Arguments;
using MLExtensions.Data;
using MLExtensions.Neighbors;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>Makes a model of examples, and tells what it takes.</summary>
internal static class NeighborTraining
{
    /// <exception cref="InvalidOperationException">There are fewer rows than neighbors, or there can be no tree.</exception>
    public static NeighborTransform Run<TTarget>(LabeledExamples<TTarget> examples, NeighborSettings settings, IChannel channel)
    {
        int rows = examples.Features.Rows;
        if (settings.Rule.Neighbors > rows)
            throw new InvalidOperationException($"{settings.Rule.Neighbors} neighbors are asked for, but there are {rows} training rows; {nameof(NearestNeighborsOptions.Neighbors)} must be at most that.");
        NeighborSearch search = settings.Rule.CreateSearch(examples.Features, settings.NumberOfThreads, settings.CancellationToken);
        var model = new NearestNeighborsModel(settings.Rule, search, examples.Ids);
        channel.Info(MessageSensitivity.None, Describe(model));
        return new NeighborTransform(settings.Columns.Features, model, settings.OutputDistances, settings.NumberOfThreads);
    }

    private static string Describe(NearestNeighborsModel model)
    {
        string way = model.SearchAlgorithm == NeighborSearchAlgorithm.KdTree ? "looked for in a k-d tree" : "found by comparing all rows";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.NumberOfRows:N0} rows of {model.NumberOfFeatures:N0} features are known, in {AmountText.OfBytes(model.MemorySize)}; neighbors are {way}");
    }
}
