using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLExtensions.Interop;

/// <summary>
/// The environment behind ML.NET's catalogs, which extension methods on a catalog need and ML.NET keeps internal.
/// </summary>
internal static class CatalogEnvironment
{
    /// <summary>The environment behind <c>mlContext.Transforms</c>.</summary>
    public static IHostEnvironment Of(TransformsCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TransformsEnvironment(catalog);
    }

    /// <summary>The environment behind a task's catalog, such as <c>mlContext.Regression</c>.</summary>
    public static IHostEnvironment Of(TrainCatalogBase catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TaskEnvironment(catalog);
    }

    /// <summary>The environment behind a task's trainers, such as <c>mlContext.Regression.Trainers</c>.</summary>
    public static IHostEnvironment Of(TrainCatalogBase.CatalogInstantiatorBase catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TaskEnvironment(Owner(catalog));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_env")]
    private static extern ref IHostEnvironment TransformsEnvironment(TransformsCatalog catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Environment")]
    private static extern IHostEnvironment TaskEnvironment(TrainCatalogBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Owner")]
    private static extern TrainCatalogBase Owner(TrainCatalogBase.CatalogInstantiatorBase catalog);
}
