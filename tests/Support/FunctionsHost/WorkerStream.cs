using System.Collections.Concurrent;
using Grpc.Core;
using Tito.Tests.Support.FunctionsHost.Protocol;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>The conversation with one worker, from its first word to its end.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class WorkerStream : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<IServerStreamWriter<StreamingMessage>> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>What the worker logged.</summary>
    public ConcurrentQueue<RpcLog> Logs { get; } = [];

    /// <summary>Says something and waits for the answer with its id.</summary>
    /// <exception cref="IOException">The worker ended before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(string id, StreamingMessage question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        question.RequestId = id;
        try
        {
            await SayAsync(question, cancellationToken).ConfigureAwait(false);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
            return await answer.Task.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is ObjectDisposedException || (broken is OperationCanceledException && _ended.IsCancellationRequested))
        {
            // Also one that ended before it was asked: the next one is on its way.
            throw new IOException("The worker ended before it answered.", broken);
        }
        finally
        {
            _ = _asked.TryRemove(id, out _);
        }
    }

    /// <summary>Says something that has no answer.</summary>
    public async Task SayAsync(StreamingMessage message, CancellationToken cancellationToken)
    {
        var writer = await _started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await writer.WriteAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException completed)
        {
            throw new IOException("The worker has ended.", completed);
        }
        finally
        {
            _ = _writing.Release();
        }
    }

    /// <summary>Hears the worker until it ends.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> reader, IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellationToken)
    {
        _started.SetResult(writer);
        try
        {
            while (await reader.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                Hear(reader.Current);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // The process was killed, or the host ends.
        }
        finally
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _writing.Dispose();
        _ended.Dispose();
    }

    private void Hear(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            Logs.Enqueue(message.RpcLog);
            return;
        }

        var id = message.ContentCase switch
        {
            StreamingMessage.ContentOneofCase.InvocationResponse => message.InvocationResponse.InvocationId,
            StreamingMessage.ContentOneofCase.FunctionLoadResponse => message.FunctionLoadResponse.FunctionId,
            _ => message.RequestId,
        };
        if (_asked.TryGetValue(id, out var answer))
        {
            _ = answer.TrySetResult(message);
        }
    }
}
