using System.Buffers;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>Reads an answer that comes as server-sent events, each a JSON value, with <c>[DONE]</c> as the last.</summary>
internal static class EngineStream
{
    private const int BufferBytes = 16 * 1024;

    private static ReadOnlySpan<byte> Done => "[DONE]"u8;

    /// <summary>Reads to the end, and shows the tokens of each frame.</summary>
    /// <param name="content">The body.</param>
    /// <param name="options">How many bytes a frame may have, and all answers together.</param>
    /// <param name="reader">Reads the frames.</param>
    /// <param name="observer">Sees the tokens; null when nobody looks.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<InferenceOutcome> ReadAsync(
        HttpContent content, EngineOptions options, IAnswerReader reader, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        using var frames = new SseFrames(options.MaxResponseBytes, options.AnswerCeiling);
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                for (int count; (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    for (var at = 0; at < count;)
                    {
                        var (taken, delta, outcome) = Take(frames, reader, buffer.AsSpan(at, count - at));
                        at += taken;
                        if (outcome is not null)
                        {
                            return outcome;
                        }

                        if (delta is { Completion.Ids.Length: > 0 } && observer is not null)
                        {
                            await observer.OnDeltaAsync(delta, cancellationToken).ConfigureAwait(false);
                        }
                    }
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return new InferenceOutcome.Nonsense("The stream ended without [DONE].");
    }

    /// <summary>Takes bytes up to the end of a frame: how many, and the frame's tokens or the outcome that it brings.</summary>
    public static (int Taken, SampledDelta? Delta, InferenceOutcome? Outcome) Take(
        SseFrames frames, IAnswerReader reader, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var taken = frames.Take(bytes);
            if (!frames.HasEvent)
            {
                return (taken, null, null);
            }

            if (frames.Data.SequenceEqual(Done))
            {
                return (taken, null, reader.End());
            }

            var frame = AnswerJson.Parse(frames.Data, "A frame of the stream");
            return StreamError.Find(frame, frames.Data) is { } error
                ? (taken, null, error)
                : (taken, new(reader.Take(frame)) { WeightVersion = reader.WeightVersion }, null);
        }
        catch (InvalidDataException error)
        {
            return (0, null, new InferenceOutcome.Nonsense(error.Message));
        }
        catch (InvalidOperationException)
        {
            // How JsonElement reports an escaped lone surrogate, here in a field that is kept and not looked at.
            return (0, null, new InferenceOutcome.Nonsense("A frame of the stream holds a lone surrogate."));
        }
    }
}
