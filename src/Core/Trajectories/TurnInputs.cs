using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>The inputs that shape a prompt besides its messages, as the JSON that the template is given.</summary>
/// <remarks>Immutable and thread-safe, as long as the documents behind the values are not disposed.</remarks>
/// <param name="Tools">The tools that the model may call: a JSON array, or null for none.</param>
/// <param name="Arguments">The template's arguments: a JSON object, or null for none.</param>
public sealed record TurnInputs(JsonElement? Tools, JsonElement? Arguments)
{
    /// <summary>Neither tools nor arguments.</summary>
    public static TurnInputs None { get; } = new(null, null);

    /// <summary>Whether two have the same tools and arguments, byte for byte of their canonical form.</summary>
    public bool IsSame(TurnInputs other) => IsSame(Tools, other.Tools) && IsSame(Arguments, other.Arguments);

    /// <summary>The same with values that need no document.</summary>
    public TurnInputs Owned() => new(Tools?.Clone(), Arguments?.Clone());

    private static bool IsSame(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        (null, null) => true,
        ({ } one, { } other) => CanonicalJson.ToBytes(one).AsSpan().SequenceEqual(CanonicalJson.ToBytes(other)),
        _ => false,
    };
}
