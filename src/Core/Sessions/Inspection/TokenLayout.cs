using System.Collections.Immutable;
using System.Text;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tokenizers;

namespace Tito.Core.Sessions.Inspection;

/// <summary>Lays the tokens of a path out as runs of text.</summary>
/// <remarks>Not thread-safe: one for each layout.</remarks>
internal sealed class TokenLayout
{
    private readonly TokenPage _page;
    private readonly TokenText _text;
    private readonly ImmutableArray<TokenPart>.Builder _parts = ImmutableArray.CreateBuilder<TokenPart>();
    private readonly StringBuilder _plain = new();
    private int _plainStart;

    private TokenLayout(TokenPage page, Tokenizer? tokenizer) => (_page, _text) = (page, new(tokenizer));

    /// <summary>The turns of a path with their runs.</summary>
    /// <param name="path">Turns from the root on, each the parent of the next.</param>
    /// <param name="page">Which tokens are shown one by one.</param>
    /// <param name="tokenizer">The session's tokenizer, or null where it is not served.</param>
    public static ImmutableArray<InspectedTurn> Of(ImmutableArray<Turn> path, TokenPage page, Tokenizer? tokenizer)
    {
        var layout = new TokenLayout(page, tokenizer);
        return [.. path.Select((turn, i) => new InspectedTurn(turn, layout.Runs(turn, i + 1 < path.Length ? path[i + 1] : null)))];
    }

    private ImmutableArray<TokenRun> Runs(Turn turn, Turn? next)
    {
        var runs = ImmutableArray.CreateBuilder<TokenRun>();
        var start = turn.Prefix.Count;
        foreach (var segment in turn.Content.PromptSegments.Where(segment => !segment.Ids.IsEmpty))
        {
            runs.Add(Run(segment, start, ..));
            start += segment.Ids.Length;
        }

        var completion = turn.Content.Completion;
        var kept = completion.Ids.Length - (next?.Content.ReplacedCount ?? 0);
        if (kept > 0)
        {
            runs.Add(Run(completion, start, ..kept, isLast: next is null));
        }

        if (kept < completion.Ids.Length)
        {
            runs.Add(Replaced(completion, start + kept, kept));
        }

        return runs.DrainToImmutable();
    }

    private TokenRun Run(TokenSegment segment, int start, Range range, bool isLast = false)
    {
        var (from, count) = range.GetOffsetAndLength(segment.Ids.Length);
        for (var i = 0; i < count; i++)
        {
            var text = _text.Next(segment.Ids[from + i]);
            Add(segment, from + i, start + i, isLast && i == count - 1 ? text + _text.Rest() : text);
        }

        return Close(new(segment.Origin, IsReplaced: false, start, segment.Ids[range], []));
    }

    private TokenRun Replaced(TokenSegment segment, int start, int from)
    {
        for (var i = from; i < segment.Ids.Length; i++)
        {
            Add(segment, i, start, _text.Alone(segment.Ids[i]));
        }

        return Close(new(segment.Origin, IsReplaced: true, start, segment.Ids[from..], []));
    }

    private void Add(TokenSegment segment, int indexInSegment, int tokenIndex, string text)
    {
        var id = segment.Ids[indexInSegment];
        var isMarker = _text.IsMarker(id);
        if (!isMarker && !_page.Contains(tokenIndex))
        {
            _plainStart = _plain.Length == 0 ? tokenIndex : _plainStart;
            _plain.Append(text);
            return;
        }

        EndPlain();
        var token = _page.Contains(tokenIndex)
            ? new InspectedToken(id, _text.Piece(id), segment.Logprobs.IsEmpty ? null : segment.Logprobs[indexInSegment])
            : null;
        _parts.Add(new(tokenIndex, text, isMarker, token));
    }

    private TokenRun Close(TokenRun run)
    {
        EndPlain();
        return run with { Parts = _parts.DrainToImmutable() };
    }

    private void EndPlain()
    {
        if (_plain.Length > 0)
        {
            _parts.Add(new(_plainStart, _plain.ToString(), IsMarker: false, Token: null));
            _plain.Clear();
        }
    }
}
