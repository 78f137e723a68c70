using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Messages.Normal;

namespace Tito.Core.Trajectories;

/// <summary>
/// The assistant messages of a request by marks that no other conversation has by chance: the id of a call, or a text that is not short. A
/// short answer ("Yes.") may be an example in any prompt.
/// </summary>
/// <remarks>Immutable, and as thread-safe as its matcher. Only messages that have a mark in common are compared.</remarks>
internal sealed class SentAnswers
{
    /// <summary>The fewest characters of a text that is a mark.</summary>
    public const int LeastLength = 64;

    private readonly IMessageMatcher _matcher;
    private readonly ILookup<string, ChatMessage> _sent;

    /// <summary>The assistant messages of a request.</summary>
    /// <param name="request">Its messages.</param>
    /// <param name="matcher">Tells whether one of them is a sampled one.</param>
    public SentAnswers(ImmutableArray<ChatMessage> request, IMessageMatcher matcher)
    {
        _matcher = matcher;
        _sent = request.Where(message => message.Role == Role.Assistant)
            .SelectMany(message => MarksOf(message).Select(mark => (Mark: mark, Message: message)))
            .ToLookup(sent => sent.Mark, sent => sent.Message, StringComparer.Ordinal);
    }

    /// <summary>Whether the request has a sampled answer, wherever it stands.</summary>
    public bool Have(ChatMessage answer) =>
        _sent.Count > 0 && MarksOf(answer).Any(mark => _sent[mark].Any(sent => _matcher.Matches(answer, sent)));

    /// <summary>Each alone is enough: an agent may give a call another id, and leave its text as it was.</summary>
    private static IEnumerable<string> MarksOf(ChatMessage message) =>
        RenamedCalls.CallIds(message).Append(LongTextOf(message)).OfType<string>();

    private static string? LongTextOf(ChatMessage message) =>
        WhiteSpace.TrimAsClients(ContentForm.Of(message.Field("content"), separator: "").Text) is { Length: >= LeastLength } text
            ? text.ToString()
            : null;
}
