extern alias internals;

using internals::Microsoft.ML;

namespace MLExtensions.Interop;

/// <summary>Tells ML.NET that this assembly loads <typeparamref name="T"/> from model files.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class LoadableModelAttribute<T>() : LoadableClassAttributeBase(
    summary: null,
    instType: typeof(T),
    loaderType: typeof(ModelLoader<T>),
    argType: null,
    sigTypes: [typeof(SignatureLoadModel)],
    userName: T.Format.LoaderName,
    loadNames: T.Format.LoaderName)
    where T : class, IModelPart<T>;
