using Tito.Core.Templates;
using Tito.Core.Templates.Values;

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

    /// <summary>The construct of the format that wrote one character of a render, or null behind its end and where the format cannot say.</summary>
    /// <param name="messages">Normalized messages.</param>
    /// <param name="generate">Whether the text shall end where an assistant turn begins.</param>
    /// <param name="charIndex">A UTF-16 index of the rendered text.</param>
    OutputOrigin? OriginOf(ListValue messages, bool generate, int charIndex);
}
