using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// What a client says of a session or a turn, names with texts: the wire's <c>metadata</c>. As OpenAI's field of that name: 16 pairs,
/// "keys are strings with a maximum length of 64 characters. Values are strings with a maximum length of 512 characters."
/// </summary>
/// <remarks>Immutable and thread-safe; equal where all names and texts are, in whatever order they came.</remarks>
public sealed record Labels
{
    private const int MaxCount = 16;
    private const int MaxName = 64;
    private const int MaxText = 512;

    /// <summary>
    /// Room for all of them as they are; a text of control characters takes six for each, and a column of the table service has 64 KiB.
    /// </summary>
    private const int MaxJson = 16_384;

    private Labels(ImmutableSortedDictionary<string, string> items) => Items = items;

    /// <summary>1 to 16 names of 1 to 64 UTF-16 units with texts of at most 512, in ordinal order of the names.</summary>
    public ImmutableSortedDictionary<string, string> Items { get; }

    /// <summary>The same of what a client says now, which a store has to keep.</summary>
    /// <param name="value">A JSON value without duplicate keys.</param>
    /// <exception cref="MessageException">It is something else, or over a limit; it names the member.</exception>
    public static Labels? ReadSaid(JsonElement value) => Read(value) is not { } labels ? null
        : labels.ToText().Length <= MaxJson ? labels
        : throw new MessageException("metadata", $"is longer than {MaxJson} characters as JSON.");

    /// <summary>Some labels with later ones in the place of those of the same name; null where there are none.</summary>
    /// <param name="earlier">What was said first, or null.</param>
    /// <param name="later">What was said since, or null.</param>
    public static Labels? Over(Labels? earlier, Labels? later) =>
        earlier is null ? later : later is null ? earlier : new(earlier.Items.SetItems(later.Items));

    /// <summary>Reads an object of texts; null for JSON's null and for an object without members, which say nothing.</summary>
    /// <param name="value">A JSON value without duplicate keys.</param>
    /// <exception cref="MessageException">It is something else, or over a limit; it names the member.</exception>
    public static Labels? Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("metadata", $"must be an object of at most {MaxCount} texts.");
        }

        JsonText.RequireValid(value, "metadata");
        var items = value.EnumerateObject().ToImmutableSortedDictionary(item => Name(item.Name), Text, StringComparer.Ordinal);
        return items.Count <= MaxCount
            ? items.IsEmpty ? null : new(items)
            : throw new MessageException("metadata", $"has {items.Count} members; {MaxCount} are allowed.");
    }

    /// <summary>All of them as JSON text.</summary>
    public string ToText() => JsonBytes.Text(Write);

    /// <summary>Writes them as one object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, text) in Items)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public bool Equals(Labels? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (name, text) in Items)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    private static string Name(string name) => name.Length is >= 1 and <= MaxName
        ? name
        : throw new MessageException("metadata", $"has a name of {name.Length} characters; names have 1 to {MaxName}.");

    private static string Text(JsonProperty item) =>
        item.Value.ValueKind == JsonValueKind.String && item.Value.GetString() is { Length: <= MaxText } text
            ? text
            : throw new MessageException($"metadata.{item.Name}", $"must be a text of at most {MaxText} characters.");
}
