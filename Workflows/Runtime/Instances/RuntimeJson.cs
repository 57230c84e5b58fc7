using System.Text.Json.Serialization;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Instances;

/// <summary>How the runtime's own rows are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActivityRecord))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(List<ActivityRecord>))]
[JsonSerializable(typeof(List<JournalEntry>))]
[JsonSerializable(typeof(EventNotice))]
[JsonSerializable(typeof(ResumeNotice))]
[JsonSerializable(typeof(StartNotice))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
