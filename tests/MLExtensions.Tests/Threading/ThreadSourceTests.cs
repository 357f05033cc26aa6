using System.Text.RegularExpressions;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Threading;

/// <summary>Whatever shares out work knows how many threads there may be, since there is one place only that starts any.</summary>
[TestClass]
public partial class ThreadSourceTests
{
    [TestMethod]
    public void Only_one_folder_starts_threads()
    {
        string source = Path.Combine(Repository.Root, "src");
        string[] starting =
        [
            .. from file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
               let name = Path.GetRelativePath(source, file)
               where !name.StartsWith("obj", StringComparison.Ordinal) && !name.StartsWith("bin", StringComparison.Ordinal)
               where StartOfThreads().IsMatch(File.ReadAllText(file))
               select Path.GetFileName(Path.GetDirectoryName(file)!),
        ];
        CollectionAssert.AreEqual(new[] { "Threading" }, starting.Distinct().ToArray());
    }

    [GeneratedRegex(@"\bParallel\.(For|ForEach|ForAsync|Invoke)\b|\bnew Thread\(|\bTask\.(Run|Factory)\b|\bThreadPool\.|\.AsParallel\(")]
    private static partial Regex StartOfThreads();
}
