using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>
/// Finds the results of tools in a turn's given tokens by what the messages say, word for word, whatever the family's template writes
/// around them. A result that the template writes in other words is not found, and stays as it is.
/// </summary>
/// <remarks>Not thread-safe: one for each turn, whose runs are split in order.</remarks>
/// <param name="turn">The turn.</param>
internal sealed class ToolResultFolds(Turn turn)
{
    /// <summary>Shorter results are not worth a fold, and may stand in the text by chance. In characters.</summary>
    private const int MinLength = 80;

    private readonly List<string> _results =
    [
        .. turn.Content.Appended.Where(message => message.Role == Role.Tool)
            .Select(message => MessageText.Of(message).Trim()).Where(text => text.Length >= MinLength),
    ];

    /// <summary>The parts of a run in order, those of each result apart.</summary>
    public IEnumerable<(bool IsResult, ImmutableArray<TokenPart> Parts)> Split(TokenRun run)
    {
        if (_results.Count == 0 || run.Origin == TokenOrigin.Model)
        {
            return [(false, run.Parts)];
        }

        var found = Find(string.Concat(run.Parts.Select(part => part.Text)));
        return Pieces(run, found).ChunkBy(piece => piece.Result)
            .Select(chunk => (chunk.Key >= 0, chunk.Items.Select(piece => piece.Part).ToImmutableArray()));
    }

    /// <summary>Where the next results stand: the first character of each and the one after it.</summary>
    private List<(int From, int To)> Find(string text)
    {
        var found = new List<(int From, int To)>();
        var from = 0;
        while (_results.Count > 0 && text.IndexOf(_results[0], from, StringComparison.Ordinal) is var at and >= 0)
        {
            from = at + _results[0].Length;
            found.Add((at, from));
            _results.RemoveAt(0);
        }

        return found;
    }

    /// <summary>Each part with the index of the result that it is wholly in, or -1. Text without tokens is cut, a token never is.</summary>
    private static IEnumerable<(int Result, TokenPart Part)> Pieces(TokenRun run, List<(int From, int To)> found)
    {
        var start = 0;
        foreach (var part in run.Parts)
        {
            var end = start + part.Text.Length;
            var cuts = part.Token is not null || part.IsMarker
                ? [start, end]
                : found.SelectMany(result => new[] { result.From, result.To }).Where(cut => cut > start && cut < end)
                    .Prepend(start).Append(end).ToArray();
            for (var i = 1; i < cuts.Length; i++)
            {
                var (from, to) = (cuts[i - 1], cuts[i]);
                var isIn = found.FindIndex(result => from >= result.From && to <= result.To && from < result.To);
                yield return (isIn, cuts.Length == 2 ? part : part with { Text = part.Text[(from - start)..(to - start)] });
            }

            start = end;
        }
    }
}
