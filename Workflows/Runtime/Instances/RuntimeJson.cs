using System.Text.Json.Serialization;
using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Instances;

/// <summary>How the runtime's own rows are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(EventNotice))]
[JsonSerializable(typeof(ResumeNotice))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
