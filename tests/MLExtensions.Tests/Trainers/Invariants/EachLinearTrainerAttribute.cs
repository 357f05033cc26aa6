using System.Reflection;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Runs a test with each <see cref="LinearTrainer"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachLinearTrainerAttribute : Attribute, ITestDataSource
{
    public IEnumerable<object?[]> GetData(MethodInfo methodInfo) =>
        Enum.GetValues<LinearTrainer>().Select(trainer => (object?[])[trainer]);

    public string? GetDisplayName(MethodInfo methodInfo, object?[]? data) => $"{methodInfo.Name}({data?[0]})";
}
