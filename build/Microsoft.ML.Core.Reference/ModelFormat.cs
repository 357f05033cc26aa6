namespace Microsoft.ML;

/// <summary>How ML.NET's component catalog learns that an assembly can load a class.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames) => throw null!;
}

/// <summary>The signature of a loader of models.</summary>
public delegate void SignatureLoadModel(ModelLoadContext ctx);

/// <summary>The header of a part of a model file: what it is, its versions, and who loads it.</summary>
public readonly struct VersionInfo
{
    public VersionInfo(string modelSignature, uint verWrittenCur, uint verReadableCur, uint verWeCanReadBack, string loaderAssemblyName, string? loaderSignature = null, string? loaderSignatureAlt = null) => throw null!;
}

/// <summary>One part of a model file being read.</summary>
public sealed class ModelLoadContext
{
    public readonly BinaryReader Reader = null!;

    private ModelLoadContext() => throw null!;

    public void CheckAtModel(VersionInfo ver) => throw null!;
}

/// <summary>One part of a model file being written.</summary>
public sealed class ModelSaveContext
{
    public readonly BinaryWriter Writer = null!;

    private ModelSaveContext() => throw null!;

    public void CheckAtModel() => throw null!;

    public void SetVersionInfo(VersionInfo ver) => throw null!;
}
