using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace MLExtensions.Tests.Interop;

/// <summary>
/// Every internal member of ML.NET that the package reaches for is there. The members are found in the compiled
/// package, so that none can be forgotten.
/// </summary>
[TestClass]
public class InternalMembersTests
{
    private static readonly Assembly _package = typeof(LinearTrainersCatalog).Assembly;

    /// <summary>What stands for the type parameters of an accessor's generic holder, in their order.</summary>
    private static readonly Type[] _typeArguments = [typeof(MaximumEntropyModelParameters), typeof(Microsoft.ML.Calibrators.PlattCalibrator)];

    public static IEnumerable<object[]> Accessors =>
        AccessorsOf(_package.GetTypes()).Select(accessor => new object[] { NameOf(accessor), accessor });

    public static IEnumerable<object[]> DeclaredMembers => ReferencesToTheStandIns().Select(member => new object[] { member.Name, member.Token });

    [TestMethod]
    [DynamicData(nameof(Accessors))]
    public void What_an_unsafe_accessor_accesses_is_there(string name, MethodInfo accessor) =>
        Assert.IsNull(WhatIsMissing(name, () => Compile(accessor)));

    [TestMethod]
    [DynamicData(nameof(DeclaredMembers))]
    public void What_the_stand_ins_declare_is_there(string name, int token) =>
        Assert.IsNull(WhatIsMissing(name, () => _package.ManifestModule.ResolveMember(token)));

    [TestMethod]
    public void Both_ways_of_reaching_in_are_found()
    {
        Assert.IsNotEmpty(Accessors);
        Assert.IsNotEmpty(DeclaredMembers);
    }

    [TestMethod]
    public void A_member_that_went_missing_is_named()
    {
        MethodInfo accessor = AccessorsOf([typeof(OfNothing)]).Single();
        StringAssert.Contains(WhatIsMissing(NameOf(accessor), () => Compile(accessor)), "get_Vanished");
    }

    /// <summary>An accessor is bound to its member when it is compiled.</summary>
    private static void Compile(MethodInfo accessor)
    {
        RuntimeTypeHandle[] arguments =
            [.. accessor.DeclaringType!.GetGenericArguments().Select((_, i) => _typeArguments[i].TypeHandle)];
        RuntimeHelpers.PrepareMethod(accessor.MethodHandle, arguments);
    }

    private static string? WhatIsMissing(string name, Action reach)
    {
        try
        {
            reach();
            return null;
        }
        catch (Exception e) when (e is MemberAccessException or TypeLoadException or BadImageFormatException)
        {
            return $"ML.NET {typeof(MLContext).Assembly.GetName().Version} lacks what {name} needs: {e.Message}";
        }
    }

    private static IEnumerable<MethodInfo> AccessorsOf(IEnumerable<Type> types) => types
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(UnsafeAccessorAttribute)));

    private static string NameOf(MethodInfo accessor) => $"{accessor.DeclaringType!.FullName}.{accessor.Name}";

    /// <summary>
    /// The stand-ins for assemblies of ML.NET have version 0.0.0.0, which tells the references to them from those to the real ones.
    /// </summary>
    private static List<(string Name, int Token)> ReferencesToTheStandIns()
    {
        using var file = new PEReader(File.OpenRead(_package.Location));
        MetadataReader metadata = file.GetMetadataReader();
        List<(string Name, int Token)> references = [];
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
            if (IsOfStandIn(metadata, handle))
                references.Add((NameOf(metadata, handle), MetadataTokens.GetToken(handle)));
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference && IsOfStandIn(metadata, (TypeReferenceHandle)member.Parent))
            {
                string name = $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";
                references.Add((name, MetadataTokens.GetToken(handle)));
            }
        }

        return references;
    }

    private static bool IsOfStandIn(MetadataReader metadata, TypeReferenceHandle type)
    {
        EntityHandle scope = metadata.GetTypeReference(type).ResolutionScope;
        return scope.Kind == HandleKind.AssemblyReference
            && metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Version == new Version(0, 0, 0, 0);
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle type) =>
        metadata.GetString(metadata.GetTypeReference(type).Name);

    private static class OfNothing
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Vanished")]
        public static extern object Vanished(MLContext ml);
    }
}
