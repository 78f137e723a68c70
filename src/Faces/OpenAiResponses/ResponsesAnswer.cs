using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.OpenAiResponses;

/// <summary>How the answers to a request are told.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="echo">What they repeat of the request.</param>
/// <param name="seal">The seals of the session.</param>
internal sealed class ResponsesAnswer(ResponsesEcho echo, ReasoningSeal seal)
{
    /// <summary>A stream that begins while the turn is sampled.</summary>
    public ResponsesStream Open(TurnStart start) => Stream(start.AnswerId, start.StartedAt);

    /// <summary>A stream of a committed turn.</summary>
    public ResponsesStream Open(Turn turn) =>
        Stream(turn.Content.Exchange.ResponseId ?? turn.Digest.ToString(), turn.Content.Exchange.RequestedAt);

    /// <summary>Writes the whole answer of a committed turn.</summary>
    public void Write(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes)
    {
        var stream = Open(turn);
        foreach (var delta in MessageDeltas.Of(turn.Content.Assistant))
        {
            _ = stream.Add(delta).Count();
        }

        stream.WriteWhole(json, turn, notes);
    }

    private ResponsesStream Stream(string id, DateTimeOffset createdAt) => new(new(id, createdAt, echo), new(id, echo, seal));
}
