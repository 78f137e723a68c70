using System.Text;
using Tito.Core.Journals;
using Tito.Core.Verification;

namespace Tito.Tests.Integration.Transfer;

/// <summary>Sessions out of journals and into them, and what is stored of one.</summary>
internal static class Transfer
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>A session of a journal as a file.</summary>
    public static async Task<byte[]> ExportAsync(IJournal journal, string id)
    {
        using var file = new MemoryStream();
        Assert.NotNull(await new SessionExporter(journal).RunAsync(id, file, Ends));
        return file.ToArray();
    }

    /// <summary>Stores a file in a journal, without a model, and gives the session's rows.</summary>
    public static async Task<SessionRows> ImportAsync(IJournal journal, string id, byte[] file)
    {
        var golden = GoldenReader.Read(file);
        Assert.True(await new SessionImporter(journal, TimeProvider.System).RunAsync(id, golden, RecordedTrajectory.Restore(golden), Ends));
        return (await journal.ReadRowsAsync(id, Ends))!;
    }

    /// <summary>A head but its id and the number of its changes: a session that was imported was not changed as often.</summary>
    public static SessionHead Essence(SessionRows rows) => rows.Head with { SessionId = "", Version = 0, LastUsedAt = default };

    /// <summary>Everything that is stored of the turns, byte for byte.</summary>
    public static IEnumerable<string> Turns(SessionRows rows) => rows.Turns.Select(row => string.Join(
        '\n',
        $"{row.Format} {row.Sequence} {row.Parent} {row.ReplacedCount} {row.FinishReason} {row.Digest}",
        string.Join(' ', new[] { row.PromptOrigins, row.PromptIds, row.CompletionIds, row.Logprobs, row.RoutedExpertsShape, row.RoutedExperts }
            .Select(bytes => Convert.ToHexString(bytes.Span))),
        string.Join('\n', new[] { row.Messages, row.Exchange, row.Request, row.Response, row.Inputs, row.End }.Select(json => Encoding.UTF8.GetString(json.Span)))));
}
