using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>
/// The body of a request for samples: <c>{"max_seq_len", "picker", "agents", "drop_agents", "kinds", "drop_kinds",
/// "metadata"}</c>, each optional.
/// </summary>
/// <remarks>Immutable and thread-safe, as long as the document behind the JSON values is not disposed.</remarks>
public sealed record SamplesRequest
{
    private const string Tags = $"tags ({AgentTag.Rule}), with null among them for conversations without one";
    private const string Options = "it takes max_seq_len, picker, agents, drop_agents, kinds, drop_kinds and metadata.";

    /// <summary>The largest number of tokens of a sample, 1 or more; null for no limit.</summary>
    public int? MaxSequenceLength { get; init; }

    /// <summary>
    /// Which leaves become samples; null for the policy's own: the latest of a linear session, a tree without its retries.
    /// </summary>
    public SamplePicker? Picker { get; init; }

    /// <summary>Which conversations become samples, by their tags and kinds. Default: all.</summary>
    public RootFilter Roots { get; init; } = RootFilter.All;

    /// <summary>The agent's notes on its samples, a JSON object that becomes part of their metadata; null for nothing.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The metadata's <c>reward</c>, which every sample gets: a number or an object; null for none.</summary>
    public JsonElement? Reward =>
        Metadata is { } metadata && metadata.TryGetProperty("reward", out var reward) && reward.ValueKind != JsonValueKind.Null
            ? reward
            : null;

    /// <summary>Reads a body.</summary>
    /// <param name="body">A JSON value without duplicate keys; null for no body.</param>
    /// <exception cref="MessageException">An unknown option, or a value of the wrong form; it names the option.</exception>
    public static SamplesRequest Parse(JsonElement? body)
    {
        var request = new SamplesRequest();
        if (body is not { } json)
        {
            return request;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object, {} for no options.");
        }

        foreach (var property in json.EnumerateObject())
        {
            request = property.Name switch
            {
                "max_seq_len" => request with { MaxSequenceLength = Limit(property.Value) },
                "picker" => request with { Picker = PickerOf(property.Value) },
                "agents" or "drop_agents" or "kinds" or "drop_kinds" => request with { Roots = Filter(request.Roots, property) },
                "metadata" => request with { Metadata = MetadataOf(property.Value) },
                _ => throw new MessageException(property.Name, $"is not an option of this function; {Options}"),
            };
        }

        return request;
    }

    private static int? Limit(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetInt32(out var limit) && limit >= 1 => limit,
        _ => throw new MessageException("max_seq_len", "must be a whole number of 1 or more."),
    };

    private static SamplePicker? PickerOf(JsonElement value) => value.ValueKind == JsonValueKind.Null
        ? null
        : WireName.Find<SamplePicker>(Text(value))
            ?? throw new MessageException("picker", "must be \"all\", \"drop_retries\" or \"latest\".");

    private static RootFilter Filter(RootFilter roots, JsonProperty property) => property.Name switch
    {
        "agents" => roots with { Agents = roots.Agents with { Only = Names(property, AgentTag.IsTag, Tags) ?? default } },
        "drop_agents" => roots with { Agents = roots.Agents with { Drop = Names(property, AgentTag.IsTag, Tags) ?? [] } },
        "kinds" => roots with { Kinds = roots.Kinds with { Only = Names(property, IsKind, Kinds) ?? default } },
        _ => roots with { Kinds = roots.Kinds with { Drop = Names(property, IsKind, Kinds) ?? [] } },
    };

    private static string Kinds =>
        $"kinds ({WireName.All<LineKind>()}), with null among them for conversations of which none is known";

    private static ImmutableArray<string?>? Names(JsonProperty property, Func<string, bool> isName, string takes) =>
        property.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array when property.Value.EnumerateArray().All(name =>
                name.ValueKind == JsonValueKind.Null || (Text(name) is { } text && isName(text))) =>
                [.. property.Value.EnumerateArray().Select(name => name.GetString())],
            _ => throw new MessageException(property.Name, $"must be a list of {takes}."),
        };

    private static bool IsKind(string text) => WireName.Find<LineKind>(text) is not null;

    private static JsonElement? MetadataOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("metadata", "must be a JSON object.");
        }

        JsonText.RequireValid(value, "metadata");
        return !value.TryGetProperty("reward", out var reward)
            || reward.ValueKind is JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Null
            ? value
            : throw new MessageException("metadata.reward", "must be a number or an object.");
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
