using System.Reflection;
using System.Text;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Architecture;

/// <summary>The rooms of <c>docs/architecture.md</c> are those of the source, and each uses only those above it in the table there.</summary>
[TestClass]
public class RoomTests
{
    private const int MostLines = 300;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Arrows_point_one_way_and_are_those_of_the_document()
    {
        (string Room, string What, string Uses)[] table = [.. Table()];
        string[] order = [.. table.Select(row => row.Room)];
        SortedDictionary<string, SortedDictionary<string, string>> arrows = SourceArrows.Read();
        CollectionAssert.AreEquivalent(order, arrows.Keys.ToArray(), "The rooms of docs/architecture.md are those of the source.");

        var printed = new StringBuilder().AppendLine("| Room | What happens there | Uses |").AppendLine("|---|---|---|");
        var wrong = new List<string>();
        foreach ((string room, string what, string uses) in table)
        {
            foreach ((string used, string where) in arrows[room])
                if (Array.IndexOf(order, used) > Array.IndexOf(order, room))
                    wrong.Add($"{room} uses {used}, which stands below it: {where}.");
            string names = Names(arrows[room].Keys.OrderBy(used => Array.IndexOf(order, used)));
            printed.AppendLine($"| {room} | {what} | {names} |");
            if (names != uses)
                wrong.Add($"{room} uses {names}, and the document says: {uses}.");
        }

        TestContext.WriteLine(printed.ToString());
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Append("The table as the source has it:").Append(printed.ToString())));

        static string Names(IEnumerable<string> rooms) => string.Join(", ", rooms.DefaultIfEmpty("–"));
    }

    [TestMethod]
    public void Public_types_are_under_one_namespace_and_all_others_under_that_of_their_folder()
    {
        string[] folders = [.. SourceArrows.Files.Select(SourceArrows.Room).Distinct().Select(room => $"{nameof(MLExtensions)}.{room.Replace('/', '.')}")];
        foreach (Type type in typeof(SweepResult).Assembly.GetTypes().Where(type => !type.IsNested && type.Namespace?.StartsWith(nameof(MLExtensions), StringComparison.Ordinal) == true))
        {
            if (type.IsPublic)
                Assert.AreEqual(nameof(MLExtensions), type.Namespace, $"{type} is public.");
            else
                CollectionAssert.Contains(folders, type.Namespace, $"{type} is internal.");
        }

        // Methods of catalogs are found where the catalogs are.
        foreach (Type type in typeof(SweepResult).Assembly.GetExportedTypes().Where(type => type.Namespace != nameof(MLExtensions)))
        {
            Assert.AreEqual("Microsoft.ML", type.Namespace);
            Assert.IsTrue(type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .All(method => method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute))), $"{type} has extension methods alone.");
        }
    }

    [TestMethod]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        string[] tooLong = [.. SourceArrows.Files.Where(file => File.ReadLines(Path.Combine(SourceArrows.Root, file)).Count() > MostLines)];
        Assert.IsEmpty(tooLong, string.Join(", ", tooLong));
    }

    /// <summary>The rows of the table of rooms.</summary>
    private static IEnumerable<(string Room, string What, string Uses)> Table() =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md")).SkipWhile(line => !line.StartsWith("| Room |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (cells[1], cells[2], cells[3]);
}
