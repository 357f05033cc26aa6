using Microsoft.ML.Runtime;

namespace MLExtensions.Interop;

/// <summary>
/// A part of an ML.NET model file that this package writes and reads: a transformer that is saved by
/// <c>mlContext.Model.Save</c> and comes back from <c>mlContext.Model.Load</c> with nothing registered.
/// </summary>
/// <remarks>
/// A class takes part by implementing this interface, calling <see cref="ModelFile.Save{TSelf}"/> from
/// <c>ICanSaveModel.Save</c>, and standing in an <c>[assembly: LoadableModel&lt;T&gt;]</c> beside it.
/// </remarks>
internal interface IModelPart<TSelf>
    where TSelf : class, IModelPart<TSelf>
{
    /// <summary>The name and versions under which the part is stored.</summary>
    static abstract ModelPartFormat Format { get; }

    /// <summary>Writes everything that <see cref="Read"/> needs.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    static abstract TSelf Read(IHostEnvironment environment, BinaryReader reader);
}

/// <summary>The name and versions under which a part of a model file is stored.</summary>
/// <param name="Signature">Exactly eight characters that open the part in the file.</param>
/// <param name="LoaderName">The name under which ML.NET's component catalog finds the loader, at most 24 characters.</param>
/// <param name="Version">The version written; a file of a later version is refused when it is read.</param>
internal sealed record ModelPartFormat(string Signature, string LoaderName, uint Version);
