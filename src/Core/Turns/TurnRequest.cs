using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>What a client asks for, whatever the wire format in which it came.</summary>
/// <remarks>Immutable and thread-safe, as long as the document that it was read from is not disposed.</remarks>
public sealed record TurnRequest
{
    /// <summary>SHA-256 of the body as it came: two requests with one digest ask for the same.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The conversation, the newest message last.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>
    /// How many empty assistant messages of the request its face left out of <see cref="Messages"/>, 0 or more: those at the end, where its
    /// API has the beginning of an answer.
    /// </summary>
    public int GhostCount { get; init; }

    /// <summary>
    /// The turns whose answers the client names by their ids in the place of their messages, by their sequence. Where several turns say the
    /// same, the request is of these.
    /// </summary>
    public IReadOnlySet<int> Named { get; init; } = ImmutableHashSet<int>.Empty;

    /// <summary>
    /// The tag of the conversation that the request begins, by <see cref="AgentTag"/>; null for none. Where the request continues a turn,
    /// the conversation has its tag already, and this one is not looked at.
    /// </summary>
    public string? Agent { get; init; }

    /// <summary>
    /// The line of the session that the request is of, by the agent's own ids; null where it names none. A tree continues only turns of
    /// that line.
    /// </summary>
    public SessionLine? Line { get; init; }

    /// <summary>What the client says of the turn for its trainer.</summary>
    public Annotation Said { get; init; } = Annotation.None;

    /// <summary>What the answer repeats of the request; null where that is too long to be kept.</summary>
    public RequestEcho? Echo { get; init; }

    /// <summary>Whether <see cref="Echo"/> leaves something out, because all of it would be too long.</summary>
    public bool IsEchoCut { get; init; }

    /// <summary>Whether the answer may be asked for by its id: then what it repeats is kept where no key names the turn as well.</summary>
    public bool IsToldById { get; init; }

    /// <summary>What else shapes the prompt.</summary>
    public required TurnInputs Inputs { get; init; }

    /// <summary>The sampling fields and what else goes to the engine: a JSON object, named as in OpenAI's chat API.</summary>
    public required JsonElement Fields { get; init; }

    /// <summary>The most tokens that <see cref="Fields"/> let an engine sample, 1 or more; null where they do not say.</summary>
    public int? TokenLimit { get; init; }

    /// <summary>The fewest tokens that <see cref="Fields"/> let an engine sample, 1 or more; null where they do not say.</summary>
    public int? MinTokens { get; init; }

    /// <summary>
    /// Whether <see cref="Fields"/> hold the completion to a form from its first token on: a grammar, or a call that is forced. An engine
    /// can begin with it, and not go on in the middle.
    /// </summary>
    public bool HasGrammar { get; init; }

    /// <summary>
    /// Whether <see cref="Fields"/> ask for an answer without tool calls. The prompt has the tools all the same, and a model that calls one
    /// anyway has written text.
    /// </summary>
    public bool ForbidsCalls { get; init; }

    /// <summary>Where <see cref="Fields"/> let an engine stop.</summary>
    public TurnStops Stops { get; init; } = TurnStops.None;
}
