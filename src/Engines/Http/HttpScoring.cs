using System.Net;
using System.Text.Json;
using Tito.Core.Buffers;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>Has tokens scored over HTTP in a wire's format.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="wire">The wire.</param>
/// <param name="http">The connections.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class HttpScoring(IEngineWire wire, EngineHttp http, EngineOptions options, TimeProvider time) : IScoringEngine
{
    /// <inheritdoc/>
    public async Task<ScoringOutcome> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken)
    {
        if (wire.Scoring is not { } scoring)
        {
            return new ScoringOutcome.NotServed($"The wire {wire.Name} has no way to score tokens that are given.");
        }

        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var message = http.Post(scoring.Path, scoring.Body(request));
            message.Headers.Add(HttpEngine.RoutingKeyHeader, request.SessionId);
            message.Headers.Add(HttpEngine.SessionHeader, request.SessionId);
            using var response = await http.SendAsync(message, either.Token).ConfigureAwait(false);
            return await ReadAsync(response, scoring, request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ScoringOutcome.Failed($"No answer came within {options.Timeout}.");
        }
        catch (ByteCeilingException full)
        {
            return new ScoringOutcome.Failed(full.Message);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new ScoringOutcome.Failed($"The engine at {http.Place} gave no answer.");
        }
    }

    private async Task<ScoringOutcome> ReadAsync(
        HttpResponseMessage response, IScoringWire scoring, ScoringRequest request, CancellationToken cancellationToken)
    {
        using var body = await BoundedBody
            .ReadAsync(response.Content, options.MaxResponseBytes, options.AnswerCeiling, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new ScoringOutcome.Failed($"It answered with status {(int)response.StatusCode}.");
        }

        try
        {
            return body is { Written: var bytes }
                ? new ScoringOutcome.Scored(scoring.Read(Parse(bytes.Span), request))
                : new ScoringOutcome.Failed($"The answer is longer than {options.MaxResponseBytes} bytes.");
        }
        catch (InvalidDataException broken)
        {
            return new ScoringOutcome.Failed(broken.Message);
        }
    }

    private static JsonElement Parse(ReadOnlySpan<byte> bytes) => AnswerField.Object(AnswerJson.Parse(bytes, "The answer"), "The answer");
}
