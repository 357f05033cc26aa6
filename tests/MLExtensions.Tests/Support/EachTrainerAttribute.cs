using System.Reflection;

namespace MLExtensions.Tests.Support;

/// <summary>Runs a test with each <see cref="TrainerKind"/>, followed by the arguments given.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class EachTrainerAttribute(params object?[] arguments) : Attribute, ITestDataSource
{
    public object?[] Arguments { get; } = arguments;

    public IEnumerable<object?[]> GetData(MethodInfo methodInfo) =>
        Enum.GetValues<TrainerKind>().Select(kind => (object?[])[kind, .. Arguments]);

    public string? GetDisplayName(MethodInfo methodInfo, object?[]? data) =>
        $"{methodInfo.Name}({string.Join(", ", data ?? [])})";
}
