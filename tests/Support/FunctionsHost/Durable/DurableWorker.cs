using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Tito.Tests.Support.FunctionsHost.Protocol;

namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>The worker as the extension sees it.</summary>
/// <param name="host">Whose worker.</param>
internal sealed class DurableWorker(FunctionsHost host) : IDurableWorker
{
    /// <inheritdoc/>
    public async Task<object?> RunAsync(string name, string input)
    {
        InvocationResponse response;
        try
        {
            response = await host.InvokeAsync(name, new() { String = input }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException ended)
        {
            throw new WorkerProcessExitException(ended);
        }

        // The extension reads what failed out of the words of the real host.
        return response.Result.Status == StatusResult.Types.Status.Success
            ? ValueOf(response.ReturnValue)
            : throw new InvalidOperationException(
                $"Result: {response.Result.Status}\nException: {response.Result.Exception.Message}\nStack: {response.Result.Exception.StackTrace}");
    }

    /// <inheritdoc/>
    public void Tell(string client) => host.DurableClient = client;

    private static object? ValueOf(TypedData? data)
    {
        if (data?.DataCase != TypedData.DataOneofCase.Json)
        {
            return data?.DataCase == TypedData.DataOneofCase.String ? data.String : null;
        }

        // A date stays the text that it is.
        using var reader = new JsonTextReader(new StringReader(data.Json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }
}
