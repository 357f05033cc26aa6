using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Architecture;

/// <summary>Which folder of the source uses which: an arrow for each, from the file that names a type to the file that declares it.</summary>
internal static class SourceArrows
{
    public static string Root { get; } = Path.Combine(Repository.Root, "src");

    /// <summary>The files of the source, by their paths from <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The folder that a file is in.</summary>
    public static string Room(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/');

    /// <summary>From each room to those that it uses, with a file that shows it.</summary>
    /// <remarks>What documentation alone mentions is no use. ML.NET's internals are not resolved, and need not be.</remarks>
    public static SortedDictionary<string, SortedDictionary<string, string>> Read()
    {
        SyntaxTree[] trees = [.. Files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Root, file)), path: file))];
        SyntaxTree usings = CSharpSyntaxTree.ParseText(string.Concat(
            new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks" }
                .Select(name => $"global using {name};")));
        var compilation = CSharpCompilation.Create(
            "Source", trees.Append(usings), References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var arrows = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in trees)
        {
            string room = Room(tree.FilePath);
            arrows.TryAdd(room, new SortedDictionary<string, string>(StringComparer.Ordinal));
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                foreach (string declared in FilesOf(model.GetSymbolInfo(name)))
                    if (Room(declared) != room)
                        arrows[room].TryAdd(Room(declared), $"{Path.GetFileName(tree.FilePath)} uses {Path.GetFileName(declared)}");
        }

        return arrows;
    }

    private static IEnumerable<string> FilesOf(SymbolInfo info) =>
        from symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols
        let type = symbol as INamedTypeSymbol ?? symbol.ContainingType
        where type is not null
        from reference in type.OriginalDefinition.DeclaringSyntaxReferences
        select reference.SyntaxTree.FilePath;

    private static IEnumerable<MetadataReference> References() =>
        from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        where !Path.GetFileName(path).StartsWith(nameof(MLExtensions), StringComparison.Ordinal)
        select MetadataReference.CreateFromFile(path);
}
