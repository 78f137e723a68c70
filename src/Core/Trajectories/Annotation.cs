using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>What a client says of a session or of a turn for its trainer. It is no part of any digest, and may be said again.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Metadata">Names with texts; null where nothing of the kind was said.</param>
/// <param name="Reward">What it earned, a finite number; null where nobody said it.</param>
public sealed record Annotation(Labels? Metadata, double? Reward)
{
    /// <summary>Nothing was said.</summary>
    public static Annotation None { get; } = new(null, null);

    /// <summary>This with what is said now: each of the two parts that is there replaces the one that was there, as a whole.</summary>
    public Annotation With(Annotation said) => new(said.Metadata ?? Metadata, said.Reward ?? Reward);

    /// <summary>Writes the members <c>metadata</c> and <c>reward</c>, each where it was said.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        if (Metadata is { } labels)
        {
            json.WritePropertyName("metadata");
            labels.Write(json);
        }

        if (Reward is { } reward)
        {
            json.WriteNumber("reward", reward);
        }
    }

    /// <summary>Reads an object with <c>metadata</c>, <c>reward</c>, both or none; null says nothing.</summary>
    /// <param name="json">A JSON value without duplicate keys.</param>
    /// <exception cref="MessageException">It is something else; it names the member.</exception>
    public static Annotation Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object, {} for nothing.");
        }

        var said = None;
        foreach (var property in json.EnumerateObject())
        {
            said = property.Name switch
            {
                "metadata" => said with { Metadata = Labels.ReadSaid(property.Value) },
                "reward" => said with { Reward = ReadReward(property.Value) },
                _ => throw new MessageException(property.Name, "is not an option of this function; it takes metadata and reward."),
            };
        }

        return said;
    }

    /// <summary>Reads a reward; null for JSON's null, which says nothing.</summary>
    /// <exception cref="MessageException">It is not a finite number.</exception>
    public static double? ReadReward(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        _ => throw new MessageException("reward", "must be a finite number."),
    };
}
