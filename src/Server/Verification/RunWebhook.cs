using System.Globalization;
using System.Net.Http.Headers;
using Tito.Core.Verification.Runs;
using Tito.Server.Options;

namespace Tito.Server.Verification;

/// <summary>Tells a webhook of a red run: at least once, and three times at the most.</summary>
/// <remarks>Thread-safe. The address is never logged and never stored: it may hold a secret.</remarks>
/// <param name="options">Where.</param>
/// <param name="clock">The time between two attempts.</param>
/// <param name="logs">Where a webhook that failed is reported.</param>
internal sealed class RunWebhook(VerifyOptions options, TimeProvider clock, ILoggerFactory logs) : IRunNotice, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    private readonly ILogger _log = VerificationLog.Create(logs);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <inheritdoc/>
    public async Task<NoticeOutcome?> SendAsync(StoredRun run, CancellationToken cancellationToken)
    {
        if (options.Webhook is not { } address)
        {
            return null;
        }

        var body = WebhookBody.Write(run);
        for (var attempt = 1; ; attempt++)
        {
            var (delivered, detail) = await PostAsync(address, body, cancellationToken);
            if (delivered || attempt > Pauses.Length)
            {
                if (!delivered)
                {
                    VerificationLog.Undelivered(_log, run.Run.Id, attempt, detail);
                }

                return new(delivered, attempt, detail);
            }

            await Task.Delay(Pauses[attempt - 1], clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(bool Delivered, string Detail)> PostAsync(
        Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return (response.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}"));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"no answer within {Timeout.TotalSeconds} seconds"));
        }
        catch (HttpRequestException failed)
        {
            return (false, $"no answer: {failed.HttpRequestError}");
        }
        catch (IOException)
        {
            return (false, "no answer: the connection broke");
        }
    }
}
