using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tito.Replay.Surfaces;

/// <summary>The answer to a request without a socket: its head leaves with the first byte, as over one.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class InProcessExchange : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IDisposable
{
    private readonly List<(Func<object, Task> Call, object State)> _starting = [];
    private readonly List<(Func<object, Task> Call, object State)> _completed = [];
    private readonly CancellationTokenSource _abort = new();
    private readonly MemoryStream _body = new();

    /// <summary>An exchange of which nothing is answered.</summary>
    public InProcessExchange()
    {
        Stream = new StartingStream(_body, () => StartAsync());
        Writer = PipeWriter.Create(Stream, new(leaveOpen: true));
        RequestAborted = _abort.Token;
    }

    /// <summary>Whether the server broke the connection.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The bytes that came.</summary>
    public ReadOnlyMemory<byte> Bytes => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    /// <inheritdoc/>
    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    /// <inheritdoc/>
    public string? ReasonPhrase { get; set; }

    /// <inheritdoc/>
    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <inheritdoc/>
    Stream IHttpResponseFeature.Body { get => Stream; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public bool HasStarted { get; private set; }

    /// <inheritdoc/>
    public Stream Stream { get; }

    /// <inheritdoc/>
    public PipeWriter Writer { get; }

    /// <inheritdoc/>
    public CancellationToken RequestAborted { get; set; }

    /// <inheritdoc/>
    public void OnStarting(Func<object, Task> callback, object state) => _starting.Add((callback, state));

    /// <inheritdoc/>
    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Add((callback, state));

    /// <inheritdoc/>
    public void DisableBuffering()
    {
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (!HasStarted)
        {
            HasStarted = true;
            for (var i = _starting.Count - 1; i >= 0; i--)
            {
                await _starting[i].Call(_starting[i].State).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No route sends a file.");

    /// <inheritdoc/>
    public async Task CompleteAsync()
    {
        await StartAsync().ConfigureAwait(false);
        await Writer.CompleteAsync().ConfigureAwait(false);
        for (var i = _completed.Count - 1; i >= 0; i--)
        {
            await _completed[i].Call(_completed[i].State).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Abort()
    {
        IsCut = true;
        _abort.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _abort.Dispose();
        _body.Dispose();
    }

    /// <summary>A body whose first write sends the head.</summary>
    private sealed class StartingStream(MemoryStream body, Func<Task> start) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

        public override async Task FlushAsync(CancellationToken cancellationToken) => await start().ConfigureAwait(false);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("Answers are written asynchronously.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await start().ConfigureAwait(false);
            body.Write(buffer.Span);
        }
    }
}
