using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// The completions that engines gave up under one key, the earliest first, as an intent keeps them: a JSON array of
/// <c>{"tokens","ids","logprobs","weight_version","ended_at"}</c>, with ids and logprobs in Base64 of little-endian int32 and float32.
/// </summary>
/// <remarks>Immutable and thread-safe. Two are equal when their JSON is.</remarks>
public sealed class AbortedCompletions : IEquatable<AbortedCompletions>
{
    /// <summary>The longest JSON, in bytes: 480 KiB, about 45,000 tokens. Beyond it the earliest keep their counts alone.</summary>
    public const int MaxBytes = 480 * 1024;

    private AbortedCompletions(ImmutableArray<AbortedCompletion> items, ReadOnlyMemory<byte> json) => (Items, Json) = (items, json);

    /// <summary>No completion.</summary>
    public static AbortedCompletions None { get; } = new([], default);

    /// <summary>The completions, the earliest first.</summary>
    public ImmutableArray<AbortedCompletion> Items { get; }

    /// <summary>UTF-8, at most <see cref="MaxBytes"/> as long as the counts alone fit; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>How many tokens were sampled for nothing.</summary>
    public long TokenCount => Items.Sum(item => (long)item.TokenCount);

    /// <summary>Reads what <see cref="Json"/> gave.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static AbortedCompletions Read(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return None;
        }

        try
        {
            return new([.. JsonElement.Parse(json.Span).EnumerateArray().Select(Read)], json);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException(broken.Message, broken);
        }
    }

    /// <summary>Whether a completion is among them, with its tokens or with their number alone.</summary>
    public bool Has(AbortedCompletion completion) => Items.Any(item =>
        (item.TokenCount, item.WeightVersion, item.EndedAt) == (completion.TokenCount, completion.WeightVersion, completion.EndedAt));

    /// <summary>These with one more, which is the last to lose its tokens when there is no room.</summary>
    public AbortedCompletions Add(AbortedCompletion completion)
    {
        var items = Items.Add(completion);
        var json = Write(items);
        for (var i = 0; json.Length > MaxBytes && i < items.Length; i++)
        {
            items = items.SetItem(i, items[i] with { Completion = null });
            json = Write(items);
        }

        return new(items, json);
    }

    /// <inheritdoc/>
    public bool Equals(AbortedCompletions? other) => other is not null && Json.Span.SequenceEqual(other.Json.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbortedCompletions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Items.Length, Json.Length);

    private static ReadOnlyMemory<byte> Write(ImmutableArray<AbortedCompletion> items) => JsonBytes.Write(json =>
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteNumber("tokens", item.TokenCount);
            if (item.Completion is { } completion)
            {
                json.WriteBase64String("ids", LittleEndian.FromInt32(completion.Ids.AsSpan()));
                json.WriteBase64String("logprobs", LittleEndian.FromSingle(completion.Logprobs.AsSpan()));
            }

            if (item.WeightVersion is { } version)
            {
                json.WriteString("weight_version", version);
            }

            json.WriteString("ended_at", item.EndedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static AbortedCompletion Read(JsonElement item) => new(
        item.GetProperty("tokens").GetInt32(),
        item.TryGetProperty("ids", out var ids)
            ? TokenSegment.Sampled(
                LittleEndian.ToInt32(ids.GetBytesFromBase64()), LittleEndian.ToSingle(item.GetProperty("logprobs").GetBytesFromBase64()))
            : null,
        item.TryGetProperty("weight_version", out var version) ? version.GetString() : null,
        item.GetProperty("ended_at").GetDateTimeOffset());
}
