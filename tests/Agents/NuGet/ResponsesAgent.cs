using OpenAI.Responses;

namespace Tito.Tests.Agents.NuGet;

/// <summary>OpenAI's library and the Responses API with a loop of the user's: the items of an answer are sent again as they came.</summary>
internal static class ResponsesAgent
{
    public static async Task<string> RunAsync(ResponsesClient client, string model, bool streamed, CancellationToken cancellationToken)
    {
        var input = new List<ResponseItem>();
        var text = "";
        foreach (var question in AgentTask.Questions)
        {
            input.Add(ResponseItem.CreateUserMessageItem(question));
            for (var asks = true; asks;)
            {
                var response = streamed
                    ? await StreamAsync(client, Options(model, input), cancellationToken)
                    : (await client.CreateResponseAsync(Options(model, input), cancellationToken)).Value;
                input.AddRange(response.OutputItems);
                var calls = response.OutputItems.OfType<FunctionCallResponseItem>().ToList();
                input.AddRange(calls.Select(call => ResponseItem.CreateFunctionCallOutputItem(call.CallId, AgentTask.Result)));
                asks = calls.Count > 0;
                text = response.GetOutputText();
            }
        }

        return text;
    }

    internal static CreateResponseOptions Options(string model, IEnumerable<ResponseItem> input)
    {
        var options = new CreateResponseOptions(model, input) { Instructions = AgentTask.Instructions };
        foreach (var tool in AgentTask.Tools)
        {
            options.Tools.Add(ResponseTool.CreateFunctionTool(
                tool.GetProperty("name").GetString()!,
                BinaryData.FromString(tool.GetProperty("parameters").GetRawText()),
                strictModeEnabled: false,
                tool.GetProperty("description").GetString()!));
        }

        return options;
    }

    private static async Task<ResponseResult> StreamAsync(
        ResponsesClient client, CreateResponseOptions options, CancellationToken cancellationToken)
    {
        options.StreamingEnabled = true;
        await foreach (var update in await client.CreateResponseStreamingAsync(options, cancellationToken))
        {
            if (update is StreamingResponseCompletedUpdate { Response: { } whole })
            {
                return whole;
            }

            if (update is StreamingResponseIncompleteUpdate { Response: { } cut })
            {
                return cut;
            }
        }

        throw new InvalidOperationException("The stream ended without its last event.");
    }
}
