using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Trainers.Linear;

/// <summary>Tells of what single precision has cost a model, and what to do about it.</summary>
internal static class RoundingWarning
{
    /// <summary>Warns if that is much.</summary>
    /// <param name="channel">Where the log goes.</param>
    /// <param name="rounded">The model.</param>
    /// <param name="features">The column of the features.</param>
    public static void WarnOf(IChannel channel, RoundedModel rounded, DataViewSchema.Column features)
    {
        if (rounded.WorstColumns.Length == 0)
            return;
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (features.HasSlotNames())
            features.GetSlotNames(ref names);
        string[] columns = Array.ConvertAll(rounded.WorstColumns, column => Name(column, in names));
        channel.Warning(MessageSensitivity.Schema, string.Create(CultureInfo.InvariantCulture, $"single precision cannot hold this model: {rounded.Lost:P1} of what it gains over one without features is lost to rounding, since features lie far from 0 for their spread, {string.Join(", ", columns)} most of all. NormalizeMeanVariance with fixZero: false, before the trainer, avoids that."));
    }

    private static string Name(int column, in VBuffer<ReadOnlyMemory<char>> names)
    {
        ReadOnlyMemory<char> name = column < names.Length ? names.GetItemOrDefault(column) : default;
        return name.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"feature {column}") : $"'{name}'";
    }
}
