using System.Globalization;

namespace Tito.Cli.Replay;

/// <summary>A bar on standard error that shows how far a replay is; none where that is no terminal.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="count">How many items there are.</param>
/// <param name="isWanted">Whether it is shown at all.</param>
internal sealed class ReplayProgress(int count, bool isWanted) : IDisposable
{
    private const int Width = 30;
    private const long Pause = 100; // Milliseconds from one drawing to the next.

    private readonly bool _isShown = isWanted && count > 0 && !Console.IsErrorRedirected;
    private readonly Lock _lock = new();
    private int _done;
    private int _failed;
    private long _drawn;

    /// <summary>Counts a result.</summary>
    public void Add(bool isGreen)
    {
        lock (_lock)
        {
            _done++;
            _failed += isGreen ? 0 : 1;
            if (_isShown && (Environment.TickCount64 - _drawn > Pause || _done == count))
            {
                _drawn = Environment.TickCount64;
                Console.Error.Write($"\r{Line(_done, _failed, count)}");
            }
        }
    }

    /// <summary>Takes the bar away, so that lines can be written; the next result draws it again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_isShown && _drawn > 0)
            {
                Console.Error.Write("\r\u001b[K");
                _drawn = 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    /// <summary>The bar as text.</summary>
    internal static string Line(int done, int failed, int count)
    {
        var filled = (int)((long)done * Width / Math.Max(1, count));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', Width - filled)}] {done}/{count}{(failed > 0 ? $", {failed} failed" : "")}");
    }
}
