namespace MLExtensions.Tuning.Parameters;

/// <summary>A pipeline asks for a parameter that the search does not have: no reason to try its other values.</summary>
internal sealed class MissingValueException(string message, string parameterName) : ArgumentException(message, parameterName);
