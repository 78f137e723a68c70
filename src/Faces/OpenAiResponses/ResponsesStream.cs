using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiResponses;

/// <summary>
/// The answer as named events with gapless numbers: the response begins, each item with its parts and deltas, and the response as it
/// ended.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="head">What the response says besides its items.</param>
/// <param name="items">The items.</param>
internal sealed class ResponsesStream(ResponseHead head, OutputItems items) : IFaceEvents
{
    private int _count;

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Begin() => [Whole("response.created"), Whole("response.in_progress")];

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Add(CompletionDelta delta) => items.Add(delta, Event);

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> End(Turn turn, ImmutableArray<FaceNote> notes) =>
    [
        .. items.Close(Event),
        Whole(turn.IsTruncated ? "response.incomplete" : "response.completed", turn, notes: notes),
    ];

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Fail(FaceError error) => [Whole("response.failed", error: error)];

    /// <summary>Writes the whole answer, after the last delta.</summary>
    public void WriteWhole(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes)
    {
        _ = items.Close(Event);
        head.Write(json, items.All, turn, error: null, notes);
    }

    private FaceEvent Whole(
        string type, Turn? turn = null, FaceError? error = null, ImmutableArray<FaceNote> notes = default) => Event(type, json =>
    {
        json.WritePropertyName("response");
        head.Write(json, turn is null ? [] : items.All, turn, error, notes.IsDefault ? [] : notes);
    });

    private FaceEvent Event(string type, Action<Utf8JsonWriter> write) => new(
        JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteNumber("sequence_number", _count++);
            write(json);
            json.WriteEndObject();
        }),
        type);
}
