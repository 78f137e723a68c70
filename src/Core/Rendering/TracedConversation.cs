using System.Collections.Immutable;
using Tito.Jinja;

namespace Tito.Core.Rendering;

/// <summary>The text of a conversation, parted by message.</summary>
/// <param name="Text">The rendered text.</param>
/// <param name="Stretches">They cover the text in order, and neighbours belong to different messages.</param>
public sealed record TracedConversation(string Text, ImmutableArray<TracedConversation.Stretch> Stretches)
{
    /// <summary>Joins what a template wrote for one message in several steps.</summary>
    internal static TracedConversation Of(TracedTemplate traced)
    {
        var stretches = ImmutableArray.CreateBuilder<Stretch>();
        var starts = traced.Origins.Where((origin, i) => i == 0 || origin.Subject != traced.Origins[i - 1].Subject).ToList();
        foreach (var (i, origin) in starts.Index())
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Start : traced.Text.Length;
            stretches.Add(new(origin.Start, end, origin.Subject));
        }

        return new(traced.Text, stretches.ToImmutable());
    }

    /// <summary>A stretch of rendered text that was written for one message, or for none.</summary>
    /// <param name="Start">Its first character, in UTF-16 units of the text.</param>
    /// <param name="End">The index after its last character; above <paramref name="Start"/>.</param>
    /// <param name="Message">The message's index in the request, or null for what is the template's own.</param>
    public readonly record struct Stretch(int Start, int End, int? Message);
}
