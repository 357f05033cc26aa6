using Microsoft.ML;

namespace MLExtensions.Tests.Support;

/// <summary>Counts how often an estimator is fitted, and does something before each time, such as throw.</summary>
internal sealed class CountedEstimator(IEstimator<ITransformer> inner, FitCounter counter, Action<IDataView>? before = null) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        counter.Count();
        before?.Invoke(input);
        return inner.Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
}
