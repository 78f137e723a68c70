using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Trajectories;
using Tito.Replay.Checks;

namespace Tito.Replay.Runs;

/// <summary>Finds what of a conversation, and which line of the template, wrote a place of a prompt.</summary>
internal static class RenderedPlaces
{
    /// <summary>The window with message and template line, where they are found.</summary>
    /// <remarks>
    /// The prompt ends where the render of its conversation ends, so that the place is counted from the end: what came before it was
    /// sampled, and need not be spelled as the template spells it.
    /// </remarks>
    public static TokenWindow Add(TokenWindow window, Turn turn, DateTimeOffset openedAt, SessionModel model)
    {
        var ids = turn.Prompt.ToIds();
        if (window.At > ids.Length)
        {
            return window;
        }

        try
        {
            var messages = turn.Messages[..^1];
            var inputs = PromptInputs.Of(model.Family, turn);
            var place = model.Renderer.FindPlace(
                new()
                {
                    Messages = messages,
                    Tools = inputs.Tools,
                    Arguments = inputs.Arguments,
                    AddGenerationPrompt = true,
                    Now = openedAt,
                },
                model.Decode(ids.AsSpan()[window.At..]).Length);
            return place is not { } found ? window : window with
            {
                Message = found.Message is { } index && index < messages.Length
                    ? $"messages[{index}] ({WireName.Of(messages[index].Role)})"
                    : "the template's own text",
                TemplateLine = found.Line > 0 ? $"{model.Renderer.TemplateName}:{found.Line}: {found.Source}" : null,
            };
        }
        catch (Exception failed) when (failed is MessageException or RenderException)
        {
            return window;
        }
    }
}
