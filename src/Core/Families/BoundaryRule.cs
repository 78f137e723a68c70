using System.Collections.Immutable;

namespace Tito.Core.Families;

/// <summary>The rule for the place between the last token of a trajectory and the tokens of the messages that follow it, as data.</summary>
public abstract record BoundaryRule
{
    private BoundaryRule()
    {
    }

    /// <summary>
    /// The suffix follows the buffer as it is. A text that the template always writes after the stop token is found by rendering when the
    /// model is loaded, and stands between them as with <see cref="AppendAfter"/>.
    /// </summary>
    public sealed record None : BoundaryRule;

    /// <summary>
    /// When the buffer ends with <paramref name="Stop"/>, <paramref name="Filler"/> is put after it: the template writes it
    /// after the stop token, but an engine stops before it.
    /// </summary>
    /// <param name="Stop">The text of one special token.</param>
    /// <param name="Filler">Text that encodes to one or more tokens.</param>
    public sealed record AppendAfter(string Stop, string Filler) : BoundaryRule;

    /// <summary>
    /// When the buffer ends with one of <paramref name="Openers"/>, that token is also the suffix's first where the two are the same, and
    /// otherwise gives way to it: the model stops by opening the next message, and only the client knows which message that is.
    /// </summary>
    /// <param name="Openers">Texts of one special token each.</param>
    public sealed record ReplaceTrailing(ImmutableArray<string> Openers) : BoundaryRule;

    /// <summary>
    /// As <see cref="None"/>, and the suffix is found by rendering the real history with and without the new messages: the template looks
    /// further back than a dummy conversation reaches. Such a turn costs as much as its history is long.
    /// </summary>
    public sealed record DiffHistory : BoundaryRule;
}
