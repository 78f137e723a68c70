using System.Collections.Immutable;

namespace Tito.Core.Rendering.Encoders;

/// <summary>A DeepSeek format: no template is published with these models, but an encoder in Python.</summary>
/// <param name="name">The encoder's name and version. A change of what it writes raises the version, and with it every digest.</param>
/// <param name="arguments">The names of the arguments that it reads.</param>
/// <param name="bind">Writes conversations with some options and tools.</param>
internal sealed class DeepSeekFormat(
    string name, ImmutableArray<string> arguments, Func<DeepSeekOptions, ToolList, IConversationText> bind) : IChatFormat
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Source => name;

    /// <summary>SGLang gives these encoders texts alone (serving_chat.py).</summary>
    public bool TakesParts => false;

    /// <summary>The published encoders read the text themselves, and have no place for what is not an object.</summary>
    public bool TakesAnyArguments => false;

    /// <inheritdoc/>
    public IReadOnlySet<string> Roles { get; } = new HashSet<string> { "developer" };

    /// <inheritdoc/>
    public bool Reads(string argument) => arguments.Contains(argument);

    /// <inheritdoc/>
    public IConversationText Bind(TemplateArguments arguments, ToolList tools, DateTimeOffset now) =>
        bind(DeepSeekOptions.Read(arguments), tools);
}
