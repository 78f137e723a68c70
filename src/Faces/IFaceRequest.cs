using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces;

/// <summary>A request that a face has read, and how its answer is told.</summary>
public interface IFaceRequest
{
    /// <summary>What the client asks for.</summary>
    TurnRequest Turn { get; }

    /// <summary>Whether the client wants server-sent events.</summary>
    bool IsStreamed { get; }

    /// <summary>
    /// The id of the answer whose conversation the request goes on, where the client leaves that one out of <see cref="Turn"/>; null where
    /// it sends it all.
    /// </summary>
    string? PreviousAnswer => null;

    /// <summary>Ids of the answers of which <see cref="Turn"/> names items instead of having them; empty where it has all.</summary>
    IReadOnlySet<string> NamedAnswers => ImmutableHashSet<string>.Empty;

    /// <summary>Whether the first message of <see cref="Turn"/> stands in the place of the conversation's own system prompt.</summary>
    bool BringsInstructions => false;

    /// <summary>What an answer says of how the request was read; empty where there is nothing to say.</summary>
    ImmutableArray<FaceNote> Notes => [];

    /// <summary><see cref="Turn"/> with the items that are named.</summary>
    /// <param name="answers">The assistant's message of each of <see cref="NamedAnswers"/>.</param>
    /// <exception cref="MessageException">An answer does not have the item that is named.</exception>
    TurnRequest With(Func<string, ChatMessage?> answers) => Turn;

    /// <summary>The place where a message of <see cref="Turn"/> stands in the request: <c>messages[2]</c>, for example.</summary>
    /// <param name="index">The message's index, 0 or more; where the request has fewer messages, the place is that of all of them.</param>
    string PlaceOf(int index);

    /// <summary>Writes the whole answer of a committed turn. A retry has the same bytes, because it has the same source.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="notes">What the headers could not say any more; empty where they did.</param>
    void WriteAnswer(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes);

    /// <summary>A stream that begins while the turn is sampled.</summary>
    /// <param name="start">What is known of it.</param>
    IFaceEvents Open(TurnStart start);

    /// <summary>A stream of a committed turn.</summary>
    /// <param name="turn">The turn.</param>
    IFaceEvents Open(Turn turn);
}
