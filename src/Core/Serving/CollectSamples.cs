using Tito.Core.Samples;

namespace Tito.Core.Serving;

/// <summary>The use case that hands a session to a trainer.</summary>
/// <param name="read">Loads the session with the comparator's verdict.</param>
/// <param name="model">The served model.</param>
public sealed class CollectSamples(ReadSession read, SessionModel model)
{
    private readonly SampleAssembler _assembler = new(ids => model.Renderer.Tokenizer.Decode(ids, skipSpecialTokens: false));

    /// <summary>The samples of the session's conversation with the session itself, or null when there is no session.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="maxSequenceLength">The largest number of tokens of a sample, 1 or more; null for no limit.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<CollectedSamples?> RunAsync(string sessionId, int? maxSequenceLength, CancellationToken cancellationToken) =>
        await read.RunAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } view
            ? new(view, _assembler.Assemble(view.Session.Trajectory.Active?.Path ?? [], maxSequenceLength))
            : null;
}
