using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>How a request tags the conversation that it begins, and an answer says of which conversation its turn is.</summary>
internal static class AgentHeader
{
    /// <summary>The header, of requests and of answers.</summary>
    public const string Name = "x-tito-agent";

    /// <summary>Reads the header; null without one.</summary>
    /// <exception cref="MessageException">It is not a tag, or is given twice.</exception>
    public static string? Read(HttpRequest request)
    {
        var tags = request.Headers[Name];
        return tags.Count == 0 ? null
            : tags.Count == 1 && AgentTag.IsTag(tags.ToString()) ? tags.ToString()
            : throw new MessageException(Name, $"must be given once, with {AgentTag.Rule}.");
    }
}
