using System.Collections.Immutable;
using Tito.Jinja;

namespace Tito.Core.Rendering;

/// <summary>The text of a conversation, parted by message.</summary>
/// <param name="Text">The rendered text.</param>
/// <param name="Stretches">They cover the text in order, and neighbours belong to different messages.</param>
public sealed record TracedConversation(string Text, ImmutableArray<MessageStretch> Stretches)
{
    /// <summary>Joins what a template wrote for one message in several steps.</summary>
    internal static TracedConversation Of(TracedTemplate traced)
    {
        var stretches = ImmutableArray.CreateBuilder<MessageStretch>();
        var starts = traced.Origins.Where((origin, i) => i == 0 || origin.Subject != traced.Origins[i - 1].Subject).ToList();
        foreach (var (i, origin) in starts.Index())
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Start : traced.Text.Length;
            stretches.Add(new(origin.Start, end, origin.Subject));
        }

        return new(traced.Text, stretches.ToImmutable());
    }
}
