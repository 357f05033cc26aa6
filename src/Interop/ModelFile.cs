extern alias internals;

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using LoadContext = internals::Microsoft.ML.ModelLoadContext;
using SaveContext = internals::Microsoft.ML.ModelSaveContext;
using VersionInfo = internals::Microsoft.ML.VersionInfo;

namespace MLExtensions.Interop;

/// <summary>Writes and reads parts of ML.NET model files, whose contexts ML.NET keeps internal.</summary>
internal static class ModelFile
{
    /// <summary>Writes the header that lets ML.NET find the loader again, then the part itself.</summary>
    public static void Save<T>(ModelSaveContext context, T part)
        where T : class, IModelPart<T>
    {
        // The same type at run time; only the compiler sees two.
        SaveContext internals = Unsafe.As<SaveContext>(context);
        internals.CheckAtModel();
        internals.SetVersionInfo(VersionOf<T>());
        part.Write(internals.Writer);
    }

    internal static VersionInfo VersionOf<T>()
        where T : class, IModelPart<T>
    {
        ModelPartFormat format = T.Format;
        return new VersionInfo(
            format.Signature,
            verWrittenCur: format.Version,
            verReadableCur: format.Version,
            verWeCanReadBack: 1,
            loaderAssemblyName: typeof(T).Assembly.FullName!,
            loaderSignature: format.LoaderName);
    }
}

/// <summary>What ML.NET's component catalog calls to load a <typeparamref name="T"/>.</summary>
internal static class ModelLoader<T>
    where T : class, IModelPart<T>
{
    /// <summary>Found by this name and signature through reflection.</summary>
    internal static T Create(IHostEnvironment env, LoadContext ctx)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentNullException.ThrowIfNull(ctx);
        ctx.CheckAtModel(ModelFile.VersionOf<T>());
        return T.Read(env, ctx.Reader);
    }
}
