using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Tito.Core.Buffers;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>An engine that is spoken to over HTTP in one wire format.</summary>
/// <remarks>Thread-safe. Holds a connection pool of its own; make one and keep it.</remarks>
public sealed class HttpEngine : IInferenceEngine, IScoringEngine, IDisposable
{
    /// <summary>The header by which SGLang's model gateway keeps a session on the worker that has its prefix cached.</summary>
    public const string RoutingKeyHeader = "X-SMG-Routing-Key";

    /// <summary>The header by which vLLM's router and llm-d do the same.</summary>
    public const string SessionHeader = "X-Session-ID";

    /// <summary>A prompt that grew by so many tokens was rendered from texts of several megabytes, which are garbage by now.</summary>
    private const int ManyNewTokens = 1 << 20;

    /// <summary>How many calls of one abort are under way at once.</summary>
    private const int MostAborts = 16;

    private const string Aborted = "abort";

    private readonly IEngineWire _wire;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly FreedMemory _memory;
    private readonly IEngineHeaders? _headers;
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);
    private int? _contextLength;

    /// <summary>A client of one engine.</summary>
    /// <param name="wire">What it speaks.</param>
    /// <param name="options">Where it is, and the limits.</param>
    /// <param name="time">The clock of the timeout.</param>
    /// <param name="headers">More headers of requests; null for none.</param>
    internal HttpEngine(IEngineWire wire, EngineOptions options, TimeProvider time, IEngineHeaders? headers = null)
    {
        (_wire, _options, _time, _headers) = (wire, options, time, headers);
        _memory = new(time);
        Http = new(options, time);
        _contextLength = options.ContextLength;
    }

    /// <summary>The connections.</summary>
    internal EngineHttp Http { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The request breaks the contract of <see cref="InferenceRequest"/>.</exception>
    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        RequireValid(request);
        _underWay[request.Id] = true;
        try
        {
            var limit = TokenLimit.Given(request) ?? await RoomAsync(request, cancellationToken).ConfigureAwait(false);
            return await SendAsync(request, SentFields.Of(_wire, request, limit), observer, cancellationToken).ConfigureAwait(false);
        }
        catch (UnservedFieldException unserved)
        {
            return new InferenceOutcome.Unserved(unserved.Field, unserved.Reason);
        }
        finally
        {
            _underWay.TryRemove(request.Id, out _);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Engines know whole ids alone. Those of this client's requests are known here; where none begins so, the beginning itself is named,
    /// for it may be the id of another process's request.
    /// </remarks>
    public async Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken)
    {
        List<string> underWay = [.. _underWay.Keys.Where(id => id.StartsWith(idPrefix, StringComparison.Ordinal))];
        var calls = _wire.Abort(underWay.Count > 0 || idPrefix.Length == 0 ? underWay : [idPrefix]);
        var refused = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MostAborts, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(calls, parallel, async (call, token) =>
        {
            var (status, _) = await Http.LookAsync(call.Path, call.Body, token).ConfigureAwait(false);
            if (status != (int)HttpStatusCode.OK)
            {
                Interlocked.Increment(ref refused);
            }
        }).ConfigureAwait(false);
        return underWay.Count > 0 && refused == 0;
    }

    /// <inheritdoc/>
    public Task<ScoringOutcome> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken) =>
        new HttpScoring(_wire, Http, _options, _time).ScoreAsync(request, cancellationToken);

    /// <summary>Closes the connections. To be called when no request is under way.</summary>
    public void Dispose() => Http.Dispose();

    private async Task<InferenceOutcome> SendAsync(
        InferenceRequest request, SentFields fields, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        if (request.Prompt.Segments.Sum(segment => segment.Ids.Length) >= ManyNewTokens)
        {
            _memory.GiveBack();
        }

        cancellationToken.ThrowIfCancellationRequested(); // Before it is sent, or the engine would be told of what it has not seen.
        var body = OutgoingBody.Of(_wire, request, fields.Bytes.Span, observer is not null && _wire.CanStream(request));
        observer?.OnSent(_wire.Name, fields.Kept);
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var hangUp = new HangUp(token => AbortAsync(request.Id, token), _time, either.Token);
        try
        {
            var outcome = await ExchangeAsync(request, body, _wire.Read(request, fields.Bytes), observer, hangUp.Connection)
                .ConfigureAwait(false);
            if (!either.IsCancellationRequested || outcome is InferenceOutcome.Completed { Sampled.FinishReason: not Aborted })
            {
                return outcome;
            }

            // The engine did as it was told. Whoever gave the request up may want what it had sampled.
            return !cancellationToken.IsCancellationRequested ? new InferenceOutcome.TimedOut(_options.Timeout)
                : outcome is InferenceOutcome.Completed ? outcome
                : throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new InferenceOutcome.TimedOut(_options.Timeout);
        }
    }

    private async Task<InferenceOutcome> ExchangeAsync(
        InferenceRequest request, OutgoingBody body, IAnswerReader reader, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        try
        {
            using var message = Message(request, body.Content);
            using var response = await Http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            _headers?.See(request.SessionId, response);
            var outcome = await ReadAsync(response, reader, observer, cancellationToken).ConfigureAwait(false);

            // Only now is it certain that nobody reads the body any more: a request that broke off may still be on its way out.
            body.Return();
            return outcome;
        }
        catch (ByteCeilingException full)
        {
            return new InferenceOutcome.NoRoom(full.Message);
        }
        catch (HttpRequestException error)
        {
            return Unreachable(error.HttpRequestError.ToString()) with { IsUnsent = UnsentRequest.Is(error) };
        }
        catch (IOException error)
        {
            // A body that breaks off: HttpIOException says how, any other IOException comes from the socket.
            return Unreachable(error is HttpIOException http ? http.HttpRequestError.ToString() : nameof(HttpRequestError.ConnectionError));
        }
    }

    private HttpRequestMessage Message(InferenceRequest request, HttpContent body)
    {
        var message = Http.Post(_wire.Path, body);
        message.Headers.Add(RoutingKeyHeader, request.SessionId);
        message.Headers.Add(SessionHeader, request.SessionId);
        _headers?.Add(request.SessionId, message);
        return message;
    }

    private async Task<InferenceOutcome> ReadAsync(
        HttpResponseMessage response, IAnswerReader reader, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return await EngineStream
                .ReadAsync(response.Content, _options, reader, observer, cancellationToken).ConfigureAwait(false);
        }

        using var answer = await BoundedBody
            .ReadAsync(response.Content, _options.MaxResponseBytes, _options.AnswerCeiling, cancellationToken).ConfigureAwait(false);
        return answer is not { Written: var bytes }
            ? new InferenceOutcome.Nonsense(
                $"The body of the answer with status {(int)response.StatusCode} is longer than {_options.MaxResponseBytes} bytes.")
            : response.StatusCode == HttpStatusCode.OK
            ? Whole(bytes.Span, reader)
            : new InferenceOutcome.Rejected((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), bytes.ToArray())
            {
                Code = EngineErrorCode.Find(response, bytes.Span),
                RetryAfter = Http.RetryAfter(response),
                MayHaveSampled = BegunRequest.Is(response, bytes.Span),
            };
    }

    private static InferenceOutcome Whole(ReadOnlySpan<byte> bytes, IAnswerReader reader)
    {
        try
        {
            reader.Take(AnswerJson.Parse(bytes, "The answer"));
            return reader.End();
        }
        catch (InvalidDataException error)
        {
            return new InferenceOutcome.Nonsense(error.Message);
        }
        catch (InvalidOperationException)
        {
            // How JsonElement reports an escaped lone surrogate, here in a field that is kept and not looked at.
            return new InferenceOutcome.Nonsense("The answer holds a lone surrogate.");
        }
    }

    private InferenceOutcome.Unreachable Unreachable(string why) => new($"The engine at {Http.Place} gave no answer: {why}.");

    /// <summary>The room that the context leaves a completion, for a wire whose own default would cut it.</summary>
    private async Task<int?> RoomAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        if (_wire.ContextReserve is not { } reserve)
        {
            return null;
        }

        _contextLength ??= (await ServedModels.LookAsync(Http, cancellationToken).ConfigureAwait(false)).ContextLength;
        return _contextLength is { } length
            ? Math.Max(1, length - request.Prompt.Count - reserve) // Where there is no room, the engine says so in its own words.
            : throw new UnservedFieldException(
                TokenLimit.Name, "must be given: the engine does not say how long its context is, and its own limit would cut the turn.");
    }

    private static void RequireValid(InferenceRequest request)
    {
        if (request.SessionId.Length == 0 || request.SessionId.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("A session id is visible ASCII.", nameof(request));
        }

        if (request.Fields.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("The fields are a JSON object.", nameof(request));
        }
    }
}
