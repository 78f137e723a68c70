using System.Collections.Concurrent;
using Grpc.Core;
using Tito.Tests.Support.FunctionsHost.Protocol;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>The host's end of the protocol: gives each worker that calls the stream that waits for it.</summary>
internal sealed class RpcService : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerStream> _expected = new(StringComparer.Ordinal);

    /// <summary>Makes a stream for a worker that is about to be started.</summary>
    public WorkerStream Expect(string workerId) => _expected[workerId] = new();

    /// <inheritdoc/>
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        _ = await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false);
        if (_expected.TryGetValue(requestStream.Current.StartStream.WorkerId, out var stream))
        {
            await stream.RunAsync(requestStream, responseStream, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
