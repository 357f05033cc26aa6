using System.Text.Json.Serialization;

namespace MLExtensions.Tuning.Running;

/// <summary>Writes and reads lines of checkpoint files; every number comes back as it was, to the bit.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(CheckpointLine))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
