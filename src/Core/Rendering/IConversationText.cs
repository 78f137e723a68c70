using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>A chat format with its arguments and tools, which renders one conversation after the other.</summary>
/// <remarks>Used by one thread.</remarks>
internal interface IConversationText
{
    /// <summary>The text of a conversation.</summary>
    /// <param name="messages">Normalized messages.</param>
    /// <param name="generate">Whether the text shall end where an assistant turn begins.</param>
    /// <exception cref="RenderException">The format failed on these messages.</exception>
    string Render(ListValue messages, bool generate);

    /// <summary>
    /// The same text, with the construct of the format that wrote each stretch of it, and the message that it was written for.
    /// </summary>
    /// <param name="messages">Normalized messages.</param>
    /// <param name="generate">Whether the text shall end where an assistant turn begins.</param>
    /// <exception cref="RenderException">The format failed on these messages.</exception>
    TracedTemplate Trace(ListValue messages, bool generate);
}
