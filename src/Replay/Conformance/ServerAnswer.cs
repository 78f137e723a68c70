using System.Text;

namespace Tito.Replay.Conformance;

/// <summary>What a server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The whole body.</param>
internal sealed record ServerAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    private const int Shown = 200;

    /// <summary>The status and the beginning of the body, for people.</summary>
    public string Describe()
    {
        var text = Encoding.UTF8.GetString(Body.Span);
        return $"{Status} {(text.Length > Shown ? text[..Shown] + "…" : text)}";
    }
}
