using MLExtensions;

namespace Descent;

/// <summary>A search of Booth's function.</summary>
/// <param name="Name">What chose the points.</param>
/// <param name="Result">What it saw.</param>
internal sealed record Search(string Name, FunctionSearchResult Result);
