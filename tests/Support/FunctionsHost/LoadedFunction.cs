using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support.FunctionsHost.Protocol;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>A function that a worker said it has, by its one trigger.</summary>
/// <param name="Metadata">The worker's words.</param>
/// <param name="Trigger">The trigger's binding, as JSON.</param>
internal sealed record LoadedFunction(RpcFunctionMetadata Metadata, JsonElement Trigger)
{
    public string Name => Metadata.Name;

    /// <summary>The parameter that gets what triggered the function.</summary>
    public string Parameter => Trigger.GetProperty("name").GetString()!;

    /// <summary>The parameter that gets the way to Durable Functions, where there is one.</summary>
    public string? Client => Metadata.RawBindings.Select(binding => JsonElement.Parse(binding))
        .Where(binding => TypeOf(binding) == "durableClient")
        .Select(binding => binding.GetProperty("name").GetString())
        .SingleOrDefault();

    /// <summary>Whether Durable Functions calls it.</summary>
    public bool IsDurable => IsOf("orchestrationTrigger") || IsOf("activityTrigger") || IsOf("entityTrigger");

    public bool IsHttp => IsOf("httpTrigger");

    public bool IsTimer => IsOf("timerTrigger");

    /// <summary>The path's pattern below the prefix.</summary>
    public string Route => Trigger.GetProperty("route").GetString()!;

    /// <summary>The methods, in upper case.</summary>
    public ImmutableArray<string> Methods =>
        [.. Trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())];

    public static LoadedFunction Of(RpcFunctionMetadata metadata) => new(
        metadata,
        metadata.RawBindings.Select(binding => JsonElement.Parse(binding)).Single(binding => TypeOf(binding).EndsWith("Trigger", StringComparison.Ordinal)));

    private bool IsOf(string type) => TypeOf(Trigger).Equals(type, StringComparison.OrdinalIgnoreCase);

    private static string TypeOf(JsonElement binding) => binding.GetProperty("type").GetString()!;
}
