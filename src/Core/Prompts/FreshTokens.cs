using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>
/// A conversation rendered and tokenized from scratch: what a session without this server would have sent, for the comparator.
/// </summary>
public static class FreshTokens
{
    /// <summary>The tokens of the whole path of a turn.</summary>
    /// <param name="model">The session's model.</param>
    /// <param name="turn">The last turn of the path.</param>
    /// <param name="openedAt">When the session was opened.</param>
    /// <exception cref="Rendering.RenderException">The template failed on the conversation as a whole.</exception>
    /// <exception cref="Messages.MessageException">The record holds what no request could.</exception>
    public static ImmutableArray<int> Of(SessionModel model, Turn turn, DateTimeOffset openedAt)
    {
        var inputs = PromptInputs.Of(model.Family, turn);
        return model.Renderer.Encode(model.Renderer.Render(new()
        {
            Messages = turn.Messages,
            Tools = inputs.Tools,
            Arguments = inputs.Arguments,
            AddGenerationPrompt = false,
            Now = openedAt,
        }));
    }
}
