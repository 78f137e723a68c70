namespace Tito.Core.Rendering;

/// <summary>
/// How a model's conversations are written as text: a chat template, or an encoder in code where the model has no template.
/// </summary>
/// <remarks>Implementations are immutable and thread-safe.</remarks>
internal interface IChatFormat
{
    /// <summary>The name that errors and certificates give.</summary>
    string Name { get; }

    /// <summary>The text under the format's digest: the template's, or the encoder's name and version.</summary>
    string Source { get; }

    /// <summary>Whether content that is a list of parts is given as a list where the family does not say; as one text otherwise.</summary>
    bool TakesParts { get; }

    /// <summary>
    /// Whether the arguments of a tool call are given as whatever value their text stands for, or only where that is an object.
    /// </summary>
    bool TakesAnyArguments { get; }

    /// <summary>The roles that the format speaks of by name, besides system, user, assistant and tool.</summary>
    IReadOnlySet<string> Roles { get; }

    /// <summary>Whether an argument of this name can change what is written.</summary>
    bool Reads(string argument);

    /// <summary>The format with what stays the same over a conversation.</summary>
    /// <param name="arguments">The effective template arguments.</param>
    /// <param name="tools">The request's tools.</param>
    /// <param name="now">The only time that the format can see.</param>
    /// <exception cref="RenderException">An argument has a value that the format does not know.</exception>
    IConversationText Bind(TemplateArguments arguments, ToolList tools, DateTimeOffset now);
}
