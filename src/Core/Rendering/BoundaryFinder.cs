using Tito.Core.Families;
using static Tito.Core.Rendering.SmallConversation;

namespace Tito.Core.Rendering;

/// <summary>Finds the text that a template writes after the stop token, for families whose boundary rule does not say it.</summary>
internal static class BoundaryFinder
{
    /// <summary>
    /// The family's rule; for <c>None</c> and <c>DiffHistory</c> <c>AppendAfter</c> where the template writes more after the stop token:
    /// no engine samples that, and no difference of two renders has it.
    /// </summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    public static BoundaryRule Find(ChatRenderer renderer) =>
        renderer.Family.Boundary is var declared and (BoundaryRule.None or BoundaryRule.DiffHistory)
            ? Written(renderer) ?? declared
            : renderer.Family.Boundary;

    private static BoundaryRule.AppendAfter? Written(ChatRenderer renderer)
    {
        if (Ending(renderer) is not { } ending)
        {
            return null;
        }

        // The first one counts: there the engine stops.
        var (stop, at) = renderer.Ends.Own.Select(id => renderer.Tokenizer.Decode([id], skipSpecialTokens: false))
            .Select(text => (Text: text, At: ending.IndexOf(text, StringComparison.Ordinal)))
            .Where(found => found.At >= 0).OrderBy(found => found.At).FirstOrDefault(("", 0));
        var filler = ending[(at + stop.Length)..];
        return stop.Length == 0 || filler.Length == 0 ? null : new(stop, filler);
    }

    /// <summary>
    /// What the template writes after an assistant's text, at the end of the conversation as before a later message; null where it differs,
    /// or where the template refuses such a small conversation.
    /// </summary>
    private static string? Ending(ChatRenderer renderer)
    {
        try
        {
            return After(renderer, [User, Assistant]) is { } last
                && After(renderer, [User, Assistant, User])?.StartsWith(last, StringComparison.Ordinal) == true ? last : null;
        }
        catch (RenderException)
        {
            return null;
        }
    }
}
