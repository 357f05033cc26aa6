using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Matrices;
using MLExtensions.Neighbors;

namespace MLExtensions.Trainers.Neighbors;

/// <summary>Makes a model of examples, and tells what it takes.</summary>
internal static class NeighborTraining
{
    /// <summary>Known rows that are looked for, to tell how long it takes.</summary>
    private const int Trials = 64;

    /// <exception cref="InvalidOperationException">There are fewer rows than neighbours, or there can be no tree.</exception>
    public static NearestNeighborsModel Run<TTarget>(LabeledExamples<TTarget> examples, NeighborSettings settings, IChannel channel)
    {
        int rows = examples.Features.Rows;
        if (settings.Rule.Neighbors > rows)
            throw new InvalidOperationException($"{settings.Rule.Neighbors} neighbors are asked for, but there are {rows} training rows; {nameof(NearestNeighborsOptions.Neighbors)} must be at most that.");
        NeighborSearch search = settings.Rule.CreateSearch(examples.Features, settings.NumberOfThreads, settings.CancellationToken);
        var model = new NearestNeighborsModel(settings.Rule, search, examples.Ids);
        channel.Info(MessageSensitivity.None, Describe(model, examples.Features, settings));
        return model;
    }

    private static string Describe(NearestNeighborsModel model, FeatureMatrix features, NeighborSettings settings)
    {
        string way = model.SearchAlgorithm == NeighborSearchAlgorithm.KdTree ? "looked for in a k-d tree" : "found by comparing all rows";
        (TimeSpan one, TimeSpan many) = Measure(model.Search, features, settings);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.NumberOfRows:N0} rows of {model.NumberOfFeatures:N0} features are known, in {AmountText.OfBytes(model.MemorySize)}; neighbors are {way}: about {AmountText.OfTime(one)} for a single query, {AmountText.OfTime(many)} for each of {Math.Min(Trials, model.NumberOfRows)} together");
    }

    /// <summary>How long a search takes for one query, and for each of several.</summary>
    private static (TimeSpan One, TimeSpan Many) Measure(NeighborSearch search, FeatureMatrix features, NeighborSettings settings)
    {
        // The first search compiles the code, too.
        Search(1);
        return (Search(1), Search(Trials));

        TimeSpan Search(int count)
        {
            FeatureMatrix queries = features.SelectEvenly(count, settings.CancellationToken);
            var nearest = new Neighbor[queries.Rows * settings.Rule.Neighbors];
            var watch = Stopwatch.StartNew();
            search.Find(queries, nearest, settings.NumberOfThreads, settings.CancellationToken);
            return watch.Elapsed / queries.Rows;
        }
    }
}
