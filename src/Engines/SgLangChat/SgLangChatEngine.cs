using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines.Http;

namespace Tito.Engines.SgLangChat;

/// <summary>An SGLang server, spoken to over <c>/v1/chat/completions</c> with token ids in and token ids out.</summary>
/// <remarks>Thread-safe. Holds a connection pool of its own; make one and keep it.</remarks>
public sealed class SgLangChatEngine : IInferenceEngine, IDisposable
{
    /// <summary>The header by which SGLang's model gateway keeps a session on the worker that has its prefix cached.</summary>
    public const string RoutingKeyHeader = "X-SMG-Routing-Key";

    private readonly SgLangChatOptions _options;
    private readonly TimeProvider _time;
    private readonly Uri _completions;
    private readonly IEngineHeaders? _headers;

    // No HttpClient: its own timeout and its buffer limit would compete with the options, and it would follow a redirect.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // Long enough for reuse, short enough to see a changed DNS entry.
    });

    /// <summary>A client of one server.</summary>
    /// <param name="options">Where the server is, and the limits.</param>
    /// <param name="time">The clock of the timeout.</param>
    public SgLangChatEngine(SgLangChatOptions options, TimeProvider time)
        : this(options, time, headers: null)
    {
    }

    /// <summary>A client of one server, with more headers.</summary>
    internal SgLangChatEngine(SgLangChatOptions options, TimeProvider time, IEngineHeaders? headers)
    {
        (_options, _time, _headers) = (options, time, headers);
        _completions = new(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/v1/chat/completions");
    }

    /// <summary>A client of one server that gives a router's session tokens back to it.</summary>
    /// <param name="options">Where the server is, and the limits.</param>
    /// <param name="time">The clock of the timeout.</param>
    public static SgLangChatEngine Affine(SgLangChatOptions options, TimeProvider time) => new(options, time, new SessionTokenHeaders());

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The request breaks the contract of <see cref="InferenceRequest"/>.</exception>
    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        RequireValid(request);
        var fields = SgLangChatRequestBody.Fields(request);
        var body = ArrayPool<byte>.Shared.Rent(SgLangChatRequestBody.MaxLength(request, fields.Span));
        var length = SgLangChatRequestBody.Write(request, fields.Span, body);
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var message = Message(request, body.AsMemory(0, length));
            _headers?.Add(request.SessionId, message);
            using var response = await _http.SendAsync(message, either.Token).ConfigureAwait(false);
            _headers?.See(request.SessionId, response);
            var answer = await BoundedBody.ReadAsync(response.Content, _options.MaxResponseBytes, either.Token).ConfigureAwait(false);

            // Only now is it certain that nobody reads the body any more: a request that broke off may still be on its way out.
            ArrayPool<byte>.Shared.Return(body);
            return Outcome(response, answer, request, fields.Span);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new InferenceOutcome.TimedOut(_options.Timeout);
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

    /// <inheritdoc/>
    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Closes the connections. To be called when no request is under way.</summary>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(InferenceRequest request, ReadOnlyMemory<byte> body) => new(HttpMethod.Post, _completions)
    {
        Headers = { { RoutingKeyHeader, request.SessionId } },
        Content = new ReadOnlyMemoryContent(body)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };

    private InferenceOutcome Outcome(
        HttpResponseMessage response, ReadOnlyMemory<byte>? answer, InferenceRequest request, ReadOnlySpan<byte> sentFields)
    {
        if (answer is not { } bytes)
        {
            return new InferenceOutcome.Nonsense(
                $"The body of the answer with status {(int)response.StatusCode} is longer than {_options.MaxResponseBytes} bytes.");
        }

        return response.StatusCode == HttpStatusCode.OK
            ? SgLangChatAnswer.Read(bytes.Span, request, sentFields)
            : new InferenceOutcome.Rejected((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), bytes)
            {
                Code = EngineErrorCode.Find(response, bytes.Span),
                RetryAfter = RetryAfter(response),
                MayHaveSampled = BegunRequest.Is(response, bytes.Span),
            };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } when at > _time.GetUtcNow() => at - _time.GetUtcNow(),
        _ => null,
    };

    private InferenceOutcome.Unreachable Unreachable(string why) =>
        new($"The engine at {_completions.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)} gave no answer: {why}.");

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
