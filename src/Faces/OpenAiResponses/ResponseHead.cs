using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiResponses;

/// <summary>What a response says besides its items: its id and times, the fields of its request, its end and its usage.</summary>
/// <param name="id">The answer's id.</param>
/// <param name="createdAt">When the engine was asked.</param>
/// <param name="echo">What it repeats of its request.</param>
internal sealed class ResponseHead(string id, DateTimeOffset createdAt, ResponsesEcho echo)
{
    /// <summary>Writes a response.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="items">Its items, all of them whole; empty at the beginning.</param>
    /// <param name="turn">The committed turn; null while it is sampled.</param>
    /// <param name="error">What went wrong; null where nothing did.</param>
    /// <param name="notes">What is said of the turn besides.</param>
    public void Write(
        Utf8JsonWriter json, IReadOnlyList<OutputItem> items, Turn? turn, FaceError? error, ImmutableArray<FaceNote> notes) =>
        Write(json, items, turn, error, notes, isCancelled: false);

    /// <summary>Writes a response that was given up.</summary>
    public void WriteCancelled(Utf8JsonWriter json) => Write(json, [], turn: null, error: null, notes: [], isCancelled: true);

    private void Write(
        Utf8JsonWriter json,
        IReadOnlyList<OutputItem> items,
        Turn? turn,
        FaceError? error,
        ImmutableArray<FaceNote> notes,
        bool isCancelled)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", createdAt.ToUnixTimeSeconds());
        json.WriteString("model", echo.Model);
        WriteEnd(json, turn, error, isCancelled);
        json.WriteStartArray("output");
        foreach (var item in items)
        {
            item.Write(json, isDone: true);
        }

        json.WriteEndArray();
        json.WriteNull("instructions");
        json.WriteStartArray("tools");
        json.WriteEndArray();
        foreach (var (name, otherwise) in ResponsesEcho.Repeated)
        {
            json.WritePropertyName(name);
            (echo.Fields.TryGetProperty(name, out var said) ? said : otherwise).WriteTo(json);
        }

        WriteUsage(json, turn);
        FaceNotes.Write(json, notes);
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, Turn? turn, FaceError? error, bool isCancelled)
    {
        json.WriteString(
            "status",
            isCancelled ? "cancelled"
                : error is not null ? "failed"
                : turn is null ? "in_progress"
                : turn.IsTruncated ? "incomplete"
                : "completed");
        if (turn is { IsTruncated: true })
        {
            json.WriteStartObject("incomplete_details");
            json.WriteString("reason", "max_output_tokens");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details");
        }

        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, Turn? turn)
    {
        if (turn is null)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", turn.Prompt.Count);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", turn.Content.Exchange.CachedTokens ?? 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", turn.SampledCount);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", turn.Tokens.Count);
        json.WriteEndObject();
    }
}
