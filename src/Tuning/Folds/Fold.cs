using Microsoft.ML;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Folds;

/// <summary>A part of the data that models are scored on, and the rest, which they are trained on.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Training">All rows of the other folds.</param>
/// <param name="Validation">The rows of this one.</param>
internal sealed record Fold(int Number, IDataView Training, IDataView Validation)
{
    /// <summary>Before all steps.</summary>
    public Fold Source
    {
        get => field ?? this;
        private init;
    }

    /// <summary>The steps that it went through.</summary>
    public IReadOnlyList<ITransformer> Steps { get; private init; } = [];

    /// <summary>Both parts, after a step.</summary>
    public Fold Through(ITransformer step) => this with
    {
        Training = step.Transform(Training),
        Validation = step.Transform(Validation),
        Source = Source,
        Steps = [.. Steps, step],
    };

    /// <summary>Both parts, kept in memory as soon as they are read.</summary>
    public Fold Stored() => this with { Training = StoredRows.OnDemand(Training), Validation = StoredRows.OnDemand(Validation) };
}
